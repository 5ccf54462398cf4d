"""Smooth and clipped relatives of relu, with the derivatives of their derivatives.

In the formulas x is the element, y the result and g is `grad`; Φ and φ are the standard normal
distribution and its density.
"""

import math
from typing import Any

import numpy as np

from ..dtypes import need_floating
from ..elementwise import unary
from ..kernels import accuracy
from ..operation import differentiable, run
from .activation import sigmoid, sigmoid_backward, tanh
from .functions import cosh, exp
from .special import erf

_ROOT_HALF, _DENSITY_AT_0 = math.sqrt(0.5), 1 / math.sqrt(2 * math.pi)
_GELU_SCALE, _GELU_CUBE = math.sqrt(2 / math.pi), 0.044715


def _elu_back(
    m: Any, grad: Any, input: Any, alpha: Any, scale: Any, input_scale: Any, is_result: bool
) -> Any:
    return run(m, elu_backward, grad, input, alpha, scale, input_scale, is_result)


def _elu_curvature(
    m: Any, grad: Any, self: Any, input: Any, settings: tuple[Any, Any, Any], is_result: bool
) -> Any:
    """The derivative of elu's derivative, 0 for x > 0."""
    curved = grad * self * settings[2]
    if not is_result:
        curved = _elu_back(m, curved, input, *settings, False)
    return curved * m.where(input < 0, m.ones_like(input), 0.0)


@differentiable(
    "EluBackwardBackward0",
    self=_elu_back,
    input=lambda m, grad, self, input, alpha, scale, input_scale, is_result: _elu_curvature(
        m, grad, self, input, (alpha, scale, input_scale), is_result
    ),
)
def elu_backward(self, input, alpha, scale, input_scale, is_result):
    """g·s where x > 0, else g·s·α·r·eʳˣ, which is g·r·(y + s·α)."""
    low = alpha * scale
    if is_result:
        slopes = self * input_scale * (input + low)
    else:
        slopes = self * input_scale * low * accuracy.exp(input * input_scale)
    return np.where(input <= 0, slopes, self * scale)


@unary(
    "EluBackward0",
    to_float=False,
    self=lambda m, grad, self, alpha, scale, input_scale: _elu_back(
        m, grad, self, alpha, scale, input_scale, False
    ),
)
def elu(self, alpha, scale, input_scale):
    """s·x where x >= 0, else s·α·(eʳˣ - 1) for scales s and r: gradients g·s and g·s·α·r·eʳˣ."""
    need_floating(self.dtype, "elu_cpu")
    return np.where(self < 0, accuracy.expm1(self * input_scale) * (alpha * scale), self * scale)


@unary(
    "EluBackward1",
    to_float=False,
    self=lambda m, grad, result, alpha, scale, input_scale: _elu_back(
        m, grad, result, alpha, scale, input_scale, True
    ),
)
def elu_from_result(self, alpha, scale, input_scale):
    """The same where x will be lost, in place: gradients g·s and g·r·(y + s·α)."""
    return elu.__wrapped__(self, alpha, scale, input_scale)


@unary(
    "CeluBackward0",
    to_float=False,
    self=lambda m, grad, self, alpha: _elu_back(m, grad, self, alpha, 1, 1 / alpha, False),
)
def celu(self, alpha):
    """x where x >= 0, else α·(eˣᐟᵅ - 1), smooth at 0: gradients g and g·eˣᐟᵅ."""
    return elu.__wrapped__(self, alpha, 1, 1 / alpha)


@unary(
    "CeluBackward1",
    to_float=False,
    self=lambda m, grad, result, alpha: _elu_back(m, grad, result, alpha, 1, 1 / alpha, True),
)
def celu_from_result(self, alpha):
    """The same where x will be lost, in place: gradients g and g·(y + α)/α."""
    return elu.__wrapped__(self, alpha, 1, 1 / alpha)


def _twice_distribution(x: Any) -> Any:
    """2·Φ(x) of arrays."""
    return 1 + erf.__wrapped__(x * x.dtype.type(_ROOT_HALF))


def _gelu_slope(x: Any, approximate: str) -> Any:
    """The derivative of gelu."""
    if approximate == "none":
        return 0.5 * _twice_distribution(x) + x * (accuracy.exp(x * x * -0.5) * _DENSITY_AT_0)
    t = _gelu_tanh(x)
    inner_slope = _GELU_SCALE * accuracy.multiply_add(x * x, 3 * x.dtype.type(_GELU_CUBE), 1)
    return 0.5 * (1 + t) + 0.5 * x * accuracy.multiply_add(-t, t, 1) * inner_slope


def _gelu_tanh(x: Any) -> Any:
    inner = accuracy.multiply_add(x * x * x, x.dtype.type(_GELU_CUBE), x)
    return accuracy.tanh(_GELU_SCALE * inner)


def _gelu_curvature(m: Any, x: Any, approximate: str) -> Any:
    """The second derivative of gelu, with PyTorch's terms: they nearly cancel each other."""
    if approximate == "none":
        density = run(m, exp, x * x * -0.5) * _DENSITY_AT_0
        return 2 * density - x * x * density
    inner = _GELU_SCALE * (x + _GELU_CUBE * (x * x * x))
    t, sech = run(m, tanh, inner), 1 / run(m, cosh, inner)
    half, slope = 0.5 * x, 1 - t * t
    inner_slope = _GELU_SCALE * (1 + 3 * _GELU_CUBE * x * x)
    of_tanh = (2 * sech) * (-sech * t) * inner_slope * half * inner_slope
    of_inner = 6 * _GELU_CUBE * x * _GELU_SCALE * half * slope
    return 2 * (0.5 * slope * inner_slope) + of_tanh + of_inner


def _gelu_back(m: Any, grad: Any, input: Any, approximate: str) -> Any:
    return run(m, gelu_backward, grad, input, approximate)


@differentiable(
    "GeluBackwardBackward0",
    self=_gelu_back,
    input=lambda m, grad, self, input, approximate: (
        grad * self * _gelu_curvature(m, input, approximate)
    ),
)
def gelu_backward(self, input, approximate):
    """g·(Φ(x) + x·φ(x))."""
    return self * _gelu_slope(input, approximate)


@unary(
    "GeluBackward0",
    to_float=False,
    self=lambda m, grad, self, approximate: _gelu_back(m, grad, self, approximate),
)
def gelu(self, approximate):
    """x·Φ(x), or an approximation of Φ with tanh: gradient g·(Φ(x) + x·φ(x))."""
    need_floating(self.dtype, "GeluKernelImpl")
    if approximate == "none":
        return self * 0.5 * _twice_distribution(self)
    return 0.5 * self * (1 + _gelu_tanh(self))


def _silu_back(m: Any, grad: Any, self: Any) -> Any:
    share = run(m, sigmoid, self)
    return grad * share * accuracy.multiply_add(self, 1 - share, 1)


@unary("SiluBackward0", to_float=False, self=_silu_back)
def silu(self):
    """x·σ(x): gradient g·σ(x)·(1 + x·(1 - σ(x)))."""
    need_floating(self.dtype, "silu_cpu")
    return self / (1 + accuracy.exp(-self))


def _softplus_curvature(m: Any, grad: Any, self: Any, input: Any, beta: Any, limit: Any) -> Any:
    """The derivative of softplus' derivative, 0 above the limit."""
    curved = run(m, sigmoid_backward, grad * self, run(m, sigmoid, input * beta)) * beta
    return curved * m.where(input * beta < limit, m.ones_like(curved), 0.0)


def _softplus_back(m: Any, grad: Any, input: Any, beta: float, threshold: float) -> Any:
    return run(m, softplus_backward, grad, input, beta, threshold)


@differentiable(
    "SoftplusBackwardBackward0",
    self=_softplus_back,
    input=lambda m, grad, self, input, beta, threshold: _softplus_curvature(
        m, grad, self, input, beta, threshold
    ),
)
def softplus_backward(self, input, beta, threshold):
    """g·σ(βx), and g where βx is above the threshold."""
    power = accuracy.exp(input * beta)
    return np.where(input * beta > threshold, self, self * power / (power + 1))


@unary(
    "SoftplusBackward0",
    to_float=False,
    self=lambda m, grad, self, beta, threshold: _softplus_back(m, grad, self, beta, threshold),
)
def softplus(self, beta, threshold):
    """ln(1 + eᵝˣ) / β, and x itself where βx is above the threshold: gradient g·σ(βx)."""
    need_floating(self.dtype, "softplus_cpu")
    return np.where(self * beta > threshold, self, accuracy.log1p(accuracy.exp(self * beta)) / beta)


def _hardtanh_back(m: Any, grad: Any, input: Any, min_val: float, max_val: float) -> Any:
    return run(m, hardtanh_backward, grad, input, min_val, max_val)


@differentiable(
    "HardtanhBackwardBackward0",
    self=_hardtanh_back,
    input=lambda m, grad: m.zeros_like(grad),
)
def hardtanh_backward(self, input, min_val, max_val):
    """g strictly between the bounds, else 0."""
    return np.where((input <= min_val) | (input >= max_val), 0, self)


@unary(
    "HardtanhBackward0",
    to_float=False,
    self=lambda m, grad, self, min_val, max_val: _hardtanh_back(m, grad, self, min_val, max_val),
)
def hardtanh(self, min_val, max_val):
    """x, but not below one bound nor above the other: gradient g strictly inside, else 0."""
    return np.clip(self, self.dtype.type(min_val), self.dtype.type(max_val))


def _log_sigmoid_curvature(m: Any, grad: Any, self: Any, input: Any) -> Any:
    share = run(m, sigmoid, input)
    return grad * self * (share - 1) * share


def _log_sigmoid_back(m: Any, grad: Any, input: Any) -> Any:
    return run(m, log_sigmoid_backward, grad, input)


@differentiable(
    "LogSigmoidBackwardBackward0",
    self=_log_sigmoid_back,
    input=_log_sigmoid_curvature,
)
def log_sigmoid_backward(self, input):
    """g·(1 - σ(x)), by way of e⁻ˡˣˡ, which is never too large."""
    small = accuracy.exp(-np.abs(input))
    share = small / (1 + small)
    return self * np.where(input < 0, 1 - share, share)


@unary(
    "LogSigmoidBackward0",
    to_float=False,
    self=lambda m, grad, self: _log_sigmoid_back(m, grad, self),
)
def logsigmoid(self):
    """ln σ(x) = min(x, 0) - ln(1 + e⁻ˡˣˡ): gradient g·(1 - σ(x))."""
    need_floating(self.dtype, "log_sigmoid_cpu")
    return np.minimum(self, 0) - accuracy.log1p(accuracy.exp(-np.abs(self)))
