"""What PyTorch's errors call a value's type."""

from types import FunctionType, ModuleType
from typing import Any

from ...tensor import Tensor

_ENGINE = __name__.removesuffix(".nn.modules.typename")


def typename(obj: Any, /) -> str:
    """'torch.FloatTensor' for a tensor, else the type's name with its module; of a class or
    function its own name.

    >>> typename(3)
    'int'
    """
    if isinstance(obj, Tensor):
        return obj.type()
    if isinstance(obj, ModuleType):
        return "torch" + obj.__name__.removeprefix(_ENGINE)
    named = obj if hasattr(obj, "__qualname__") else type(obj)
    module = getattr(named, "__module__", None) or ""
    if isinstance(named, FunctionType) and module.startswith(_ENGINE):
        return f"torch._VariableFunctionsClass.{named.__name__}"
    return named.__qualname__ if module in ("", "builtins") else f"{module}.{named.__qualname__}"
