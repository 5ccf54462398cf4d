"""Matrices without an inverse: what comes closest to it, least squares, rank; and powers."""

from typing import Any

import numpy as np

from .. import return_types
from ..operation import check_tensor, differentiable, run, several
from ..overrides import as_one
from ..tensor import Tensor, new
from .decompositions import svdvals
from .equations import check_square, inv
from .linalg import matmul


def _t(m: Any, matrices: Any) -> Any:
    return m.swapaxes(matrices, -2, -1)


def _tolerance(array: np.ndarray) -> float:
    """How small a singular value, beside the largest, counts as 0."""
    return float(max(array.shape[-2:]) * np.finfo(array.dtype).eps)


def _pseudo_back(m: Any, grad: Any, self: Any, result: Any) -> Any:
    """-PᵀGPᵀ + (I - AP)·GᵀPPᵀ + PᵀPGᵀ·(I - PA) for P = A⁺."""
    back, turned = _t(m, result), _t(m, grad)
    found = -m.matmul(back, m.matmul(grad, back))
    beside = turned - m.matmul(self, m.matmul(result, turned))
    found = found + m.matmul(m.matmul(beside, result), back)
    beside = turned - m.matmul(m.matmul(turned, result), self)
    return found + m.matmul(back, m.matmul(result, beside))


@differentiable("LinalgPinvBackward0", self=_pseudo_back)
def pseudo_inverse(self, tolerance):
    """A⁺, with which A⁺·b is the least x of those where A·x is closest to b."""
    return np.linalg.pinv(self, tolerance)


def _columns(m: Any, vectors: Any, vector: bool) -> Any:
    return vectors[..., None] if vector else vectors


def _least_back(m: Any, grads: Any, self: Any, other: Any, vector: bool, tolerance: float) -> Any:
    grad, other = _columns(m, grads[0], vector), _columns(m, other, vector)
    inverse = run(m, pseudo_inverse, self, tolerance)
    return _pseudo_back(m, m.matmul(grad, _t(m, other)), self, inverse)


def _right_back(m: Any, grads: Any, self: Any, vector: bool, tolerance: float) -> Any:
    inverse = run(m, pseudo_inverse, self, tolerance)
    found = m.matmul(_t(m, inverse), _columns(m, grads[0], vector))
    return found[..., 0] if vector else found


@several("LinalgLstsqBackward0", self=_least_back, other=_right_back)
def least(self, other, vector, tolerance):
    """X = A⁺·B, and no residuals."""
    inverse = np.linalg.pinv(self, tolerance)
    return [np.matmul(inverse, other), np.empty(0, self.dtype)]


@as_one
def pinv(A: Tensor, *, rtol: float | None = None) -> Tensor:
    """The pseudo-inverse. rtol: how small singular values, beside the largest, count as 0."""
    check_tensor("linalg_pinv", A, "A")
    if A.ndim < 2 or A._data.dtype.kind != "f":
        raise RuntimeError(
            f"linalg.pinv({A.dtype.printed_type}{{{list(A.shape)}}}): expected a tensor with 2 or "
            "more dimensions of float, double, cfloat or cdouble types"
        )
    return pseudo_inverse(A, _tolerance(A._data) if rtol is None else rtol)


def pinverse(input: Tensor, rcond: float = 1e-15) -> Tensor:
    """The same as `linalg.pinv(input, rtol=rcond)`."""
    return pinv(input, rtol=rcond)


def lstsq(
    A: Tensor, B: Tensor, rcond: float | None = None, *, driver: str | None = None
) -> return_types.Named:
    """The X for which A·X is closest to B, under `solution`; and the rank of A.

    RuntimeError for shapes that don't fit.
    """
    check_tensor("linalg_lstsq", A, "input")
    check_tensor("linalg_lstsq", B, "other", 2)
    if A.ndim < 2:
        raise RuntimeError("torch.linalg.lstsq: input must have at least 2 dimensions.")
    vector = B.ndim == 1
    if B._data.shape[-1 if vector else -2] != A._data.shape[-2]:
        dim = -1 if vector else -2
        raise RuntimeError(f"torch.linalg.lstsq: input.size(-2) should match other.size({dim})")
    solution, residuals = least(A, B, vector, _tolerance(A._data))
    return return_types.linalg_lstsq(
        (solution, residuals, matrix_rank(A), new(np.empty(0, A._data.dtype)))
    )


def matrix_rank(A: Tensor) -> Tensor:
    """How many singular values aren't 0, or as good as 0 beside the largest."""
    check_tensor("linalg_matrix_rank", A, "input")
    if A.ndim < 2:
        raise RuntimeError(
            "torch.linalg.matrix_rank: The input tensor input must have at least 2 dimensions."
        )
    values = svdvals(A.detach())._data
    least = values.max(-1, keepdims=True, initial=0) * _tolerance(A._data)
    return new((values > least).sum(-1))


@as_one
def matrix_power(A: Tensor, n: int) -> Tensor:
    """A·A·…·A, n times; of the inverse for a negative n. RuntimeError for no square matrix."""
    check_square("linalg.matrix_power", A)
    if n == 0:
        return new(np.broadcast_to(np.eye(A.shape[-1], dtype=A._data.dtype), A.shape).copy())
    base, left, found = inv(A) if n < 0 else A, abs(n), None
    while left:
        if left & 1:
            found = base if found is None else matmul(found, base)
        left >>= 1
        base = matmul(base, base) if left else base
    return found.clone() if found is A else found  # type: ignore[return-value]
