"""Exercises of lesson 2.3: which gradients are kept, keeping them, and updates that stay leaves."""

import math
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from autograd_lessons.teaching.answers import (
    NotAnswered,
    array,
    call,
    close,
    is_tensor,
    library,
    number,
    tensor,
)
from autograd_lessons.teaching.exercises import Verdict, exercise, right, wrong
from autograd_lessons.teaching.lessons.results import result_or_none

_GRADIENTS = {"x.grad": 36, "y.grad": 12, "z.grad": None}

# Each tensor's reason for its `.grad`: None where it is filled.
_FILLED = {
    "a": None,
    "b": "non_leaf",
    "c": "untracked",
    "d": "untracked",
    "e": None,
    "f": "non_leaf",
    "g": "unused",
    "out": "non_leaf",
}


@exercise("2.3.by_hand")
def by_hand(answers: object) -> Verdict:
    """Judge three gradients, one of which is None."""
    if not isinstance(answers, dict) or set(answers) != set(_GRADIENTS):
        return wrong("form", expected=", ".join(_GRADIENTS), got=answers)
    if any(value is ... for value in answers.values()):
        raise NotAnswered
    missed = [key for key, wanted in _GRADIENTS.items() if not _same(answers[key], wanted)]
    if missed:
        got = f"{3 - len(missed)} / 3, {missed[0]} = {answers[missed[0]]}"
        return wrong(missed[0][0], expected="3 / 3", got=got)
    return right()


def _same(answer: object, wanted: float | None) -> bool:
    if answer is None or answer == "None":
        return wanted is None
    return wanted is not None and close(number(answer), wanted)


@exercise("2.3.filled")
def filled(answer: object) -> Verdict:
    """Judge the names of the tensors whose gradient is filled in."""
    names = re.findall(r"[a-z]+(?:\.grad)?", answer) if isinstance(answer, str) else answer
    if not isinstance(names, (list, tuple, set, frozenset)):
        return wrong("form", expected='["a", …]', got=answer)
    if any(name is ... for name in names):
        raise NotAnswered
    found = {str(name).strip().removesuffix(".grad") for name in names}
    if not found or not found <= set(_FILLED):
        return wrong("form", expected='["a", …]', got=answer)
    missed = [name for name, reason in _FILLED.items() if (name in found) != (reason is None)]
    if not missed:
        return right()
    # A tensor too many says more than one too few.
    reason = next((_FILLED[name] for name in missed if _FILLED[name]), "missing")
    score = f"{len(_FILLED) - len(missed)} / {len(_FILLED)}, {sorted(found)}"
    return wrong(reason, expected=f"{len(_FILLED)} / {len(_FILLED)}", got=score)


@exercise("2.3.middle")
def middle(middle_gradient: object) -> Verdict:
    """Judge a function that returns the gradient of y where z = (3*x)**2."""
    torch = library(middle_gradient)
    # At 1 the values and gradients of x, y and z differ from one another, so each tells itself.
    for start in (1.0, -2.0):
        x = torch.tensor([start], requires_grad=True)
        got = result_or_none(middle_gradient, x)
        of_y, of_x = 6 * start, 18 * start
        given = f"x = {start:.0f}  →  "
        wanted = f"{given}tensor([{of_y:.0f}.])"
        if got is None:
            return wrong("none", expected=wanted, got=got)
        value = number(got)
        if not close(value, of_y):
            reasons = {of_x: "of_x", 3 * start: "value", (3 * start) ** 2: "value"}
            reasons[2 * of_y] = "doubled"
            return wrong(reasons.get(value), expected=wanted, got=got)
        if is_tensor(got) and got.requires_grad:
            return wrong("tracked", expected=wanted, got=got)
        if x.grad is None or not close(number(x.grad), of_x):
            reason = "lost" if x.grad is None else "doubled"
            expected = f"{given}x.grad = tensor([{of_x:.0f}.])"
            return wrong(reason, expected=expected, got=f"x.grad = {x.grad}")
    return right()


@exercise("2.3.layers")
def layers(layer_gradients: object) -> Verdict:
    """Judge a function that returns the gradient of each layer's result, first layer first."""
    torch = library(layer_gradients)
    for start, weights in ((0.5, [1.5, -0.5, 2.0]), (-0.8, [0.7, 1.2]), (1.0, [0.5] * 5)):
        given = [torch.tensor([weight], requires_grad=True) for weight in weights]
        got = _parts(call(layer_gradients, torch.tensor([start]), given), len(weights))
        values = _values(start, weights)
        wanted = _gradients(weights, values)
        before = [start, *values[:-1]]
        of_products = [grad * (1 - value**2) for grad, value in zip(wanted, values, strict=True)]
        of_weights = [grad * h for grad, h in zip(of_products, before, strict=True)]
        where = f"x = {start:g}, weights = {weights}  →  "
        expected = where + _listed(wanted)
        if not isinstance(got, list):
            return wrong("form", expected=expected, got=got)
        if len(got) != len(wanted):
            return wrong("count", expected=expected, got=got)
        if any(part is None for part in got):
            shifted = got[0] is None and None not in got[1:]
            return wrong("shifted" if shifted else "none", expected=expected, got=got)
        found = [number(part) for part in got]
        if not close(found, wanted):
            reasons = {
                "reversed": wanted[::-1],
                "values": values,
                "of_weights": of_weights,
                "of_products": of_products,
                "ones": [1] * len(wanted),
                "doubled": _gradients(weights, values, each=1),
            }
            known = [name for name, numbers in reasons.items() if close(found, numbers)]
            reason = known[0] if known else _size_reason(found, wanted)
            return wrong(reason, expected=expected, got=where + _listed(found))
        # Collected rightly but run twice: the learner's leaves would tell.
        if given[0].grad is not None and not close(array(given[0].grad), [of_weights[0]]):
            name = "weights[0].grad = "
            return wrong(
                "doubled",
                expected=f"{name}{of_weights[0]:.4g}",
                got=f"{name}{number(given[0].grad):.4g}",
            )
    return right()


def _parts(answer: Any, count: int) -> Any:
    """Return a list of what was handed in: a sequence, an iterator, one tensor of `count` numbers.

    Anything else is returned as it is.
    """
    if is_tensor(answer):
        return array(answer).ravel().tolist() if array(answer).size == count else answer
    return list(answer) if isinstance(answer, (list, tuple, Iterator)) else answer


def _values(start: float, weights: list[float]) -> list[float]:
    """The values of ``h = tanh(w * h)``, layer by layer."""
    return list(accumulate(weights, lambda h, weight: math.tanh(weight * h), initial=start))[1:]


def _gradients(weights: list[float], values: list[float], each: float = 0) -> list[float]:
    """The gradient of the last value for each; `each` arrives at every value besides."""
    gradients = [1.0]
    for weight, value in zip(weights[:0:-1], values[:0:-1], strict=True):
        gradients.append(gradients[-1] * (1 - value**2) * weight + each)
    return gradients[::-1]


def _size_reason(found: list[float], wanted: list[float]) -> str | None:
    larger = [abs(one) > abs(other) * 1.5 for one, other in zip(found, wanted, strict=True)]
    return "doubled" if all(larger) else None


def _listed(values: list[float]) -> str:
    return "[" + ", ".join(f"{value:.4g}" for value in values) + "]"


@exercise("2.3.mend")
def mend(update: object) -> Verdict:
    """Judge one step of gradient descent: the right value, in a leaf that requires a gradient."""
    torch = library(update)
    for start, rate in ((2.0, 0.1), (-3.0, 0.25)):
        w = torch.tensor([start], requires_grad=True)
        (w**2).backward()
        gradient = 2 * start
        result = result_or_none(update, w, rate)
        new = w if result is None else tensor(result)
        wanted = start - rate * gradient
        given = f"w = {start:.0f}, w.grad = {gradient:.0f}, lr = {rate}  →  "
        expected = f"{given}w = tensor([{wanted:.4f}]), is_leaf = True, requires_grad = True"
        got = f"w = {new}, is_leaf = {new.is_leaf}, requires_grad = {new.requires_grad}"
        reasons = {
            start: "unchanged",
            start + rate * gradient: "sign",
            start - gradient: "no_lr",
        }
        if not new.is_leaf:
            return wrong("not_leaf", expected=expected, got=got)
        if not close(number(new), wanted):
            found = [name for value, name in reasons.items() if close(number(new), value)]
            return wrong(found[0] if found else "value", expected=expected, got=got)
        if not new.requires_grad:
            return wrong("lost", expected=expected, got=got)
    return right()
