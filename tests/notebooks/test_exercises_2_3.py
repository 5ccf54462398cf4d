"""The exercises of lesson 2.3: any right spelling passes, wrong ones get the reason."""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.notebooks.answers.lesson_2_3 import GRADIENTS
from tests.notebooks.judging import each_library, speaking, texts

pytestmark = pytest.mark.usefixtures("code")


def test_by_hand_wants_the_dictionary(judged: Callable[..., str]) -> None:
    assert judged("2.3.by_hand", [36, 12, None]) == "form"


@each_library
def test_by_hand_asks_for_the_truth(library: Any) -> None:
    x = library.tensor([2.0], requires_grad=True)
    y = 3 * x
    y.retain_grad()
    z = y**2
    z.backward()
    assert [x.grad.item(), y.grad.item()] == [GRADIENTS["x.grad"], GRADIENTS["y.grad"]]
    with pytest.warns(UserWarning, match="not a leaf"):
        assert z.grad is None


def middle_forgotten(x):
    y = 3 * x
    z = y**2
    z.backward()
    return y.grad


@pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor:UserWarning")
@each_library
def test_middle_without_retain_grad(judged: Callable[..., str], library: Any) -> None:
    assert judged("2.3.middle", speaking(library, middle_forgotten)) == "none"


def update_recorded(w, lr):
    w -= lr * w.grad
    return w


@each_library
def test_mend_shows_the_error_of_an_in_place_change(
    judged: Callable[..., str], library: Any
) -> None:
    printed = judged("2.3.mend", speaking(library, update_recorded))
    assert "a leaf Variable that requires grad is being used in an in-place operation." in printed


@each_library
def test_filled_asks_for_the_truth(judged: Callable[..., str], library: Any) -> None:
    source = next(Path(__file__).parents[2].glob("notebooks/source/2.3-*.py"))
    text = source.read_text(encoding="utf-8").split("filled = ...")[0]
    program = text.rpartition("# ```python\n")[2].partition("# ```\n")[0]
    tensors: dict[str, Any] = {"torch": library}
    exec(program.replace("# ", ""), tensors)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        names = [n for n, t in tensors.items() if getattr(t, "grad", None) is not None]
    assert judged("2.3.filled", names) == "right"


@each_library
@pytest.mark.parametrize("name", ["filled", "layers", "mend"])
def test_the_last_hint_is_a_right_answer(
    judged: Callable[..., str], code: str, library: Any, name: str
) -> None:
    program = texts(code, "2_3")["exercises"][name]["hints"][-1]
    told: dict[str, Any] = {"torch": library}
    exec(program, told)
    answer = told[{"filled": "filled", "layers": "layer_gradients", "mend": "update"}[name]]
    assert judged(f"2.3.{name}", answer) == "right"
