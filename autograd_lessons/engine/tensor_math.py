"""The derivative rules' mathematics when backward itself is recorded: NumPy's names, on tensors.

With `create_graph=True` a rule computes with this module in NumPy's place. What it does becomes
part of a graph, and that graph gives the second derivative.
"""

from typing import Any

from .arithmetic import add, floor_divide, sqrt
from .choosing import where
from .conversion import cast, clone
from .creation import zeros_like
from .functions import cos, cosh, log, sin, sinh
from .linalg import matmul
from .reduction import sum as _sum
from .shape import expand, permute, reshape
from .shape import transpose as swapaxes
from .tensor import Tensor

__all__ = [
    "add", "broadcast_to", "cast", "clone", "cos", "cosh", "floor_divide", "log", "matmul",
    "reshape", "sin", "sinh", "sqrt", "sum", "swapaxes", "transpose", "where",
    "zeros_like",
]  # fmt: skip


def sum(tensor: Tensor, axis: Any = None, keepdims: bool = False) -> Tensor:
    """`numpy.sum`, for tensors."""
    return _sum(tensor, axis, keepdims)


def broadcast_to(tensor: Tensor, shape: Any) -> Tensor:
    """`numpy.broadcast_to`, for tensors."""
    return expand(tensor, tuple(shape))


def transpose(tensor: Tensor, axes: Any) -> Tensor:
    """`numpy.transpose`, for tensors."""
    return permute(tensor, axes)
