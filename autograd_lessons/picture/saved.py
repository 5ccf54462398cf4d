"""What an operation keeps for backward, as texts."""

from typing import Any

from .graph import CHANGED, FREED
from .tensors import is_tensor
from .values import one_line, value_text

_PREFIX = "_saved_"


def saved_texts(node: Any) -> tuple[tuple[str, str], ...]:
    """Return the tensors that `node` saved, by PyTorch's names: ``(("self", "[1, 2]"), …)``.

    A value can be `FREED` (backward has run) or `CHANGED` (backward would complain). Numbers are
    not told: they are never freed.
    """
    return tuple(
        (name, one_line(value_text(value)) if is_tensor(value) else value)
        for name, value in saved_values(node)
        if is_tensor(value) or (isinstance(value, str) and value in (FREED, CHANGED))
    )


def saved_values(node: Any) -> list[tuple[str, Any]]:
    """Return all that `node` saved, by name, `FREED` and `CHANGED` in place of what is no more."""
    names = [name for name in dir(node) if name.startswith(_PREFIX)]
    found = [(name.removeprefix(_PREFIX), _read(node, name)) for name in sorted(names, key=_order)]
    several = _read(node, "saved_tensors")  # a learner's own autograd.Function
    if isinstance(several, tuple):
        return found + [(f"saved_tensors[{place}]", each) for place, each in enumerate(several)]
    return [*found, ("saved_tensors", several)]


def _order(name: str) -> tuple[bool, str]:
    return name != f"{_PREFIX}self", name


def signed(number: int) -> int:
    """Return an index or dimension as it was: PyTorch gives negative ones as unsigned 64 bits."""
    return number - 2**64 if number >= 2**63 else number


def _read(node: Any, name: str) -> Any:
    try:
        return getattr(node, name, None)
    except RuntimeError as error:
        return CHANGED if "modified by an inplace operation" in str(error) else FREED
    except Exception:  # a hook of the learner's own, from `saved_tensors_hooks`
        return None
