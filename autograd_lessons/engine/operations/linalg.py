"""Products of vectors and matrices."""

from math import prod
from typing import Any

import numpy as np

from ..broadcasting import fitted, mismatch
from ..dtypes import C_NAMES, OF_NUMPY, refuse_bool
from ..operation import check_tensor, differentiable, run
from ..overrides import as_one
from ..tensor import Tensor, counter_of
from .arranging import contiguous
from .shape import copy_as_shape, expand, reshape, squeeze, t, transpose, unsqueeze

_LARGE = 2**14  # elements


def _same_type(a: np.ndarray, b: np.ndarray, message: str, kernel: str) -> None:
    """RuntimeError with both types in the message where they differ; no products of booleans."""
    if a.dtype is not b.dtype:
        raise RuntimeError(message.format(*(OF_NUMPY[each.dtype].printed_type for each in (a, b))))
    refuse_bool(a.dtype, kernel)


@differentiable(
    self=lambda m, grad, tensor: grad * tensor, tensor=lambda m, grad, self: grad * self
)
def dot(self, tensor):
    """Σ xᵢyᵢ of two vectors: gradients g·y and g·x. RuntimeError for anything else."""
    if self.ndim != 1 or tensor.ndim != 1:
        raise RuntimeError(f"1D tensors expected, but got {self.ndim}D and {tensor.ndim}D tensors")
    message = "dot : expected both vectors to have same dtype, but found {} and {}"
    _same_type(self, tensor, message, "dot")
    if self.shape != tensor.shape:
        raise RuntimeError(
            f"inconsistent tensor size, expected tensor [{self.size}] and src [{tensor.size}] to "
            f"have the same number of elements, but got {self.size} and {tensor.size} elements "
            "respectively"
        )
    return np.dot(self, tensor)


def _not_fitting(a: np.ndarray, b: np.ndarray) -> RuntimeError:
    (rows, inner), (other_inner, columns) = a.shape, b.shape
    return RuntimeError(
        f"mat1 and mat2 shapes cannot be multiplied ({rows}x{inner} and {other_inner}x{columns})"
    )


def _times_transposed(m: Any, grad: Any, mat2: Any) -> Any:
    """G·Bᵀ."""
    return _product(grad, mat2.T) if m is np else m.matmul(grad, t(mat2))


def _transposed_times(m: Any, grad: Any, self: Any) -> Any:
    """Aᵀ·G."""
    return _product(self.T, grad) if m is np else m.matmul(t(self), grad)


def _product(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """AB. `dot` takes half the time of `numpy.matmul`, but first fills the result with zeros."""
    return a.dot(b) if a.size < _LARGE else a @ b


@differentiable(self=_times_transposed, mat2=_transposed_times)
def mm(self, mat2):
    """AB of two matrices: gradients G·Bᵀ and Aᵀ·G. RuntimeError where they don't fit."""
    if self.ndim != 2 or mat2.ndim != 2:
        raise RuntimeError(f"{'mat2' if self.ndim == 2 else 'self'} must be a matrix")
    if self.shape[1] != mat2.shape[0]:
        raise _not_fitting(self, mat2)
    if self.dtype is not mat2.dtype:
        one, two = (C_NAMES[each.dtype.name] for each in (self, mat2))
        raise RuntimeError(f"expected m1 and m2 to have the same dtype, but got: {one} != {two}")
    refuse_bool(self.dtype, "addmm_impl_cpu_")
    return _product(self, mat2)


@differentiable(
    self=lambda m, grad, vec: m.reshape(grad, (-1, 1)) * vec,
    vec=_transposed_times,
)
def mv(self, vec):
    """Av of a matrix and a vector: gradients g·vᵀ and Aᵀ·g. RuntimeError where they don't fit."""
    if self.ndim != 2 or vec.ndim != 1:
        raise RuntimeError(f"vector + matrix @ vector expected, got 1, {self.ndim}, {vec.ndim}")
    rows, columns = self.shape
    if columns != vec.size:
        raise RuntimeError(
            f"size mismatch, got input ({rows}), mat ({rows}x{columns}), vec ({vec.size})"
        )
    _same_type(self, vec, _ADDMV_TYPES, "addmv_impl_cpu")
    return np.matmul(self, vec)


_ADDMV_TYPES = "addmv input tensors must have the same dtype, but got {1}, {0}, and {1}"


def _products(m: Any, one: Any, two: Any) -> Any:
    return run(m, bmm, one, two)


@differentiable(
    self=lambda m, grad, mat2: _products(m, grad, m.swapaxes(mat2, 1, 2)),
    mat2=lambda m, grad, self: _products(m, m.swapaxes(self, 1, 2), grad),
)
def bmm(self, mat2):
    """AB of each pair in two batches of matrices: gradients G·Bᵀ and Aᵀ·G.

    RuntimeError where they don't fit.
    """
    for name, each in (("batch1", self), ("batch2", mat2)):
        if each.ndim != 3:
            raise RuntimeError(f"{name} must be a 3D tensor")
    wanted, found = [self.shape[0], self.shape[2]], list(mat2.shape[:2])
    if wanted != found:
        raise RuntimeError(
            f"Expected size for first two dimensions of batch2 tensor to be: {wanted} but got: "
            f"{found}."
        )
    _same_type(self, mat2, "expected scalar type {} but found {}", "bmm")
    return np.matmul(self, mat2)


@differentiable("SqueezeBackward4", self=lambda m, grad, self_shape: m.expand_dims(grad, 0))
def only_row(self):
    """The row of a matrix with one row, as a vector."""
    return self[0]


@as_one
def matmul(input: Any, other: Any) -> Tensor:
    """`input @ other`: dot product, matrix times vector or matrix, or batches of matrices.

    RuntimeError where the inner sizes differ or the types do.
    """
    try:
        a, b = input._data, other._data
    except AttributeError:
        check_tensor("matmul", input)
        check_tensor("matmul", other, "other", 2)
        raise
    if a.ndim == 2 and b.ndim == 2:
        return mm(input, other)
    if not (a.ndim and b.ndim):
        raise RuntimeError(
            f"both arguments to matmul need to be at least 1D, but they are {a.ndim}D and {b.ndim}D"
        )
    if a.ndim == 1 and b.ndim == 1:
        return dot(input, other)
    if a.ndim == 2 and b.ndim == 1:
        return mv(input, other)
    if a.ndim == 1 and b.ndim == 2:
        out = only_row(mm(unsqueeze(input, 0), other))
        counter_of(out).count = 1  # PyTorch's is squeezed in place
        return out
    return _folded(input, other) if _folds(input, other) else _batched(input, other)


def _folds(input: Tensor, other: Tensor) -> bool:
    """Whether a batch of matrices is multiplied by one matrix or vector as one large matrix."""
    larger, smaller = (input, other) if input.ndim >= other.ndim else (other, input)
    if larger.ndim < 3 or smaller.ndim > 2:
        return False
    if smaller._requires_grad:
        return True
    if input.ndim == 2:
        return False
    array = larger._data if larger is input else np.swapaxes(larger._data, -1, -2)
    steps = zip(array.strides, array.strides[1:-1], array.shape[1:-1], strict=False)
    return not array.size or all(step == inner * size for step, inner, size in steps)


def _folded(input: Tensor, other: Tensor) -> Tensor:
    turned = other.ndim > input.ndim
    if turned:
        input, other = transpose(other, -2, -1), t(input) if input.ndim == 2 else input
    shape = input._data.shape
    rows = reshape(input, (prod(shape[:-1]), shape[-1]))
    out = copy_as_shape(matmul(rows, other), shape[:-1] + other._data.shape[1:])
    return contiguous(transpose(out, -2, -1)) if turned and other.ndim == 2 else out


def _second_gradient(m: Any, grad: Any, mat1: Any, alpha: Any, turned: bool) -> Any:
    """α·Aᵀ·G, in memory in the order of B: a weight's gradient lies as the weight does."""
    if turned:
        back = _product(grad.T, mat1).T if m is np else t(m.matmul(t(grad), mat1))
        return _times(back, alpha)
    return _times(_transposed_times(m, grad, mat1), alpha)


def _times(values: Any, factor: Any) -> Any:
    return values if factor == 1 else values * factor


@differentiable(
    "MmBackward0",
    self=_times_transposed,
    mat2=lambda m, grad, self: _second_gradient(m, grad, self, 1, True),
)
def mm_of_transposed(self, mat2):
    """AB where B is the transpose of a matrix."""
    return mm.__wrapped__(self, mat2)


@differentiable(
    "AddmmBackward0",
    self=lambda m, grad, beta, self_shape: fitted(m, _times(grad, beta), self_shape),
    mat1=lambda m, grad, mat2, alpha: _times(_times_transposed(m, grad, mat2), alpha),
    mat2=_second_gradient,
)
def addmm_of(self, mat1, mat2, beta, alpha, turned):
    """β·C + α·AB: gradients β·G, α·G·Bᵀ and α·Aᵀ·G. turned: B is the transpose of a matrix."""
    product = _product(mat1, mat2)
    if alpha != 1:
        product *= self.dtype.type(alpha)
    if beta != 0:
        product += self if beta == 1 else self.dtype.type(beta) * self
    return product


def addmm(input: Tensor, mat1: Tensor, mat2: Tensor, *, beta: Any = 1, alpha: Any = 1) -> Tensor:
    """beta·input + alpha·(mat1 @ mat2), where `input` is broadcast.

    RuntimeError where the shapes or types don't fit.
    """
    for position, (name, each) in enumerate((("input", input), ("mat1", mat1), ("mat2", mat2)), 1):
        check_tensor("addmm", each, name, position)
    if input.dtype is not mat2.dtype:
        one, two = input.dtype.printed_type, mat2.dtype.printed_type
        raise RuntimeError(f"self and mat2 must have the same dtype, but got {one} and {two}")
    if mat1.dtype is not mat2.dtype:
        one, two = mat1.dtype.printed_type, mat2.dtype.printed_type
        raise RuntimeError(f"mat1 and mat2 must have the same dtype, but got {one} and {two}")
    for name, each in (("mat1", mat1), ("mat2", mat2)):
        if each.ndim != 2:
            raise RuntimeError(f"{name} must be a matrix, got {each.ndim}-D tensor")
    if mat1._data.shape[1] != mat2._data.shape[0]:
        raise _not_fitting(mat1._data, mat2._data)
    rows, columns = mat1._data.shape[0], mat2._data.shape[1]
    expand(input.detach(), (rows, columns))
    return addmm_of(input, mat1, mat2, beta, alpha, not mat2._data.flags.c_contiguous)


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
    out = bmm(a, b)
    if right:
        out = squeeze(out, -1)
    return copy_as_shape(out, (*batch, *(rows,) * (not left), *(columns,) * (not right)))
