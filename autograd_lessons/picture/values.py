"""Values and gradients as the short texts that pictures and widgets show."""

import math
from typing import Any

from .graph import NOT_KEPT, Kind
from .tensors import Tensor

ROOM = 10
"""Characters that the text of one number can have (``-1.234e-05``)."""

_MOST_ELEMENTS = 9
_MOST_CHARACTERS = 32


def value_text(tensor: Tensor) -> str:
    """Return a tensor's value in four significant digits: ``0.5``, ``[1, 3, 3]``.

    Larger tensors and those without readable values show their shape: ``shape (64, 10)``.
    """
    hollow = tensor.numel() == 0 and len(tensor.shape) > 1
    if tensor.numel() <= _MOST_ELEMENTS and not hollow:
        try:
            whole = _written(tensor.detach().tolist())
        except (NotImplementedError, RuntimeError, TypeError):  # meta, sparse and other layouts
            whole = None
        if whole is not None and len(whole) <= _MOST_CHARACTERS:
            return whole
    return f"shape {tuple(tensor.shape)}"


def number_text(number: Any) -> str:
    """Return a Python number in four significant digits, integers and integer parts whole."""
    if isinstance(number, bool):
        return str(number)
    if isinstance(number, int):
        whole = str(number)
        return whole if len(whole) <= ROOM else _scientific(number)
    if isinstance(number, float) and math.isfinite(number) and 9999.5 <= abs(number) < 999999.5:
        return f"{number:.0f}"
    return f"{number:.4g}"


def kind_of(tensor: Tensor) -> Kind:
    """Say what a tensor is to backward, which decides what becomes of its gradient."""
    if not tensor.requires_grad:
        return "untracked"
    if tensor.is_leaf:
        return "leaf"
    return "retained" if tensor.retains_grad else "non_leaf"


def grad_text(tensor: Tensor) -> str:
    """Return ``.grad`` as it is: a value, ``None``, or `NOT_KEPT` for a non-leaf that drops it."""
    if kind_of(tensor) == "non_leaf":
        return NOT_KEPT  # reading its .grad would warn
    return "None" if tensor.grad is None else value_text(tensor.grad)


def _written(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_written(item) for item in value)}]"
    return number_text(value)


def _scientific(number: int) -> str:
    try:
        return f"{number:.4g}"
    except OverflowError:  # a Python int beyond float
        return f"{'-' if number < 0 else ''}{len(str(abs(number)))} digits"
