"""+ − × ÷, powers and roots. In the formulas x and y are the operands and g is `grad`."""

import math
from typing import Any

import numpy as np

from ..dtypes import check_fits, refuse_bool
from ..elementwise import binary, constant, number, promoted, unary
from ..kernels import accuracy
from ..operation import differentiable, not_implemented, run
from ..tensor import Tensor


@binary(self=lambda m, grad: grad, other=lambda m, grad: grad)
def add(self, other):
    """x + y: both gradients are g."""
    return self + other


_MINUS_BOOL = "Subtraction, the `-` operator, with {} not supported. {} operator instead."
_TWO_BOOLS = _MINUS_BOOL.format("two bool tensors is", "Use the `^` or `logical_xor()`")
_ONE_BOOL = _MINUS_BOOL.format(
    "a bool tensor is", "If you are trying to invert a mask, use the `~` or `logical_not()`"
)


def no_bools(a: Any, b: Any, to_float: bool = False) -> tuple[Any, Any]:
    """The operands of a difference, promoted. RuntimeError where one of them is boolean."""
    bools = [np.asarray(each).dtype.kind == "b" for each in (a, b)]
    if any(bools):
        raise RuntimeError(_TWO_BOOLS if all(bools) else _ONE_BOOL)
    return promoted(a, b, to_float)


@binary(promote=no_bools, self=lambda m, grad: grad, other=lambda m, grad: -grad)
def sub(self, other):
    """x - y: gradients g and -g."""
    try:
        return self - other
    except TypeError:
        raise RuntimeError(_TWO_BOOLS) from None


@binary(
    "RsubBackward1",
    lone=True,
    promote=no_bools,
    self=lambda m, grad: -grad,
    other=lambda m, grad: grad,
)
def rsub(self, other):
    """y - x, for a number y on the left: gradient of x is -g."""
    return other - self


@binary(self=lambda m, grad, other: grad * other, other=lambda m, grad, self: grad * self)
def mul(self, other):
    """x · y: gradients g·y and g·x."""
    return self * other


@binary(
    to_float=True,
    self=lambda m, grad, other: grad / other,
    other=lambda m, grad, self, other: -grad * ((self / other) / other),
)
def div(self, other):
    """x / y: gradients g/y and -g·x/y²."""
    return self / other


@unary(to_float=False, self=lambda m, grad: -grad)
def neg(self):
    """-x: gradient -g."""
    try:
        return -self
    except TypeError:
        raise RuntimeError(
            "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to "
            "invert a mask, use the `~` or `logical_not()` operator instead."
        ) from None


def positive(input: Tensor) -> Tensor:
    """x itself. RuntimeError for booleans."""
    if input._data.dtype.kind == "b":
        raise RuntimeError("The `+` operator, on a bool tensor is not supported.")
    return input


@unary(self=lambda m, grad, result: -grad * (result * result))
def reciprocal(self):
    """1/x: gradient -g/x²."""
    return np.reciprocal(self)


@unary(self=lambda m, grad, result: grad / (2 * result))
def sqrt(self):
    """√x: gradient g / (2·√x), infinite at 0."""
    return np.sqrt(self)


@unary(self=lambda m, grad, result: -0.5 * grad * power(result, 3))
def rsqrt(self):
    """1/√x: gradient -g / (2·√x³)."""
    return 1 / np.sqrt(self)


@unary(self=lambda m, grad: m.zeros_like(grad), to_float=False)
def sign(self):
    """-1, 0 or 1, and 0 for nan: the gradient is 0 everywhere."""
    if self.dtype.kind == "b":
        return self.copy()
    return np.where(self == self, np.sign(self), 0).astype(self.dtype, copy=False)


sgn = unary("SgnBackward0", self=lambda m, grad: m.zeros_like(grad), to_float=False)(
    sign.__wrapped__
)


@unary(to_float=False, self=lambda m, grad, self: grad * run(m, sgn, self))
def abs(self):
    """|x|: gradient g·sign(x), which is 0 at 0."""
    refuse_bool(self.dtype, "abs_cpu")
    return np.abs(self)


def power(base: Any, exponent: Any) -> Any:
    """base to a number's power, for arrays and tensors, by multiplications where PyTorch does so.

    >>> import numpy as np
    >>> power(np.array([2.0, 3.0]), 3)
    array([ 8., 27.])
    """
    if isinstance(base, Tensor):
        return pow(base, exponent)
    if exponent == 2:
        return base * base
    if exponent == 3:
        return base * base * base
    if exponent == 1:
        return base
    if exponent == -2:
        return 1 / (base * base)
    if exponent == 0.5:
        return np.sqrt(base)
    if exponent == -0.5:
        return 1 / np.sqrt(base)
    if base.dtype.kind != "f":
        return np.power(base, constant(exponent, base.dtype))
    return accuracy.power(base, exponent)


def _pow_gradient(m: Any, grad: Any, self: Any, exponent: Any) -> Any:
    if exponent == 0:
        return m.zeros_like(grad)
    factor = constant(exponent, self.dtype) if m is np else float(exponent)
    return grad * (factor * power(self, exponent - 1.0))


@unary("PowBackward0", to_float=False, self=_pow_gradient)
def pow_scalar(self, exponent):
    """xⁿ for a number n: gradient g·n·xⁿ⁻¹, and 0 everywhere for n = 0."""
    return self.copy() if exponent == 1 else power(self, exponent)


def _log(m: Any, values: Any) -> Any:
    return accuracy.log(values) if m is np else m.log(values)


def _power(m: Any, base: Any, exponent: Any) -> Any:
    return _power_of_arrays(base, exponent) if m is np else base**exponent


def _unless(m: Any, condition: Any, values: Any) -> Any:
    """0 where the condition holds."""
    return m.where(condition, 0.0 if m is np else m.zeros_like(values), values)


@binary(
    "PowBackward1",
    self=lambda m, grad, self, other: _unless(
        m, other == 0.0, grad * (other * _power(m, self, other - 1))
    ),
    other=lambda m, grad, self, other, result: (
        grad * _unless(m, (self == 0) & (other >= 0), result * _log(m, self))
    ),
)
def pow_tensor(self, other):
    """xʸ: gradients g·y·xʸ⁻¹ and g·xʸ·log x."""
    refuse_bool(self.dtype, "pow")
    return _power_of_arrays(self, other)


@differentiable(
    "PowBackward2",
    exponent=lambda m, grad, self, exponent, result: (
        grad * _unless(m, exponent >= 0, result * -math.inf)
        if self == 0
        else grad * (result * (math.log(self) if self > 0 else math.nan))
    ),
)
def pow_of_scalar(self, exponent):
    """bˣ for a number b: gradient g·bˣ·log b."""
    return _power_of_arrays(constant(self, exponent.dtype), exponent)


def _power_of_arrays(base: np.ndarray, exponent: np.ndarray) -> np.ndarray:
    """base to the exponent; a whole number's negative power is 0 unless it is 1 or -1."""
    if base.dtype.kind == "f":
        return accuracy.power(base, exponent)
    if base.dtype.kind != "i" or not (exponent < 0).any():
        return np.power(base, exponent)
    result = np.power(base, np.where(exponent < 0, exponent & 1, exponent))
    return np.where((exponent >= 0) | (np.abs(base) == 1), result, 0).astype(result.dtype)


def pow(input: Any, exponent: Any) -> Tensor:
    """`input` to the power `exponent`; one of the two may be a Python number.

    RuntimeError for integers to a negative integer power.
    """
    if isinstance(exponent, Tensor):
        if isinstance(input, Tensor):
            return pow_tensor(input, exponent)
        input = number(input)
        if input is not None:
            return pow_of_scalar(input, _float_if_needed(exponent, input))
    exponent = number(exponent)
    if exponent is None:
        raise TypeError("pow() received an invalid combination of arguments")
    if input._data.dtype.kind != "f" and isinstance(exponent, int) and exponent < 0:
        raise RuntimeError("Integers to negative integer powers are not allowed.")
    input = _float_if_needed(input, exponent)
    if input._data.dtype.kind != "f":
        check_fits(exponent, input._data.dtype)
    return pow_scalar(input, exponent)


def _float_if_needed(input: Tensor, other: Any) -> Tensor:
    """Integers as floats where the other operand is a Python float."""
    if input._data.dtype.kind == "f":
        return input
    from ..conversion import to_result_type

    return to_result_type(input, other)


def _check_division(kernel: str, self: np.ndarray, other: np.ndarray) -> None:
    """What has no rest: NotImplementedError for booleans, RuntimeError for integers over 0."""
    if self.dtype.kind != "f":
        refuse_bool(self.dtype, kernel)
        if self.size and not other.all():
            raise RuntimeError("ZeroDivisionError")


def square(input: Tensor) -> Tensor:
    """x²: gradient 2·g·x."""
    return pow(input, 2)


def _rest(self: np.ndarray, other: np.ndarray) -> np.ndarray:
    _check_division("remainder_cpu", self, other)
    if self.dtype.kind != "f":
        return np.remainder(self, other)
    rest = np.fmod(self, other)  # with x's sign, which a rest of 0 keeps
    return np.where((rest != 0) & ((other < 0) != (rest < 0)), rest + other, rest)


@unary("RemainderBackward0", to_float=False, self=lambda m, grad: grad)
def remainder_by(self, other):
    """x modulo y for a number y, with y's sign: gradient g."""
    return _rest(self, constant(other, self.dtype))


@binary(
    "RemainderBackward1",
    self=lambda m, grad: grad,
    other=lambda m, grad, self, other: -grad * m.floor_divide(self, other),
)
def remainder(self, other):
    """x modulo y, with y's sign: gradients g and -g·⌊x/y⌋."""
    return _rest(self, other)


@binary(
    "torch::autograd::NotImplemented",
    self=not_implemented("floor_divide"),
    other=not_implemented("floor_divide"),
)
def floor_divide(self, other):
    """⌊x / y⌋: recorded, but backward raises RuntimeError: it has no derivative."""
    _check_division("div_floor_cpu", self, other)
    return np.floor_divide(self, other)
