"""The version of an operation that changes the tensor in place: `x.add_(y)` for `x.add(y)`."""

from collections.abc import Callable
from functools import partial
from typing import Any

from .. import overrides
from ..elementwise import number
from ..tensor import Tensor
from . import values


def version_of(operation: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """The operation on a tensor, in place; it returns the tensor itself."""

    def in_place(self: Tensor, *args: Any, **named: Any) -> Tensor:
        become = _told if overrides.watchers else values.become
        return become(self, partial(operation, **named) if named else operation, *args)

    in_place.__name__ = f"{operation.__name__}_"
    in_place.__doc__ = f"`{operation.__name__}` in place; returns the tensor itself."
    return in_place


def operator_of(operation: Callable[..., Tensor]) -> Callable[..., Any]:
    """The operation on a tensor and a tensor or number, in place, as of `x += y`."""
    in_place = version_of(operation)

    def operator(self: Tensor, other: Any) -> Any:
        if not isinstance(other, Tensor) and number(other) is None:
            return NotImplemented
        return in_place(self, other)

    return operator


def _told(target: Tensor, operation: Any, *args: Any) -> Tensor:
    """`become`, of which watchers are told as one."""
    with overrides.silent():
        values.become(target, operation, *args)
    name = getattr(operation, "func", operation).__name__
    overrides.tell(f"{name}_", (target, *args), target)
    return target
