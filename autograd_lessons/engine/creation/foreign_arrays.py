"""Of which of NumPy's arrays a tensor can be made."""

from typing import Any

import numpy as np

from ..calls.warn_once import warn_once
from ..dtypes import OF_NUMPY

_SUPPORTED = (
    "The only supported types are: float64, float32, float16, complex64, complex128, int64, int32, "
    "int16, int8, uint64, uint32, uint16, uint8, and bool."
)
_BACKWARDS = (
    "At least one stride in the given numpy array is negative, and tensors with negative strides "
    "are not currently supported. (You can probably work around this by making a copy of your "
    "array  with array.copy().) "
)
_FOREIGN_BYTES = (
    "given numpy array has byte order different from the native byte order. Conversion between "
    "byte orders is currently not supported."
)
_READ_ONLY = (
    "The given NumPy array is not writable, and PyTorch does not support non-writable tensors. "
    "This means writing to this tensor will result in undefined behavior. You may want to copy the "
    "array to protect its data or make it writable before converting it to a tensor. This type of "
    "warning will be suppressed for the rest of this program."
)


def check(array: np.ndarray[Any, Any], *, shared: bool = False) -> None:
    """TypeError for types that tensors don't have, ValueError for reversed arrays and foreign
    byte orders. shared: the memory will be the tensor's, so warn if it is not to be written."""
    if shared and not array.flags.writeable:
        warn_once(_READ_ONLY)
    if any(step < 0 for step in array.strides):
        raise ValueError(_BACKWARDS)
    if not array.dtype.isnative:
        raise ValueError(_FOREIGN_BYTES)
    if array.dtype not in OF_NUMPY:
        kind = f"numpy.{array.dtype.type.__name__}"
        raise TypeError(f"can't convert np.ndarray of type {kind}. {_SUPPORTED}")
