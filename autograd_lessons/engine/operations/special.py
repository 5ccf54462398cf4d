"""Functions of one variable that school leaves out: the error function, and tidying of values."""

import math
from typing import Any

import numpy as np

from ..dtypes import need_floating
from ..elementwise import unary
from ..lazy import offered
from ..operation import check_tensor, run
from ..tensor import Tensor
from .arithmetic import power
from .functions import exp

__getattr__ = offered("torch.special", globals(), {})[0]


def _on_each(function: Any, array: np.ndarray) -> np.ndarray:
    """A function of Python's `math`, on every element: NumPy has none of its own."""
    out = np.empty_like(array)
    out.ravel("K")[...] = [function(x) for x in array.ravel("K").tolist()]
    return out


@unary(self=lambda m, grad, self: 2 / math.sqrt(math.pi) * run(m, exp, -power(self, 2)) * grad)
def erf(self):
    """The error function, 2/√π · ∫₀ˣ e⁻ᵗ² dt: gradient g·2/√π·e⁻ˣ²."""
    return _on_each(math.erf, self)


@unary(self=lambda m, grad, self: -2 / math.sqrt(math.pi) * run(m, exp, -power(self, 2)) * grad)
def erfc(self):
    """1 - erf(x), exact where that is small: gradient -g·2/√π·e⁻ˣ²."""
    return _on_each(math.erfc, self)


@unary(to_float=False, self=lambda m, grad: grad)
def frac(self):
    """x without its integer part: gradient g."""
    need_floating(self.dtype, "frac_cpu")
    return self - np.trunc(self)


@unary("NanToNumBackward0", to_float=False, self=lambda m, grad, self: grad * m.isfinite(self))
def replaced(self, nan, posinf, neginf):
    """Numbers in the place of nan and ±∞: gradient g where x is finite, else 0."""
    if self.dtype.kind != "f":
        return self.copy(order="K")
    limits = np.finfo(self.dtype)
    out = np.where(np.isnan(self), 0.0 if nan is None else nan, self)
    out = np.where(self == math.inf, limits.max if posinf is None else posinf, out)
    out = np.where(self == -math.inf, limits.min if neginf is None else neginf, out)
    return out.astype(self.dtype)


def nan_to_num(
    input: Tensor,
    nan: float | None = None,
    posinf: float | None = None,
    neginf: float | None = None,
) -> Tensor:
    """Numbers in the place of nan (0 unless told) and of ±∞ (the extremes there are)."""
    if not all(each is None or isinstance(each, int | float) for each in (nan, posinf, neginf)):
        raise TypeError("nan_to_num() takes numbers")
    return replaced(input, nan, posinf, neginf)


def _logit_back(m: Any, grad: Any, self: Any, eps: float | None) -> Any:
    slope = grad / (self * (1.0 - self))
    if eps is None:
        return slope
    return m.where(self < eps, 0.0, m.where(self > 1.0 - eps, 0.0, slope))


@unary("LogitBackward0", self=_logit_back)
def logit_of(self, eps):
    """ln(x / (1 - x)): gradient g / (x·(1 - x)). eps: x is kept so far from 0 and 1."""
    kept = self if eps is None else np.clip(self, eps, 1 - eps)
    return np.log(kept / (1 - kept))


def logit(input: Tensor, eps: float | None = None) -> Tensor:
    """ln(x / (1 - x)), the way back of `sigmoid`; with `eps` x is kept so far from 0 and 1."""
    check_tensor("logit", input)
    return logit_of(input, eps)
