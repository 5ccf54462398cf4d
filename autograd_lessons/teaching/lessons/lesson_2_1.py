"""Lesson 2.1: automatic differentiation."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_lessons.language import text
from autograd_lessons.teaching.answers import (
    NotAnswered,
    Problem,
    array,
    call,
    close,
    describe,
    is_tensor,
    library,
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


_BY_HAND = {"x.grad": 36, "w.grad": 45}
# dy/da has two parts, 9 and 6: what comes out where one of them, or another way, is left out.
_BY_HAND_REASONS = {
    "x.grad": {54: "value", 30: "straight", 24: "two_ways", 18: "two_ways", 6: "through_a"},
    "w.grad": {54: "value", 27: "two_ways", 18: "two_ways", 15: "factor", 30: "factor"},
}


@exercise("2.1.by_hand")
def by_hand(answers: object) -> Verdict:
    """The gradients of ``a * (a + x)`` with ``a = w * x`` at x = 3, w = 2."""
    if not isinstance(answers, dict) or set(answers) != set(_BY_HAND):
        return wrong("form", expected=", ".join(_BY_HAND), got=answers)
    if any(answer is ... or answer is None for answer in answers.values()):
        raise NotAnswered
    found = {name: number(answer) for name, answer in answers.items()}
    for name, expected in _BY_HAND.items():
        if not close(found[name], expected):
            reasons = _BY_HAND_REASONS[name].items()
            reason = next((each for value, each in reasons if close(found[name], value)), None)
            shown = f"{name} = {describe(found[name])}"
            return wrong(reason, expected=f"{name} = {expected}", got=shown)
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
        if close(got, slope_there) and any(_is_tracked(x) for x in given):
            continue
        where = f"f(x) = {formula}, x = {at:g}: "
        reason = _gradient_reason(got, slope_there, f(at), at, given, place)
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


def _is_tracked(x: Any) -> bool:
    return is_tensor(x) and x.requires_grad


def _gradient_reason(
    got: float, slope_there: float, value: float, at: float, given: list[object], place: int
) -> str | None:
    if close(got, value):
        return "value"
    if close(got, at):
        return "input"
    if not given:
        return "constant"
    if not any(_is_tracked(x) for x in given):
        return "numeric"
    if not any(close(number(x), at) for x in given):
        return "elsewhere"
    if place == 1:
        return "accumulated"
    return "repeated" if got > slope_there and close(got % slope_there, 0) else None


@exercise("2.1.every_round")
def every_round(answer: object) -> Verdict:
    """A function that returns the gradient of ``x**2`` of each of several rounds."""
    torch = library(answer)
    for at, times in ((3.0, 3), (-2.0, 4)):
        x = torch.tensor(at, requires_grad=True)
        where = f"x = {at:g}, times = {times}: "
        expected = f"{where}{[round(2 * at)] * times}"
        try:
            answered = call(answer, x, times)
        except Problem as problem:
            error = str(problem.values.get("error"))
            reason = _rounds_error(error)
            if reason is None:
                raise
            return wrong(reason, expected=expected, got=error.partition(" (")[0])
        got = array(answered).ravel()
        if close(got, [2 * at] * times):
            continue
        reason = _rounds_reason(got, at, times)
        return wrong(reason, expected=expected, got=f"{where}{[float(f'{g:.4g}') for g in got]}")
    return right()


def _rounds_error(error: str) -> str | None:
    if "backward through the graph a second time" in error:
        return "second_time"
    return "none_yet" if "'NoneType' object has no attribute 'zero_'" in error else None


def _rounds_reason(got: np.ndarray, at: float, times: int) -> str | None:
    rounds = np.arange(1, times + 1)
    if got.size != times:
        return "count"
    if close(got, 2 * at * rounds):
        return "accumulated"
    if close(got, [2 * at * times] * times):
        return "shared"
    if close(got, [at**2] * times):
        return "value"
    if not got.any():
        return "emptied"
    return "constant" if close(got, [6] * times) else None


@exercise("2.1.by_numbers")
def by_numbers(answer: object) -> Verdict:
    """A function that finds the gradient of any function at a number by finite differences."""
    trials = [
        ("x**3", _cube, 2.0, 12.0),
        ("1 / x", _reciprocal, 0.5, -4.0),
        ("x**2", _square, -3.0, -6.0),
    ]
    for formula, f, at, slope_there in trials:
        given: list[object] = []
        got = number(call(answer, _recording(f, given), at))
        tracked = any(_is_tracked(x) for x in given)
        if abs(got - slope_there) <= 0.01 * abs(slope_there) and given and not tracked:
            continue
        where = f"f(x) = {formula}, x = {at:g}: "
        reason = "autograd" if tracked else _numbers_reason(got, slope_there, f, at, given)
        return wrong(reason, expected=where + describe(slope_there), got=where + describe(got))
    return right()


def _reciprocal(x: Any) -> Any:
    return 1 / x


def _numbers_reason(
    got: float, slope_there: float, f: Callable[[Any], Any], at: float, given: list[object]
) -> str | None:
    points = [number(x) for x in given]
    if not points:
        return "constant"
    if min(abs(x - at) for x in points) > 1:
        return "elsewhere"
    if got == 0:
        return "zero"
    if close(got, f(at)):
        return "value"
    left, right = min(points), max(points)
    apart = right - left
    if 0 < apart < 0.9 and np.isclose(got, f(right) - f(left) / apart, rtol=1e-3):
        return "parentheses"
    ratio = got / slope_there
    bounds = {
        "not_divided": (0, 0.01),
        "half": (0.49, 0.51),
        "twice": (1.98, 2.02),
        "sign": (-1.02, -0.98),
        "rough": (0.5, 1.5),
    }
    return next((name for name, (low, high) in bounds.items() if low < ratio < high), None)
