"""Numbers that tensors are filled with: they must not be too large for the tensor's type."""

from typing import Any

import numpy as np

from ..dtypes import F32, F64, OF_NUMPY

# What PyTorch's error calls the types.
_IN_C = {"uint8": "uint8_t", "int8": "int8_t", "int16": "int16_t", "int32": "int"} | {
    "int64": "int64_t",
    "float32": "float",
    "float64": "double",
}
_LARGEST = {F32: float(np.finfo(F32).max), F64: float(np.finfo(F64).max)}


def check_fits(value: Any, array_type: np.dtype[Any]) -> None:
    """RuntimeError, in PyTorch's words, for a number that the type can't hold. It may hold inf;
    negative integers wrap around in unsigned types, and everything fits into booleans."""
    refuse_huge(value)
    value = value.item() if isinstance(value, np.generic) else value
    if array_type.kind != "b" and not _fits(value, array_type):
        kind = _IN_C[OF_NUMPY[array_type].name]
        raise RuntimeError(f"value cannot be converted to type {kind} without overflow")


def refuse_huge(value: Any) -> None:
    """OverflowError for a whole number of more than 64 bits."""
    if isinstance(value, int) and not -(2**63) <= value < 2**64:
        below = "can't convert negative int to unsigned"
        raise OverflowError(below if value < 0 else "int too big to convert")


def _fits(value: Any, array_type: np.dtype[Any]) -> bool:
    if isinstance(value, complex):
        return False
    if array_type.kind == "f":
        return abs(value) <= _LARGEST[array_type] or value != value or abs(value) == np.inf
    limits: Any = np.iinfo(array_type)
    wraps = array_type.kind == "u" and not isinstance(value, float)
    return (-limits.max if wraps else limits.min) <= value <= limits.max
