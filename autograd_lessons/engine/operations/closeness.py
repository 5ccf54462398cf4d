"""Whether tensors are equal, or nearly."""

from typing import Any

import numpy as np

from .. import overrides
from ..broadcasting import mismatch
from ..quiet import IGNORE, loud, quiet
from ..tensor import Tensor, new


def equal(input: Tensor, other: Tensor) -> bool:
    """Whether two tensors have the same shape and equal elements, as a Python bool."""
    return bool(np.array_equal(input._data, other._data))


def isclose(
    input: Tensor,
    other: Tensor,
    rtol: float = 1e-05,
    atol: float = 1e-08,
    equal_nan: bool = False,
) -> Tensor:
    """Whether |x - y| ≤ atol + rtol·|y|, for each element; untracked.

    RuntimeError for tensors of different types, and for negative tolerances.
    """
    if input.dtype is not other.dtype:
        one, two = input.dtype.printed_type, other.dtype.printed_type
        raise RuntimeError(f"{one} did not match {two}")
    for name, value in (("rtol", rtol), ("atol", atol)):
        if value < 0:
            raise RuntimeError(f"{name} must be greater than or equal to zero, but got {value:g}")
    out = new(_close(input._data, other._data, rtol, atol, equal_nan))
    if overrides.watchers:
        overrides.tell("isclose", (input, other), out)
    return out


def _close(a: Any, b: Any, rtol: float, atol: float, equal_nan: bool) -> Any:
    token = quiet(IGNORE)
    try:
        close = a == b
        if equal_nan:
            close = close | ((a != a) & (b != b))
        if rtol == 0 and atol == 0:
            return close
        if a.dtype.kind == "b":
            a, b = a.astype(np.int64), b.astype(np.int64)
        away = np.abs(a - b)
        return close | (np.isfinite(away) & (away <= atol + np.abs(rtol * b)))
    except ValueError:
        raise RuntimeError(mismatch(a.shape, b.shape)) from None
    finally:
        loud(token)


def allclose(
    input: Tensor,
    other: Tensor,
    rtol: float = 1e-05,
    atol: float = 1e-08,
    equal_nan: bool = False,
) -> bool:
    """Whether `isclose` holds everywhere, as a Python bool."""
    return bool(isclose(input, other, rtol, atol, equal_nan)._data.all())
