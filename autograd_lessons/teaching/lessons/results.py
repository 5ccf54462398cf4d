"""Calling a learner's function for which None is an answer of its own."""

from functools import wraps
from typing import Any

from autograd_lessons.teaching.answers import NotAnswered, call, function


def result_or_none(answer: object, *arguments: object) -> Any:
    """Return what a learner's function returns, None included; else as `answers.call`."""
    called = function(answer)

    @wraps(called)
    def boxed(*given: object) -> tuple[Any]:
        return (called(*given),)

    (result,) = call(boxed, *arguments)
    if result is ...:
        raise NotAnswered
    return result
