"""Constructors by type, as older programs use them: `torch.FloatTensor([1, 2])`."""

from typing import Any

import numpy as np

from .. import dtypes
from ..calls.type_names import type_name
from ..dtypes import dtype as Dtype
from ..operations.shape import alias
from ..size import Size
from ..tensor import Tensor
from .factories import empty, tensor


def made(dtype: Dtype, args: tuple[Any, ...], of_any_type: bool = False) -> Tensor:
    """A tensor of this type with the values of a list or array, or without any, of a size.

    of_any_type: whether a view is made of tensors of other types, too, which are a TypeError else.
    So is a number that isn't a size.
    """
    if not args:
        return empty(0, dtype=dtype)
    (first, *others) = args
    if others or isinstance(first, int | Size):
        return empty(*args, dtype=dtype)
    if isinstance(first, Tensor):
        if first.dtype is not dtype and not of_any_type:
            raise TypeError(f"expected {_options(dtype)} (got {_options(first.dtype)})")
        return alias(first)
    if isinstance(first, list | tuple | np.ndarray):
        return tensor(np.asarray(first) if not len(first) else first, dtype=dtype)
    if isinstance(first, str):
        raise TypeError("new(): invalid data type 'str'")
    raise TypeError(f"new(): data must be a sequence (got {type_name(first)})")


def _options(dtype: Dtype) -> str:
    return (
        f"TensorOptions(dtype={dtypes.C_NAMES[dtype.name]}, device=cpu, layout=Strided, "
        "requires_grad=false (default), pinned_memory=false (default), memory_format=(nullopt))"
    )


class _Type(type):
    """A class whose instances are the tensors of one type."""

    dtype: Dtype

    def __call__(cls, *args: Any) -> Tensor:
        return made(cls.dtype, args)

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, Tensor) and instance.dtype is cls.dtype


def _class(dtype: Dtype) -> Any:
    doc = f"A `{dtype!r}` tensor of a list, or of a size."
    body = {"dtype": dtype, "__doc__": doc, "__module__": "torch"}
    return _Type(f"{dtype.printed_type}Tensor", (), body)


(
    FloatTensor,
    DoubleTensor,
    LongTensor,
    IntTensor,
    ShortTensor,
    CharTensor,
    ByteTensor,
    BoolTensor,
) = map(
    _class,
    (
        dtypes.float32,
        dtypes.float64,
        dtypes.int64,
        dtypes.int32,
        dtypes.int16,
        dtypes.int8,
        dtypes.uint8,
        dtypes.bool,
    ),
)
