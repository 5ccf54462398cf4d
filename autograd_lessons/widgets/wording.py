"""The sentences that `explore` shows, in the chosen language."""

from collections.abc import Mapping

from autograd_lessons.language import text

from .evaluate import Evaluation, NotAScalar, NotATensor
from .numbers import LARGEST, Problem, show

_LONGEST_ENTRY = 24
_LONGEST_ERROR = 200


def say(key: str, **facts: object) -> str:
    """Return a text of `explore`."""
    return text(f"widgets.explore.{key}", **facts)


def labels(title: str, names: list[str]) -> dict[str, object]:
    """Return the texts that never change while the widget lives."""
    return {
        "title": say("title", function=title),
        "function": title,
        "slider": {name: say("slider", name=name) for name in names},
        "field": {name: say("field", name=name) for name in names},
        "reset": say("reset"),
    }


def at(values: Mapping[str, float]) -> str:
    """Return where the inputs are: ``x = 1, w = 2``."""
    return ", ".join(f"{name} = {show(value)}" for name, value in values.items())


def summary(title: str, values: Mapping[str, float], evaluation: Evaluation) -> str:
    """Return what there is to see, in one line: the same in every language."""
    grads = ", ".join(f"{name}.grad = {grad}" for name, grad in evaluation.grads.items())
    return f"{at(values)}: {title} = {evaluation.value_text}, {grads}"


def bad_entry(problem: Problem, name: str, entered: str) -> str:
    """Return what is wrong with the text in a number field."""
    return say(problem, name=name, entered=_cut(entered, _LONGEST_ENTRY), largest=show(LARGEST))


def failure(error: Exception, values: Mapping[str, float], kept: Mapping[str, float]) -> str:
    """Return what went wrong in the learner's function, and what the picture still shows."""
    if isinstance(error, NotATensor):
        said = say("not_a_tensor", inputs=at(values), kind=error.kind)
    elif isinstance(error, NotAScalar):
        said = say("not_a_scalar", inputs=at(values), shape=error.shape)
    else:
        told = _cut(f"{type(error).__name__}: {error}", _LONGEST_ERROR)
        said = say("raised", inputs=at(values), error=told)
    return f"{said} {say('kept', inputs=at(kept))}"


def _cut(long: str, longest: int) -> str:
    line = " ".join(long.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
