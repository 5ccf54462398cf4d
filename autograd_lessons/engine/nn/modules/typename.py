"""What PyTorch's errors call a value's type."""

from typing import Any

from ...tensor import Tensor


def typename(value: Any) -> str:
    """'torch.FloatTensor' for a tensor, else the type's name with its module.

    >>> typename(3)
    'int'
    """
    if isinstance(value, Tensor):
        return value.type()
    kind = type(value)
    if kind.__module__ in ("builtins", "__builtin__"):
        return kind.__qualname__
    return f"{kind.__module__}.{kind.__qualname__}"
