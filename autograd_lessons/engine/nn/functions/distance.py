"""How far apart vectors are, how alike, and vectors of length 1."""

from typing import Any

import numpy as np

from ...broadcasting import broadcast_shape
from ...calls.type_names import type_name
from ...conversion import clone, to_result_type
from ...elementwise import unary
from ...operation import check_tensor
from ...operations.arithmetic import div, mul
from ...operations.reduction import sum
from ...operations.shape import expand
from ...operations.vectors import norm, vector_norm
from ...overrides import as_one
from ...tensor import Tensor


@unary("ClampMinBackward0", self=lambda m, grad, self, min: m.where(self >= min, grad, 0.0))
def clamp_min(self, min):
    """x, but not below `min`: gradient g from there on, else 0."""
    return np.maximum(self, self.dtype.type(min))


@as_one
def normalize(
    input: Tensor, p: float = 2.0, dim: Any = 1, eps: float = 1e-12, out: None = None
) -> Tensor:
    """Vectors along `dim`, divided by their p-norms (by ε where these are smaller)."""
    if not isinstance(input, Tensor):
        raise AttributeError(f"'{type_name(input)}' object has no attribute 'norm'")
    lengths = clamp_min(vector_norm(input, p, dim, True), eps)
    return div(input, expand(lengths, input.shape))


@as_one
def cosine_similarity(x1: Tensor, x2: Tensor, dim: int = 1, eps: float = 1e-08) -> Tensor:
    """The cosine of the angle between vectors along `dim`, whose lengths count as ε at least."""
    check_tensor("cosine_similarity", x1, "x1")
    check_tensor("cosine_similarity", x2, "x2", 2)
    one, two = to_result_type(x1, x2), to_result_type(x2, x1)
    if one._data.dtype.kind != "f":
        raise RuntimeError(
            "expected common dtype to be floating point, yet common dtype is "
            f"{one.dtype.printed_type}"
        )
    shape = broadcast_shape(one._data.shape, two._data.shape)
    if one._data.shape != two._data.shape:
        one, two = expand(one, shape), expand(two, shape)
    return sum(mul(_unit(one, dim, eps), _unit(two, dim, eps)), dim)


def _unit(vectors: Tensor, dim: int, eps: float) -> Tensor:
    length = clone(vector_norm(vectors, 2, dim, True))
    np.maximum(length._data, length._data.dtype.type(eps), out=length._data)  # not recorded
    return div(vectors, length)


@as_one
def pairwise_distance(
    x1: Tensor, x2: Tensor, p: float = 2.0, eps: float = 1e-6, keepdim: bool = False
) -> Tensor:
    """The p-norm of x1 - x2 + ε, along the last dimension."""
    return norm(x1 - x2 + eps, p, -1, keepdim)
