"""Comparisons and tests: their results are booleans, so nothing here is recorded."""

import numpy as np

from .operation import binary, unary


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
