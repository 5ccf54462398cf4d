"""Matrices as products of simpler ones: their singular values and vectors."""

from typing import Any

import numpy as np

from ..operation import run, several
from ..overrides import as_one
from ..tensor import Tensor


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
    left, values, right = run(m, svd, self)
    right = _transposed(m, right)
    count = values.shape[-1]
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
def svd(self):
    """A = U·diag(S)·Vᵀ for orthonormal U and V: U, the singular values S, and Vᵀ."""
    return list(np.linalg.svd(self, full_matrices=False))


@as_one
def svdvals(A: Tensor) -> Tensor:
    """The singular values, the largest first: each one's gradient is g·u·vᵀ.

    RuntimeError for anything but matrices of floating point.
    """
    if A.ndim < 2:
        raise RuntimeError("linalg.svd: The input tensor A must have at least 2 dimensions.")
    if A._data.dtype.kind != "f":
        raise RuntimeError(
            "linalg.svd: Expected a floating point or complex tensor as input. Got "
            f"{A.dtype.printed_type}"
        )
    return svd(A)[1]
