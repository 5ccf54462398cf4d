"""`torch.autograd.Variable`: a tensor's old name, from the time when tensors had no gradients."""

from typing import Any

from ..tensor import Tensor


class _Variable(type):
    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, Tensor)


class Variable(metaclass=_Variable):
    """`Variable(data)` is a tensor that shares memory with `data`, outside its graph."""

    __module__ = "torch.autograd.variable"

    def __new__(cls, data: Tensor, requires_grad: bool = False) -> Tensor:  # type: ignore[misc]
        return data.detach().requires_grad_(requires_grad)
