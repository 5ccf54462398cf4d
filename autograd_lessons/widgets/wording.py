"""The sentences that `explore` shows, in the chosen language."""

import math
from collections.abc import Callable, Mapping

from autograd_lessons.language import text
from autograd_lessons.picture.texts import texts_of
from autograd_lessons.picture.values import number_text

from .evaluate import NotAScalar, NotATensor
from .inputs import Inputs, gradient_name
from .numbers import LARGEST, Problem, show
from .run import Evaluation, Switch
from .slopes import Sides

_LONGEST_ENTRY = 24
_LONGEST_ERROR = 200


def say(key: str, **facts: object) -> str:
    """Return a text of `explore`."""
    return text(f"widgets.explore.{key}", **facts)


def labels(title: str, inputs: Inputs) -> dict[str, object]:
    """Return the texts that never change while the widget lives."""
    return {
        "title": say("title", function=title),
        "function": title,
        "slider": {row: say("slider", name=row) for row in inputs.start},
        "field": {row: say("field", name=row) for row in inputs.start},
        "grad": {
            row: gradient_name(name, row) for name, rows in inputs.rows.items() for row in rows
        },
        "expression": say("expression", function=title),
        **{key: say(key) for key in ("reset", "backward", "clear", "switches")},
    }


def at(inputs: Inputs, values: Mapping[str, float]) -> str:
    """Return where the inputs are: ``x = 1, w = [2, 3]``."""
    return ", ".join(
        f"{name} = {_vector(value) if isinstance(value, list) else show(value)}"
        for name, value in inputs.assembled(values).items()
    )


def summary(title: str, inputs: Inputs, values: Mapping[str, float], seen: Evaluation) -> str:
    """Return what there is to see, in one line: the same in every language."""
    grads = ", ".join(
        f"{name}.grad = {_together([seen.grads[row] for row in rows], rows != [name])}"
        for name, rows in inputs.rows.items()
    )
    return f"{at(inputs, values)}: {title} = {seen.value_text}, {grads}"


def bad_entry(problem: Problem, name: str, entered: str) -> str:
    """Return what is wrong with the text in a number field."""
    return say(problem, name=name, entered=_cut(entered, _LONGEST_ENTRY), largest=show(LARGEST))


def failure(error: Exception, inputs: str, kept: str) -> str:
    """Return what went wrong at `inputs` in the learner's function; the picture is `kept`."""
    if isinstance(error, NotATensor):
        said = say("not_a_tensor", inputs=inputs, kind=error.kind)
    elif isinstance(error, NotAScalar):
        said = say("not_a_scalar", inputs=inputs, shape=error.shape)
    else:
        told = _cut(f"{type(error).__name__}: {error}", _LONGEST_ERROR)
        said = say("raised", inputs=inputs, error=told)
    return f"{said} {kept}"


def untracked(error: str, frozen: bool) -> str:
    """Return why nothing has a gradient: every input is `frozen`, or the result is not recorded."""
    return say("frozen" if frozen else "untracked", error=_cut(error, _LONGEST_ERROR))


def special(sides: Sides | None, grad: float, sure: Callable[[], bool], **facts: str) -> str:
    """Return what is special about the slope at a point, "" where autograd's `grad` is the slope.

    Where it is another, `sure` says whether that is more than rounding.
    """
    if sides is None or sides.unclear:
        return ""
    facts["grad"] = number_text(grad)
    left, right = sides.left, sides.right
    if sides.smooth:
        slope = sides.slope
        differs = not near(slope, grad) and sure()
        return say("differs", slope=slope_text(slope), **facts) if differs else ""
    if "jump" in (left.kind, right.kind):
        return say("jump", **facts)
    facts |= {"left": slope_text(left.slope), "right": slope_text(right.slope)}
    if left.kind == right.kind == "none":
        return say("alone", **facts)
    if "none" in (left.kind, right.kind):
        return say("edge_left" if left.kind == "none" else "edge_right", **facts)
    return say("kink", **facts)


def slope_text(slope: float) -> str:
    """Return a measured slope, which is not exact, as a text."""
    return number_text(round(slope, 3) + 0.0) if math.isfinite(slope) else f"{slope:g}"


def switch_labels(seen: Evaluation) -> dict[str, dict[str, object]]:
    """Return what each box that is a switch is called and whether it is on, by the box's key."""
    texts = texts_of(seen.graph)
    return {
        key: {"label": _label(texts[key][0], switch), "on": switch.on, "target": switch.target}
        for key, switch in seen.switches.items()
    }


def near(one: float, other: float) -> bool:
    """Whether two slopes are the same, as far as one can see."""
    return math.isclose(one, other, rel_tol=1e-2, abs_tol=1e-2)


def _label(name: str, switch: Switch) -> str:
    return say("switch", name=name, what=switch.what)


def _vector(values: list[float]) -> str:
    return _together([show(value) for value in values], True)


def _together(texts: list[str], vector: bool) -> str:
    return f"[{', '.join(texts)}]" if vector and texts[0] != "None" else texts[0]


def _cut(long: str, longest: int) -> str:
    line = " ".join(long.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
