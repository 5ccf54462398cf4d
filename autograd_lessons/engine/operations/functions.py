"""Functions of each element: exponential, logarithm, trigonometry, rounding, activation.

In the formulas x is the element, y the result and g is `grad`.
"""

import math

import numpy as np

from ..dtypes import refuse_bool
from ..elementwise import binary, unary
from ..kernels import accuracy
from ..operation import run
from .arithmetic import power, rsqrt

LN2, LN10 = math.log(2), math.log(10)


@unary(self=lambda m, grad, result: grad * result)
def exp(self):
    """eˣ: gradient g·eˣ."""
    return accuracy.exp(self)


@unary(self=lambda m, grad, result: grad * result * LN2)
def exp2(self):
    """2ˣ: gradient g·2ˣ·ln 2."""
    return accuracy.exp2(self)


@unary(self=lambda m, grad, result: grad * (result + 1))
def expm1(self):
    """eˣ - 1, exact near 0: gradient g·(y + 1)."""
    return accuracy.expm1(self)


@unary(self=lambda m, grad, self: grad / self)
def log(self):
    """ln x: gradient g/x."""
    return accuracy.log(self)


@unary(self=lambda m, grad, self: grad / (self * LN2))
def log2(self):
    """log₂ x: gradient g / (x·ln 2)."""
    return accuracy.log2(self)


@unary(self=lambda m, grad, self: grad / (self * LN10))
def log10(self):
    """log₁₀ x: gradient g / (x·ln 10)."""
    return accuracy.log10(self)


@unary("Log1PBackward0", self=lambda m, grad, self: grad / (self + 1))
def log1p(self):
    """ln(1 + x), exact near 0: gradient g / (x + 1)."""
    return accuracy.log1p(self)


@unary(self=lambda m, grad, self: grad * run(m, cos, self))  # type: ignore[has-type]
def sin(self):
    """sin x: gradient g·cos x."""
    return accuracy.sin(self)


@unary(self=lambda m, grad, self: grad * -run(m, sin, self))
def cos(self):
    """cos x: gradient -g·sin x."""
    return accuracy.cos(self)


@unary(self=lambda m, grad, result: grad * (1 + power(result, 2)))
def tan(self):
    """tan x: gradient g·(1 + tan² x)."""
    return accuracy.tan(self)


@unary(self=lambda m, grad, self: grad * run(m, rsqrt, -self * self + 1))
def asin(self):
    """arcsin x: gradient g / √(1 - x²)."""
    return accuracy.asin(self)


@unary(self=lambda m, grad, self: grad * -run(m, rsqrt, -self * self + 1))
def acos(self):
    """arccos x: gradient -g / √(1 - x²)."""
    return accuracy.acos(self)


@unary(self=lambda m, grad, self: grad / (self * self + 1))
def atan(self):
    """arctan x: gradient g / (1 + x²)."""
    return accuracy.atan(self)


@unary(self=lambda m, grad, self: grad * run(m, cosh, self))  # type: ignore[has-type]
def sinh(self):
    """sinh x: gradient g·cosh x."""
    return accuracy.sinh(self)


@unary(self=lambda m, grad, self: grad * run(m, sinh, self))
def cosh(self):
    """cosh x: gradient g·sinh x."""
    return accuracy.cosh(self)


def _whole(integers: np.ndarray, rounding: str) -> np.ndarray:
    """Integers need no rounding; booleans have none."""
    refuse_bool(integers.dtype, f"{rounding}_vml_cpu")
    return integers.copy(order="K")


@unary(self=lambda m, grad: m.zeros_like(grad), to_float=False)
def floor(self):
    """⌊x⌋: the gradient is 0 everywhere."""
    return np.floor(self) if self.dtype.kind == "f" else _whole(self, "floor")


@unary(self=lambda m, grad: m.zeros_like(grad), to_float=False)
def ceil(self):
    """⌈x⌉: the gradient is 0 everywhere."""
    return np.ceil(self) if self.dtype.kind == "f" else _whole(self, "ceil")


@unary(self=lambda m, grad: m.zeros_like(grad), to_float=False)
def round(self):
    """The nearest integer, halves to even: the gradient is 0 everywhere."""
    return np.round(self) if self.dtype.kind == "f" else _whole(self, "round")


@unary(self=lambda m, grad: m.zeros_like(grad), to_float=False)
def trunc(self):
    """The integer part: the gradient is 0 everywhere."""
    return np.trunc(self) if self.dtype.kind == "f" else _whole(self, "trunc")


@binary(
    numbers=False,
    self=lambda m, grad, self, other: _larger_gets(m, grad, self, other),
    other=lambda m, grad, self, other: _larger_gets(m, grad, other, self),
)
def maximum(self, other):
    """The larger of x and y: it gets the gradient; at a tie each gets half."""
    return np.maximum(other, self)  # of 0 and -0 NumPy keeps the second, PyTorch the first


@binary(
    numbers=False,
    self=lambda m, grad, self, other: _larger_gets(m, grad, other, self),
    other=lambda m, grad, self, other: _larger_gets(m, grad, self, other),
)
def minimum(self, other):
    """The smaller of x and y: it gets the gradient; at a tie each gets half."""
    return np.minimum(other, self)


def _larger_gets(m, grad, one, two):
    return m.where(one < two, 0.0, m.where(one == two, grad / 2, grad))
