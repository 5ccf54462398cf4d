"""Comparisons and tests: their results are booleans, so nothing here is recorded."""

from collections.abc import Callable
from typing import Any

import numpy as np

from .. import overrides
from ..dtypes import OF_NUMPY
from ..elementwise import binary
from ..operation import check_tensor
from ..tensor import Tensor, new


@binary()
def eq(self, other):
    """x == y, for each element."""
    return self == other


@binary()
def ne(self, other):
    """x != y, for each element."""
    return self != other


@binary()
def lt(self, other):
    """x < y, for each element."""
    return self < other


@binary()
def le(self, other):
    """x <= y, for each element."""
    return self <= other


@binary()
def gt(self, other):
    """x > y, for each element."""
    return self > other


@binary()
def ge(self, other):
    """x >= y, for each element."""
    return self >= other


def _bits(name: str, function: Any, self: np.ndarray, other: np.ndarray) -> np.ndarray:
    """An operation on bits. NotImplementedError for floats."""
    if self.dtype.kind == "f":
        kind = OF_NUMPY[self.dtype].printed_type
        raise NotImplementedError(f"\"bitwise_{name}_cpu\" not implemented for '{kind}'")
    return function(self, other)


@binary()
def bitwise_and(self, other):
    """x & y: and of booleans, or of the bits of integers."""
    return _bits("and", np.bitwise_and, self, other)


@binary()
def bitwise_or(self, other):
    """x | y: or of booleans, or of the bits of integers."""
    return _bits("or", np.bitwise_or, self, other)


@binary()
def bitwise_xor(self, other):
    """x ^ y: exclusive or of booleans, or of the bits of integers."""
    return _bits("xor", np.bitwise_xor, self, other)


@binary(numbers=False)
def logical_and(self, other):
    """And of truth values, where every number but 0 is true."""
    return np.logical_and(self, other)


@binary(numbers=False)
def logical_or(self, other):
    """Or of truth values, where every number but 0 is true."""
    return np.logical_or(self, other)


@binary(numbers=False)
def logical_xor(self, other):
    """Exclusive or of truth values, where every number but 0 is true."""
    return np.logical_xor(self, other)


def _test(function: Callable[..., Any], meaning: str) -> Callable[[Tensor], Tensor]:
    def test(input: Tensor) -> Tensor:
        check_tensor(function.__name__, input)
        if function is np.invert and input._data.dtype.kind == "f":
            raise TypeError(
                "~ (operator.invert) is only implemented on integer and Boolean-type tensors"
            )
        out = new(function(input._data))
        if overrides.watchers:
            overrides.tell(function.__name__, (input,), out)
        return out

    test.__name__ = function.__name__
    test.__doc__ = f"{meaning}, for each element; untracked."
    return test


bitwise_not = _test(np.invert, "Not of booleans, or of the bits of integers")
logical_not = _test(np.logical_not, "Whether x is 0")
isnan = _test(np.isnan, "Whether x is nan")
isinf = _test(np.isinf, "Whether x is infinite")
isfinite = _test(np.isfinite, "Whether x is neither nan nor infinite")
