"""The exercises of lesson 2.2: any right spelling passes, wrong ones get the reason."""

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import indent
from types import FunctionType
from typing import Any

import pytest

from autograd_lessons import watch, why
from tests.notebooks.answers.lesson_2_2 import CAUSES, CLASSES
from tests.notebooks.judging import each_library, texts

pytestmark = pytest.mark.usefixtures("code")


@pytest.mark.parametrize("id", ["2.2.sort", "2.2.cause"])
@pytest.mark.parametrize("answer", [[*CLASSES.values()], "ok", 3, {}])
def test_choices_want_the_dictionary(judged: Callable[..., str], id: str, answer: object) -> None:
    assert judged(id, answer) == "form"


@each_library
@pytest.mark.parametrize("operation", CLASSES)
def test_sort_asks_for_the_truth(library: Any, operation: str) -> None:
    x = library.tensor([1.0, 3.0, 2.0], requires_grad=True)
    found: dict[str, Any] = {"x": x}
    exec(f"result = {operation}", found)
    result = found["result"].sum()
    if CLASSES[operation] == "B":
        with pytest.raises(RuntimeError, match="does not require grad"):
            result.backward()
    else:
        result.backward()
        assert any(x.grad.tolist()) == (CLASSES[operation] == "ok")


@each_library
def test_cause_asks_for_the_truth(library: Any) -> None:
    """The notebook's own functions fail alike, and `why` tells them apart."""
    source = next(Path(__file__).parents[2].glob("notebooks/source/2.2-*.py"))
    cells = source.read_text(encoding="utf-8").split("# %%\n")
    (cell,) = (each for each in cells if "def loss_1" in each)
    found: dict[str, Any] = {"torch": library}
    exec(cell.partition("answers =")[0], found)
    causes = {"no_grad": "no_grad", "operation": "comparison", "frozen": "all_frozen"}
    for name, cause in CAUSES.items():
        with watch():
            loss = found[name]()
        with pytest.raises(RuntimeError, match="element 0 of tensors does not require grad"):
            loss.backward()
        assert why(loss).cause == causes[cause]


@each_library
def test_through_by_a_function_of_ones_own(judged: Callable[..., str], library: Any) -> None:
    class Step(library.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return (x > 0).float()

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            return grad

    def answer(x: Any) -> Any:
        return Step.apply(x)

    found = FunctionType(answer.__code__, {"torch": library}, "answer", closure=answer.__closure__)
    assert judged("2.2.through", found) == "right"


HINTED = {"top": "scores", "root": "x", "through": "x"}


@each_library
@pytest.mark.parametrize("name", HINTED)
def test_the_last_hint_is_right(
    judged: Callable[..., str], code: str, library: Any, name: str
) -> None:
    last = texts(code, "2_2")["exercises"][name]["hints"][-1]
    for body in re.split(r", or: | 또는 ", last):
        found: dict[str, Any] = {"torch": library}
        exec(f"def answer({HINTED[name]}):\n{indent(body, '    ')}", found)
        assert judged(f"2.2.{name}", found["answer"]) == "right"
