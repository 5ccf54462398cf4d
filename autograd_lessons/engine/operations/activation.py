"""Activation functions, with the derivatives of their derivatives.

In the formulas x is the element, y the result and g is `grad`. PyTorch computes each derivative in
one operation with a name of its own; its inputs are g and y (or x).
"""

from typing import Any

import numpy as np

from ..dtypes import F32, OF_NUMPY, need_floating
from ..elementwise import unary
from ..kernels import accuracy
from ..operation import differentiable, run

_INTEGERS = {4: np.dtype(np.int32), 8: np.dtype(np.int64)}
_ZEROS = {array_type: np.zeros((), array_type) for array_type in OF_NUMPY}


def _tanh_back(m: Any, grad: Any, output: Any) -> Any:
    return run(m, tanh_backward, grad, output)


@differentiable(
    "TanhBackwardBackward0",
    self=_tanh_back,
    output=lambda m, grad, self, output: grad * (-2 * output * self),
)
def tanh_backward(self, output):
    """g·(1 - y²)."""
    if output.dtype is F32 and output.size <= accuracy.LARGE:
        return self * accuracy.multiply_add(-output, output, 1)
    slope = output * output
    own = slope if slope.ndim else None  # computed in one buffer, as it may be large
    return np.multiply(self, np.subtract(1, slope, out=own), out=own)


@unary(self=lambda m, grad, result: run(m, tanh_backward, grad, result))
def tanh(self):
    """tanh x: gradient g·(1 - y²)."""
    return accuracy.tanh(self)


def _sigmoid_back(m: Any, grad: Any, output: Any) -> Any:
    return run(m, sigmoid_backward, grad, output)


@differentiable(
    "SigmoidBackwardBackward0",
    self=_sigmoid_back,
    output=lambda m, grad, self, output: grad * self * (-2 * output + 1),
)
def sigmoid_backward(self, output):
    """g·(1 - y)·y."""
    return self * (1 - output) * output


@unary(self=lambda m, grad, result: run(m, sigmoid_backward, grad, result))
def sigmoid(self):
    """σ(x) = 1 / (1 + e⁻ˣ): gradient g·(1 - y)·y."""
    return 1 / (1 + accuracy.exp(-self))


def _where_positive(m: Any, grad: Any, output: Any) -> Any:
    return run(m, threshold_backward, grad, output)


@differentiable(
    "ThresholdBackwardBackward0",
    self=_where_positive,
    output=lambda m, grad: m.zeros_like(grad),
)
def threshold_backward(self, output):
    """g where y > 0, else 0; y is never negative."""
    # The number whose bits are all 0 is 0: g's bits times 0 or 1, twice as fast as `np.where`.
    bits = self.view(_INTEGERS[self.dtype.itemsize])
    return (bits * (output != 0)).view(self.dtype)


@unary(to_float=False, self=lambda m, grad, result: run(m, threshold_backward, grad, result))
def relu(self):
    """max(x, 0): gradient g where x > 0, else 0; so 0 at the kink."""
    if self.dtype.kind == "b":
        raise RuntimeError("Boolean inputs not supported for relu")
    return np.maximum(_ZEROS[self.dtype], self)  # in this order -0 stays -0, as in PyTorch


def _sloped(m: Any, grad: Any, input: Any, slope: Any) -> Any:
    return run(m, leaky_relu_backward, grad, input, slope)


@differentiable(
    "LeakyReluBackwardBackward0",
    self=_sloped,
    input=lambda m, grad: m.zeros_like(grad),
)
def leaky_relu_backward(self, input, slope):
    """g where x > 0, else slope·g."""
    return np.where(input > 0, self, self * slope)


@unary(
    "LeakyReluBackward0",
    to_float=False,
    self=lambda m, grad, self, slope: run(m, leaky_relu_backward, grad, self, slope),
)
def leaky_relu_with(self, slope):
    """x where x > 0, else slope·x: gradients g and slope·g, the latter at the kink."""
    need_floating(self.dtype, "leaky_relu_cpu")
    return np.where(self > 0, self, self * self.dtype.type(slope))


@differentiable(
    "PreluKernelBackward0",
    self=lambda m, grad, self, weight: m.where(self > 0, grad, grad * weight),
    weight=lambda m, grad, self: m.where(self > 0, 0.0, grad * self),
)
def prelu(self, weight):
    """x where x > 0, else w·x, with w learned: gradients g·w and g·x there."""
    return np.where(self > 0, self, self * weight)


@unary(
    "LeakyReluBackward1",
    to_float=False,
    self=lambda m, grad, result, slope: run(m, leaky_relu_backward, grad, result, slope),
)
def leaky_relu_from_result(self, slope):
    """The same where x will be lost, in place: y > 0 where x > 0."""
    return leaky_relu_with.__wrapped__(self, slope)
