"""Reading what a learner handed in: any right spelling is understood, anything else explained."""

import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from autograd_lessons.language import text
from autograd_lessons.widgets.library import library_of

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_LONGEST = 120


class NotAnswered(Exception):
    """The starter is still as it was."""


class Problem(Exception):
    """An answer that cannot be judged; `text` says what to do about it.

    `kind` names a text in ``teaching.toml``, `values` fill its places.
    """

    def __init__(self, kind: str, **values: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.values = values

    def text(self) -> str:
        """Return the message in the chosen language."""
        return text(f"teaching.problems.{self.kind}", **self.values)


def describe(answer: object) -> str:
    """Return a short text for any object, even one whose `repr` fails; no memory addresses."""
    if isinstance(answer, float) and answer.is_integer():
        return str(int(answer))
    if isinstance(answer, float):
        return f"{answer:.4g}"
    if callable(answer) and not isinstance(answer, type):
        return f"{getattr(answer, '__name__', type(answer).__name__)}()"
    try:
        shown = " ".join(repr(answer).split())
    except Exception:  # any object's repr may raise anything
        shown = type(answer).__name__
    shown = _ADDRESS.sub("", shown)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def is_tensor(answer: object) -> bool:
    """Is this a tensor, of the engine or of PyTorch?"""
    return not isinstance(answer, type) and all(
        hasattr(answer, name) for name in ("requires_grad", "is_leaf", "detach", "backward")
    )


def close(first: object, second: object) -> bool:
    """Are two numbers or arrays of one shape the same, up to float32 and small rounding?"""
    one, other = np.asarray(first, float), np.asarray(second, float)
    return one.shape == other.shape and bool(np.allclose(one, other, rtol=1e-4, atol=1e-6))


def array(answer: object) -> np.ndarray:
    """Return numbers as a float64 array: a number, a tensor, an array, a list of any of these."""
    got = describe(answer)
    if callable(answer) and not is_tensor(answer):
        raise Problem("is_function", got=got)
    try:
        found = np.asarray(_plain(answer))
        if found.dtype.kind == "O" and any(part is None for part in found.flat):
            raise Problem("holds_none", got=got)
        if found.dtype.kind == "U":
            raise Problem("is_text", got=got)
        if found.dtype.kind not in "iufO":
            raise Problem("not_number", got=got)
        found = found.astype(float)
    except (TypeError, ValueError, OverflowError):
        raise Problem("not_number", got=got) from None
    if np.isnan(found).any():
        raise Problem("is_nan", got=got)
    return found


def _plain(answer: Any) -> Any:
    if is_tensor(answer):
        return answer.detach().tolist()
    if isinstance(answer, (list, tuple)):
        return [_plain(part) for part in answer]
    return answer


def number(answer: object) -> float:
    """Return one number as a float: 6, 6.0, ``tensor(6.)``, ``tensor([6.])``, a NumPy number."""
    found = array(answer)
    if found.size != 1:
        raise Problem("not_one_number", got=describe(answer))
    return float(found.reshape(()))


def tensor(answer: object) -> Any:
    """Return the answer if it is a tensor, of either library."""
    if not is_tensor(answer):
        raise Problem("not_tensor", got=describe(answer))
    return answer


def function(answer: object) -> Callable[..., Any]:
    """Return the answer if it can be called."""
    if is_tensor(answer) or isinstance(answer, type) or not callable(answer):
        raise Problem("not_function", got=describe(answer))
    return answer


def call(answer: object, *arguments: object) -> Any:
    """Return what a learner's function returns; whatever it raises becomes a message.

    An ellipsis returned is an untouched starter; None returned, a forgotten ``return``. Recording
    is switched on again where the function left it off.
    """
    called = function(answer)
    name = describe(called)
    torch = library(called)
    recording = torch.is_grad_enabled()
    try:
        result = called(*arguments)
    except Exception as error:  # a learner's code may raise anything
        message = " ".join(str(error).split())
        raise Problem("raised", name=name, error=f"{type(error).__name__}: {message}") from None
    finally:
        left = torch.is_grad_enabled()
        torch.set_grad_enabled(recording)
    if left != recording:
        raise Problem("recording_left_off", name=name)
    if result is ...:
        raise NotAnswered
    if result is None:
        raise Problem("returned_none", name=name)
    return result


def library(answer: Any) -> ModuleType:
    """Return the library that a learner's function or tensor speaks: PyTorch, else the engine."""
    return library_of(answer, [answer])
