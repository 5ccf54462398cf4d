"""Choosing between two tensors, element by element."""

from typing import Any

import numpy as np

from .broadcasting import fitted
from .conversion import to_result_type
from .operation import differentiable, number, promoted
from .tensor import Tensor, new


@differentiable(
    "WhereBackward0",
    self=lambda m, grad, condition, self_shape: fitted(
        m, m.where(condition, grad, 0.0), self_shape
    ),
    other=lambda m, grad, condition, other_shape: fitted(
        m, m.where(condition, 0.0, grad), other_shape
    ),
)
def where_arrays(condition, self, other):
    """x where the condition holds, else y; the gradient goes the same way, and 0 the other."""
    return np.where(condition, self, other)


def where(condition: Tensor, input: Any, other: Any) -> Tensor:
    """`input` where `condition` holds, `other` elsewhere; either may be a Python number."""
    given = [each if isinstance(each, Tensor) else number(each) for each in (input, other)]
    one, two = (each._data if isinstance(each, Tensor) else each for each in given)
    ready = [
        to_result_type(each, new(array)) if isinstance(each, Tensor) else new(array)
        for each, array in zip(given, promoted(one, two), strict=True)
    ]
    return where_arrays(condition, *ready)
