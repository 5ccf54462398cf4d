"""Keeping elements between two bounds, which may be numbers or tensors."""

from typing import Any

import numpy as np

from ..broadcasting import broadcast_shape, fitted
from ..conversion import computed_together, to_result_type
from ..dtypes import check_fits, result_array_type
from ..elementwise import constant, unary
from ..operation import differentiable
from ..tensor import Tensor


def _inside(values, min, max):
    if max is None:
        return values >= min
    return values <= max if min is None else (values >= min) & (values <= max)


@unary(
    "ClampBackward1",
    to_float=False,
    self=lambda m, grad, self, min, max: m.where(_inside(self, min, max), grad, 0.0),
)
def clamp_between(self, min, max):
    """x, but not below `min` nor above `max`: gradient g inside, bounds included, else 0."""
    if min is not None:
        self = np.maximum(constant(min, self.dtype), self)  # of 0 and -0 keeps the second
    return self if max is None else np.minimum(constant(max, self.dtype), self)


def _below_back(m: Any, grad: Any, self: Any, min: Any, max: Any, min_shape: Any) -> Any:
    below = self < min if max is None else (self < min) & (min < max)
    return fitted(m, m.where(below, grad, 0.0), min_shape)


def _above_back(m: Any, grad: Any, self: Any, min: Any, max: Any, max_shape: Any) -> Any:
    above = self > max if min is None else (self > max) | (max < min)
    return fitted(m, m.where(above, grad, 0.0), max_shape)


@differentiable(
    "ClampBackward0",
    self=lambda m, grad, self, min, max, self_shape: fitted(
        m, m.where(_inside(self, min, max), grad, 0.0), self_shape
    ),
    min=_below_back,
    max=_above_back,
)
def clamp_by_tensors(self, min, max):
    """`clamp_between` tensors: they get the gradient where they are the result."""
    if min is not None:
        self = np.maximum(min, self)
    return self if max is None else np.minimum(max, self)


def _clamped_by_tensors(input: Tensor, min: Any, max: Any) -> Tensor:
    given = [each for each in (input, min, max) if each is not None]
    broadcast_shape(*(each._data.shape for each in given))
    kind = result_array_type(*(each._data for each in given))
    if all(each._data.dtype is kind for each in given):
        return clamp_by_tensors(input, min, max)
    return computed_together(kind, clamp_by_tensors, (input, min, max))


def clamp(input: Tensor, min: Any = None, max: Any = None) -> Tensor:
    """x, but not below `min` nor above `max`: numbers, or tensors. RuntimeError for two Nones."""
    if min is None and max is None:
        raise RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None")
    if all(each is None or isinstance(each, Tensor) for each in (min, max)):
        return _clamped_by_tensors(input, min, max)
    if isinstance(min, Tensor) or isinstance(max, Tensor):
        raise TypeError("clamp() takes two numbers or two tensors")
    for bound in (min, max):
        if bound is not None:
            input = to_result_type(input, bound)
    for bound in (min, max):
        if bound is not None:
            check_fits(bound, input._data.dtype)
    return clamp_between(input, min, max)
