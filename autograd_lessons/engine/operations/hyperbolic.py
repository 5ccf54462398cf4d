"""The inverse functions of sinh, cosh and tanh. x is the element and g is `grad`."""

import numpy as np

from ..elementwise import unary


@unary(self=lambda m, grad, self: grad / m.sqrt(self * self + 1))
def asinh(self):
    """arsinh x: gradient g / √(x² + 1)."""
    return np.arcsinh(self)


@unary(self=lambda m, grad, self: grad / m.sqrt(self * self - 1))
def acosh(self):
    """arcosh x: gradient g / √(x² - 1), infinite at 1."""
    return np.arccosh(self)


@unary(self=lambda m, grad, self: grad / (1 - self * self))
def atanh(self):
    """artanh x: gradient g / (1 - x²)."""
    return np.arctanh(self)
