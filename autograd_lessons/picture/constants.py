"""What an operation took that is not tracked: a number, or a tensor that a variable names."""

from collections.abc import Mapping
from numbers import Number
from types import MappingProxyType
from typing import Any, TypeAlias

from .tensors import Tensor, is_tensor
from .values import number_text

Memory: TypeAlias = tuple[int, tuple[int, ...], str]

_NOTHING: Mapping[Any, Any] = MappingProxyType({})


class Constants:
    """The untracked operands of a graph's operations, as signs write them.

    A node saves those that its gradient needs, until backward frees them. `watched` has what
    `watch` saw, by node. `names` are the program's variables.
    """

    def __init__(
        self, names: Mapping[str, Tensor] = _NOTHING, watched: Mapping[Any, Any] = _NOTHING
    ) -> None:
        self._watched = watched
        self._names: dict[Memory, str] = {}
        for name, tensor in names.items():
            if not tensor.requires_grad and (memory := _memory(tensor)):
                self._names.setdefault(memory, name)

    def text(self, node: Any, saved: str = "") -> str | None:
        """Return the operand that `node` may have saved as `saved`; None where it has no text."""
        watched = self._watched.get(node)
        if isinstance(watched, float):
            return number_text(watched)
        operand = saved_value(node, saved) if saved else None
        if operand is None:
            operand = watched
        return _number(operand) or self._name(operand)

    def _name(self, operand: Any) -> str | None:
        memory = _memory(operand) if is_tensor(operand) else None
        return None if memory is None else self._names.get(memory)


def saved_number(node: Any, name: str) -> str | None:
    """Return a saved constant as text, None if it is not one number."""
    return _number(saved_value(node, name))


def saved_value(node: Any, name: str) -> Any:
    """Return what `node` saved for backward, None if there is none or backward has freed it."""
    try:
        return getattr(node, f"_saved_{name}", None)
    except Exception:  # also of a hook of the learner's own, from `saved_tensors_hooks`
        return None


def _number(operand: Any) -> str | None:
    if is_tensor(operand):
        operand = operand.detach().item() if operand.numel() == 1 else None
    return number_text(operand) if isinstance(operand, Number) else None


def _memory(tensor: Tensor) -> Memory | None:
    """Where a tensor's elements are: a saved tensor can be another object than the variable's."""
    try:
        address = tensor.data_ptr()
    except (NotImplementedError, RuntimeError):  # sparse and other layouts
        return None
    return (address, tuple(tensor.shape), str(tensor.dtype)) if address else None
