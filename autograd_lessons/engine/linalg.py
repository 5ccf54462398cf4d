"""Products of vectors and matrices."""

from typing import Any

import numpy as np

from .broadcasting import mismatch
from .operation import check_tensor, differentiable
from .overrides import as_one
from .shape import copy_as_shape, expand, reshape, squeeze, unsqueeze
from .tensor import Tensor


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
        raise RuntimeError(
            f"mat1 and mat2 shapes cannot be multiplied ({rows}x{inner} and "
            f"{other_inner}x{columns})"
        )
    return mm(input, other)


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
