"""`kink_lab`: what it computes is what PyTorch gives, and the rules are those the curves obey."""

import math

import pytest
import torch

from autograd_lessons import engine, kink_lab
from autograd_lessons.language import entry
from autograd_lessons.widgets.kinks import KINKS, RULES
from autograd_lessons.widgets.sorting import CLASSES, OPERATIONS, seen

# Found by hand, on PyTorch's documentation and by pen: the gradients and the classes.
GRADIENTS = {
    "relu": [0],
    "absolute": [0],
    "clamp": [1],
    "leaky_relu": [0.1],
    "difference": [0],
    "largest": [0, 0.5, 0.5],
    "largest_along": [1, 0, 0],
    "maximum": [0.5, 0.5],
    "median": [0.5, 0.5, 0],
    "norm": [0, 0],
    "sqrt": [math.inf],
    "half_power": [math.inf],
    "sqrt_square": [math.nan],
    "where": [math.nan],
    "log": [math.inf],
    "reciprocal": [-math.inf],
    "zeroth_power": [0],
    **{name: [0] for name in ("sign", "rounded", "floor", "ceil", "trunc")},
}
SORTED = {
    "recorded": {"largest", "at_argmax", "ordered"},
    "zero": {"rounded", "floor", "sign", "ceil", "trunc"},
    "unrecorded": {"argmax", "larger", "integers", "order"},
    "raises": {"heaviside"},
}
RIGHT = {operation: kind for kind, operations in SORTED.items() for operation in operations}
TIES = {"largest": 2, "largest_along": 2, "maximum": 2, "median": 2}


@pytest.mark.parametrize("name", KINKS)
def test_gradients_are_pytorchs(library, name):
    grad = KINKS[name].gradient(library).reshape(-1).tolist()
    assert grad == pytest.approx(GRADIENTS[name], nan_ok=True)
    assert KINKS[name].answer(engine) == KINKS[name].answer(torch)


@pytest.mark.parametrize("name", KINKS)
def test_the_rule_is_kept_or_not(name):
    kink = KINKS[name]
    grad = KINKS[name].gradient(torch).reshape(-1).tolist()[kink.moved]
    both = kink.sides
    match kink.rule:
        case "differentiable":
            assert both.smooth
            ruled = both.slope
        case "convex" | "concave":
            left, right = both.left.slope, both.right.slope
            assert (left < right) == (kink.rule == "convex")
            # Of least norm: a tie shares a 1 equally; else the slope nearest to 0.
            ruled = 1 / TIES[name] if name in TIES else min(max(left, 0), right)
        case "defined":
            assert math.isfinite(kink.value(kink.here))
            near = kink.here + 1e-6
            ruled = math.inf if name in ("sqrt", "half_power", "where") else 0
            assert (kink.value(near + 1e-7) - kink.value(near)) / 1e-7 > 100 or ruled == 0
        case "undefined":
            assert both is None
            ruled = grad
    assert (grad == pytest.approx(ruled, rel=1e-3)) == kink.kept


@pytest.mark.parametrize("name", KINKS)
def test_the_answer_is_among_wrong_ones(name):
    kink = KINKS[name]
    assert kink.answer(engine) in kink.options
    assert len(kink.options) >= 3
    assert len(set(kink.options)) == len(kink.options)


def test_the_code_is_what_runs():
    assert KINKS["leaky_relu"].code == "torch.nn.functional.leaky_relu(x, 0.1)"
    for kink in KINKS.values():
        x = torch.tensor(kink.at if len(kink.at) > 1 else kink.at[0])
        names = {"torch": torch, "x": x}
        exec(f"y = {kink.code}", names)
        assert names["y"].item() == pytest.approx(kink.value(kink.here), nan_ok=True)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_classes_are_pytorchs(library, operation):
    found = seen(OPERATIONS[operation], library)
    assert found.kind == RIGHT[operation]
    ours, theirs = (seen(OPERATIONS[operation], each) for each in (engine, torch))
    assert ours == theirs


def test_a_prediction_is_answered(language):
    lab = kink_lab("clamp")
    assert lab.answer == {}
    assert ">?</tspan>" in lab.scene["svg"]  # not told before
    lab.predicted = "0"
    assert not lab.answer["hit"]
    assert "1" in lab.answer["headline"]
    assert "0" in lab.answer["headline"]
    assert lab.answer["printed"] == "x.grad = tensor(1.)"
    assert entry("kink_lab.rules.convex") in lab.answer["rule"]
    assert lab.answer["why"] == entry("kink_lab.functions.clamp")
    assert ">1</tspan>" in lab.answer["curve"]
    lab.function = "largest"
    assert (lab.predicted, lab.answer) == ("", {})
    lab.predicted = "0.5"
    assert lab.answer["hit"]
    assert lab.answer["printed"] == "x.grad = tensor([0.0000, 0.5000, 0.5000])"


def test_sorting_says_expected_and_got(language):
    classes = entry("kink_lab.classes")
    lab = kink_lab()
    lab.sorted = {"rounded": "unrecorded", "argmax": "unrecorded"}
    wrong, right = (lab.checked["told"][key] for key in ("rounded", "argmax"))
    assert (wrong["right"], right["right"]) == (False, True)
    assert classes["zero"] in wrong["text"]
    assert classes["unrecorded"] in wrong["text"]
    assert "x.grad = tensor([0., 0., 0.])" in wrong["text"]
    assert "does not require grad and does not have a grad_fn" in right["text"]
    lab.sorted = RIGHT
    assert all(each["right"] for each in lab.checked["told"].values())
    count = len(OPERATIONS)
    assert lab.checked["score"] == entry("kink_lab.score").format(right=count, count=count)


def test_unknown_names_are_refused_and_the_lab_stays(language):
    with pytest.raises(ValueError, match="'nothing'"):
        kink_lab("nothing")
    lab = kink_lab()
    bad = {"function": "<b>", "predicted": "<b>", "sorted": {"argmax": "<b>"}}
    for name, value in bad.items():
        with pytest.raises(Exception, match="'<b>'"):
            setattr(lab, name, value)
    assert (lab.function, lab.predicted, lab.sorted) == ("relu", "", {})


def test_there_is_a_text_for_everything(language):
    assert list(entry("kink_lab.functions")) == list(KINKS)
    assert list(entry("kink_lab.rules")) == list(RULES)
    assert list(entry("kink_lab.classes")) == list(entry("kink_lab.reasons")) == list(CLASSES)


@pytest.mark.parametrize("name", ["relu", "log", "where"])
def test_in_its_place_there_is_a_picture_and_text(language, name):
    lab = kink_lab(name)
    data, _ = lab._repr_mimebundle_()
    assert data["text/plain"] == f"kink_lab({name!r}): {KINKS[name].code} at x = 0"
    assert '<img alt="' in data["text/html"]
    assert entry("kink_lab.answers") in data["text/html"]
    broken = entry("kink_lab.rule_broken").rpartition("}")[2]
    assert (broken in data["text/html"]) == (not KINKS[name].kept)
    assert "`" not in data["text/html"]
