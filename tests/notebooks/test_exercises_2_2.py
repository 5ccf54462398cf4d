"""The exercises of lesson 2.2: any right spelling passes, wrong ones get the reason."""

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import indent
from types import FunctionType
from typing import Any

import pytest
import torch

from autograd_lessons import watch, why
from tests.notebooks.judging import each_library, speaking, texts

pytestmark = pytest.mark.usefixtures("code")

CLASSES = {
    "x.max()": "ok",
    "x.argmax()": "B",
    "x[x.argmax()]": "ok",
    "x.floor()": "A",
    "x > 2": "B",
    "x.int()": "B",
    "x.sign()": "A",
    "x.sort().values": "ok",
}


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "right"),
        ({"x.max()": " OK ", "x.floor()": "a"}, "right"),
        ({"x.max()": ...}, "unanswered"),
        ({"x.max()": None}, "unanswered"),
        ({"x.max()": "A"}, "max"),
        ({"x.argmax()": "A"}, "argmax"),
        ({"x[x.argmax()]": "B"}, "taken"),
        ({"x.floor()": "C"}, "floor"),
        ({"x > 2": "A"}, "compare"),
        ({"x.int()": "A"}, "int"),
        ({"x.sign()": "ok"}, "sign"),
        ({"x.sort().values": "B"}, "sorted"),
        ({"x.max()": "zero"}, "word"),
        ({"x.max()": 1}, "word"),
        ({"x.min()": "ok"}, "form"),
    ],
)
def test_sort(judged: Callable[..., str], changes: dict[str, object], verdict: str) -> None:
    assert judged("2.2.sort", CLASSES | changes) == verdict


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


CAUSES = {"loss_1": "no_grad", "loss_2": "operation", "loss_3": "frozen"}


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "right"),
        ({"loss_1": "NO_GRAD"}, "right"),
        ({"loss_2": ...}, "unanswered"),
        ({"loss_1": "frozen"}, "loss_1"),
        ({"loss_2": "no_grad"}, "loss_2"),
        ({"loss_3": "operation"}, "loss_3"),
        ({"loss_3": "argmax"}, "word"),
        ({"loss_4": "frozen"}, "form"),
    ],
)
def test_cause(judged: Callable[..., str], changes: dict[str, object], verdict: str) -> None:
    assert judged("2.2.cause", CAUSES | changes) == verdict


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


def root_two_wheres(x):
    safe = torch.where(x > 0, x, 1.0)
    return torch.where(x > 0, safe.sqrt(), 0.0)


def root_mask(x):
    result = torch.zeros_like(x)
    result[x > 0] = x[x > 0].sqrt()
    return result


def root_clamp_first(x):
    return x.clamp(min=1e-12).sqrt()


def root_small_number(x):
    return (x.relu() + 1e-10).sqrt()


def root_starter(x):
    return torch.where(x > 0, x.sqrt(), 0.0)


def root_nan_to_num(x):
    return x.sqrt().nan_to_num(0.0)


def root_clamp_at_zero(x):
    return x.clamp(min=0).sqrt()


def root_of_size(x):
    return x.abs().sqrt()


def root_first_only(x):
    return torch.where(x > 0, x, 1.0).sqrt()[0]


def root_no_grad(x):
    with torch.no_grad():
        return torch.where(x > 0, x.sqrt(), 0.0)


def root_new_leaf(x):
    return torch.where(x > 0, x.detach().sqrt(), 0.0).requires_grad_()


def root_wrong_slope(x):
    safe = torch.where(x > 0, x, 1.0)
    return x + (torch.where(x > 0, safe.sqrt(), 0.0) - x).detach()


@each_library
@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (root_two_wheres, "right"),
        (root_mask, "right"),
        (root_clamp_first, "right"),
        (root_small_number, "right"),
        (root_starter, "nan"),
        (root_nan_to_num, "nan"),
        (root_clamp_at_zero, "inf"),
        (root_of_size, "value"),
        (root_first_only, "value"),
        (root_no_grad, "not_recorded"),
        (root_new_leaf, "cut"),
        (root_wrong_slope, "gradient"),
    ],
)
def test_root(judged: Callable[..., str], library: Any, answer: FunctionType, verdict: str) -> None:
    assert judged("2.2.root", speaking(library, answer)) == verdict


def through_detached(x):
    hard = (x > 0).float()
    return x + (hard - x).detach()


def through_no_grad(x):
    with torch.no_grad():
        change = (x > 0).float() - x
    return x + change


def through_where(x):
    return x - x.detach() + torch.where(x > 0, 1.0, 0.0)


def through_starter(x):
    return ...


def through_compared(x):
    return (x > 0).float()


def through_silenced(x):
    return (x > 0).float().requires_grad_()


def through_flat(x):
    return x.sign().clamp(min=0)


def through_itself(x):
    return x


def through_detached_x(x):
    hard = (x > 0).float()
    return hard + (x - hard).detach()


def through_at_zero(x):
    return x + ((x >= 0).float() - x).detach()


def through_sigmoid(x):
    soft = torch.sigmoid(x)
    return soft + ((x > 0).float() - soft).detach()


@each_library
@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (through_detached, "right"),
        (through_no_grad, "right"),
        (through_where, "right"),
        (through_starter, "unanswered"),
        (through_compared, "not_recorded"),
        (through_silenced, "cut"),
        (through_flat, "zero"),
        (through_itself, "value"),
        (through_detached_x, "value"),
        (through_at_zero, "at_zero"),
        (through_sigmoid, "gradient"),
    ],
)
def test_through(
    judged: Callable[..., str], library: Any, answer: FunctionType, verdict: str
) -> None:
    assert judged("2.2.through", speaking(library, answer)) == verdict


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
