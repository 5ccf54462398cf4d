"""The inverse functions of sinh, cosh and tanh. x is the element and g is `grad`."""

from ..elementwise import unary
from ..kernels import accuracy
from ..operation import run
from .arithmetic import power, rsqrt


@unary(self=lambda m, grad, self: grad * run(m, rsqrt, power(self, 2) + 1))
def asinh(self):
    """arsinh x: gradient g / √(x² + 1)."""
    return accuracy.asinh(self)


@unary(self=lambda m, grad, self: grad * run(m, rsqrt, self * self - 1))
def acosh(self):
    """arcosh x: gradient g / √(x² - 1), infinite at 1."""
    return accuracy.acosh(self)


@unary(self=lambda m, grad, self: grad * 1 / (1 - power(self, 2)))
def atanh(self):
    """artanh x: gradient g / (1 - x²)."""
    return accuracy.atanh(self)
