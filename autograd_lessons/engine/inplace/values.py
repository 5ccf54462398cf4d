"""Changing a tensor's values in place: `x.add_(y)`, `x += y`, `x.zero_()`, `x[0] = 1`.

The tensor then stands for the result: its `grad_fn` becomes the operation's node. Its version goes
up, so that backward notices where it had been saved for a derivative.
"""

import weakref
from collections.abc import Callable
from typing import Any

import numpy as np

from .. import overrides
from ..broadcasting import fitted, mismatch
from ..calls.type_names import type_name
from ..conversion import clone, to
from ..creation.factories import tensor
from ..dtypes import check_fits
from ..elementwise import constant, number, unary
from ..node import Node
from ..operation import differentiable, run
from ..operations.indexing import parted
from ..operations.indices import full_index
from ..operations.shape import expand, view_as_shape
from ..overrides import as_one
from ..tensor import Tensor, counter_of, new, placed_at
from ..tracking import edge_of
from .view_checks import check
from .views import move, overlap, overlap_in_part, refresh_all, view_became

_OVERLAP = (
    "unsupported operation: {} to a single memory location. Please clone() the tensor before "
    "performing the operation."
)
_OF_ONE = "more than one element of the written-to tensor refers"
_OF_TWO = "some elements of the input tensor and the written-to tensor refer"


def become(target: Tensor, operation: Callable[..., Tensor], *args: Any) -> Tensor:
    """Make `target` the result of `operation(target, *args)`, in its own memory.

    RuntimeError where `check` says so, and where the result's shape or type doesn't fit.
    """
    check(target, (*args, *getattr(operation, "keywords", {}).values()))
    old = target._data
    tensors = [each for each in args if isinstance(each, Tensor)]
    fills = operation in (fill, fill_from, zero)
    if 0 in old.strides and old.size > 1 and (tensors or not fills):
        raise RuntimeError(_OVERLAP.format(_OF_ONE))
    if not fills and any(overlap_in_part(each._data, old) for each in tensors):
        raise RuntimeError(_OVERLAP.format(_OF_TWO))
    result = operation(target, *args)
    values = result._data
    if values.shape != old.shape:
        raise RuntimeError(
            f"output with shape {list(old.shape)} doesn't match the broadcast shape "
            f"{list(values.shape)}"
        )
    if "biuf".index(values.dtype.kind) > "biuf".index(old.dtype.kind):
        raise RuntimeError(
            f"result type {result.dtype.printed_type} can't be cast to the desired output type "
            f"{target.dtype.printed_type}"
        )
    node = result.grad_fn
    if operation is copied and old.dtype.kind != "f":  # as integers they have no gradient
        node = None
    if node is not None:
        _protect(node, target, result)
    if not old.flags.writeable:  # the same memory several times
        old = old[...]
        old.flags.writeable = True
    np.copyto(old, values, casting="unsafe")
    touch(target)
    base = target if target._base is None else target._base
    if node is not None:
        if target is base:
            move(target, node)
        else:
            view_became(target, node)
        counter_of(target).note_maker(edge_of(base))
    refresh_all(target)
    if node is not None and target is not base:
        node.is_last_of_view = _asking(weakref.ref(target), node.number)
        target._changed_by = node.number
    return target


def _asking(view: Callable[[], Tensor | None], number: int) -> Callable[[], bool]:
    """Whether a view is still there, and what changed it last was the node of this number."""
    return lambda: getattr(view(), "_changed_by", None) == number


def touch(target: Tensor) -> None:
    """Count one change of the tensor's values."""
    counter_of(target).bump()


def _protect(node: Node, target: Tensor, result: Tensor) -> None:
    """What the node saved: the old values need a copy, the result is from now on in `target`."""
    current = counter_of(target)
    old, copy = target._data, None
    if "self" in node.saved_names:
        copy = _kept(node, target)
    counters = [each for each in node.counters if each[2] not in ("self", "result")]
    if "result" in node.saved_names:
        counters.append((current, current.count + 1, "result"))
    values = []
    for names, given in zip(node.rule_names, node.values, strict=True):
        swap = {"self": copy, "result": old}
        values.append(
            given
            and tuple(
                swap[name] if name in swap and name in node.saved_names else value
                for name, value in zip(names, given, strict=True)
            )
        )
    node.counters, node.values = tuple(counters), tuple(values)


def _kept(node: Node, target: Tensor) -> np.ndarray:
    """The old values, as a clone that is made before the node."""
    if not target._requires_grad:
        return target._data.copy()
    with overrides.silent():
        copy = clone(placed_at(target._data, edge_of(target)))
    made: Any = copy._source
    if made is not None:
        node.number, made.number = made.number, node.number
        node.clone = made
    return copy._data


@unary("ZeroBackward0", to_float=False, self=lambda m, grad: m.zeros_like(grad))
def zero(self):
    """0 everywhere: gradient 0."""
    return np.zeros_like(self)


@unary("FillBackward2", to_float=False, self=lambda m, grad: m.zeros_like(grad))
def filled(self, value):
    """One value everywhere: gradient 0."""
    check_fits(value, self.dtype)
    return np.full_like(self, constant(value, self.dtype))


@differentiable(
    "FillBackward3",
    self=lambda m, grad: m.zeros_like(grad),
    value=lambda m, grad, value_type: fitted(m, grad, (), value_type),
)
def fill_from(self, value, value_type):
    """A 0-d tensor's value everywhere: that tensor gets all gradients."""
    return np.full_like(self, value)


def _need_one_number(value: Tensor) -> None:
    if value.ndim:
        raise RuntimeError(
            "fill_ only supports 0-dimension value tensor but got tensor with "
            f"{value.ndim} dimensions."
        )


def fill(input: Tensor, value: Any) -> Tensor:
    """A number's or a 0-d tensor's value everywhere."""
    if not isinstance(value, Tensor):
        if number(value) is None:
            raise TypeError("fill_() takes a number or a tensor")
        return filled(input, value)
    _need_one_number(value)
    return fill_from(input, value, value._data.dtype)


@differentiable(
    "torch::autograd::CopyBackwards",
    self=lambda m, grad: m.zeros_like(grad),
    src=lambda m, grad, src_shape, src_type: fitted(m, grad, src_shape, src_type),
)
def copied(self, src, src_type):
    """The values of another tensor: the gradient goes there."""
    try:
        shape = np.broadcast_shapes(self.shape, src.shape)
    except ValueError:
        raise RuntimeError(mismatch(self.shape, src.shape)) from None
    return np.broadcast_to(src, shape).astype(self.dtype)


@differentiable(
    "IndexPutBackward0",
    frees=("index",),
    self=lambda m, grad, index: _outside(m, grad, index),
    values=lambda m, grad, index, values_shape: fitted(m, grad[index], values_shape),
)
def index_put(self, values, index):
    """The values of another tensor at some positions: the gradient there goes to them."""
    out = self.copy()
    out[index] = values
    return out


def _outside(m: Any, grad: Any, index: Any) -> Any:
    return run(m, index_put, grad, np.zeros((), (grad if m is np else grad._data).dtype), index)


def fill_(self: Tensor, value: Any) -> Tensor:
    """`value`, a number or a 0-d tensor, everywhere; the gradient goes to that tensor.

    RuntimeError for a tensor with dimensions.
    """
    if isinstance(value, Tensor):
        _need_one_number(value)
    return become(self, fill, value)


def copy_(self: Tensor, src: Any) -> Tensor:
    """Take over the values of `src`, broadcast and converted; the gradient goes to `src`.

    RuntimeError where the shapes don't fit.
    """
    src = src if isinstance(src, Tensor) else tensor(src)
    return become(self, copied, src, src._data.dtype)


@as_one
def setitem(self: Tensor, index: Any, value: Any) -> None:
    """`self[index] = value`. Errors as for `self[index]` and for in-place operations."""
    of_a_tensor = isinstance(value, Tensor)
    if not of_a_tensor:
        if not isinstance(value, bool | int | float | complex):
            ours = f"torch.{self.dtype.printed_type}Tensor"
            raise TypeError(f"can't assign a {type_name(value)} to a {ours}")
        found = new(np.empty(())) if isinstance(value, complex) else tensor(value)
        check_fits(value, self._data.dtype)
        value = found
    if index is False:
        return
    target, parts = parted(self, None if index is True else index)
    if not parts:
        _put(target, value)
        return
    value = _without_ones(value)
    check(target, (value,))
    arrays = full_index(parts, target._data.shape)
    if overlap(value._data, target._data):
        raise RuntimeError(_OVERLAP.format(_OF_TWO))
    shape = list(target._data[arrays].shape)
    try:
        np.broadcast_to(value._data, shape)
    except ValueError:
        raise RuntimeError(
            f"shape mismatch: value tensor of shape {list(value._data.shape)} cannot be broadcast "
            f"to indexing result of shape {shape}"
        ) from None
    if value.dtype is not self.dtype:
        _check_put(target, arrays, value, of_a_tensor)
        value = to(value, self.dtype)
    become(target, index_put, value, arrays)


def _check_put(target: Tensor, arrays: tuple[Any, ...], value: Tensor, of_a_tensor: bool) -> None:
    """RuntimeError for a tensor of another type; but a mask takes any single number that fits."""
    masks = [each.dtype.kind == "b" for each in arrays if isinstance(each, np.ndarray)]
    if value._data.size == 1 and masks == [True]:
        check_fits(value._data.item(), target._data.dtype)
    elif of_a_tensor:
        raise RuntimeError(
            "Index put requires the source and destination dtypes match, got "
            f"{target.dtype.printed_type} for the destination and {value.dtype.printed_type} for "
            "the source."
        )


def _put(target: Tensor, value: Tensor) -> None:
    shape = tuple(target._data.shape)
    if value._data.shape == shape:
        copy_(target, value)
    elif not value.ndim:
        become(target, fill_from, value, value._data.dtype)
    else:
        value = view_as_shape(value, _less_ones(value))
        copy_(target, value if value._data.shape == shape else expand(value, shape))


def _less_ones(value: Tensor) -> tuple[int, ...]:
    """The shape without the ones that it begins with."""
    shape = tuple(value._data.shape)
    while shape and shape[0] == 1:
        shape = shape[1:]
    return shape


def _without_ones(value: Tensor) -> Tensor:
    shape = _less_ones(value)
    return value if value._data.shape == shape else view_as_shape(value, shape)
