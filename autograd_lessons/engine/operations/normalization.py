"""Layer and batch normalization: values shifted and scaled to mean 0 and variance 1.

In the formulas x̂ = (x - μ)·r are the normalized values, with μ the mean and r = 1/√(variance + ε)
of a group of n values; w and b are weight and bias, g is `grad`, v = g·w, and P takes away from a
vector its parts along 1 and x̂: P(v) = v - mean(v) - x̂·mean(v·x̂). The derivative of x̂ is r·P.
"""

from typing import Any

from ..dtypes import need_floating
from ..kernels.summation import in_turn
from ..operation import differentiable, run
from .losses import lifted
from .normalization_kernels import Batch, Groups, Layer


def _mean(m: Any, values: Any, groups: Groups) -> Any:
    n = 1
    for axis in groups.axes:
        n *= values.shape[axis]
    return m.sum(values, axis=groups.axes, keepdims=True) / n


def statistics(m: Any, input: Any, groups: Groups) -> tuple[Any, Any]:
    """x - μ and r."""
    if groups.known is not None:
        mean, variance = (each.reshape(groups.shape) for each in groups.known)
        rate = 1 / (variance + variance.dtype.type(groups.eps)) ** 0.5
        return input - lifted(m, mean), lifted(m, rate)
    distance = input - _mean(m, input, groups)
    return distance, 1 / m.sqrt(_mean(m, distance * distance, groups) + groups.eps)


def _without(m: Any, values: Any, normal: Any, groups: Groups) -> Any:
    """P; where μ and r are constants there is nothing to take away."""
    if groups.known is not None:
        return values
    rest = values - _mean(m, values, groups)
    return rest - normal * _mean(m, values * normal, groups)


def _beside(m: Any, weight: Any, groups: Groups) -> Any:
    return 1 if weight is None else m.reshape(weight, groups.shape)


def _per_weight(m: Any, values: Any, weight_shape: tuple[int, ...], groups: Groups) -> Any:
    if groups.over:
        values = m.sum(values, axis=groups.over, keepdims=True)
    return m.reshape(values, weight_shape)


def _input_curvature(m, grad, self, input, weight, groups):
    """-r²·(x̂·(mean(Gv) - mean(G)·mean(v) - mean(Gx̂)·mean(vx̂)) + P(G·mean(vx̂) + v·mean(Gx̂)))."""
    if groups.known is not None:
        return m.zeros_like(grad)
    distance, rate = statistics(m, input, groups)
    normal, v = distance * rate, self * _beside(m, weight, groups)

    def mean(values: Any) -> Any:
        return _mean(m, values, groups)

    along, grad_along = mean(v * normal), mean(grad * normal)
    level = mean(grad * v) - mean(grad) * mean(v) - grad_along * along
    bent = _without(m, grad * along + v * grad_along, normal, groups)
    return -(rate * rate) * (normal * level + bent)


def _rest(m: Any, grad: Any, input: Any, groups: Groups) -> Any:
    distance, rate = statistics(m, input, groups)
    return rate * _without(m, grad, distance * rate, groups)


def _normalization(name: str, kernel: str, kind: Any) -> Any:
    """The operation of this name, with derivatives that are one operation each."""
    double = f"{name}BackwardBackward0"

    @differentiable(
        double,
        self=lambda m, grad, input, weight, groups: (
            _rest(m, grad, input, groups) * _beside(m, weight, groups)
        ),
        input=_input_curvature,
        weight=lambda m, grad, self, input, weight_shape, groups: _per_weight(
            m, self * _rest(m, grad, input, groups), weight_shape, groups
        ),
    )
    def input_backward(self, input, weight, groups):
        """r·P(g·w)."""
        return kind(input, groups).input_gradient(self, weight)

    @differentiable(
        double,
        self=lambda m, grad, input, groups: (
            m.reshape(grad, groups.shape) * _normal(m, input, groups)
        ),
        input=lambda m, grad, self, input, groups: _rest(
            m, self * m.reshape(grad, groups.shape), input, groups
        ),
    )
    def weight_backward(self, input, weight_shape, groups):
        """Σ g·x̂."""
        return kind(input, groups).weight_gradient(self).reshape(weight_shape)

    @differentiable(
        double,
        self=lambda m, grad, self_shape, groups: m.broadcast_to(
            m.reshape(grad, groups.shape), self_shape
        ),
    )
    def bias_backward(self, bias_shape, groups):
        """Σ g."""
        return in_turn(self, groups.over).reshape(bias_shape)

    @differentiable(
        f"{name}Backward0",
        input=lambda m, grad, input, weight, groups: run(
            m, input_backward, grad, input, weight, groups
        ),
        weight=lambda m, grad, input, weight_shape, groups: run(
            m, weight_backward, grad, input, weight_shape, groups
        ),
        bias=lambda m, grad, bias_shape, groups: run(m, bias_backward, grad, bias_shape, groups),
    )
    def normalize(input, weight, bias, groups):
        """x̂·w + b: gradients r·P(g·w), Σ g·x̂ and Σ g."""
        need_floating(input.dtype, kernel)
        return kind(input, groups).forward(weight, bias)

    return normalize


def _normal(m: Any, input: Any, groups: Groups) -> Any:
    distance, rate = statistics(m, input, groups)
    return distance * rate


layer_norm = _normalization("NativeLayerNorm", "LayerNormKernelImpl", Layer)
batch_norm = _normalization("NativeBatchNorm", "batch_norm", Batch)
