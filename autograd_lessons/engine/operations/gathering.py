"""Elements picked by a tensor of positions along one dimension. Positions are constants."""

from math import prod
from operator import index as index_of
from typing import Any

import numpy as np

from ..broadcasting import broadcast_shape
from ..dims import dim_of
from ..operation import differentiable
from ..overrides import as_one
from ..tensor import Tensor, new
from .indexing import at, placed, placing, slice_at
from .indices import index_along
from .shape import expand, reshape

_put = placing("PutBackward0")
_put_by_index_add = placing("IndexAddBackward0")
_put_by_scatter_add = placing("ScatterAddBackward0")


def narrow(input: Tensor, dim: int, start: Any, length: int) -> Tensor:
    """`length` positions along `dim` from `start` on, as a view.

    RuntimeError or IndexError where there aren't that many.
    """
    if not input.ndim:
        raise RuntimeError("narrow() cannot be applied to a 0-dim tensor.")
    if length < 0:
        raise RuntimeError("narrow(): length must be non-negative.")
    dim, start = dim_of(dim, input.ndim), index_of(start)
    size = input._data.shape[dim]
    if not -size <= start <= size:
        raise IndexError(
            f"start out of range (expected to be in range of [{-size}, {size}], but got {start})"
        )
    start += size if start < 0 else 0
    if start + length > size:
        raise RuntimeError(f"start ({start}) + length ({length}) exceeds dimension size ({size}).")
    return slice_at(input, dim, start, start + length, 1)


@differentiable(
    "IndexSelectBackward0",
    frees=("index",),
    self=lambda m, grad, self_shape, dim, index: placed(
        m, grad, self_shape, at(dim, index) if self_shape else (), _put_by_index_add
    ),
)
def selected(self, dim, index):
    """Positions along a dimension: one taken twice gets both gradients."""
    return np.asarray(self[at(dim, index)], order="C") if self.ndim else self.copy()


def index_select(input: Tensor, dim: int, index: Tensor) -> Tensor:
    """The positions `index` (a vector of integers) along `dim`, copied.

    RuntimeError for positions that aren't there, negative ones included.
    """
    dim, positions = dim_of(dim, input.ndim), index._data
    if positions.ndim > 1:
        raise IndexError("index_select(): Index is supposed to be a vector")
    if positions.dtype not in (np.int32, np.int64):
        raise RuntimeError("index_select(): Expected dtype int32 or int64 for index")
    if not input.ndim and positions.size != 1:
        raise RuntimeError(
            f"index_select(): Index to scalar can have only 1 value, got {positions.size} value(s)"
        )
    size = input._data.shape[dim] if input.ndim else 1
    if not size and positions.size and input.ndim > 1:
        raise RuntimeError("index_select(): self indexing axis dim should be positive")
    for position in positions.reshape(-1):
        if not 0 <= position < size:
            if dim != 1:
                raise IndexError("index out of range in self")
            raise RuntimeError(
                f"INDICES element is out of DATA bounds, id={position} axis_dim={size}"
            )
    return selected(input, dim, np.atleast_1d(positions))


@differentiable(
    "GatherBackward0",
    frees=("index",),
    self=lambda m, grad, self, self_shape, index, dim: (
        placed(m, grad, self_shape, index, _put_by_scatter_add) if self_shape else m.sum(grad)
    ),
)
def picked(self, index, shape, dim):
    """Elements at an index of arrays: one taken twice gets both gradients."""
    return self[index].reshape(shape) if self.ndim else np.full(shape, self)


def gather(input: Tensor, dim: int, index: Tensor, *, sparse_grad: bool = False) -> Tensor:
    """At each place of `index`, the element whose position along `dim` stands there.

    RuntimeError for positions that aren't there, negative ones included, and for shapes that
    don't fit.
    """
    dim, positions, shape = dim_of(dim, input.ndim), index._data, input._data.shape
    if positions.dtype not in (np.int32, np.int64):
        raise RuntimeError("gather(): Expected dtype int32/int64 for index")
    if positions.size == 0:
        return picked(input, (np.zeros(0, np.int64),) * input.ndim, positions.shape, dim)
    if max(positions.ndim, 1) != max(len(shape), 1):
        raise RuntimeError("Index tensor must have the same number of dimensions as input tensor")
    for other, (wanted, size) in enumerate(zip(positions.shape, shape, strict=False)):
        if other != dim and wanted > size:
            raise RuntimeError(
                f"Size does not match at dimension {other} expected index {list(positions.shape)} "
                f"to be no larger than self {list(shape)} apart from dimension {dim}"
            )
    check_positions(positions, dim, shape[dim] if shape else 1, least=0)
    places = positions if positions.ndim else positions.reshape((1,) * len(shape))
    return picked(input, index_along(dim, places), positions.shape, dim)


def check_positions(positions: np.ndarray, dim: int, size: int, least: int) -> None:
    """RuntimeError for positions along a dimension that aren't there."""
    for position in positions.reshape(-1):
        if not least <= position < size:
            raise RuntimeError(
                f"index {position} is out of bounds for dimension {dim} with size {size}"
            )


def _back_to_taken(m: Any, grad: Any, self: Any, self_shape: Any, index: Any) -> Any:
    shape = self_shape or (1,)
    places = np.unravel_index(index % max(prod(shape), 1), shape)
    found = placed(m, grad, shape, places, _put)
    return found if found.shape == self_shape else m.reshape(found, self_shape)


@differentiable("TakeBackward0", frees=("index",), self=_back_to_taken)
def taken_at(self, index):
    """Elements counted along the flattened array: one taken twice gets both gradients."""
    return self.reshape(-1)[index]


def take(input: Tensor, index: Tensor) -> Tensor:
    """The elements at these positions of the flattened tensor, in the shape of `index`.

    IndexError for positions that aren't there.
    """
    if index._data.dtype != np.int64:
        raise RuntimeError(
            f"take(): Expected a long tensor for index, but got {index.dtype.printed_type}"
        )
    size = input._data.size
    if index._data.size and not size:
        raise IndexError("take(): tried to take from an empty tensor")
    for position in index._data.reshape(-1):
        if not -size <= position < size:
            raise IndexError(
                f"out of range: tried to access index {position} on a tensor of {size} elements."
            )
    return taken_at(input, index._data)


@as_one
def take_along_dim(input: Tensor, indices: Tensor, dim: int | None = None) -> Tensor:
    """`gather` with broadcasting; without `dim` from the flattened tensor.

    With `dim` positions beyond the end start over.
    """
    if indices._data.dtype != np.int64:
        raise RuntimeError(
            "torch.take_along_dim(): dtype of indices should be Long but got "
            f"{indices.dtype.printed_type}"
        )
    if dim is None:
        return gather(reshape(input, (-1,)), 0, reshape(indices, (-1,)))
    if input.ndim != indices.ndim:
        raise RuntimeError(
            "torch.take_along_dim(): input and indices should have the same number of dimensions, "
            f"but got {input.ndim} dimensions for input, and {indices.ndim} dimensions for indices"
        )
    dim = dim_of(dim, input.ndim)
    one, two = (list(each._data.shape) for each in (input, indices))
    one[dim] = two[dim] = 1
    shape = list(broadcast_shape(tuple(one), tuple(two)))
    sizes = [(*shape[:dim], each._data.shape[dim], *shape[dim + 1 :]) for each in (input, indices)]
    positions = new(indices._data % max(sizes[0][dim], 1))
    return gather(expand(input, sizes[0]), dim, expand(positions, sizes[1]))
