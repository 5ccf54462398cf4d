"""The derivative rules' mathematics when backward itself is recorded: NumPy's names, on tensors.

With `create_graph=True` a rule computes with this module in NumPy's place. What it does becomes
part of a graph, and that graph gives the second derivative.
"""

from typing import Any

from .conversion import cast, clone
from .creation.factories import ones_like, zeros_like
from .operations.arithmetic import abs, add, reciprocal, sqrt
from .operations.arranging import flip
from .operations.choosing import where_or_filled as where
from .operations.comparison import isfinite
from .operations.functions import log
from .operations.joining import cat as concatenate
from .operations.joining import stack
from .operations.linalg import matmul
from .operations.reduction import sum as _sum
from .operations.scaled import div
from .operations.shape import expand, permute, reshape
from .operations.shape import transpose as swapaxes
from .operations.shape import unsqueeze as expand_dims
from .tensor import Tensor

__all__ = [
    "abs", "add", "broadcast_to", "cast", "clone", "concatenate", "div", "expand_dims", "flip",
    "floor_divide", "isfinite", "log", "matmul", "ones_like", "reciprocal", "reshape", "sqrt",
    "stack", "sum", "swapaxes", "transpose", "where", "zeros_like",
]  # fmt: skip


def sum(tensor: Tensor, axis: Any = None, keepdims: bool = False) -> Tensor:
    """`numpy.sum`, for tensors."""
    return _sum(tensor) if axis is None else _sum(tensor, axis, keepdims)


def floor_divide(one: Tensor, other: Any) -> Tensor:
    """`numpy.floor_divide`, for tensors: its derivative is 0."""
    return div(one, other, rounding_mode="floor")


def broadcast_to(tensor: Tensor, shape: Any) -> Tensor:
    """`numpy.broadcast_to`, for tensors."""
    return expand(tensor, tuple(shape))


def transpose(tensor: Tensor, axes: Any) -> Tensor:
    """`numpy.transpose`, for tensors."""
    return permute(tensor, axes)
