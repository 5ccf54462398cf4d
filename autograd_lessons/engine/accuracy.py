"""Elementary functions of float32 numbers, right to the last digit.

PyTorch's kernels nearly always give the float32 number that is nearest to the true value; NumPy's
give its neighbour for a third of all exponentials, and that shows: e¹² is 162754.7969, not
162754.7812. Computed in float64 and rounded once, the number is the nearest again. That takes
longer, so large arrays, whose digits nobody reads, keep NumPy's.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from .dtypes import F32, F64

_LARGE = 10_000  # elements


def accurate(function: Callable[..., Any]) -> Callable[[Any], Any]:
    """A NumPy function of one array: float32 arrays that are not large are computed in float64."""

    def call(x: Any) -> Any:
        if x.dtype is not F32 or x.size > _LARGE:
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
