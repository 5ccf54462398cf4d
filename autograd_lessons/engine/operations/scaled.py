"""`add` and `sub` with `alpha`, `div` with `rounding_mode`, `round` with `decimals`.

As functions they, `mul` and others also take a number first. The operators `+`, `-`, `*` and `/`
have none of that: they are in `arithmetic`, without the cost.
"""

import functools
from typing import Any

import numpy as np

from ..broadcasting import broadcast_shape, fitted
from ..conversion import to_result_type
from ..dtypes import need_floating
from ..elementwise import constant, number, promoted, unary
from ..kernels.vector_math import multiply_add
from ..operation import check_tensor, differentiable, not_implemented
from ..tensor import Tensor, new
from . import arithmetic, comparison, functions

_NOT_GIVEN: Any = object()


def _scaled_sum(self: np.ndarray, other: np.ndarray, alpha: Any) -> np.ndarray:
    """x + α·y, for floats rounded once, as PyTorch's kernel does."""
    if self.dtype.kind != "f":
        return (self + self.dtype.type(alpha) * other).astype(self.dtype)
    return multiply_add(other, self.dtype.type(alpha), self)


@differentiable(
    "AddBackward0",
    self=lambda m, grad, alpha, self_shape: fitted(m, grad, self_shape),
    other=lambda m, grad, alpha, other_shape: fitted(m, grad * alpha, other_shape),
)
def add_scaled(self, other, alpha):
    """x + α·y: gradients g and α·g."""
    return _scaled_sum(self, other, alpha)


@differentiable(
    "SubBackward0",
    self=lambda m, grad, alpha, self_shape: fitted(m, grad, self_shape),
    other=lambda m, grad, alpha, other_shape: fitted(m, -grad * alpha, other_shape),
)
def sub_scaled(self, other, alpha):
    """x - α·y: gradients g and -α·g."""
    return _scaled_sum(self, other, -alpha)


def _as_tensor(value: Any, partner: Any) -> Any:
    """A number in a tensor's place, as a tensor of the type that both give together."""
    plain = None if isinstance(value, Tensor) else number(value)
    if plain is None or not isinstance(partner, Tensor):
        return value
    return new(promoted(plain, partner._data)[0])


def _check_alpha(alpha: Any, result: Tensor) -> None:
    if isinstance(alpha, bool) and result._data.dtype.kind != "b":
        raise RuntimeError("Boolean alpha only supported for Boolean results.")
    if isinstance(alpha, float) and result._data.dtype.kind != "f":
        raise RuntimeError(
            "For integral input tensors, argument alpha must not be a floating point number."
        )


def _with_alpha(name: str, plain: Any, scaled: Any, meaning: str) -> Any:
    def combine(input: Tensor, other: Any, *, alpha: Any = 1) -> Tensor:
        if not isinstance(input, Tensor):
            input = _as_tensor(input, other)
        if isinstance(alpha, Tensor):
            alpha = alpha.item()
        if alpha == 1 and alpha is not True:
            return plain(input, other)
        check_tensor(name, input)
        if name == "sub" and isinstance(other, Tensor | bool):
            arithmetic.no_bools(input._data, other._data if isinstance(other, Tensor) else other)
        if not isinstance(other, Tensor):
            factor = number(other)
            if factor is None:
                check_tensor(name, other, "other", 2)
            _check_alpha(alpha, to_result_type(input, factor))
            return plain(input, factor * alpha)
        input, other = to_result_type(input, other), to_result_type(other, input)
        _check_alpha(alpha, input)
        broadcast_shape(input._data.shape, other._data.shape)
        return scaled(input, other, alpha)

    combine.__name__ = name
    combine.__doc__ = meaning
    return combine


add = _with_alpha("add", arithmetic.add, add_scaled, "x + alpha·y; y may be a number.")
sub = _with_alpha("sub", arithmetic.sub, sub_scaled, "x - alpha·y; y may be a number.")


def _times(values: Any, factor: Any) -> Any:
    return values if factor == 1 else values * factor


@unary("RsubBackward1", to_float=False, self=lambda m, grad, alpha: _times(-grad, alpha))
def rsub_from(self, other, alpha):
    """y - α·x for a number y: gradient -α·g."""
    return constant(other, self.dtype) - self.dtype.type(alpha) * self


@differentiable(
    "RsubBackward0",
    self=lambda m, grad, alpha, self_shape: fitted(m, _times(-grad, alpha), self_shape),
    other=lambda m, grad, other_shape: fitted(m, grad, other_shape),
)
def rsub_scaled(self, other, alpha):
    """y - α·x: gradients -α·g and g."""
    return _scaled_sum(other, self, -alpha)


def rsub(input: Tensor, other: Any, *, alpha: Any = 1) -> Tensor:
    """y - alpha·x; y may be a number."""
    if not isinstance(other, Tensor):
        factor = number(other)
        if factor is None:
            check_tensor("rsub", other, "other", 2)
        arithmetic.no_bools(input._data, factor)
        if alpha == 1:
            return arithmetic.rsub(input, factor)
        return rsub_from(to_result_type(to_result_type(input, factor), alpha), factor, alpha)
    arithmetic.no_bools(input._data, other._data)
    input, other = to_result_type(input, other), to_result_type(other, input)
    broadcast_shape(other._data.shape, input._data.shape)
    return rsub_scaled(input, other, alpha)


def mul(input: Any, other: Any) -> Tensor:
    """x · y; either may be a number."""
    return arithmetic.mul(_as_tensor(input, other), other)


def _of_number(operation: Any) -> Any:
    """The operation for a number on the left: recorded, but backward raises RuntimeError."""

    @functools.wraps(operation)
    def forward(self, number):
        return operation.__wrapped__(constant(number, self.dtype), self)

    rule = not_implemented(operation.__name__)
    return unary("torch::autograd::NotImplemented", to_float=False, self=rule)(forward)


def _number_first(operation: Any, of_number: Any = None) -> Any:
    """The operation, which takes a number first, too; `of_number` if that is another one."""

    def call(input: Any, other: Any) -> Tensor:
        first = _as_tensor(input, other)
        if first is input or of_number is None:
            return operation(first, other)
        return of_number(to_result_type(other, input), number(input))

    call.__name__ = operation.__name__
    call.__doc__ = f"{operation.__doc__} x may be a number."
    return call


_remainder = _number_first(arithmetic.remainder, _of_number(arithmetic.remainder))
floor_divide = _number_first(arithmetic.floor_divide, _of_number(arithmetic.floor_divide))
bitwise_and = _number_first(comparison.bitwise_and)
bitwise_or = _number_first(comparison.bitwise_or)
bitwise_xor = _number_first(comparison.bitwise_xor)
bitwise_left_shift = _number_first(comparison.bitwise_left_shift)
bitwise_right_shift = _number_first(comparison.bitwise_right_shift)


def remainder(input: Any, other: Any) -> Tensor:
    """x modulo y, with y's sign; either may be a number. RuntimeError for integers modulo 0."""
    by = None if isinstance(other, Tensor) else number(other)
    if by is None or not isinstance(input, Tensor):
        return _remainder(input, other)
    return arithmetic.remainder_by(to_result_type(input, by), by)


def _self_back(m: Any, grad: Any, other: Any, rounding_mode: Any, self_shape: Any) -> Any:
    grad = grad / other if rounding_mode is None else m.zeros_like(grad)
    return fitted(m, grad, self_shape)


def _other_back(
    m: Any, grad: Any, self: Any, other: Any, rounding_mode: Any, other_shape: Any
) -> Any:
    grad = -grad * ((self / other) / other) if rounding_mode is None else m.zeros_like(grad)
    return fitted(m, grad, other_shape)


@differentiable(
    "DivBackward2",
    self=_self_back,
    other=_other_back,
)
def div_rounded(self, other, rounding_mode):
    """x / y, rounded down ("floor") or towards 0 ("trunc"): then the gradients are 0."""
    if rounding_mode is None:
        return self / other
    if rounding_mode == "floor":
        return np.floor_divide(self, other)
    if self.dtype.kind == "f":
        return np.trunc(self / other)
    signs = np.sign(self) * np.sign(other) if self.dtype.kind == "i" else 1
    return (np.abs(self) // np.abs(other) * signs).astype(self.dtype)


def div(input: Tensor, other: Any, *, rounding_mode: str | None = _NOT_GIVEN) -> Tensor:
    """x / y; y may be a number. rounding_mode: None, or "floor" (down), or "trunc" (towards 0).

    RuntimeError for another rounding_mode, and for integers divided by 0 and rounded.
    """
    if not isinstance(input, Tensor):
        input = _as_tensor(input, other)
    if rounding_mode is _NOT_GIVEN:
        return arithmetic.div(input, other)
    if rounding_mode not in (None, "floor", "trunc"):
        raise RuntimeError(
            "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found "
            f"'{rounding_mode}'"
        )
    other = _as_tensor(other, input)
    input, other = to_result_type(input, other), to_result_type(other, input)
    if input._data.dtype.kind != "f":
        if rounding_mode is None:
            return arithmetic.div(input, other)
        if not other._data.all():
            raise RuntimeError("ZeroDivisionError")
    broadcast_shape(input._data.shape, other._data.shape)
    return div_rounded(input, other, rounding_mode)


@unary("RoundBackward1", self=lambda m, grad: m.zeros_like(grad))
def round_to(self, decimals):
    """The nearest multiple of 10⁻ᵈ: the gradient is 0 everywhere."""
    power = self.dtype.type(10.0 ** np.abs(decimals))
    if decimals < 0:
        return np.rint(self / power) * power
    return np.rint(self * power) / power


def round(input: Tensor, *, decimals: int | None = None) -> Tensor:
    """The nearest integer, or the nearest number with so many decimals; halves to even.

    NotImplementedError for integers with `decimals`.
    """
    if decimals is None:
        return functions.round(input)
    need_floating(input._data.dtype, "round_vml_cpu" if decimals == 0 else "round_cpu")
    return round_to(input, decimals)
