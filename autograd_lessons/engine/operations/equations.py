"""Linear equations: inverse, determinant, solution, and Cholesky's triangle.

Matrices stand in the last two dimensions. In the formulas G is `grad`.
"""

from math import nan
from typing import Any

import numpy as np

from .. import return_types
from ..broadcasting import fitted
from ..operation import check_tensor, differentiable, run, several
from ..overrides import as_one
from ..tensor import Tensor
from .choosing import where


class LinAlgError(RuntimeError):
    """There is no such inverse, solution or triangle."""


LinAlgError.__name__ = "_LinAlgError"


def _t(m: Any, matrices: Any) -> Any:
    return m.swapaxes(matrices, -2, -1)


@differentiable(
    "LinalgInvExBackward0",
    self=lambda m, grad, result: -m.matmul(_t(m, result), m.matmul(grad, _t(m, result))),
)
def inverse_of(self):
    """A⁻¹: gradient -A⁻ᵀ·G·A⁻ᵀ."""
    return np.linalg.inv(self)


def _solved_back(m: Any, grad: Any, self: Any, vectors: bool, left: bool) -> Any:
    return run(m, solved, _t(m, self), grad, vectors, left)


def _matrix_back(
    m: Any, grad: Any, self: Any, result: Any, self_shape: Any, vectors: bool, left: bool
) -> Any:
    back = _solved_back(m, grad, self, vectors, left)
    if vectors:
        back, result = back[..., None], result[..., None]
    product = m.matmul(back, _t(m, result)) if left else m.matmul(_t(m, result), back)
    return fitted(m, -product, self_shape)


@differentiable(
    "LinalgSolveExBackward0",
    self=_matrix_back,
    other=lambda m, grad, self, other_shape, vectors, left: fitted(
        m, _solved_back(m, grad, self, vectors, left), other_shape
    ),
)
def solved(self, other, vectors, left):
    """X with A·X = B: the gradient of B is A⁻ᵀ·G, that of A is -(A⁻ᵀ·G)·Xᵀ; or with X·A = B."""
    if vectors:
        return np.linalg.solve(self, other[..., None])[..., 0]
    if left:
        return np.linalg.solve(self, other)
    return _t(np, np.linalg.solve(_t(np, self), _t(np, other)))


def _det_back(m: Any, grad: Any, self: Any, result: Any) -> Any:
    eye = np.eye(self.shape[-1], dtype=bool)
    scale, ones = ((grad * result)[..., None, None], m.ones_like(self))
    regular = m.where((result == 0)[..., None, None], m.where(eye, ones, 0.0), self)
    return run(m, solved, _t(m, regular), m.where(eye, scale * ones, 0.0), False, True)


def _log_back(m: Any, grads: Any, self: Any) -> Any:
    ones, (_, grad) = m.ones_like(self), grads
    if grad is None:
        return ones * 0.0
    scale = m.where(np.eye(self.shape[-1], dtype=bool), grad[..., None, None] * ones, 0.0)
    return run(m, solved, _t(m, self), scale, False, True)


@several("LinalgSlogdetBackward0", self=_log_back)
def sign_and_log(self):
    """The determinant's sign and ln of its size: gradient g·A⁻ᵀ of the latter."""
    return [np.asarray(each) for each in np.linalg.slogdet(self)]


@differentiable("LinalgDetBackward0", self=_det_back)
def determinant_of(self):
    """|A|: gradient g·|A|·A⁻ᵀ, and as in PyTorch 0 where |A| = 0."""
    return np.asarray(np.linalg.det(self))


def _triangle_back(m: Any, grad: Any, result: Any, upper: bool) -> Any:
    if upper:
        grad, result = _t(m, grad), _t(m, result)
    size = result.shape[-1]
    below, eye = np.tri(size, dtype=bool), np.eye(size, dtype=bool)
    turned = m.matmul(_t(m, result), grad)
    half = m.where(below, m.where(eye, turned * 0.5, turned), 0.0)
    inverse = run(m, inverse_of, result)
    found = m.matmul(_t(m, inverse), m.matmul(half, inverse))
    return (found + _t(m, found)) * 0.5


@differentiable("LinalgCholeskyExBackward0", self=_triangle_back)
def triangle_of(self, upper):
    """L, lower triangular, with L·Lᵀ = A: gradient L⁻ᵀ·Φ(Lᵀ·G)·L⁻¹, made symmetric, where Φ takes
    the lower triangle and half of the diagonal. upper: Lᵀ."""
    found = np.linalg.cholesky(self)
    return _t(np, found) if upper else found


def check_square(name: str, A: Any) -> None:
    """Errors in PyTorch's words for anything but square matrices of floating point."""
    check_tensor(name.replace(".", "_"), A, "A")
    if A.ndim < 2:
        raise RuntimeError(f"{name}: The input tensor A must have at least 2 dimensions.")
    rows, columns = A._data.shape[-2:]
    if rows != columns:
        raise RuntimeError(
            f"{name}: A must be batches of square matrices, but they are {rows} by {columns} "
            "matrices"
        )
    if A._data.dtype.kind != "f":
        raise RuntimeError(
            f"{name}: Expected a floating point or complex tensor as input. Got "
            f"{A.dtype.printed_type}"
        )


def _first_bad(A: Tensor, order_of: Any) -> tuple[str, int]:
    """Which of several matrices, as errors name it, is the first that fails, and in which order."""
    matrices = A._data.reshape(-1, *A._data.shape[-2:])
    for place, matrix in enumerate(matrices):
        order = order_of(matrix)
        if order:
            return (f"(Batch element {place}): " if A.ndim > 2 else ""), order
    raise AssertionError("no matrix fails")


def _zero_pivot(matrix: np.ndarray) -> int:
    """The first pivot of Gauss's elimination that is 0, counted from 1; 0 if there is none."""
    left = matrix.copy()
    for place in range(len(left)):
        pivot = place + int(np.argmax(np.abs(left[place:, place])))
        if left[pivot, place] == 0:
            return place + 1
        left[[place, pivot]] = left[[pivot, place]]
        factors = left[place + 1 :, place] / left[place, place]
        left[place + 1 :] -= np.outer(factors, left[place])
    return 0


def _not_positive(matrix: np.ndarray) -> int:
    """The order of the first leading minor that is not positive; 0 if all are."""
    for order in range(1, len(matrix) + 1):
        try:
            np.linalg.cholesky(matrix[:order, :order])
        except np.linalg.LinAlgError:
            return order
    return 0


@as_one
def inv(A: Tensor) -> Tensor:
    """The inverse. RuntimeError for what is no square matrix, LinAlgError for a singular one."""
    check_square("linalg.inv", A)
    try:
        return inverse_of(A)
    except np.linalg.LinAlgError:
        which, order = _first_bad(A, _zero_pivot)
        raise LinAlgError(
            f"linalg.inv: {which}The diagonal element {order} is zero, the inversion could not be "
            "completed because the input matrix is singular."
        ) from None


def inverse(input: Tensor) -> Tensor:
    """The inverse, as `linalg.inv`."""
    return inv(input)


def det(A: Tensor) -> Tensor:
    """The determinant. RuntimeError for what is no square matrix."""
    check_square("linalg.det", A)
    return determinant_of(A)


def slogdet(A: Tensor) -> return_types.Named:
    """The determinant's sign and the logarithm of its size. RuntimeError for no square matrix."""
    check_square("linalg.slogdet", A)
    return return_types.linalg_slogdet(sign_and_log(A))


def slogdet_of(input: Tensor) -> return_types.Named:
    """The same as `linalg.slogdet`."""
    return return_types.slogdet(slogdet(input))


@as_one
def logdet(input: Tensor) -> Tensor:
    """The determinant's logarithm, nan where it is negative."""
    check_square("logdet", input)
    sign, size = sign_and_log(input)
    return where(sign == -1.0, nan, size)


@as_one
def solve(A: Tensor, B: Tensor, *, left: bool = True) -> Tensor:
    """X with A·X = B, or with `left=False` X·A = B; B is a vector, a matrix, or several.

    RuntimeError for shapes and types that don't fit, LinAlgError for a singular A.
    """
    check_square("linalg.solve", A)
    if A.dtype is not B.dtype:
        raise RuntimeError(
            "linalg.solve: Expected A and B to have the same dtype, but found A of type "
            f"{A.dtype.printed_type} and B of type {B.dtype.printed_type} instead"
        )
    vectors = B.ndim == 1 or B._data.shape == A._data.shape[:-1]
    rows, columns = (B._data.shape[-1], 1) if vectors else B._data.shape[-2:]
    size = A._data.shape[-1]
    if (rows if left else columns) != size:
        equation = "AX = B" if left else "XA = B"
        raise RuntimeError(
            f"linalg.solve: Incompatible shapes of A and B for the equation {equation} "
            f"({size}x{size} and {rows}x{columns})"
        )
    try:
        return solved(A, B, vectors, left)
    except np.linalg.LinAlgError:
        which, _ = _first_bad(A, _zero_pivot)
        raise LinAlgError(
            f"torch.linalg.solve: {which}The solver failed because the input matrix is singular."
        ) from None


@as_one
def cholesky(A: Tensor, *, upper: bool = False) -> Tensor:
    """L, lower triangular, with L·Lᵀ = A, or its transpose. Only the lower triangle of A counts.

    RuntimeError for what is no square matrix, LinAlgError for one that is not positive-definite.
    """
    check_square("linalg.cholesky", A)
    try:
        return triangle_of(A, upper)
    except np.linalg.LinAlgError:
        which, order = _first_bad(A, _not_positive)
        raise LinAlgError(
            f"linalg.cholesky: {which}The factorization could not be completed because the input "
            f"is not positive-definite (the leading minor of order {order} is not "
            "positive-definite)."
        ) from None
