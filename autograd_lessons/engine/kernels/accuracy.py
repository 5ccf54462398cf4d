"""Elementary functions of float32 numbers, right to the last digit.

PyTorch's kernels nearly always give the float32 number that is nearest to the true value; NumPy's
give its neighbour for a third of all exponentials, and that shows: e¹² is 162754.7969, not
162754.7812. Computed in float64 and rounded once, the number is the nearest again. That takes
longer, so large arrays, whose digits nobody reads, keep NumPy's.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from ..dtypes import F32, F64
from . import vector_math

LARGE = 10_000  # elements


def accurate(function: Callable[..., Any]) -> Callable[[Any], Any]:
    """A NumPy function of one array: float32 arrays that are not large are computed in float64."""

    def call(x: Any) -> Any:
        if x.dtype is not F32 or x.size > LARGE:
            return function(x)
        order: Any = "C" if 0 in x.strides else "K"  # of repeated elements, PyTorch's order
        return function(x.astype(F64, order)).astype(F32)

    return call


exp, exp2, expm1 = accurate(np.exp), accurate(np.exp2), accurate(np.expm1)
log, log2, log10, log1p = map(accurate, (np.log, np.log2, np.log10, np.log1p))
sin, cos, tan = accurate(np.sin), accurate(np.cos), accurate(np.tan)
asin, acos, atan = accurate(np.arcsin), accurate(np.arccos), accurate(np.arctan)
asinh, acosh, atanh = accurate(np.arcsinh), accurate(np.arccosh), accurate(np.arctanh)
sinh, cosh, tanh = accurate(np.sinh), accurate(np.cosh), accurate(np.tanh)


def power(base: Any, exponent: Any) -> Any:
    """base to the exponent, of floats; an exponent that is a number counts with all its digits."""
    if base.dtype is F32 and max(base.size, np.size(exponent)) > LARGE:
        return np.power(base, np.asarray(exponent, F32))
    return np.float_power(base, exponent).astype(base.dtype)


def multiply_add(a: Any, b: Any, c: Any) -> Any:
    """a·b + c, rounded once: PyTorch's kernels are compiled to do so. Of large arrays, and of
    tensors, whose operations are recorded each by itself, rounded twice."""
    if a.dtype is F32 and a.size <= LARGE:
        return vector_math.fused_multiply_add(a, b, c)
    if a.dtype is F64 and a.size <= LARGE:
        return vector_math.multiply_add(a, b, c)
    return a * b + c


def atan2(y: Any, x: Any) -> Any:
    """The angle of the points (x, y)."""
    if y.dtype is not F32 or max(y.size, x.size) > LARGE:
        return np.arctan2(y, x)
    return np.arctan2(y, x, dtype=F64).astype(F32)
