"""Products of vectors and matrices."""

from typing import Any

import numpy as np

from ..broadcasting import fitted, mismatch
from ..operation import check_tensor, differentiable
from ..overrides import as_one
from ..tensor import Tensor
from . import vectors
from .shape import copy_as_shape, expand, reshape, squeeze, unsqueeze

_INNER_SIZES = "mat1 and mat2 shapes cannot be multiplied ({}x{} and {}x{})"


@differentiable(
    self=lambda m, grad, tensor: grad * tensor, tensor=lambda m, grad, self: grad * self
)
def dot(self, tensor):
    """Σ xᵢyᵢ of two vectors: gradients g·y and g·x."""
    return np.dot(self, tensor)


@differentiable(
    self=lambda m, grad, mat2: m.matmul(grad, m.swapaxes(mat2, 0, 1)),
    mat2=lambda m, grad, self: m.matmul(m.swapaxes(self, 0, 1), grad),
)
def mm(self, mat2):
    """AB of two matrices: gradients G·Bᵀ and Aᵀ·G."""
    return np.matmul(self, mat2)


@differentiable(
    self=lambda m, grad, vec: m.reshape(grad, (-1, 1)) * m.reshape(vec, (1, -1)),
    vec=lambda m, grad, self: m.matmul(m.swapaxes(self, 0, 1), grad),
)
def mv(self, vec):
    """Av of a matrix and a vector: gradients g·vᵀ and Aᵀ·g."""
    return np.matmul(self, vec)


@differentiable(
    self=lambda m, grad, mat2: m.matmul(grad, m.swapaxes(mat2, 1, 2)),
    mat2=lambda m, grad, self: m.matmul(m.swapaxes(self, 1, 2), grad),
)
def bmm(self, mat2):
    """AB of each pair in two batches of matrices: gradients G·Bᵀ and Aᵀ·G."""
    return np.matmul(self, mat2)


@differentiable("SqueezeBackward4", view=True, self=lambda m, grad: m.reshape(grad, (1, -1)))
def only_row(self):
    """The row of a matrix with one row, as a vector."""
    return self[0]


@as_one
def matmul(input: Any, other: Any) -> Tensor:
    """`input @ other`: dot product, matrix times vector or matrix, or batches of matrices.

    RuntimeError where the inner sizes differ or the types do.
    """
    check_tensor("matmul", input)
    check_tensor("matmul", other, "other", 2)
    a, b = input._data, other._data
    if not (a.ndim and b.ndim):
        raise RuntimeError(
            f"both arguments to matmul need to be at least 1D, but they are {a.ndim}D and {b.ndim}D"
        )
    if a.dtype is not b.dtype:
        one, two = input.dtype.printed_type.lower(), other.dtype.printed_type.lower()
        if a.ndim == b.ndim == 1:
            raise RuntimeError(
                f"dot : expected both vectors to have same dtype, but found {one.capitalize()} "
                f"and {two.capitalize()}"
            )
        raise RuntimeError(f"expected m1 and m2 to have the same dtype, but got: {one} != {two}")
    if a.ndim == 1 and b.ndim == 1:
        if a.shape != b.shape:
            raise RuntimeError(
                f"inconsistent tensor size, expected tensor [{a.size}] and src [{b.size}] to have "
                f"the same number of elements, but got {a.size} and {b.size} elements respectively"
            )
        return dot(input, other)
    if a.ndim == 2 and b.ndim == 1:
        if a.shape[1] != b.shape[0]:
            raise RuntimeError(
                f"size mismatch, got input ({a.shape[0]}), mat ({a.shape[0]}x{a.shape[1]}), "
                f"vec ({b.shape[0]})"
            )
        return mv(input, other)
    if a.ndim == 1 and b.ndim == 2:
        return only_row(_mm(unsqueeze(input, 0), other))
    if a.ndim == 2 and b.ndim == 2:
        return _mm(input, other)
    if b.ndim <= 2 and a.shape[-1] == b.shape[0]:
        rows = reshape(input, (-1, a.shape[-1]))
        return copy_as_shape(matmul(rows, other), a.shape[:-1] + b.shape[1:])
    return _batched(input, other)


def _mm(input: Tensor, other: Tensor) -> Tensor:
    (rows, inner), (other_inner, columns) = input._data.shape, other._data.shape
    if inner != other_inner:
        raise RuntimeError(_INNER_SIZES.format(rows, inner, other_inner, columns))
    return mm(input, other)


@differentiable(
    "AddmmBackward0",
    self=lambda m, grad, beta, self_shape: fitted(m, grad * beta, self_shape),
    mat1=lambda m, grad, mat2, alpha: m.matmul(grad, m.swapaxes(mat2, 0, 1)) * alpha,
    mat2=lambda m, grad, mat1, alpha: m.matmul(m.swapaxes(mat1, 0, 1), grad) * alpha,
)
def addmm_of(self, mat1, mat2, beta, alpha):
    """β·C + α·AB: gradients β·G, α·G·Bᵀ and α·Aᵀ·G."""
    product = np.matmul(mat1, mat2)
    product = product if alpha == 1 else self.dtype.type(alpha) * product
    added = self if beta == 1 else self.dtype.type(beta) * self
    return product if beta == 0 else product + added


def addmm(input: Tensor, mat1: Tensor, mat2: Tensor, *, beta: Any = 1, alpha: Any = 1) -> Tensor:
    """beta·input + alpha·(mat1 @ mat2), where `input` is broadcast.

    RuntimeError where the shapes or types don't fit.
    """
    for position, (name, each) in enumerate((("input", input), ("mat1", mat1), ("mat2", mat2)), 1):
        check_tensor("addmm", each, name, position)
        if position > 1 and each.ndim != 2:
            raise RuntimeError(f"{name} must be a matrix, got {each.ndim}-D tensor")
    (rows, inner), (other_inner, columns) = mat1._data.shape, mat2._data.shape
    if inner != other_inner:
        raise RuntimeError(_INNER_SIZES.format(rows, inner, other_inner, columns))
    if input.dtype is not mat2.dtype:
        one, two = input.dtype.printed_type, mat2.dtype.printed_type
        raise RuntimeError(f"self and mat2 must have the same dtype, but got {one} and {two}")
    expand(input.detach(), (rows, columns))
    return addmm_of(input, mat1, mat2, beta, alpha)


def _batched(input: Any, other: Any) -> Any:
    """Batches of matrices: broadcast the batch dimensions, flatten them, multiply one by one."""
    left, right = input.ndim == 1, other.ndim == 1
    input = unsqueeze(input, 0) if left else input
    other = unsqueeze(other, 1) if right else other
    (rows, inner), (other_inner, columns) = input.shape[-2:], other.shape[-2:]
    try:
        batch = np.broadcast_shapes(input.shape[:-2], other.shape[:-2])
    except ValueError:
        raise RuntimeError(mismatch(input.shape[:-2], other.shape[:-2])) from None
    count = int(np.prod(batch))
    if inner != other_inner:
        raise RuntimeError(
            f"Expected size for first two dimensions of batch2 tensor to be: [{count}, {inner}] "
            f"but got: [{count}, {other_inner}]."
        )
    a = reshape(expand(input, (*batch, rows, inner)), (count, rows, inner))
    b = reshape(expand(other, (*batch, inner, columns)), (count, inner, columns))
    out = copy_as_shape(bmm(a, b), (*batch, rows, columns))
    if left:
        out = squeeze(out, -2)
    return squeeze(out, -1) if right else out


# What else `torch.linalg` offers.
cross, norm = vectors.linalg_cross, vectors.linalg_norm
matrix_norm, vector_norm = vectors.matrix_norm, vectors.vector_norm
