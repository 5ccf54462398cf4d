"""Elements put, or added, where a tensor of positions says: the way back of `gather`."""

from typing import Any

import numpy as np

from ..dims import dim_of
from ..elementwise import number
from ..operation import differentiable, run
from ..tensor import Tensor
from .gathering import check_positions, narrow, picked, selected
from .indexing import at
from .indices import index_along


def _elsewhere(m: Any, grad: Any, index: Any, dim: int) -> Any:
    """The gradient where nothing was put."""
    return run(m, scattered_number, grad, 0, index, dim)


@differentiable(
    "ScatterBackward0",
    frees=("index",),
    self=_elsewhere,
    src=lambda m, grad, index, src_shape, dim: run(m, picked, grad, index, src_shape, dim),
)
def scattered(self, src, index, dim):
    """Another tensor's elements put at positions: gradients 0 there and g elsewhere; those there
    go to it."""
    out = self.copy()
    out[index] = src
    return out


@differentiable("ScatterBackward1", frees=("index",), self=_elsewhere)
def scattered_number(self, value, index, dim):
    """A number put at positions: gradient 0 there, g elsewhere."""
    out = np.array(self)
    out[index] = value
    return out


@differentiable(
    "ScatterAddBackward0",
    frees=("index",),
    self=lambda m, grad, dim: grad,
    src=lambda m, grad, index, src_shape, dim: run(m, picked, grad, index, src_shape, dim),
)
def scatter_added(self, src, index, dim):
    """Another tensor's elements added at positions: gradient g, and to each of them that there."""
    out = self.copy()
    np.add.at(out, index, src)
    return out


def _source_back(m: Any, grad: Any, src_shape: Any, dim: int, index: Any, alpha: Any) -> Any:
    found = run(m, selected, grad, dim, index)
    found = found if len(src_shape) == len(found.shape) else m.reshape(found, src_shape)
    return found if alpha == 1 else found * alpha


@differentiable("IndexAddBackward0", frees=("index",), self=lambda m, grad: grad, src=_source_back)
def index_added(self, src, dim, index, alpha):
    """alpha·another tensor's slices added at positions: gradient g, and to each of them alpha times
    that there."""
    out = self.copy()
    where: Any = at(dim, index) if self.ndim else ()
    np.add.at(out, where, src * out.dtype.type(alpha))
    return out


def index_add(
    input: Tensor, dim: int, index: Tensor, source: Tensor, *, alpha: float = 1
) -> Tensor:
    """`input` with alpha times the slices of `source` along `dim` added at the positions `index`.

    RuntimeError for positions that aren't there, and for shapes and types that differ.
    """
    dim, positions = dim_of(dim, input.ndim), index._data
    if positions.ndim > 1:
        raise IndexError(
            f"index_add_(): Index is supposed to be a vector, but got dim: {positions.ndim} with "
            f"type: {index.dtype.printed_type} and size: {list(positions.shape)}"
        )
    if positions.dtype not in (np.int32, np.int64):
        raise RuntimeError(
            "index_add_(): Expected dtype int32/int64 for index but got: "
            f"{index.dtype.printed_type}"
        )
    if input.dtype is not source.dtype:
        raise RuntimeError(
            f"index_add_(): self ({input.dtype.printed_type}) and source "
            f"({source.dtype.printed_type}) must have the same scalar type"
        )
    shape, given = list(input._data.shape), list(source._data.shape)
    if shape[:dim] + shape[dim + 1 :] != given[:dim] + given[dim + 1 :]:
        raise RuntimeError(
            "source tensor shape must match self tensor shape, excluding the specified dimension. "
            f"Got self.shape = {shape} source.shape = {given}"
        )
    count = given[dim] if given else 1
    if positions.size != count:
        raise RuntimeError(
            f"index_add_(): Number of indices ({positions.size}) should be equal to "
            f"source.size(dim): ({count}), for dim: {dim}"
        )
    check_positions(positions, dim, shape[dim] if shape else 1, least=0)
    return index_added(input, source, dim, np.atleast_1d(positions), alpha)


def _checked_index(
    name: str, input: Tensor, dim: int, index: Tensor
) -> tuple[tuple[np.ndarray, ...], int]:
    positions, shape = index._data, input._data.shape
    dim = dim_of(dim, input.ndim)
    if positions.dtype not in (np.int32, np.int64):
        raise RuntimeError("scatter(): Expected dtype int32/int64 for index")
    if positions.ndim != len(shape) and positions.size:
        raise RuntimeError("Index tensor must have the same number of dimensions as self tensor")
    check_positions(positions, dim, shape[dim] if shape else 1, least=0)
    return index_along(dim, positions), dim


def scatter(input: Tensor, dim: int, index: Tensor, src: Any) -> Tensor:
    """`input` with the elements of `src` (or a number) at the positions `index` along `dim`.

    RuntimeError for positions that aren't there, and for types that differ.
    """
    where = _checked_index("scatter", input, dim, index)
    if not isinstance(src, Tensor):
        return scattered_number(input, number(src), *where)
    return scattered(input, _part("scatter", input, src, index), *where)


def scatter_add(input: Tensor, dim: int, index: Tensor, src: Tensor) -> Tensor:
    """`input` with the elements of `src` added at the positions `index` along `dim`.

    RuntimeError for positions that aren't there, and for types that differ.
    """
    where = _checked_index("scatter_add", input, dim, index)
    return scatter_added(input, _part("scatter_add", input, src, index), *where)


def _part(name: str, input: Tensor, src: Tensor, index: Tensor) -> Tensor:
    """The part of the source that there are positions for."""
    if src.dtype is not input.dtype:
        raise RuntimeError(f"{name}(): Expected self.dtype to be equal to src.dtype")
    for dim, size in enumerate(index._data.shape):
        if size < src._data.shape[dim]:
            src = narrow(src, dim, 0, size)
    return src
