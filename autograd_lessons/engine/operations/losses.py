"""Losses of each pair of an input x and a target t, and what is made of them: the reduction.

The reduction is "none", "sum" or "mean". In the formulas d is x - t, g is `grad`, and n is the
number of elements for "mean", else 1. PyTorch computes each derivative in one operation.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from ..broadcasting import fitted
from ..dtypes import OF_NUMPY, need_floating
from ..elementwise import binary, unary
from ..kernels import accuracy
from ..kernels.summation import total
from ..operation import differentiable, run
from ..tensor import new
from .activation import sigmoid
from .functions import log
from .units import logsigmoid

_TINY = 1e-12


def reduced(losses: np.ndarray, reduction: str) -> Any:
    """The losses themselves, their sum or their mean."""
    if reduction == "none":
        return losses
    whole = total(losses)
    return whole if reduction == "sum" else whole / losses.dtype.type(losses.size)


def count(reduction: str, values: Any) -> int:
    """n: by how many the sum of losses is divided."""
    size = (values if isinstance(values, np.ndarray | np.generic) else values._data).size
    return max(size, 1) if reduction == "mean" else 1


def lifted(m: Any, array: Any) -> Any:
    """A constant array, as the mathematics `m` wants it."""
    return array if m is np or array is None else new(array)


def _backward_of(
    node: str, slope: Callable[..., Any], curvature: Callable[..., Any]
) -> Callable[..., Any]:
    """The derivative of a loss of d, and its own derivatives. `slope` gets d, 1/n, g, the option:
    in this order they are multiplied."""

    def bend(
        m: Any, grad: Any, self: Any, input: Any, target: Any, reduction: str, option: float
    ) -> Any:
        bent = lifted(m, np.asarray(curvature(_values(input) - _values(target), option)))
        return grad * self * bent / count(reduction, input)

    @differentiable(
        f"{node}BackwardBackward0",
        self=lambda m, grad, self_shape, input, target, reduction, option: fitted(
            m, run(m, backward, grad, input, target, reduction, option), self_shape
        ),
        input=bend,
        target=lambda m, grad, self, input, target, reduction, option: (
            -bend(m, grad, self, input, target, reduction, option)
        ),
    )
    def backward(self, input, target, reduction, option):
        d = input - target
        return slope(d, 1 / count(reduction, input), self, option).astype(d.dtype, copy=False)

    return backward


def _values(operand: Any) -> Any:
    return operand if isinstance(operand, np.ndarray | np.generic) else operand._data


mse_loss_backward = _backward_of(
    "MseLoss", lambda d, share, grad, _: 2 * share * d * grad, lambda d, _: np.full_like(d, 2)
)


@differentiable(
    "MseLossBackward0",
    self=lambda m, grad, self, target, reduction: run(
        m, mse_loss_backward, grad, self, target, reduction, None
    ),
    target=lambda m, grad, self, target, reduction: run(
        m, mse_loss_backward, grad, target, self, reduction, None
    ),
)
def mse_loss(self, target, reduction):
    """d²: gradients ±g·2d/n."""
    need_floating(self.dtype, "mse_cpu")
    d = self - target
    return reduced(d * d, reduction)


smooth_l1_loss_backward = _backward_of(
    "SmoothL1Loss",
    lambda d, share, grad, beta: np.where(
        np.abs(d) < beta,
        np.divide(share * d * grad, beta, dtype=np.float64),
        np.sign(d) * share * grad,
    ),
    lambda d, beta: (np.abs(d) < beta) / d.dtype.type(beta),
)


@differentiable(
    "SmoothL1LossBackward0",
    self=lambda m, grad, self, target, reduction, beta: run(
        m, smooth_l1_loss_backward, grad, self, target, reduction, beta
    ),
    target=lambda m, grad, self, target, reduction, beta: run(
        m, smooth_l1_loss_backward, grad, target, self, reduction, beta
    ),
)
def smooth_l1_loss(self, target, reduction, beta):
    """d²/2β where |d| < β, else |d| - β/2: gradients ±g·d/(βn) and ±g·sign(d)/n."""
    need_floating(self.dtype, "smooth_l1_cpu")
    size = np.abs(self - target)
    losses = np.where(size < beta, 0.5 * size * size / beta, size - 0.5 * beta)
    return reduced(losses, reduction)


huber_loss_backward = _backward_of(
    "HuberLoss",
    lambda d, share, grad, delta: np.where(
        np.abs(d) < delta,
        share * d * grad,
        np.multiply(np.sign(d) * share * grad, delta, dtype=np.float64),
    ),
    lambda d, delta: (np.abs(d) < delta).astype(d.dtype),
)


def _huber_back(m: Any, grad: Any, self: Any, target: Any, reduction: str, delta: float) -> Any:
    types = (each.dtype if m is not np else OF_NUMPY[each.dtype] for each in (target, self))
    found, expected = types
    if found is not expected:
        raise RuntimeError(f"Found dtype {found.printed_type} but expected {expected.printed_type}")
    return run(m, huber_loss_backward, grad, self, target, reduction, delta)


@differentiable(
    "HuberLossBackward0",
    self=_huber_back,
    target=lambda m, grad, self, target, reduction, delta: _huber_back(
        m, grad, target, self, reduction, delta
    ),
)
def huber_loss(self, target, reduction, delta):
    """d²/2 where |d| < δ, else δ·(|d| - δ/2): gradients ±g·d/n and ±g·δ·sign(d)/n."""
    need_floating(self.dtype, "huber_cpu")
    size = np.abs(self - target)
    losses = np.where(size < delta, 0.5 * size * size, delta * (size - 0.5 * delta))
    return reduced(losses.astype(self.dtype, copy=False), reduction)


def weighed(losses: Any, weight: Any) -> Any:
    return losses if weight is None else losses * weight


def _cross_entropy_bend(m, grad, self, input, target, weight, reduction):
    squares = (input + _TINY) * (input + _TINY) * ((1 - input + _TINY) * (1 - input + _TINY))
    bent = grad * self * ((input * input - 2 * input * target + target) / squares)
    return weighed(bent, lifted(m, weight)) / count(reduction, input)


def _per_target(m: Any, grad: Any, input: Any, weight: Any, reduction: str) -> Any:
    slopes = grad / ((input + _TINY) * (1 - input + _TINY))
    return weighed(slopes, lifted(m, weight)) / count(reduction, input)


@differentiable(
    "BinaryCrossEntropyBackwardBackward0",
    self=lambda m, grad, self_shape, input, target, weight, reduction: fitted(
        m, (input - target) * _per_target(m, grad, input, weight, reduction), self_shape
    ),
    input=_cross_entropy_bend,
    target=lambda m, grad, self, input, weight, reduction: (
        weighed(-grad * self / (input * (1 - input)), lifted(m, weight)) / count(reduction, input)
    ),
)
def binary_cross_entropy_backward(self, input, target, weight, reduction):
    """g·(x - t) / (x·(1 - x)·n)."""
    slopes = self * (input - target) / np.maximum((1 - input) * input, input.dtype.type(_TINY))
    return weighed(slopes, weight) / count(reduction, input)


@differentiable(
    "BinaryCrossEntropyBackward0",
    frees=("weight?",),
    self=lambda m, grad, self, target, weight, reduction: run(
        m, binary_cross_entropy_backward, grad, self, target, weight, reduction
    ),
    target=lambda m, grad, self, weight, reduction: scaled(
        m,
        weighed((run(m, log, 1 - self) - run(m, log, self)) * grad, lifted(m, weight)),
        count(reduction, self),
    ),
)
def binary_cross_entropy(self, target, weight, reduction):
    """-(t·ln x + (1-t)·ln(1-x)), with logarithms not below -100: gradient g·(x-t)/(x·(1-x)·n)."""
    need_floating(self.dtype, "binary_cross_entropy")
    if not ((self >= 0) & (self <= 1)).all():
        raise RuntimeError("all elements of input should be between 0 and 1")
    if not ((target >= 0) & (target <= 1)).all():
        raise RuntimeError("all elements of target should be between 0 and 1")
    no, yes = np.maximum(accuracy.log1p(-self), -100), np.maximum(accuracy.log(self), -100)
    return reduced(weighed((target - 1) * no - target * yes, weight), reduction)


def _logits_back(m, grad, self, target, weight, pos_weight, reduction):
    chance = run(m, sigmoid, self)
    if pos_weight is None:
        slopes = (chance - target) * grad
    else:
        positive = lifted(m, pos_weight) * target
        slopes = ((positive + 1 - target) * chance - positive) * grad
    return scaled(m, weighed(slopes, lifted(m, weight)), count(reduction, self))


def _logits_target_back(m, grad, self, weight, pos_weight, reduction):
    slopes = -self
    if pos_weight is not None:
        slopes = (1 - lifted(m, pos_weight)) * run(m, logsigmoid, self) - self
    slopes = weighed(slopes * grad, lifted(m, weight))
    return scaled(m, slopes, count(reduction, self))


@differentiable(
    "BinaryCrossEntropyWithLogitsBackward0",
    frees=("weight?", "pos_weight?"),
    self=_logits_back,
    target=_logits_target_back,
)
def binary_cross_entropy_with_logits(self, target, weight, pos_weight, reduction):
    """(1-t)·x - ln σ(x), the loss of σ(x), for all x: gradient g·(σ(x) - t)/n."""
    chance = logsigmoid.__wrapped__(self)
    if pos_weight is not None:
        chance = chance * ((pos_weight - 1) * target + 1)
    return reduced(weighed((1 - target) * self - chance, weight), reduction)


@unary("DivBackward1", to_float=False, self=lambda m, grad, other: grad / other)
def divided_by(self, other):
    """x / c for a number c: gradient g/c."""
    return self / self.dtype.type(other)


def scaled(m: Any, values: Any, number: int) -> Any:
    return values if number == 1 else run(m, divided_by, values, number)


def _xlogy_back(m: Any, grad: Any, self: Any, other: Any) -> Any:
    return m.where((self == 0) & (other <= 0), 0.0, run(m, xlogy, grad, other))


@binary(
    to_float=True,
    self=_xlogy_back,
    other=lambda m, grad, self, other: grad * self / other,
)
def xlogy(self, other):
    """x·ln y, and 0 for x = 0: gradients g·ln y and g·x/y."""
    return np.where((self == 0) & (other == other), 0, self * accuracy.log(other)).astype(
        self.dtype
    )
