"""Number types: `torch.float32` and its kin, and which type two of them give together.

PyTorch's rule differs from NumPy's in two points. Types are ranked in categories, bool < integer <
floating point, and a tensor with dimensions outranks a 0-d tensor, which outranks a Python number:
the lower rank only counts when its category is higher. And an integer that has to become a floating
point number takes the default type (float32), not float64.
"""

import builtins
from typing import Any

import numpy as np

from .calls.type_names import InFull


class dtype(metaclass=InFull):
    """A tensor's number type, such as `torch.float32`; `numpy` is the NumPy type of its values."""

    def __init__(self, name: str, array_type: type, printed_type: str) -> None:
        self.name = name
        self.numpy = np.dtype(array_type)
        self.printed_type = printed_type

    @property
    def is_floating_point(self) -> builtins.bool:
        return self.numpy.kind == "f"

    @property
    def is_complex(self) -> builtins.bool:
        return False

    @property
    def is_signed(self) -> builtins.bool:
        return self.numpy.kind in "fi"

    @property
    def itemsize(self) -> builtins.int:
        return self.numpy.itemsize

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> Any:
        return _named, (self.name,)


def _named(name: str) -> dtype:
    return next(each for each in ALL if each.name == name)


float64 = double = dtype("float64", np.float64, "Double")
float32 = float = dtype("float32", np.float32, "Float")
int64 = long = dtype("int64", np.int64, "Long")
int32 = int = dtype("int32", np.int32, "Int")
int16 = short = dtype("int16", np.int16, "Short")
int8 = dtype("int8", np.int8, "Char")
uint8 = dtype("uint8", np.uint8, "Byte")
bool = dtype("bool", np.bool_, "Bool")

ALL = (float64, float32, int64, int32, int16, int8, uint8, bool)
OF_NUMPY = {each.numpy: each for each in ALL}

# What PyTorch's errors call some of them.
C_NAMES = {
    "float32": "float",
    "float64": "double",
    "bool": "bool",
    "uint8": "unsigned char",
    "int8": "signed char",
    "int16": "short int",
    "int32": "int",
    "int64": "long int",
}

F32, F64, I64, BOOL = float32.numpy, float64.numpy, int64.numpy, bool.numpy

_default = float32


def get_default_dtype() -> dtype:
    """The type of a tensor made from Python floats; `torch.float32` unless changed."""
    return _default


def set_default_dtype(d: dtype) -> None:
    """Make `d` the type of tensors made from Python floats.

    Raises TypeError unless `d` is a floating point type.
    """
    global _default
    if not (isinstance(d, dtype) and d.is_floating_point):
        start = "" if isinstance(d, dtype) else "invalid dtype object: "
        raise TypeError(f"{start}only floating-point types are supported as the default type")
    _default = d


def need_kind(kinds: str, array_type: np.dtype[Any], kernel: str) -> None:
    """NotImplementedError, naming PyTorch's kernel, unless the type is of one of these kinds, by
    NumPy's letters."""
    if array_type.kind not in kinds:
        kind = OF_NUMPY[array_type].printed_type
        raise NotImplementedError(f"\"{kernel}\" not implemented for '{kind}'")


def need_floating(array_type: np.dtype[Any], kernel: str) -> None:
    """`need_kind` for floating point types."""
    need_kind("f", array_type, kernel)


def refuse_bool(array_type: np.dtype[Any], kernel: str) -> None:
    """`need_kind` for all types but booleans."""
    need_kind("iuf", array_type, kernel)


# What PyTorch's error for numbers that are too large calls types in another way.
_FIXED_WIDTH = {"uint8": "uint8_t", "int8": "int8_t", "int16": "int16_t", "int64": "int64_t"}
_LARGEST = {each: np.finfo(each).max.item() for each in (F32, F64)}


def check_fits(value: Any, array_type: np.dtype[Any]) -> None:
    """RuntimeError, in PyTorch's words, for a number that the type can't hold. It may hold inf;
    negative integers wrap around in unsigned types, and everything fits into booleans."""
    refuse_huge(value)
    value = value.item() if isinstance(value, np.generic) else value
    if array_type.kind != "b" and not _fits(value, array_type):
        name = OF_NUMPY[array_type].name
        kind = _FIXED_WIDTH.get(name, C_NAMES[name])
        raise RuntimeError(f"value cannot be converted to type {kind} without overflow")


def refuse_huge(value: Any) -> None:
    """OverflowError for a whole number of more than 64 bits."""
    if isinstance(value, builtins.int) and not -(2**63) <= value < 2**64:
        below = "can't convert negative int to unsigned"
        raise OverflowError(below if value < 0 else "int too big to convert")


def _fits(value: Any, array_type: np.dtype[Any]) -> builtins.bool:
    if isinstance(value, complex):
        return False
    if array_type.kind == "f":
        return abs(value) <= _LARGEST[array_type] or value != value or abs(value) == np.inf
    limits: Any = np.iinfo(array_type)
    wraps = array_type.kind == "u" and not isinstance(value, builtins.float)
    return (-limits.max if wraps else limits.min) <= value <= limits.max


_CATEGORY = {"b": 0, "u": 1, "i": 1, "f": 2}


def promote_arrays(one: np.dtype[Any], two: np.dtype[Any]) -> np.dtype[Any]:
    """The type that two operands of equal rank give: like NumPy's, but integers yield to floats."""
    if one is two:
        return one
    if one.kind == "f" and two.kind != "f":
        return one
    if two.kind == "f" and one.kind != "f":
        return two
    return np.promote_types(one, two)


def promote_types(type1: dtype, type2: dtype) -> dtype:
    """The type that values of these two types give together."""
    return OF_NUMPY[promote_arrays(type1.numpy, type2.numpy)]


def _rank(operand: Any) -> tuple[np.dtype[Any], Any]:
    """The operand's type and its rank: 2 with dimensions, 1 for 0-d tensors, 0 for numbers."""
    if isinstance(operand, np.ndarray):
        return operand.dtype, 2 if operand.ndim else 1
    if operand is True or operand is False:
        return BOOL, 0
    return (_default.numpy if isinstance(operand, builtins.float) else I64), 0


def result_array_type(*operands: Any) -> np.dtype[Any]:
    """The type of an operation's result, for operands that are arrays or Python numbers."""
    by_rank: dict[Any, np.dtype[Any]] = {}
    for operand in operands:
        one, rank = _rank(operand)
        by_rank[rank] = promote_arrays(by_rank[rank], one) if rank in by_rank else one
    result: np.dtype[Any] | None = None
    for rank in sorted(by_rank, reverse=True):
        one = by_rank[rank]
        if result is None or _CATEGORY[one.kind] > _CATEGORY[result.kind]:
            result = one
    assert result is not None
    return result
