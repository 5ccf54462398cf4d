"""Exercises of lesson 2.3: which gradients are kept, and keeping one in the middle."""

from autograd_lessons.teaching.answers import NotAnswered, close, is_tensor, library, number
from autograd_lessons.teaching.exercises import Verdict, exercise, right, wrong
from autograd_lessons.teaching.lessons.results import result_or_none

_GRADIENTS = {"x.grad": 36, "y.grad": 12, "z.grad": None}


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
        if x.grad is not None and not close(number(x.grad), of_x):
            expected = f"{given}x.grad = tensor([{of_x:.0f}.])"
            return wrong("doubled", expected=expected, got=f"x.grad = {x.grad}")
    return right()
