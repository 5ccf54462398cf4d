"""Diagonals and triangles of matrices."""

from operator import index
from typing import Any

import numpy as np

from ..dims import dim_of
from ..dtypes import dtype as Dtype
from ..dtypes import int64
from ..operation import differentiable, run
from ..overrides import as_one
from ..tensor import Tensor, new


def _diagonal(array, offset, dim1, dim2):
    """`np.diagonal`, but as a view that can be written to."""
    out = np.diagonal(array, offset, dim1, dim2)
    out.flags.writeable = array.flags.writeable
    return out


def _take(m: Any, grad: Any, offset: int, dim1: int, dim2: int) -> Any:
    return run(m, diagonal_of, grad, offset, dim1, dim2)


@differentiable("DiagonalBackwardBackward0", self=_take)
def with_diagonal(self, shape, offset, dim1, dim2):
    """Zeros of `shape` with these elements on a diagonal."""
    out = np.zeros(shape, self.dtype)
    _diagonal(out, offset, dim1, dim2)[...] = self
    return out


@differentiable(
    "DiagonalBackward0",
    view=True,
    self=lambda m, grad, self_shape, offset, dim1, dim2: run(
        m, with_diagonal, grad, self_shape, offset, dim1, dim2
    ),
)
def diagonal_of(self, offset, dim1, dim2):
    """The elements where two dimensions have the same index."""
    return _diagonal(self, offset, dim1, dim2)


@differentiable(
    "DiagonalBackward0_copy",
    self=lambda m, grad, self_shape, offset: run(m, with_diagonal, grad, self_shape, offset, 0, 1),
)
def diagonal_copy(self, offset):
    """A diagonal of a matrix, in memory of its own."""
    return np.diagonal(self, offset).copy()


@differentiable("DiagEmbedBackward0", self=_take)
def embedded(self, offset, dim1, dim2):
    """Matrices of zeros with the elements on a diagonal: the gradients that lie there."""
    size = self.shape[-1] + abs(offset)
    rest = list(self.shape[:-1])
    for dim in sorted((dim1, dim2)):
        rest.insert(dim, size)
    return with_diagonal.__wrapped__(self, tuple(rest), offset, dim1, dim2)


@differentiable(
    "TraceBackward0",
    self=lambda m, grad, self_shape: run(
        m, with_diagonal, m.broadcast_to(grad, (min(self_shape),)), self_shape, 0, 0, 1
    ),
)
def trace_of(self):
    """Σ xᵢᵢ: gradient g on the diagonal, 0 elsewhere."""
    wide = np.float64 if self.dtype.kind == "f" else None
    return np.trace(self, dtype=wide).astype(self.dtype if wide else np.int64)


def _lower(m: Any, grad: Any, diagonal: int) -> Any:
    return run(m, lower_triangle, grad, diagonal)


def _upper(m: Any, grad: Any, diagonal: int) -> Any:
    return run(m, upper_triangle, grad, diagonal)


@differentiable("TrilBackward0", self=_lower)
def lower_triangle(self, diagonal):
    """The elements up to a diagonal, else 0: their gradients, else 0."""
    return np.asarray(np.tril(self, diagonal), order="C")


@differentiable("TriuBackward0", self=_upper)
def upper_triangle(self, diagonal):
    """The elements from a diagonal on, else 0: their gradients, else 0."""
    return np.asarray(np.triu(self, diagonal), order="C")


def tril(input: Tensor, diagonal: int = 0) -> Tensor:
    """The lower triangle of matrices: 0 to the right of the diagonal."""
    _check_matrix("tril", input)
    return lower_triangle(input, index(diagonal))


def triu(input: Tensor, diagonal: int = 0) -> Tensor:
    """The upper triangle of matrices: 0 to the left of the diagonal."""
    _check_matrix("triu", input)
    return upper_triangle(input, index(diagonal))


def _check_matrix(name: str, input: Tensor) -> None:
    if input.ndim < 2:
        raise RuntimeError(f"{name}: input tensor must have at least 2 dimensions")


def _two_dims(dim1: int, dim2: int, ndim: int) -> tuple[int, int]:
    one, two = dim_of(dim1, ndim), dim_of(dim2, ndim)
    if one == two:
        raise RuntimeError(f"diagonal dimensions cannot be identical {dim1}, {dim2}")
    return one, two


def diagonal(input: Tensor, offset: int = 0, dim1: int = 0, dim2: int = 1) -> Tensor:
    """A view of the elements where `dim1` and `dim2` have the same index, as the last dimension.

    offset: how far above the main diagonal.
    """
    return diagonal_of(input, index(offset), *_two_dims(dim1, dim2, input.ndim))


def diag_embed(input: Tensor, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Tensor:
    """Matrices of zeros, in the dimensions `dim1` and `dim2`, with the last one on a diagonal."""
    return embedded(input, offset, *_two_dims(dim1, dim2, input._data.ndim + 1))


@as_one
def diag(input: Tensor, diagonal: int = 0) -> Tensor:
    """The diagonal of a matrix; the matrix with a diagonal. RuntimeError for other dimensions."""
    ndim, diagonal = input._data.ndim, index(diagonal)
    if ndim not in (1, 2):
        raise RuntimeError(f"diag(): Supports 1D or 2D tensors. Got {ndim}D")
    if ndim == 1:
        return embedded(input, diagonal, *_two_dims(-2, -1, 2))
    return diagonal_copy(input, diagonal)


def trace(input: Tensor) -> Tensor:
    """The sum of the diagonal of a matrix."""
    if input.ndim != 2:
        raise RuntimeError(f"trace: expected a matrix, but got tensor with dim {input.ndim}")
    return trace_of(input)


@as_one
def fill_diagonal_(self: Tensor, fill_value: Any, wrap: bool = False) -> Tensor:
    """A number on the diagonal, in place; with `wrap` it starts again below the end of a tall
    matrix. RuntimeError for a vector, and for more than two dimensions of different sizes."""
    if self.ndim < 2:
        raise RuntimeError("dimensions must larger than 1")
    if self.ndim > 2 and len(set(self._data.shape)) > 1:
        raise RuntimeError("all dimensions of input must be of equal length")
    if wrap and self.ndim == 2:
        self.view(-1)[:: self._data.shape[1] + 1].fill_(fill_value)
        return self
    on = self
    while on.ndim > 1:
        on = diagonal(on)
    on.fill_(fill_value)
    return self


def _indices(found: Any, row: int, col: int, offset: int, dtype: Any) -> Tensor:
    for name, size in (("row", row), ("col", col)):
        if size < 0:
            raise RuntimeError(f"{name} must be non-negative, got{size}")
    return new(np.stack(found(row, offset, col)).astype(dtype.numpy))


def tril_indices(row: int, col: int, offset: int = 0, *, dtype: Dtype = int64) -> Tensor:
    """The positions of the lower triangle of a matrix: their rows, and their columns."""
    return _indices(np.tril_indices, row, col, offset, dtype)


def triu_indices(row: int, col: int, offset: int = 0, *, dtype: Dtype = int64) -> Tensor:
    """The positions of the upper triangle of a matrix: their rows, and their columns."""
    return _indices(np.triu_indices, row, col, offset, dtype)
