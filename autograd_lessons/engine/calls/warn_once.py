"""Warnings that are given once in a process, or at the line that called the engine."""

import os
import sys
import warnings

_ENGINE = os.path.dirname(os.path.dirname(__file__)) + os.sep

TO_NUMBER = (
    "Converting a tensor with requires_grad=True to a scalar may lead to unexpected behavior.\n"
    "Consider using tensor.detach() first."
)

_given: set[str] = set()
_always = False


def warn_once(message: str) -> None:
    """`warn_outside`, unless that warning was given before."""
    if _always or message not in _given:
        _given.add(message)
        warn_outside(message)


def set_warn_always(b: bool, /) -> None:
    """Give these warnings every time (True) or once (False, as it is at the start)."""
    global _always
    _always = b


def is_warn_always_enabled() -> bool:
    """Whether these warnings are given every time."""
    return _always


def warn_outside(message: str, category: type[Warning] = UserWarning) -> None:
    """Give a warning at the line of the program from which the engine was called."""
    frame, level = sys._getframe(1), 2
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_ENGINE):
        frame, level = frame.f_back, level + 1
    warnings.warn(message, category, stacklevel=level)
