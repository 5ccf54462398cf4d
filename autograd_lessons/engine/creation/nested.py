"""Nested sequences of Python numbers as arrays: `tensor([[1, 2], [3, 4.5]])`."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import dtypes
from ..calls.type_names import type_name
from ..calls.warn_once import TO_NUMBER, warn_once
from ..dtypes import OF_NUMPY
from ..dtypes import dtype as Dtype
from ..grad_mode import mode
from ..quiet import IGNORE, loud, quiet
from ..tensor import Tensor
from .foreign_arrays import check

_NUMBERS = frozenset((float, int, bool))
_MANY_ARRAYS = (
    "Creating a tensor from a list of numpy.ndarrays is extremely slow. Please consider converting "
    "the list to a single numpy.ndarray with numpy.array() before converting to a tensor."
)


def array_of(data: Any, dtype: Dtype | None) -> np.ndarray:
    """The numbers in `data` as an array of this type, or of the type that PyTorch would choose.

    TypeError for what is no number, ValueError for ragged sequences, RuntimeError for numbers that
    the type doesn't hold.
    """
    if isinstance(data, str | bytes):
        raise TypeError(f"new(): invalid data type '{type_name(data)}'")
    kinds = set(map(type, data)) if type(data) is list else {type(data)}
    if dtype is None and kinds == {float}:  # the usual case, quickly
        return _quietly(data, dtypes.get_default_dtype().numpy)
    shape = _shape(data)
    if dtype is None:
        dtype = _inferred(data)
    found = _numbers(data, shape, 0, dtype.numpy.kind)
    if 0 in shape:
        return np.empty(shape, dtype.numpy)
    return _converted(found, dtype)


def _quietly(numbers: Any, array_type: np.dtype[Any]) -> np.ndarray:
    """As an array; what is too large becomes inf."""
    token = quiet(IGNORE)
    try:
        return np.array(numbers, array_type)
    finally:
        loud(token)


def _is_sequence(data: Any) -> bool:
    if isinstance(data, list | tuple | str):
        return True
    if isinstance(data, dict | Tensor | np.generic | bytes):
        return False
    return hasattr(data, "__getitem__") and hasattr(data, "__len__")


def _shape(data: Any) -> tuple[int, ...]:
    """The shape that the first elements show."""
    shape: list[int] = []
    while _is_sequence(data):
        shape.append(len(data))
        if isinstance(data, str):
            raise ValueError("too many dimensions 'str'")
        if not shape[-1]:
            break
        if isinstance(data, list) and isinstance(data[0], np.ndarray):
            warn_once(_MANY_ARRAYS)
        data = data[0]
    return tuple(shape)


def _inferred(data: Any) -> Dtype:
    """The type that the numbers have together; the default type if there are none."""
    found: set[Dtype] = set()
    _add_types(data, found)
    together: Dtype | None = None
    for each in found:
        together = each if together is None else dtypes.promote_types(together, each)
    return dtypes.get_default_dtype() if together is None else together


def _add_types(data: Any, found: set[Dtype]) -> None:
    if isinstance(data, list | tuple) and _NUMBERS.issuperset(kinds := set(map(type, data))):
        found.update(map(_type_of, kinds))
    elif isinstance(data, np.ndarray | np.generic):
        array: Any = np.asarray(data)
        check(array)
        found.add(OF_NUMPY[array.dtype])
    elif isinstance(data, Tensor):
        found.add(data.dtype)
    elif isinstance(data, bool | int | float):
        found.add(_type_of(type(data)))
    elif isinstance(data, str | bytes):
        raise TypeError(f"new(): invalid data type '{type_name(data)}'")
    elif _is_sequence(data):
        for each in data:
            _add_types(each, found)
    else:
        module = "" if type(data).__module__ != "decimal" else "decimal."
        raise RuntimeError(f"Could not infer dtype of {module}{type_name(data)}")


def _type_of(kind: type) -> Dtype:
    if issubclass(kind, bool):
        return dtypes.bool
    return dtypes.int64 if issubclass(kind, int) else dtypes.get_default_dtype()


def _numbers(data: Any, shape: Sequence[int], depth: int, kind: str) -> Any:
    """The same nesting of lists, with Python's numbers for all that counts as a number."""
    if depth == len(shape):
        return data if type(data) in _NUMBERS else _number(data, kind)
    if not _is_sequence(data):
        raise TypeError("not a sequence")
    if len(data) != shape[depth] and shape[depth]:
        raise ValueError(
            f"expected sequence of length {shape[depth]} at dim {depth} (got {len(data)})"
        )
    if depth == len(shape) - 1 and _NUMBERS.issuperset(map(type, data)):
        return data
    return [_numbers(each, shape, depth + 1, kind) for each in data]


def _number(data: Any, kind: str) -> Any:
    if isinstance(data, Tensor):
        if data._data.size != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        if data._requires_grad and mode.enabled:
            warn_once(TO_NUMBER)
        return data._data.item()
    if isinstance(data, np.generic):
        return data.item()
    if kind == "f":
        if not hasattr(data, "__float__") and not hasattr(data, "__index__"):
            raise TypeError(f"must be real number, not {type_name(data)}")
        return float(data)
    if not hasattr(data, "__index__"):
        raise TypeError(f"'{type_name(data)}' object cannot be interpreted as an integer")
    return data.__index__()


def _converted(numbers: Any, dtype: Dtype) -> np.ndarray:
    """Python's numbers as an array of this type. RuntimeError for those that don't go in."""
    kind = dtype.numpy.kind
    if kind == "f":
        return _quietly(numbers, dtype.numpy)
    array = np.array(numbers)
    if kind == "b":
        return array.astype(bool)
    if array.dtype.kind == "O" or array.dtype == np.uint64:
        raise ValueError("Overflow when unpacking long long")
    integers: Any = dtype.numpy
    limits = np.iinfo(integers)
    least = -limits.max if kind == "u" else limits.min  # negative ones wrap around
    if array.dtype.kind != "b" and not ((array >= least) & (array <= limits.max)).all():
        raise RuntimeError(f"value cannot be converted to type {dtype.name} without overflow")
    return array.astype(np.int64).astype(dtype.numpy)
