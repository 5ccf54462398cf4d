"""The exercises of lesson 2.2, and what holds for those of 2.2 to 2.4."""

from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
import torch

from autograd_lessons import engine, predict
from tests.notebooks.judging import each_library, speaking, texts

pytestmark = pytest.mark.usefixtures("code")

LESSONS = ("2_2", "2_3", "2_4")


EFFECTS = {
    "x.max()": "gradient",
    "x.argmax()": "error",
    "x.floor().sum()": "zero",
    "(x > 2).sum()": "error",
}


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "right"),
        ({"x.max()": " Gradient "}, "right"),
        ({"x.max()": ...}, "unanswered"),
        ({"x.max()": "zero"}, "max"),
        ({"x.argmax()": "zero"}, "argmax"),
        ({"x.floor().sum()": "error"}, "floor"),
        ({"(x > 2).sum()": "gradient"}, "compare"),
        ({"x.max()": "yes"}, "word"),
        ({"x.max()": 1}, "word"),
        ({"x.min()": "gradient"}, "form"),
    ],
)
def test_sort(judged: Callable[..., str], changes: dict[str, object], verdict: str) -> None:
    assert judged("2.2.sort", EFFECTS | changes) == verdict


@pytest.mark.parametrize("answer", [[*EFFECTS.values()], "gradient", 3, {}])
def test_sort_wants_the_dictionary(judged: Callable[..., str], answer: object) -> None:
    assert judged("2.2.sort", answer) == "form"


@each_library
@pytest.mark.parametrize(
    ("operation", "outcome"),
    [
        ("x.max()", lambda x: x.max()),
        ("x.argmax()", lambda x: x.argmax()),
        ("x.floor().sum()", lambda x: x.floor().sum()),
        ("(x > 2).sum()", lambda x: (x > 2).sum()),
    ],
)
def test_sort_asks_for_the_truth(
    library: Any, operation: str, outcome: Callable[[Any], Any]
) -> None:
    x = library.tensor([1.0, 3.0, 2.0], requires_grad=True)
    result = outcome(x)
    if EFFECTS[operation] == "error":
        with pytest.raises(RuntimeError, match="does not require grad"):
            result.backward()
    else:
        result.backward()
        assert any(x.grad.tolist()) == (EFFECTS[operation] == "gradient")


def top_max(scores):
    return scores.max()


def top_index(scores):
    return scores[scores.argmax()]


def top_loop(scores):
    best = scores[0]
    for place in range(1, len(scores)):
        if scores[place] > best:
            best = scores[place]
    return best


def top_one_element(scores):
    return scores.max().reshape(1)


def top_starter(scores):
    return ...


def top_argmax(scores):
    return scores.argmax()


def top_fixed(scores):
    return scores[1]


def top_mean(scores):
    return scores.mean()


def top_item(scores):
    return scores.max().item()


def top_detached(scores):
    return scores.max().detach()


def top_new_leaf(scores):
    return torch.tensor(scores.max().item(), requires_grad=True)


def top_wrong_slope(scores):
    return scores.sum() - (scores.sum() - scores.max()).detach()


@each_library
@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (top_max, "right"),
        (top_index, "right"),
        (top_loop, "right"),
        (top_one_element, "right"),
        (top_starter, "unanswered"),
        (top_argmax, "position"),
        (top_fixed, "one_place"),
        (top_mean, "value"),
        (top_item, "python_number"),
        (top_detached, "not_recorded"),
        (top_new_leaf, "cut"),
        (top_wrong_slope, "gradient"),
    ],
)
def test_top(judged: Callable[..., str], library: Any, answer: FunctionType, verdict: str) -> None:
    assert judged("2.2.top", speaking(library, answer)) == verdict


@pytest.mark.parametrize("id", ["2.2.top", "2.3.middle", "2.3.layers", "2.3.mend", "2.4.freeze"])
@pytest.mark.parametrize("answer", ["text", 3, engine.tensor(1.0), torch.tensor])
def test_a_function_is_wanted(judged: Callable[..., str], id: str, answer: object) -> None:
    printed = judged(id, answer)
    assert printed.startswith("?")
    assert id in printed


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_text_is_used(code: str, lesson: str) -> None:
    number = lesson.replace("_", ".")
    table = texts(code, lesson)
    source = next(Path(__file__).parents[2].glob(f"notebooks/source/{number}-*.py"))
    code_cells = source.read_text(encoding="utf-8")
    for name, prediction in table["predictions"].items():
        assert f'predict("{number}.{name}")' in code_cells
        assert predict(f"{number}.{name}").right >= 0
        assert len(prediction["choices"]) >= 3
    for name, exercise in table["exercises"].items():
        assert f'check("{number}.{name}"' in code_cells
        assert len(exercise["hints"]) == 3
