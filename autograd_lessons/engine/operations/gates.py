"""Activations that let through a part of x, and how far apart the rows of two matrices are."""

from typing import Any

import numpy as np

from ..dtypes import need_floating
from ..elementwise import unary
from ..kernels import accuracy
from ..operation import differentiable, run
from .activation import sigmoid, tanh
from .units import softplus


def _mish_back(m: Any, grad: Any, self: Any) -> Any:
    share = run(m, tanh, run(m, softplus, self, 1.0, 20.0))
    return grad * (share + self * run(m, sigmoid, self) * (1.0 - share * share))


@unary("MishBackward0", to_float=False, self=_mish_back)
def mish(self):
    """x·t for t = tanh(ln(1 + eˣ)): gradient g·(t + x·σ(x)·(1 - t²))."""
    need_floating(self.dtype, "mish_cpu")
    return self * np.tanh(np.log1p(accuracy.exp(np.minimum(self, 80))))


def _between(m: Any, low: Any, self: Any, high: Any, inner: Any) -> Any:
    return m.where(self <= -3, low, m.where(self < 3, inner, high))


@unary(
    "HardsigmoidBackward0",
    to_float=False,
    self=lambda m, grad, self: _between(m, 0.0, self, 0.0, grad * (1 / 6)),
)
def hardsigmoid(self):
    """A straight line from 0 at -3 to 1 at 3: gradient g/6 in between."""
    need_floating(self.dtype, "hardsigmoid_cpu")
    return np.clip(self + 3, 0, 6) / 6


@unary(
    "HardswishBackward0",
    to_float=False,
    self=lambda m, grad, self: _between(m, 0.0, self, grad, grad * (self / 3 + 0.5)),
)
def hardswish(self):
    """x times `hardsigmoid` of it: gradient g·(x/3 + 1/2) in between."""
    need_floating(self.dtype, "hardswish_cpu")
    return self * np.clip(self + 3, 0, 6) / 6


def _halves(array: Any, dim: int) -> tuple[Any, Any]:
    half = array.shape[dim] // 2
    before = (slice(None),) * dim
    return array[(*before, slice(None, half))], array[(*before, slice(half, None))]


def _gated_back(m: Any, grad: Any, self: Any, dim: int) -> Any:
    value, gate = _halves(self, dim)
    share = run(m, sigmoid, gate)
    return m.concatenate([grad * share, grad * value * share * (1.0 - share)], dim)


@differentiable("GluBackward0", self=_gated_back)
def gated(self, dim):
    """a·σ(b) of the halves a and b: gradients g·σ(b) and g·a·σ(b)·(1 - σ(b))."""
    need_floating(self.dtype, "glu_cpu")
    value, gate = _halves(self, dim)
    return value * sigmoid.__wrapped__(gate)


def _direction(m: Any, self: Any, other: Any, result: Any, p: float) -> Any:
    """How each distance changes with each element of `self`."""
    gap = self[..., :, None, :] - other[..., None, :, :]
    far = m.where(result == 0, m.ones_like(result), result)[..., None]
    sign = m.where(gap > 0, m.ones_like(gap), m.where(gap < 0, -m.ones_like(gap), 0.0))
    if p == 1:
        return sign
    return gap / far if p == 2 else sign * (sign * gap / far) ** (p - 1)


@differentiable(
    "CdistBackward0",
    self=lambda m, grad, self, other, result, p: m.sum(
        grad[..., None] * _direction(m, self, other, result, p), -2
    ),
    other=lambda m, grad, self, other, result, p: (
        -m.sum(grad[..., None] * _direction(m, self, other, result, p), -3)
    ),
)
def distances(self, other, p):
    """The p-norm of each row's difference from each: gradients along the difference."""
    gaps = np.abs(self[..., :, None, :] - other[..., None, :, :])
    if p == 2:
        return np.sqrt((gaps * gaps).sum(-1))
    return gaps.sum(-1) if p == 1 else (gaps**p).sum(-1) ** (1 / p)
