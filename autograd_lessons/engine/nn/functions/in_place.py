"""Activation functions in place, `relu_` for `relu(x, inplace=True)`."""

from collections.abc import Callable
from typing import Any

from ...tensor import Tensor
from . import activation


def _in_place(function: Callable[..., Tensor]) -> Callable[..., Tensor]:
    def change(input: Tensor, *args: Any, **named: Any) -> Tensor:
        return function(input, *args, **named, inplace=True)

    change.__name__ = f"{function.__name__}_"
    change.__doc__ = f"`{function.__name__}` in place; returns the tensor itself."
    return change


celu_ = _in_place(activation.celu)
elu_ = _in_place(activation.elu)
hardtanh_ = _in_place(activation.hardtanh)
leaky_relu_ = _in_place(activation.leaky_relu)
relu_ = _in_place(activation.relu)
selu_ = _in_place(activation.selu)
