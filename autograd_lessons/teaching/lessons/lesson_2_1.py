"""Lesson 2.1: automatic differentiation."""

from autograd_lessons.teaching.answers import close, number
from autograd_lessons.teaching.exercises import Verdict, exercise, right, wrong


@exercise("2.1.slope")
def slope(answer: object) -> Verdict:
    """The gradient of ``x**3`` at 2."""
    got = number(answer)
    if close(got, 12):
        return right()
    return wrong("value" if close(got, 8) else None, expected=12, got=got)
