"""Elements put, or added, where a tensor of positions says: the way back of `gather`."""

from typing import Any

import numpy as np

from ..dims import dim_of
from ..elementwise import number
from ..operation import check_tensor, differentiable, run
from ..tensor import Tensor
from .gathering import narrow, picked
from .ordering import index_along


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


def _checked_index(
    name: str, input: Tensor, dim: int, index: Tensor
) -> tuple[tuple[np.ndarray, ...], int]:
    check_tensor(name, input)
    check_tensor(name, index, "index", 3)
    positions, shape = index._data, input._data.shape
    dim = dim_of(dim, input.ndim)
    if positions.dtype not in (np.int32, np.int64):
        raise RuntimeError("scatter(): Expected dtype int32/int64 for index")
    if positions.ndim != len(shape) and positions.size:
        raise RuntimeError("Index tensor must have the same number of dimensions as self tensor")
    for position in positions.reshape(-1):
        if not 0 <= position < (shape[dim] if shape else 1):
            raise RuntimeError(
                f"index {position} is out of bounds for dimension {dim} with size {shape[dim]}"
            )
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
    check_tensor("scatter_add", src, "src", 4)
    return scatter_added(input, _part("scatter_add", input, src, index), *where)


def _part(name: str, input: Tensor, src: Tensor, index: Tensor) -> Tensor:
    """The part of the source that there are positions for."""
    if src.dtype is not input.dtype:
        raise RuntimeError(f"{name}(): Expected self.dtype to be equal to src.dtype")
    for dim, size in enumerate(index._data.shape):
        if size < src._data.shape[dim]:
            src = narrow(src, dim, 0, size)
    return src
