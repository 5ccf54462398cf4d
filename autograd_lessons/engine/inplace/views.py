"""Views and changes in place: one memory, one history.

A view shares its base's memory. When a recorded operation changes a view in place, the base is
changed as well, so the base gets a new place in the graph, `CopySlices`: where the view lies its
gradient goes through the operation, elsewhere it goes on unchanged. All views of the base are then
parts of the changed base, and get their places anew.
"""

from typing import Any

import numpy as np

from .. import hooks
from ..grad_mode import mode
from ..node import Node, edge_at, source_at
from ..operation import differentiable
from ..operations.indexing import placed
from ..saved_errors import FREED, FREED_ERROR
from ..tensor import Tensor, counter_of
from ..versions import next_number
from .view_checks import forget


def positions(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Where the elements of `part` stand in `whole`, an array that it shares memory with, counted
    along the flattened `whole`; of `part`'s shape.

    >>> whole = np.arange(6).reshape(2, 3)
    >>> positions(whole[:, 1], whole)
    array([1, 4])
    """
    addresses = _addresses(whole).reshape(-1)
    order = np.argsort(addresses, kind="stable")
    return order[np.searchsorted(addresses, _addresses(part), sorter=order)]


def _addresses(array: np.ndarray) -> np.ndarray:
    start = array.__array_interface__["data"][0]
    addresses = np.asarray(start)
    for count, step in zip(array.shape, array.strides, strict=True):
        addresses = np.add.outer(addresses, np.arange(count) * step)
    return addresses


def overlap(one: np.ndarray, two: np.ndarray) -> bool:
    """Whether two arrays, each without gaps, share some of their memory."""
    (start, end), (other_start, other_end) = _span(one), _span(two)
    return start < other_end and other_start < end


def overlap_in_part(one: np.ndarray, two: np.ndarray) -> bool:
    """Whether they share some of their memory but are not the same."""
    same = _span(one) == _span(two) and one.strides == two.strides
    return not same and overlap(one, two)


def _span(array: np.ndarray) -> tuple[int, int]:
    """Where an array's memory begins and ends; nowhere if it has gaps."""
    start = array.__array_interface__["data"][0]
    span = sum((n - 1) * step for n, step in zip(array.shape, array.strides, strict=True))
    if array.size == 0 or span + array.itemsize != array.nbytes:
        return 0, 0
    return start, start + array.nbytes


class CopySlices(Node):
    """A base after its view was changed by `function`.

    When the changed view is `function` of the old view alone, backward applies it to the view's
    part of the gradient and puts the outcome back there. Otherwise the graph of `function` leads
    back to the old base by itself, and the view's part of the gradient is handed to it.
    """

    full_name = "torch::autograd::CopySlices"
    frees = True  # PyTorch frees the function

    def __init__(self, base: Tensor, view: Tensor, function: Node, output: int):
        self.function = function
        self.direct = function.sources[:1] == (view._source,)
        others = function.sources[1:] if self.direct else (source_at((function, output)),)
        self.sources = (base._source, *others)
        self.where = positions(view._data, base._data)
        self.inside = np.zeros(base._data.size, bool)
        self.inside[self.where] = True
        self.shape = base._data.shape
        self.number = next_number()
        self.saved_names = function.saved_names if self.direct else ()

    def apply(self, m: Any, grad: Any) -> tuple[Any, ...]:
        if self.values is FREED:
            raise RuntimeError(FREED_ERROR)
        flat = m.reshape(grad, (-1,))
        elsewhere = m.where(self.inside, 0.0, flat)
        of_view = flat[self.where]
        if not self.direct:
            return m.reshape(elsewhere, self.shape), of_view
        first, *others = self.function.apply(m, of_view)
        if first is not None:
            back = m.reshape(first, (-1,))
            elsewhere = elsewhere + placed(m, back, self.inside.shape, (self.where.reshape(-1),))
        return m.reshape(elsewhere, self.shape), *others

    def release(self) -> None:
        self.values = FREED
        if self.direct:
            self.function.release()


def _offset(part: np.ndarray, whole: np.ndarray) -> int:
    one, two = (each.__array_interface__["data"][0] for each in (part, whole))
    return (one - two) // whole.itemsize


@differentiable(
    "AsStridedBackward0",
    self=lambda m, grad, self_shape, where, size, stride, storage_offset: m.reshape(
        placed(m, m.reshape(grad, (-1,)), (int(np.prod(self_shape)),), (where.reshape(-1),)),
        self_shape,
    ),
)
def part_of(self, where, size, stride, storage_offset):
    """The elements at these places of the flattened array."""
    return self.reshape(-1)[where]


def move(tensor: Tensor, source: Any) -> None:
    """Give a changed tensor its new place in the graph; where its gradient was to be kept, it is
    that of the new values."""
    if tensor._retains:
        node, output = edge_at(tensor._source)
        assert node is not None
        hooks.of(node).retained.pop(output, None)
    tensor._source, tensor._requires_grad, tensor._follows_base = source, True, False
    if tensor._retains:
        tensor._retains = False
        tensor.retain_grad()


def view_became(view: Tensor, function: Node, output: int = 0) -> None:
    """Record that `view` was changed by the operation of this node, and its base with it."""
    base = view._base
    assert base is not None
    move(base, CopySlices(base, view, function, output))


def refresh_all(changed: Tensor, but: Tensor | None = None) -> None:
    """`refresh` all tensors in the memory of one that was changed."""
    for reference in counter_of(changed).bases:
        base = reference()
        if base is not None and base._requires_grad:
            refresh(base, but)


def refresh(base: Tensor, but: Tensor | None = None) -> None:
    """Give the views of a changed base, but one, their places in the graph anew."""
    enabled, mode.enabled = mode.enabled, True
    try:
        for reference in base._views or ():
            view = reference()
            if view is not None and view is not but and not forget(view):
                data, unit = view._data, view._data.itemsize
                stride = tuple([step // unit for step in data.strides])
                where = positions(data, base._data), data.shape, stride, _offset(data, base._data)
                move(view, part_of(base, *where)._source)
    finally:
        mode.enabled = enabled
