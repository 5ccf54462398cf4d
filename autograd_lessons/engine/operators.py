"""The operators of a tensor that are not just one operation."""

from operator import index
from typing import Any

import numpy as np

from . import overrides
from .conversion import to
from .creation.factories import from_numpy
from .dims import dim_of
from .elementwise import number
from .operations import arithmetic, arranging, choosing, comparison, joining, linalg, scaled
from .size import Size
from .tensor import Tensor


@overrides.as_one
def __rtruediv__(self: Tensor, other: Any) -> Any:
    if type(other) is np.ndarray:
        return arithmetic.reciprocal(self) * other
    return arithmetic.mul.operator(arithmetic.reciprocal(self), other)


def __eq__(self: Tensor, other: Any) -> Any:
    return comparison.eq.operator(self, from_numpy(other) if type(other) is np.ndarray else other)


def __pow__(self: Tensor, exponent: Any) -> Any:
    if type(exponent) is int and self._data.dtype.kind == "f":  # the usual case, quickly
        return arithmetic.pow_scalar(self, exponent)
    try:
        return arithmetic.pow(self, exponent)
    except TypeError:
        return NotImplemented


def __mod__(self: Tensor, other: Any) -> Any:
    if not isinstance(other, Tensor) and number(other) is None:
        return NotImplemented
    return scaled.remainder(self, other)


def __rmod__(self: Tensor, other: Any) -> Any:
    first = number(other)
    return NotImplemented if first is None else scaled.remainder(first, self)


def __rfloordiv__(self: Tensor, other: Any) -> Any:
    first = number(other)
    return NotImplemented if first is None else scaled.floor_divide(first, self)


def __rlshift__(self: Tensor, other: Any) -> Any:
    return NotImplemented if number(other) is None else scaled.bitwise_left_shift(other, self)


def __rrshift__(self: Tensor, other: Any) -> Any:
    return NotImplemented if number(other) is None else scaled.bitwise_right_shift(other, self)


def __invert__(self: Tensor) -> Tensor:
    if self._data.dtype.kind == "f":
        raise TypeError(
            "~ (operator.invert) is only implemented on integer and Boolean-type tensors"
        )
    return comparison.bitwise_not(self)


def __rpow__(self: Tensor, base: Any) -> Any:
    return NotImplemented if number(base) is None else arithmetic.pow(base, self)


def __matmul__(self: Tensor, other: Any) -> Any:
    if not isinstance(other, Tensor):
        return NotImplemented
    if self._data.ndim == other._data.ndim == 2 and not overrides.watchers:
        return linalg.mm(self, other)  # the usual case, quickly
    return linalg.matmul(self, other)


def __iter__(self: Tensor) -> Any:
    if self.ndim == 0:
        raise TypeError("iteration over a 0-d tensor")
    return iter(joining.unbind(self))


def __contains__(self: Tensor, element: Any) -> bool:
    if not isinstance(element, Tensor) and number(element) is None:
        raise RuntimeError(
            f"Tensor.__contains__ only supports Tensor or scalar, but you passed in a "
            f"{type(element)}."
        )
    return bool(comparison.eq(self, element)._data.any())


def __reversed__(self: Tensor) -> Tensor:
    return arranging.flip(self, 0) if self.ndim else self


def size(self: Tensor, dim: int | None = None) -> Size | int:
    """The shape, or the size along `dim`."""
    if dim is None:
        return self.shape
    if not self._data.ndim:
        raise IndexError(f"Dimension specified as {index(dim)} but tensor has no dimensions")
    return self._data.shape[dim_of(dim, self._data.ndim)]


def __delitem__(self: Tensor, index: Any) -> None:
    raise TypeError("Tensor does not support deleting items")


def type_as(self: Tensor, other: Tensor) -> Tensor:
    """The same values in the type of `other`."""
    return to(self, other.dtype)


def where(self: Tensor, condition: Tensor, other: Any) -> Tensor:
    """Its values where the condition holds, elsewhere those of `other`."""
    return choosing.where(condition, self, other)
