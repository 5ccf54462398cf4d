"""`torch.nn.Parameter`: a leaf that requires grad and says that it is a parameter."""

from typing import Any

from ..creation import empty
from ..tensor import Tensor


class _Kind(type):
    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, Tensor) and instance._is_parameter


class Parameter(Tensor, metaclass=_Kind):
    """`Parameter(data)` shares memory with `data`, outside its graph.

    The result is a plain `Tensor` with a mark, so that operations treat it like any other;
    `isinstance(x, Parameter)` looks for the mark.
    """

    def __new__(cls, data: Any = None, requires_grad: bool = True) -> Any:
        out = empty(0) if data is None else data.detach()
        if requires_grad and out._data.dtype.kind != "f":
            raise RuntimeError(
                "Only Tensors of floating point and complex dtype can require gradients"
            )
        out._requires_grad, out._is_parameter = requires_grad, True
        return out
