"""Exercises of lesson 2.2: what is recorded, what is not and why, and ways out."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograd_lessons.teaching.answers import (
    NotAnswered,
    call,
    close,
    is_tensor,
    library,
    number,
    tensor,
)
from autograd_lessons.teaching.exercises import Verdict, exercise, right, wrong

_CLASSES = {
    "x.max()": ("max", "ok"),
    "x.argmax()": ("argmax", "b"),
    "x[x.argmax()]": ("taken", "ok"),
    "x.floor()": ("floor", "a"),
    "x > 2": ("compare", "b"),
    "x.int()": ("int", "b"),
    "x.sign()": ("sign", "a"),
    "x.sort().values": ("sorted", "ok"),
}
_CAUSES = {
    "loss_1": ("loss_1", "no_grad"),
    "loss_2": ("loss_2", "operation"),
    "loss_3": ("loss_3", "frozen"),
}
_SCORES = ([4.0, 7.0, 5.0], [5.0, -1.0, 2.0], [-4.0, -3.0, -2.0])


@exercise("2.2.sort")
def sort(answers: object) -> Verdict:
    """Judge the class of each of eight operations."""
    return _choices(answers, _CLASSES, ("ok", "A", "B", "C"))


@exercise("2.2.cause")
def cause(answers: object) -> Verdict:
    """Judge the cause of one error in each of three functions."""
    return _choices(answers, _CAUSES, ("operation", "frozen", "no_grad"))


def _choices(
    answers: object, truths: Mapping[str, tuple[str, str]], words: Sequence[str]
) -> Verdict:
    """Judge one word for each key; `truths` has the reason for a wrong one, and the right one."""
    if not isinstance(answers, dict) or set(answers) != set(truths):
        return wrong("form", expected=", ".join(truths), got=answers)
    if any(word is ... or word is None for word in answers.values()):
        raise NotAnswered
    chosen = {key: str(word).strip().lower() for key, word in answers.items()}
    for key, word in chosen.items():
        if word not in {each.lower() for each in words}:
            expected = " | ".join(f'"{each}"' for each in words)
            return wrong("word", expected=expected, got=answers[key])
    missed = [key for key, (_, truth) in truths.items() if chosen[key] != truth]
    if missed:
        got = f"{len(truths) - len(missed)} / {len(truths)}, {missed[0]}: {answers[missed[0]]}"
        return wrong(truths[missed[0]][0], expected=f"{len(truths)} / {len(truths)}", got=got)
    return right()


@exercise("2.2.top")
def top(top_score: object) -> Verdict:
    """Judge a function that returns the largest score with a path back to it."""
    torch = library(top_score)
    for scores in _SCORES:
        x = torch.tensor(scores, requires_grad=True)
        got = call(top_score, x)
        given = f"scores = {[round(score) for score in scores]}  →  "
        if isinstance(got, tuple):
            return wrong("pair", expected=f"{given}{max(scores):.0f}", got=got)
        value, largest = number(got), max(scores)
        if not close(value, largest):
            if close(value, scores.index(largest)):
                reason = "position"
            else:
                reason = "one_place" if scores is not _SCORES[0] else "value"
            return wrong(reason, expected=f"{given}{largest:.0f}", got=value)
        if not is_tensor(got):
            return wrong("python_number", expected=f"{given}tensor({largest:.0f}.)", got=got)
        if not got.requires_grad:
            return wrong("not_recorded", expected=f"{given}requires_grad = True", got=got)
        wanted = [int(score == largest) for score in scores]
        expected = f"{given}scores.grad = {wanted}"
        if stop := _stop(got):
            return wrong("stops", expected=expected, got=stop)
        if x.grad is None:
            return wrong("cut", expected=expected, got="scores.grad = None")
        if not close(x.grad.tolist(), wanted):
            return wrong("gradient", expected=expected, got=f"scores.grad = {x.grad.tolist()}")
    return right()


@exercise("2.2.root")
def root(safe_root: object) -> Verdict:
    """Judge a function that gives roots of positive numbers, else 0, with finite gradients."""
    torch = library(safe_root)
    for numbers in ([4.0, 0.0, -1.0, 9.0], [-2.5, 0.25, 0.0]):
        x = torch.tensor(numbers, requires_grad=True)
        got = tensor(call(safe_root, x))
        roots = np.sqrt(np.maximum(numbers, 0))
        expected = f"x = {numbers}  →  "
        # A small number added under the root changes what stands at 0 a little.
        if not _near(_values(got), roots, 2e-3):
            return wrong("value", expected=f"{expected}{_rounded(roots)}", got=got)
        if cut := _no_way_back(got, x, expected):
            return cut
        grad = _values(x.grad)
        positive = np.asarray(numbers) > 0
        wanted = [f"{1 / (2 * value):.4g}" if value else "…" for value in roots]
        expected = f"{expected}x.grad = [{', '.join(wanted)}]"
        shown = f"x.grad = {_rounded(grad)}"
        for reason, found in (("nan", np.isnan(grad)), ("inf", np.isinf(grad))):
            if found.any():
                return wrong(reason, expected=expected, got=shown)
        if not np.allclose(grad[positive], 0.5 / roots[positive], rtol=0.01):
            return wrong("gradient", expected=expected, got=shown)
    return right()


@exercise("2.2.through")
def through(step_through: object) -> Verdict:
    """Judge a step function whose gradient is that of its input."""
    torch = library(step_through)
    trials = (
        ([-1.5, 0.5, 2.0], [1.0, 1.0, 1.0]),
        ([3.0, -0.25, 0.0], [2.0, -1.0, 3.0]),
    )
    for numbers, weights in trials:
        x = torch.tensor(numbers, requires_grad=True)
        got = tensor(call(step_through, x))
        steps = np.asarray([float(value > 0) for value in numbers])
        expected = f"x = {numbers}  →  "
        values, elsewhere = _values(got), np.asarray(numbers) != 0
        if not _near(values, steps, 1e-4):
            same = values.shape == steps.shape
            at_zero = same and _near(values[elsewhere], steps[elsewhere], 1e-4)
            reason = "at_zero" if at_zero else "value"
            return wrong(reason, expected=f"{expected}{_rounded(steps)}", got=got)
        if cut := _no_way_back(got, x, expected, torch.tensor(weights)):
            return cut
        grad = _values(x.grad)
        if not close(grad, weights):
            reason = "gradient" if grad.any() else "zero"
            shown = f"x.grad = {_rounded(grad)}"
            return wrong(reason, expected=f"{expected}x.grad = {weights}", got=shown)
    return right()


def _no_way_back(got: Any, x: Any, given: str, weights: Any = 1.0) -> Verdict | None:
    """Call backward() from the weighted sum of what was returned; judge where that fails."""
    if not got.requires_grad:
        return wrong("not_recorded", expected=f"{given}requires_grad = True", got=got)
    if stop := _stop((got * weights).sum()):
        return wrong("stops", expected=f"{given}x.grad", got=stop)
    if x.grad is None:
        return wrong("cut", expected=f"{given}x.grad", got="x.grad = None")
    return None


def _stop(root: Any) -> str | None:
    """Call backward(); return the error that it raises on its way, as text."""
    try:
        root.backward()
    except RuntimeError as error:
        return f"RuntimeError: {str(error).partition(': ')[0]}"
    return None


def _values(found: Any) -> np.ndarray:
    """Return a tensor's numbers, nan among them."""
    return np.asarray(found.tolist(), float)


def _near(found: np.ndarray, wanted: np.ndarray, distance: float) -> bool:
    """Are all the numbers near the wanted ones? nan is not near to anything."""
    return found.shape == wanted.shape and bool((np.abs(found - wanted) <= distance).all())


def _rounded(numbers: Any) -> list[float]:
    return [float(f"{value:.4g}") for value in numbers]
