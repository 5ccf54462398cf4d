"""Warnings that are given once in a process, as PyTorch gives some of its own."""

import warnings

TO_NUMBER = (
    "Converting a tensor with requires_grad=True to a scalar may lead to unexpected behavior.\n"
    "Consider using tensor.detach() first."
)

_given: set[str] = set()
_always = False


def warn_once(message: str, stacklevel: int) -> None:
    """Give a UserWarning at the line `stacklevel` calls up, unless it was given before."""
    if _always or message not in _given:
        _given.add(message)
        warnings.warn(message, UserWarning, stacklevel=stacklevel + 1)


def set_warn_always(b: bool, /) -> None:
    """Give these warnings every time (True) or once (False, as it is at the start)."""
    global _always
    _always = b


def is_warn_always_enabled() -> bool:
    """Whether these warnings are given every time."""
    return _always
