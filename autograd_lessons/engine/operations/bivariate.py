"""Functions of two variables, element by element. x and y are the operands and g is `grad`."""

from typing import Any

import numpy as np

from ..broadcasting import broadcast_shape, fitted
from ..conversion import to_result_type
from ..dtypes import C_NAMES, need_floating, refuse_bool
from ..elementwise import binary, constant, number, unary
from ..kernels import accuracy
from ..kernels.vector_math import multiply_add
from ..operation import check_tensor, differentiable, not_implemented
from ..tensor import Tensor


def _over_square(m: Any, values: Any, self: Any, other: Any) -> Any:
    square = self * self + other * other
    return values * m.where(square == 0, 0.0, m.reciprocal(square))


@binary(
    numbers=False,
    to_float=True,
    self=lambda m, grad, self, other: _over_square(m, grad * other, self, other),
    other=lambda m, grad, self, other: _over_square(m, grad * -self, self, other),
)
def atan2(self, other):
    """The angle in radians between the first axis and the point (y, x): gradients g·y/(x² + y²)
    and -g·x/(x² + y²), 0 at (0, 0)."""
    return accuracy.atan2(self, other)


@binary(
    numbers=False,
    self=lambda m, grad, self, result: grad * self / result,
    other=lambda m, grad, other, result: grad * other / result,
)
def hypot(self, other):
    """√(x² + y²): gradients g·x / result and g·y / result, nan at (0, 0)."""
    need_floating(self.dtype, "hypot_cpu")
    return np.hypot(self, other)


def _fmax_takes_first(self, other):
    return (self >= other) | (other != other)


def _fmin_takes_first(self, other):
    return (self <= other) | (other != other)


@binary(
    numbers=False,
    self=lambda m, grad, self, other: m.where(~_fmax_takes_first(self, other), 0.0, grad),
    other=lambda m, grad, self, other: m.where(_fmax_takes_first(self, other), 0.0, grad),
)
def fmax(self, other):
    """The larger of x and y, and of a number and nan the number: it gets g, at a tie x does."""
    return np.where(_fmax_takes_first(self, other), self, other)


@binary(
    numbers=False,
    self=lambda m, grad, self, other: m.where(~_fmin_takes_first(self, other), 0.0, grad),
    other=lambda m, grad, self, other: m.where(_fmin_takes_first(self, other), 0.0, grad),
)
def fmin(self, other):
    """The smaller of x and y, and of a number and nan the number: it gets g, at a tie x does."""
    return np.where(_fmin_takes_first(self, other), self, other)


@binary(
    "torch::autograd::NotImplemented",
    self=not_implemented("heaviside"),
    values=not_implemented("heaviside"),
)
def step(self, values):
    """0 for negative x, 1 for positive x, `values` at 0; backward raises RuntimeError."""
    return np.where(self == 0, values, self > 0).astype(self.dtype)


def heaviside(input: Tensor, values: Tensor) -> Tensor:
    """The step function: 0 below 0, 1 above, `values` at 0. It has no derivative: it is recorded,
    but backward raises RuntimeError."""
    if input.dtype is not values.dtype:
        raise RuntimeError("heaviside is not yet implemented for tensors with different dtypes.")
    return step(input, values)


def _truncated(m: Any, self: Any, other: Any) -> Any:
    return np.trunc(self / other) if m is np else m.div(self, other, rounding_mode="trunc")


@unary("FmodBackward0", to_float=False, self=lambda m, grad: grad)
def fmod_by(self, other):
    """The rest of x / y for a number y, with x's sign: gradient g."""
    return np.fmod(self, constant(other, self.dtype))


@binary(
    "FmodBackward1",
    self=lambda m, grad: grad,
    other=lambda m, grad, self, other: -grad * _truncated(m, self, other),
)
def fmod_of(self, other):
    """The rest of x / y, with x's sign: gradients g and -g·trunc(x/y)."""
    return np.fmod(self, other)


def fmod(input: Tensor, other: Any) -> Tensor:
    """The rest of the division x / y, with x's sign. RuntimeError for integers modulo 0."""
    plain = other if isinstance(other, Tensor) else number(other)
    if plain is None:
        check_tensor("fmod", other, "other", 2)
    whole = to_result_type(input, plain)
    refuse_bool(whole._data.dtype, "fmod_cpu")
    if whole._data.dtype.kind in "iu" and not np.all(
        plain._data if isinstance(plain, Tensor) else plain
    ):
        raise RuntimeError("ZeroDivisionError")
    return fmod_of(input, plain) if isinstance(plain, Tensor) else fmod_by(whole, plain)


def _mixed(self: np.ndarray, end: np.ndarray, weight: Any) -> np.ndarray:
    """From the nearer end, as PyTorch does: exact at weight 0 and 1."""
    near = np.abs(weight) < 0.5
    factor = np.where(near, weight, weight - 1)
    return multiply_add(end - self, factor, np.where(near, self, end)).astype(self.dtype)


@differentiable(
    "LerpBackward0",
    self=lambda m, grad, weight, self_shape: fitted(m, grad * (1 - weight), self_shape),
    end=lambda m, grad, weight, end_shape: fitted(m, grad * weight, end_shape),
)
def lerp_by(self, end, weight):
    """x + w·(y - x) for a number w: gradients g·(1 - w) and g·w."""
    return _mixed(self, end, self.dtype.type(weight))


@differentiable(
    "LerpBackward1",
    self=lambda m, grad, weight, self_shape: fitted(m, grad * (1 - weight), self_shape),
    end=lambda m, grad, weight, end_shape: fitted(m, grad * weight, end_shape),
    weight=lambda m, grad, self, end, weight_shape: fitted(m, grad * (end - self), weight_shape),
)
def lerp_of(self, end, weight):
    """x + w·(y - x): gradients g·(1 - w), g·w and g·(y - x)."""
    return _mixed(self, end, weight)


def lerp(input: Tensor, end: Tensor, weight: Any) -> Tensor:
    """The point between `input` and `end` that `weight` tells: 0 the one, 1 the other.

    RuntimeError for tensors of different types or shapes that can't be broadcast.
    """
    given = {"input": input, "end": end}
    if isinstance(weight, Tensor):
        given["weight"] = weight
    for position, (name, each) in enumerate(given.items(), 1):
        check_tensor("lerp", each, name, position)
        if each.dtype is not input.dtype:
            one, two = (C_NAMES[tensor.dtype.name] for tensor in (input, each))
            raise RuntimeError(f"expected dtype {one} for `{name}` but got dtype {two}")
    kind = "scalar" if len(given) == 2 else "tensor"
    need_floating(input._data.dtype, f"lerp_kernel_{kind}")
    broadcast_shape(*(each._data.shape for each in given.values()))
    return (lerp_of if len(given) == 3 else lerp_by)(input, end, weight)
