"""The one place that knows there are two libraries: the engine and PyTorch, if it is loaded."""

import gc
import sys
from collections.abc import Sequence
from typing import Any, TypeAlias

from autograd_lessons import engine

Tensor: TypeAlias = Any
Place: TypeAlias = tuple[Any, int]


def pytorch() -> Any:
    """Return PyTorch if the program has loaded it, else None: a picture never loads it."""
    module = sys.modules.get("torch")
    return module if hasattr(module, "Tensor") else None


def is_tensor(thing: object) -> bool:
    """Whether `thing` is a tensor of the engine or of PyTorch.

    Looks at the type only: a caller's variable may be a proxy whose attributes do work.
    """
    kind = type(thing)
    return kind is engine.Tensor or issubclass(kind, _kinds())


def living_tensors() -> list[Tensor]:
    """Return every tensor that there is in this process, whoever holds it."""
    things = gc.get_objects()
    kinds = {kind for kind in set(map(type, things)) if issubclass(kind, _kinds())}
    return [thing for thing in things if type(thing) in kinds]


def library_of(tensor: Tensor) -> Any:
    """Return the library that a tensor belongs to, as a module."""
    return engine if isinstance(tensor, engine.Tensor) else pytorch()


def tensors_in(thing: object) -> Sequence[Tensor]:
    """The tensors in what an operation returned: itself, or those of a tuple or list."""
    if is_tensor(thing):
        return [thing]
    if isinstance(thing, tuple | list):
        return [item for item in thing if is_tensor(item)]
    return []


def place(tensor: Tensor) -> Place:
    """Return where a recorded result stands: the node that made it, and which output it is.

    No node for a view that can't tell it any more, because its base was changed.
    """
    try:
        return tensor.grad_fn, getattr(tensor, "output_nr", 0)
    except RuntimeError:
        return None, 0


def _kinds() -> tuple[type, ...]:
    torch = pytorch()
    return (engine.Tensor,) if torch is None else (engine.Tensor, torch.Tensor)
