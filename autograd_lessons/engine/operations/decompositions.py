"""Matrices as products of simpler ones: singular values and vectors, eigenvalues, triangles."""

from typing import Any

import numpy as np

from .. import return_types
from ..operation import check_tensor, run, several
from ..overrides import as_one
from ..tensor import Tensor
from .equations import check_square, solved


def _transposed(m: Any, matrices: Any) -> Any:
    return m.swapaxes(matrices, -2, -1)


def _turned(m: Any, vectors: Any, grad: Any) -> Any:
    """How the vectors' gradient asks the singular vectors to turn into one another."""
    change = m.matmul(_transposed(m, vectors), grad)
    return change - _transposed(m, change)


def _outside(m: Any, vectors: Any, grad: Any) -> Any:
    """The part of the gradient that leaves the space that the singular vectors span."""
    return grad - m.matmul(vectors, m.matmul(_transposed(m, vectors), grad))


def _svd_back(m: Any, grads: Any, self: Any) -> Any:
    """U (diag g_S + (Ŭ·S + S·V̆) / E) Vᵀ, where Ŭ = UᵀG_U - G_UᵀU, V̆ likewise and
    Eᵢⱼ = sⱼ² - sᵢ²; and what leaves the spaces of U and V, divided by S."""
    of_u, of_s, of_v = grads
    left, values, right = run(m, svd, self, False)
    count = values.shape[-1]
    of_u = None if of_u is None else of_u[..., :count]
    of_v = None if of_v is None else of_v[..., :count, :]
    right = _transposed(m, right)
    batch = tuple(values.shape[:-1])
    row, column = (m.reshape(values, (*batch, *shape)) for shape in ((count, 1), (1, count)))
    eye = np.eye(count, dtype=bool)
    inner = 0.0 if of_s is None else m.where(eye, m.reshape(of_s, (*batch, count, 1)), 0.0)
    gaps = m.where(eye, 1.0, column * column - row * row)
    if of_u is not None:
        inner = inner + _turned(m, left, of_u) / gaps * column
    if of_v is not None:
        inner = inner + row * (_turned(m, right, _transposed(m, of_v)) / gaps)
    found = m.matmul(m.matmul(left, inner), _transposed(m, right))
    if of_u is not None and self.shape[-2] > count:
        found = found + m.matmul(_outside(m, left, of_u) / column, _transposed(m, right))
    if of_v is not None and self.shape[-1] > count:
        beside = _outside(m, right, _transposed(m, of_v)) / column
        found = found + m.matmul(left, _transposed(m, beside))
    return found


@several("LinalgSvdBackward0", self=_svd_back)
def svd(self, full):
    """A = U·diag(S)·Vᵀ for orthonormal U and V: U, the singular values S, and Vᵀ. full: U and Vᵀ
    with vectors that A doesn't need."""
    return list(np.linalg.svd(self, full_matrices=full))


def _eigen_back(m: Any, grads: Any, self: Any, lower: bool) -> Any:
    """V·(diag g_λ + ½(VᵀG_V - G_VᵀV) / E)·Vᵀ, where Eᵢⱼ = λⱼ - λᵢ."""
    of_values, of_vectors = grads
    values, vectors = run(m, eigen, self, lower)
    batch, count = tuple(values.shape[:-1]), values.shape[-1]
    row, column = (m.reshape(values, (*batch, *shape)) for shape in ((1, count), (count, 1)))
    eye = np.eye(count, dtype=bool)
    inner = m.zeros_like(vectors)
    if of_vectors is not None:
        turned = _turned(m, vectors, of_vectors) * 0.5
        inner = turned / m.where(eye, 1.0, row - column)
    on_diagonal = 0.0 if of_values is None else m.reshape(of_values, (*batch, count, 1))
    inner = m.where(eye, on_diagonal, inner)
    return m.matmul(m.matmul(vectors, inner), _transposed(m, vectors))


@several("LinalgEighBackward0", self=_eigen_back)
def eigen(self, lower):
    """A = V·diag(λ)·Vᵀ of a symmetric matrix, of which one triangle counts: λ, the smallest first,
    and V."""
    return list(np.linalg.eigh(self, "L" if lower else "U"))


def _triangular_back(m: Any, grads: Any, self: Any, mode: str) -> Any:
    """(G_Q + Q·sym(triu(G_R·Rᵀ - QᵀG_Q)))·R⁻ᵀ; of a wide matrix the like for its square part."""
    rows, columns = self.shape[-2:]
    if mode == "r":
        raise RuntimeError(
            "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. Please "
            "use linalg.qr(A, mode='reduced') if you are going to differentiate through linalg.qr."
        )
    if mode == "complete" and rows > columns:
        raise RuntimeError(
            "The QR decomposition is not differentiable when mode='complete' and nrows > ncols."
        )
    of_q, of_r = grads
    q, r = run(m, triangular, self, "reduced")
    of_q, of_r = (m.zeros_like(b) if a is None else a for a, b in ((of_q, q), (of_r, r)))
    change = m.matmul(of_r, _transposed(m, r)) - m.matmul(_transposed(m, q), of_q)
    order = np.subtract.outer(np.arange(min(rows, columns)), np.arange(min(rows, columns)))
    if rows >= columns:
        both = m.where(order <= 0, change, _transposed(m, change))
        found = of_q + m.matmul(q, both)
        return run(m, solved, _transposed(m, r), found, False, False)
    lower = m.where(order > 0, _transposed(m, change) - change, 0.0)
    square = run(m, solved, _transposed(m, r[..., :rows]), lower, False, False)
    beside = m.zeros_like(r[..., rows:])
    return m.matmul(q, of_r + m.concatenate([square, beside], -1))


@several("LinalgQrBackward0", self=_triangular_back)
def triangular(self, mode):
    """A = Q·R for orthonormal Q and an upper triangle R."""
    found = np.linalg.qr(self, mode)
    return [np.empty(0, self.dtype), found] if mode == "r" else list(found)


def _check_matrix(name: str, A: Any) -> None:
    check_tensor(f"linalg_{name}", A, "A")
    if A.ndim < 2:
        raise RuntimeError(f"linalg.{name}: The input tensor A must have at least 2 dimensions.")
    if A._data.dtype.kind != "f":
        raise RuntimeError(
            f"linalg.{name}: Expected a floating point or complex tensor as input. Got "
            f"{A.dtype.printed_type}"
        )


@as_one
def svdvals(A: Tensor) -> Tensor:
    """The singular values, the largest first: each one's gradient is g·u·vᵀ.

    RuntimeError for anything but matrices of floating point.
    """
    _check_matrix("svd", A)
    return svd(A, False)[1]


def linalg_svd(A: Tensor, full_matrices: bool = True) -> return_types.Named:
    """(U, S, Vh) with A = U·diag(S)·Vh. RuntimeError for anything but floating-point matrices."""
    _check_matrix("svd", A)
    return return_types.linalg_svd(svd(A, full_matrices))


def eigh(A: Tensor, UPLO: str = "L") -> return_types.Named:
    """Eigenvalues, the smallest first, and eigenvectors of a symmetric matrix.

    UPLO: which triangle counts, "L" or "U". RuntimeError for no square matrix.
    """
    check_square("linalg.eigh", A)
    return return_types.linalg_eigh(eigen(A, UPLO.upper() == "L"))


@as_one
def eigvalsh(A: Tensor, UPLO: str = "L") -> Tensor:
    """The eigenvalues of a symmetric matrix, the smallest first."""
    return eigh(A, UPLO).eigenvalues


def qr(A: Tensor, mode: str = "reduced") -> return_types.Named:
    """(Q, R) with A = Q·R: `reduced` to the columns that A has, or `complete`, or `r` without Q."""
    _check_matrix("qr", A)
    if mode not in ("reduced", "complete", "r"):
        raise RuntimeError(
            f"qr received unrecognized mode '{mode}' but expected one of 'reduced' (default), 'r', "
            "or 'complete'"
        )
    return return_types.linalg_qr(triangular(A, mode))
