"""Lesson 2.1: automatic differentiation."""

from collections.abc import Callable
from typing import Any

from autograd_lessons.language import text
from autograd_lessons.teaching.answers import (
    array,
    call,
    close,
    describe,
    is_tensor,
    number,
    tensor,
)
from autograd_lessons.teaching.exercises import Verdict, exercise, right, wrong


@exercise("2.1.slope")
def slope(answer: object) -> Verdict:
    """The gradient of ``x**3 - 5 * x`` at 3."""
    got = number(answer)
    if close(got, 22):
        return right()
    reasons = {12: "value", 3: "input", 27: "missing_term", -2: "at_one"}
    reason = next((name for value, name in reasons.items() if close(got, value)), None)
    if reason is None and got > 22 and close(got % 22, 0):
        reason = "accumulated"
    return wrong(reason, expected=22, got=answer)


@exercise("2.1.leaf_weight")
def leaf_weight(answer: object) -> Verdict:
    """A leaf with the values 10 and 20 that requires a gradient."""
    w = tensor(answer)
    texts = "lesson_2_1.exercises.leaf_weight.reasons"
    if not close(array(w), [10, 20]):
        return wrong("values", expected="[10, 20]", got=str(array(w).tolist()))
    if not w.is_leaf:
        got = text(f"{texts}.got_not_leaf", made_by=w.grad_fn.name())
        return wrong("not_leaf", expected=text(f"{texts}.expected"), got=got)
    if not w.requires_grad:
        got = text(f"{texts}.got_untracked")
        return wrong("untracked", expected=text(f"{texts}.expected"), got=got)
    return right()


@exercise("2.1.gradient")
def gradient(answer: object) -> Verdict:
    """A function that returns the gradient of any function at a number."""
    trials = [
        ("x**2", _square, 3.0, 6.0),
        ("x**2", _square, 3.0, 6.0),  # once more: nothing may have piled up
        ("x**3", _cube, 2.0, 12.0),
    ]
    for place, (formula, f, at, slope_there) in enumerate(trials):
        given: list[object] = []
        got = number(call(answer, _recording(f, given), at))
        if close(got, slope_there) and any(is_tensor(x) for x in given):
            continue
        where = f"f(x) = {formula}, x = {at:g}: "
        reason = _gradient_reason(got, f, at, given, place)
        return wrong(reason, expected=where + describe(slope_there), got=where + describe(got))
    return right()


def _square(x: Any) -> Any:
    return x**2


def _cube(x: Any) -> Any:
    return x**3


def _recording(f: Callable[[Any], Any], given: list[object]) -> Callable[[Any], Any]:
    def recorded(x: Any) -> Any:
        given.append(x)
        return f(x)

    return recorded


def _gradient_reason(
    got: float, f: Callable[[Any], Any], at: float, given: list[object], place: int
) -> str | None:
    if close(got, f(at)):
        return "value"
    if close(got, at):
        return "input"
    if given and not any(is_tensor(x) for x in given):
        return "numeric"
    if not given:
        return "constant"
    if place == 1:
        return "accumulated"
    return None
