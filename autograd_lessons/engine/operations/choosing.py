"""Choosing elements: of two tensors, or those under a mask."""

from typing import Any

import numpy as np

from ..broadcasting import broadcast_shape, fitted
from ..calls.warn_once import warn_once
from ..conversion import promoted_to
from ..dtypes import C_NAMES, check_fits, result_array_type
from ..elementwise import number, promoted
from ..operation import differentiable, run
from ..tensor import Tensor, new
from .indexing import placed, placing

_put_by_mask = placing("MaskedScatterBackward0")


@differentiable(
    "WhereBackward0",
    frees=("condition",),
    self=lambda m, grad, condition, self_shape, types: fitted(
        m, m.where(condition, grad, 0.0), self_shape, types[0]
    ),
    other=lambda m, grad, condition, other_shape, types: fitted(
        m, m.where(condition, 0.0 if m is np else m.zeros_like(grad), grad), other_shape, types[1]
    ),
)
def where_arrays(condition, self, other, types):
    """x where the condition holds, else y; the gradient goes the same way, and 0 the other.

    types: those that x and y had before they were promoted.
    """
    return np.where(condition, self, other)


_BYTES = (
    "where received a uint8 condition tensor. This behavior is deprecated and will be removed in a "
    "future version of PyTorch. Use a boolean condition instead."
)


def where(condition: Tensor, input: Any = None, other: Any = None) -> Any:
    """`input` where `condition` holds, `other` elsewhere; either may be a Python number.

    With the condition alone, the positions where it holds: a tensor for each dimension.
    """
    if input is None and other is None:
        return tuple(new(each) for each in np.nonzero(np.atleast_1d(condition._data)))
    if input is None or other is None:
        raise TypeError("where() takes both values or none")
    if condition._data.dtype.kind != "b" and condition._data.dtype != np.uint8:
        raise RuntimeError(
            "where expected condition to be a boolean tensor, but got a tensor with dtype "
            f"{condition.dtype.printed_type}"
        )
    if condition._data.dtype.kind != "b":
        warn_once(_BYTES)
    ready = _ready(input, other)
    broadcast_shape(condition._data.shape, *(each._data.shape for each in ready))
    return where_arrays(condition, *ready, _types(input, other))


def where_or_filled(condition: Any, input: Any, other: Any) -> Tensor:
    """`where` for derivative rules: the condition may be an array, and where `input` is a number
    it is `masked_fill`, as in PyTorch's."""
    if not isinstance(input, Tensor):
        return filled_with(other, condition, input)
    return where_arrays(condition, *_ready(input, other), _types(input, other))


def _types(*given: Any) -> list[Any]:
    return [each._data.dtype if isinstance(each, Tensor) else None for each in given]


def _ready(input: Any, other: Any) -> list[Tensor]:
    """Two tensors, one of which may be a number, as tensors of one type."""
    given = [each if isinstance(each, Tensor) else number(each) for each in (input, other)]
    one, two = (each._data if isinstance(each, Tensor) else each for each in given)
    if isinstance(input, Tensor) is not isinstance(other, Tensor):
        check_fits(two if isinstance(input, Tensor) else one, result_array_type(one, two))
    return [
        promoted_to(array.dtype, each) if isinstance(each, Tensor) else new(array)
        for each, array in zip(given, promoted(one, two), strict=True)
    ]


@differentiable(
    "MaskedFillBackward0",
    frees=("mask",),
    self=lambda m, grad, mask, self_shape: fitted(m, m.where(mask, 0.0, grad), self_shape),
)
def filled_with(self, mask, value):
    """A number where the mask is true, else x: gradient 0 and g."""
    return np.where(mask, np.asarray(value).astype(self.dtype), np.asarray(self, order="C"))


def _selected(m: Any, grad: Any, mask: np.ndarray) -> Any:
    where = np.broadcast_to(mask, grad.shape)
    return run(m, picked_by, grad, tuple(grad.shape), (where,), mask)


@differentiable(
    "MaskedFillBackward1",
    frees=("mask",),
    self=lambda m, grad, mask, self_shape: fitted(m, m.where(mask, 0.0, grad), self_shape),
    value=lambda m, grad, mask, value_type: fitted(m, _selected(m, grad, mask), (), value_type),
)
def filled_from(self, mask, value, value_type):
    """A 0-d tensor's value where the mask is true, else x: the tensor gets all gradients there."""
    return np.where(mask, value.astype(self.dtype), self)


def masked_fill(input: Tensor, mask: Tensor, value: Any) -> Tensor:
    """`value` (a number or a 0-d tensor) where `mask` is true, `input` elsewhere.

    RuntimeError for a mask that isn't of booleans, and a value with dimensions.
    """
    if isinstance(value, Tensor) and value.ndim:
        raise RuntimeError(
            "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with "
            f"{value.ndim} dimension(s)."
        )
    broadcast_shape(mask._data.shape, input._data.shape)
    if mask._data.dtype.kind != "b":
        raise RuntimeError(
            "masked_fill_ only supports boolean masks, but got mask with dtype "
            f"{C_NAMES[mask.dtype.name]}"
        )
    check_fits(value._data.item() if isinstance(value, Tensor) else value, input._data.dtype)
    if isinstance(value, Tensor):
        return filled_from(input, mask, value, value._data.dtype)
    return filled_with(input, mask, value)


@differentiable(
    "MaskedSelectBackward0",
    frees=("index", "mask"),
    self=lambda m, grad, self, self_shape, shape, index, mask: fitted(
        m, placed(m, grad, shape, index, _put_by_mask), self_shape
    ),
)
def picked_by(self, shape, index, mask):
    """The elements at an index of the tensor broadcast to `shape`: each gets its gradient."""
    return np.broadcast_to(self, shape)[index]


def masked_select(input: Tensor, mask: Tensor) -> Tensor:
    """The elements where `mask` is true, as a vector. RuntimeError for a mask of other numbers."""
    if mask._data.dtype.kind != "b":
        raise RuntimeError("masked_select: expected BoolTensor for mask")
    shape = broadcast_shape(mask._data.shape, input._data.shape)
    where = np.broadcast_to(mask._data, shape)
    if not shape:
        shape, where = (1,), where.reshape(1)
    return picked_by(input, shape, np.nonzero(where), mask._data)
