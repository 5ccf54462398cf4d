"""Names: found in the caller, and shown safely."""

from types import ModuleType
from typing import Any

import pytest
import torch as pytorch

from autograd_lessons.picture import draw
from autograd_lessons.picture.draw import Picture
from autograd_lessons.picture.names import LONGEST, checked_names, shown


def names(picture: Picture) -> list[str]:
    return [node.name for node in picture.graph.tensors]


def test_local_variables(torch: ModuleType) -> None:
    x = torch.tensor(1.0, requires_grad=True)
    y = x * 2
    assert names(draw(y)) == ["x", "y"]
    assert y.requires_grad


def test_module_variables(torch: ModuleType) -> None:
    cell = """
x = torch.tensor(1.0, requires_grad=True)
_ = __ = _3 = y = x * 2
z = y + x
picture = draw(z)
"""
    space = {"torch": torch, "draw": draw}
    exec(cell, space)
    assert names(space["picture"]) == ["x", "y", "z"]  # type: ignore[arg-type]


def test_local_names_go_before_global_ones(torch: ModuleType) -> None:
    cell = """
x = torch.tensor(1.0, requires_grad=True)
w = torch.tensor(2.0, requires_grad=True)
hidden = w
def model(inputs, hidden):
    y = inputs * w
    return draw(y)
picture = model(x, None)
"""
    space = {"torch": torch, "draw": draw}
    exec(cell, space)
    # `inputs` is x here, and the name `hidden` means something else.
    assert names(space["picture"]) == ["inputs", "w", "y"]  # type: ignore[arg-type]


def test_parameters_of_a_module(torch: ModuleType) -> None:
    class Model:
        def __init__(self) -> None:
            self.weight = torch.tensor(2.0, requires_grad=True)
            self.bias = torch.tensor(1.0, requires_grad=True)

        def named_parameters(self) -> Any:
            yield "layer.weight", self.weight
            yield "bias", self.bias
            yield "odd", None

    model = Model()
    x = torch.tensor(1.0, requires_grad=True)
    assert names(draw(x * model.weight + model.bias)) == [
        "x",
        "model.layer.weight",
        "model.bias",
        "",
    ]
    bias = model.bias  # a variable's own name goes first
    parameters = [model.weight, bias]
    assert names(draw(x * model.weight + bias)) == ["x", "model.layer.weight", "bias", ""]
    assert len(parameters) == 2


def test_parameters_of_pytorchs_modules() -> None:
    model = pytorch.nn.Sequential(pytorch.nn.Linear(1, 2), pytorch.nn.ReLU())
    parameters = list(model.parameters())
    assert names(draw(model(pytorch.ones(3, 1)))) == ["model.0.bias", "model.0.weight", ""]
    assert len(parameters) == 2


@pytest.mark.parametrize("broken", [None, 3, lambda self: 1 / 0, lambda self: [1, 2]])
def test_broken_modules_are_left_alone(torch: ModuleType, broken: Any) -> None:
    model = type("Model", (), {"named_parameters": broken})()
    Model = type(model)
    x = torch.tensor(1.0, requires_grad=True)
    assert names(draw(x)) == ["x"]
    assert isinstance(model, Model)


def test_elements_of_lists_and_dicts(torch: ModuleType) -> None:
    cell = """
params = [torch.tensor(1.0, requires_grad=True), torch.tensor(2.0, requires_grad=True)]
both = params[1], 3
weights = {"w": torch.tensor(3.0, requires_grad=True), 7: 7, None: params[0]}
Out = _oh = {1: weights["w"]}
y = params[0] * params[1] + weights["w"]
picture = draw(y)
"""
    space = {"torch": torch, "draw": draw}
    exec(cell, space)
    found = names(space["picture"])  # type: ignore[arg-type]
    assert found == ["params[0]", "params[1]", "weights['w']", "y"]


def test_huge_lists_do_not_hang(torch: ModuleType) -> None:
    x = torch.tensor(1.0, requires_grad=True)
    many = [x * 1] * 1_000_000
    assert names(draw(many[0])) == ["x", "many[0]"]


def test_given_names_replace_those_of_the_caller(torch: ModuleType) -> None:
    x = torch.tensor(1.0, requires_grad=True)
    y = x * 2
    assert names(draw(y, names={"input": x})) == ["input", ""]


def test_callers_odd_variables_are_left_alone(torch: ModuleType) -> None:
    class Proxy:
        @property
        def __class__(self) -> Any:
            raise AssertionError("looked into a variable that is no tensor")

        @__class__.setter
        def __class__(self, value: Any) -> None: ...

    odd = Proxy()
    x = torch.tensor(1.0, requires_grad=True)
    assert names(draw(x)) == ["x"]
    assert type(odd) is Proxy


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("x", "x"),
        ("기울기", "기울기"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\u202eevil\u2066", "\\u202eevil\\u2066"),
        ("\0\ud800", "\\x00\\ud800"),
        ("אבג", "אבג"),
        ("a" * LONGEST, "a" * LONGEST),
        ("a" * 1000, "a" * (LONGEST - 1) + "…"),
    ],
)
def test_shown(name: str, expected: str) -> None:
    assert shown(name) == expected


def test_wrong_names(torch: ModuleType) -> None:
    x = torch.tensor(1.0)
    with pytest.raises(TypeError, match="names must be a dict of tensors by name, not list"):
        checked_names([x])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a name must be a str, not int"):
        checked_names({1: x})  # type: ignore[dict-item]
    with pytest.raises(TypeError, match=r"names\['x'\] must be a tensor, not float"):
        checked_names({"x": 1.0})
