"""The derivative rules' mathematics when backward itself is recorded: NumPy's names, on tensors.

With `create_graph=True` a rule computes with this module in NumPy's place. What it does becomes
part of a graph, and that graph gives the second derivative.
"""

from typing import Any

from .arithmetic import abs, add, floor_divide, sqrt
from .arranging import flip
from .choosing import where
from .comparison import isfinite
from .conversion import cast, clone
from .creation import ones_like, zeros_like
from .cumulative import cumprod, cumsum
from .functions import cos, cosh, exp, log, sin, sinh, trunc
from .joining import cat as concatenate
from .joining import stack
from .linalg import matmul
from .reduction import sum as _sum
from .shape import expand, permute, reshape
from .shape import transpose as swapaxes
from .tensor import Tensor

__all__ = [
    "abs", "add", "broadcast_to", "cast", "clone", "concatenate", "cos", "cosh", "cumprod",
    "cumsum", "exp", "flip", "floor_divide", "isfinite", "log", "matmul", "ones_like", "reshape",
    "sin", "sinh", "sqrt", "stack", "sum", "swapaxes", "transpose", "trunc", "where",
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
