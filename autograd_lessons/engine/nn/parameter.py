"""`torch.nn.Parameter`: a leaf that requires grad and says that it is a parameter."""

from typing import Any

from ..calls.checking import checked
from ..calls.type_names import type_name
from ..creation import factories
from ..tensor import Tensor, counter_of

empty = checked(factories.empty, "torch", "empty")  # wrong sizes are told of as `torch.empty`'s


class Parameter(Tensor):
    """`Parameter(data)` shares memory with `data`, outside its graph. What operations make of it
    are plain tensors. RuntimeError for integers that are to require grad."""

    __module__ = "torch.nn.parameter"  # what `type(p)` prints

    def __new__(cls, data: Any = None, requires_grad: bool = True) -> "Parameter":
        if not isinstance(requires_grad, bool):
            raise TypeError(
                "_make_subclass(): argument 'require_grad' (position 3) must be bool, not "
                f"{type_name(requires_grad)}"
            )
        data = empty(0) if data is None else data.detach()
        if requires_grad and data._data.dtype.kind != "f":
            raise RuntimeError(
                "Only Tensors of floating point and complex dtype can require gradients"
            )
        out = object.__new__(cls)
        out._data, out._counter, out._requires_grad = data._data, counter_of(data), requires_grad
        return out

    def __repr__(self, *, tensor_contents: None = None) -> str:  # type: ignore[override]
        return f"Parameter containing:\n{super().__repr__()}"
