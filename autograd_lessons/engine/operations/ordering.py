"""Sorting and what follows from it: the largest few, the middle one.

Positions are constants; the gradient of each value goes to the element that it was taken from.
"""

from operator import index
from typing import Any

import numpy as np

from .. import return_types
from ..dims import dim_of
from ..dtypes import refuse_bool
from ..operation import differentiable
from ..overrides import as_one
from ..tensor import Tensor, new
from . import selection
from .indices import index_along
from .reduction import need_elements, share, taking

_sorted, _sorted_stably, _largest, _middle = map(
    taking, ("SortBackward0", "SortBackward1", "TopkBackward0", "MedianBackward1")
)


_LARGE = 10_000  # beyond, equal elements keep their order: to select them takes long


def order(array: np.ndarray, dim: int, descending: bool = False) -> np.ndarray:
    """The positions that sort `array`, nan as the largest number; equal elements keep their order.

    >>> order(np.array([2, 1, 2]), 0, descending=True)
    array([0, 2, 1])
    """
    if not array.ndim:
        return np.asarray(0)
    if not descending:
        return np.argsort(array, axis=dim, kind="stable")
    backward = np.argsort(np.flip(array, dim), axis=dim, kind="stable")
    return array.shape[dim] - 1 - np.flip(backward, dim)


def _unstable_order(array: np.ndarray, dim: int, descending: bool) -> np.ndarray:
    """`order`, but equal elements come as in PyTorch's default sort."""
    positions = order(array, dim, descending)
    if not (array.ndim and 16 < array.shape[dim] <= _LARGE):
        return positions
    rows, found = np.moveaxis(array, dim, -1), np.moveaxis(positions.copy(), dim, -1)
    for place in np.ndindex(rows.shape[:-1]):
        distinct, ranks = np.unique(rows[place], return_inverse=True)
        if len(distinct) < len(ranks):
            found[place] = selection.unstable_order((-ranks if descending else ranks).tolist())
    return np.moveaxis(found, -1, dim)


@as_one
def sort(
    input: Tensor, dim: int = -1, descending: bool = False, *, stable: bool | None = None
) -> Any:
    """The elements along `dim` in ascending (or descending) order, and their positions."""
    dim = dim_of(dim, input.ndim)
    positions = (order if stable else _unstable_order)(input._data, dim, descending)
    take = _sorted if stable is None else _sorted_stably
    return return_types.sort((take(input, index_along(dim, positions), dim, True), new(positions)))


@as_one
def argsort(
    input: Tensor, dim: int = -1, descending: bool = False, *, stable: bool = False
) -> Tensor:
    """The positions that sort `input` along `dim`, as int64; untracked."""
    dim = dim_of(dim, input.ndim)
    return new((order if stable else _unstable_order)(input._data, dim, descending))


def _as_selected(
    array: np.ndarray, positions: np.ndarray, k: int, dim: int, largest: bool, in_order: bool
) -> np.ndarray:
    """Positions as PyTorch selects them, in rows where equal elements make that matter."""
    rows, found = np.moveaxis(array, dim, -1), np.moveaxis(positions.copy(), dim, -1)
    for place in np.ndindex(rows.shape[:-1]):
        distinct, ranks = np.unique(rows[place], return_inverse=True)
        if len(distinct) < len(ranks) or not in_order:
            found[place] = selection.first((-ranks if largest else ranks).tolist(), k, in_order)
    return np.moveaxis(found, -1, dim)


@as_one
def topk(input: Tensor, k: int, dim: int = -1, largest: bool = True, sorted: bool = True) -> Any:
    """The `k` largest (or smallest) elements along `dim`, in order, and their positions.

    RuntimeError when there are fewer than `k`.
    """
    if isinstance(k, bool):
        raise TypeError("topk() takes a number of elements")
    dim, array, k = dim_of(dim, input.ndim), input._data, index(k)
    if not 0 <= k <= (array.shape[dim] if array.ndim else 1):
        raise RuntimeError("selected index k out of range")
    if array.dtype.kind == "b":
        raise RuntimeError("topk does not support bool dtypes on CPU")
    positions = order(array, dim, largest)
    if array.ndim:
        positions = np.take(positions, np.arange(k), axis=dim)
        if 1 < array.shape[dim] <= _LARGE:
            positions = _as_selected(array, positions, k, dim, largest, sorted)
    return return_types.topk(
        (_largest(input, index_along(dim, positions), dim, True), new(positions))
    )


@differentiable("MedianBackward0", self=share)
def median_all(self):
    """The middle element, the lower of two: gradient g, shared evenly at a tie."""
    if self.size == 0:
        return np.asarray(np.nan if self.dtype.kind == "f" else np.iinfo(self.dtype).min).astype(
            self.dtype
        )
    flat = self.reshape(-1)
    return flat[_middle_position(flat, 0)]


def _middle_position(array: np.ndarray, dim: int) -> np.ndarray:
    """The position of the middle element along `dim`; that of the first nan if there is one."""
    if not array.ndim:
        return np.asarray(0)
    middle = np.take(order(array, dim), (array.shape[dim] - 1) // 2, axis=dim)
    nan = array != array
    return np.where(nan.any(axis=dim), nan.argmax(axis=dim), middle)


@as_one
def median(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Any:
    """The middle element, the lower of two; with `dim` (values, indices) along it.

    IndexError for an empty dimension.
    """
    array = input._data
    if dim is None:
        refuse_bool(array.dtype, "median_cpu")
        return median_all(input)
    dim = dim_of(dim, array.ndim)
    refuse_bool(array.dtype, "median_out")
    need_elements("median", array, dim)
    positions = _middle_position(array, dim)
    index: tuple[np.ndarray, ...] = ()
    if array.ndim:
        kept = np.expand_dims(positions, dim)
        index = index_along(dim, kept)
        positions = kept if keepdim else positions
    return return_types.median((_middle(input, index, dim, keepdim), new(positions)))
