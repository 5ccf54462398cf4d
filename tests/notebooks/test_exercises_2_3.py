"""The exercises of lesson 2.3: any right spelling passes, wrong ones get the reason."""

import warnings
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
import torch

from autograd_lessons import engine
from tests.notebooks.judging import each_library, speaking, texts

pytestmark = pytest.mark.usefixtures("code")


GRADIENTS = {"x.grad": 36, "y.grad": 12, "z.grad": None}


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "right"),
        ({"x.grad": 36.0, "y.grad": engine.tensor([12.0]), "z.grad": "None"}, "right"),
        ({"x.grad": [36], "y.grad": torch.tensor(12.0)}, "right"),
        ({"x.grad": ...}, "unanswered"),
        ({"x.grad": 12}, "x"),
        ({"x.grad": None}, "x"),
        ({"y.grad": 4}, "y"),
        ({"y.grad": None}, "y"),
        ({"z.grad": 1}, "z"),
        ({"z.grad": 0}, "z"),
        ({"w.grad": 0}, "form"),
    ],
)
def test_by_hand(judged: Callable[..., str], changes: dict[str, object], verdict: str) -> None:
    assert judged("2.3.by_hand", GRADIENTS | changes) == verdict


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


def middle_retained(x):
    y = 3 * x
    y.retain_grad()
    z = y**2
    z.backward()
    return y.grad


def middle_hook(x):
    seen = []
    y = 3 * x
    y.register_hook(seen.append)
    z = y**2
    z.backward()
    return seen[0]


def middle_number(x):
    y = 3 * x
    y.retain_grad()
    (y**2).backward()
    return y.grad.item()


def middle_starter(x):
    y = 3 * x
    z = y**2
    z.backward()
    return ...


def middle_forgotten(x):
    y = 3 * x
    z = y**2
    z.backward()
    return y.grad


def middle_late(x):
    y = 3 * x
    z = y**2
    z.backward()
    y.retain_grad()
    return y.grad


def middle_late_and_again(x):
    y = 3 * x
    z = y**2
    z.backward(retain_graph=True)
    y.retain_grad()
    z.backward()
    return y.grad


def middle_twice(x):
    y = 3 * x
    y.retain_grad()
    z = y**2
    z.backward(retain_graph=True)
    z.backward()
    return y.grad


def middle_of_x(x):
    y = 3 * x
    z = y**2
    z.backward()
    return x.grad


def middle_value(x):
    return 3 * x


def middle_formula(x):
    y = 3 * x
    z = y**2
    z.backward()
    return 2 * y


@each_library
@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (middle_retained, "right"),
        (middle_hook, "right"),
        (middle_number, "right"),
        (middle_starter, "unanswered"),
        (middle_late, "none"),
        (middle_late_and_again, "doubled"),
        (middle_twice, "doubled"),
        (middle_of_x, "of_x"),
        (middle_value, "value"),
        (middle_formula, "tracked"),
    ],
)
def test_middle(
    judged: Callable[..., str], library: Any, answer: FunctionType, verdict: str
) -> None:
    assert judged("2.3.middle", speaking(library, answer)) == verdict


@pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor:UserWarning")
@each_library
def test_middle_without_retain_grad(judged: Callable[..., str], library: Any) -> None:
    assert judged("2.3.middle", speaking(library, middle_forgotten)) == "none"


def update_in_place(w, lr):
    with torch.no_grad():
        w -= lr * w.grad
    return w


def update_in_place_silent(w, lr):
    with torch.no_grad():
        w -= lr * w.grad


def update_and_reset(w, lr):
    with torch.no_grad():
        w -= lr * w.grad
    w.grad = None
    return w


def update_new_leaf(w, lr):
    return (w - lr * w.grad).detach().requires_grad_()


def update_starter(w, lr):
    return ...


def update_rebound(w, lr):
    w = w - lr * w.grad


def update_not_leaf(w, lr):
    w = w - lr * w.grad
    return w


def update_lost(w, lr):
    with torch.no_grad():
        w = w - lr * w.grad
    return w


def update_uphill(w, lr):
    with torch.no_grad():
        w += lr * w.grad
    return w


def update_without_rate(w, lr):
    with torch.no_grad():
        w -= w.grad
    return w


def update_value(w, lr):
    with torch.no_grad():
        w -= lr
    return w


@each_library
@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (update_in_place, "right"),
        (update_in_place_silent, "right"),
        (update_and_reset, "right"),
        (update_new_leaf, "right"),
        (update_starter, "unanswered"),
        (update_rebound, "unchanged"),
        (update_not_leaf, "not_leaf"),
        (update_lost, "lost"),
        (update_uphill, "sign"),
        (update_without_rate, "no_lr"),
        (update_value, "value"),
    ],
)
def test_mend(judged: Callable[..., str], library: Any, answer: FunctionType, verdict: str) -> None:
    assert judged("2.3.mend", speaking(library, answer)) == verdict


def update_recorded(w, lr):
    w -= lr * w.grad
    return w


@each_library
def test_mend_shows_the_error_of_an_in_place_change(
    judged: Callable[..., str], library: Any
) -> None:
    printed = judged("2.3.mend", speaking(library, update_recorded))
    assert "a leaf Variable that requires grad is being used in an in-place operation." in printed


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (["a", "e"], "right"),
        (("e", "a"), "right"),
        ({"a.grad", "e.grad"}, "right"),
        ("a, e", "right"),
        (["a"], "missing"),
        (["a", "b", "e"], "non_leaf"),
        (["a", "e", "f"], "non_leaf"),
        (["a", "e", "out"], "non_leaf"),
        (["a", "c", "d", "e"], "untracked"),
        (["a", "e", "g"], "unused"),
        (["a", "x"], "form"),
        ([], "form"),
        ([...], "unanswered"),
        (2, "form"),
    ],
)
def test_filled(judged: Callable[..., str], answer: object, verdict: str) -> None:
    assert judged("2.3.filled", answer) == verdict


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


def layers_retained(x, weights):
    h = x
    layers = []
    for w in weights:
        h = torch.tanh(w * h)
        h.retain_grad()
        layers.append(h)
    h.backward()
    return [layer.grad for layer in layers]


def layers_hooks(x, weights):
    h, seen = x, []
    for w in weights:
        h = torch.tanh(w * h)
        h.register_hook(lambda gradient: seen.insert(0, gradient))
    h.backward()
    return seen


def layers_grad(x, weights):
    h, layers = x, []
    for w in weights:
        h = torch.tanh(w * h)
        layers.append(h)
    return torch.autograd.grad(h, layers)


def layers_starter(x, weights):
    return ...


def layers_reversed(x, weights):
    h, seen = x, []
    for w in weights:
        h = torch.tanh(w * h)
        h.register_hook(seen.append)
    h.backward()
    return seen


def layers_last_only(x, weights):
    h = x
    for w in weights:
        h = torch.tanh(w * h)
    h.retain_grad()
    h.backward()
    return [h.grad]


def layers_of_weights(x, weights):
    h = x
    for w in weights:
        h = torch.tanh(w * h)
    h.backward()
    return [w.grad for w in weights]


def layers_values(x, weights):
    h, layers = x, []
    for w in weights:
        h = torch.tanh(w * h)
        layers.append(h)
    return layers


def layers_late(x, weights):
    h, layers = x, []
    for w in weights:
        h = torch.tanh(w * h)
        layers.append(h)
    h.backward()
    for layer in layers:
        layer.retain_grad()
    return [layer.grad for layer in layers]


def layers_again(x, weights):
    h, layers = x, []
    for w in weights:
        h = torch.tanh(w * h)
        layers.append(h)
    h.backward(retain_graph=True)
    for layer in layers:
        layer.retain_grad()
    h.backward()
    return [layer.grad for layer in layers]


def layers_twice(x, weights):
    h, layers = x, []
    for w in weights:
        h = torch.tanh(w * h)
        h.retain_grad()
        layers.append(h)
    h.backward(retain_graph=True)
    h.backward()
    return [layer.grad for layer in layers]


def layers_one_tensor(x, weights):
    return x


@each_library
@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (layers_retained, "right"),
        (layers_hooks, "right"),
        (layers_grad, "right"),
        (layers_starter, "unanswered"),
        (layers_reversed, "reversed"),
        (layers_last_only, "count"),
        (layers_of_weights, "of_weights"),
        (layers_values, "values"),
        (layers_late, "none"),
        (layers_again, "doubled"),
        (layers_twice, "doubled"),
        (layers_one_tensor, "form"),
    ],
)
def test_layers(
    judged: Callable[..., str], library: Any, answer: FunctionType, verdict: str
) -> None:
    assert judged("2.3.layers", speaking(library, answer)) == verdict


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
