"""Names: found in the caller, and shown safely."""

from types import ModuleType
from typing import Any

import pytest

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
