"""What PyTorch's errors call a value's type."""

from typing import Any

from ...tensor import Tensor


def typename(value: Any) -> str:
    """'torch.FloatTensor' for a tensor, else the type's name with its module; of a class or
    function its own name.

    >>> typename(3)
    'int'
    """
    if isinstance(value, Tensor):
        return value.type()
    named = value if hasattr(value, "__qualname__") else type(value)
    module = getattr(named, "__module__", None) or ""
    return named.__qualname__ if module in ("", "builtins") else f"{module}.{named.__qualname__}"
