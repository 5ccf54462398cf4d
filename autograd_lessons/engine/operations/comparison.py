"""Comparisons and tests: their results are booleans, so nothing here is recorded."""

from collections.abc import Callable
from typing import Any

import numpy as np

from .. import overrides
from ..dtypes import need_kind
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


@binary()
def bitwise_and(self, other):
    """x & y: and of booleans, or of the bits of integers."""
    need_kind("biu", self.dtype, "bitwise_and_cpu")
    return np.bitwise_and(self, other)


@binary()
def bitwise_or(self, other):
    """x | y: or of booleans, or of the bits of integers."""
    need_kind("biu", self.dtype, "bitwise_or_cpu")
    return np.bitwise_or(self, other)


@binary()
def bitwise_xor(self, other):
    """x ^ y: exclusive or of booleans, or of the bits of integers."""
    need_kind("biu", self.dtype, "bitwise_xor_cpu")
    return np.bitwise_xor(self, other)


@binary()
def bitwise_left_shift(self, other):
    """x << y: x·2ʸ, and 0 where y is negative or not below the number of bits."""
    need_kind("iu", self.dtype, "lshift_cpu")
    inside = (other >= 0) & (other < 8 * self.itemsize)
    return np.where(inside, np.left_shift(self, np.where(inside, other, 0)), 0).astype(self.dtype)


@binary()
def bitwise_right_shift(self, other):
    """x >> y: x / 2ʸ rounded down, and the sign alone where y is negative or too large."""
    need_kind("iu", self.dtype, "rshift_cpu")
    most = 8 * self.itemsize - 1
    inside = (other >= 0) & (other <= most)
    shifted = np.right_shift(self, np.where(inside, other, most))
    return np.where(inside | (self.dtype.kind == "i"), shifted, 0).astype(self.dtype)


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
        if function is np.invert:
            need_kind("biu", input._data.dtype, "bitwise_not_cpu")
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
