"""The signs in the ovals: what a beginner reads, from what PyTorch saved."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
import torch as pytorch

from autograd_lessons.picture import collect, watch

Make = Callable[[ModuleType, Any], Any]


def sign(root: Any, names: dict[str, Any]) -> str:
    return collect([root], names).operations[-1].sign


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda torch, x: x**2, "x²"),
        (lambda torch, x: x**-1, "x⁻¹"),
        (lambda torch, x: x**0.5, "x**0.5"),
        (lambda torch, x: 3 * x, "× 3"),
        (lambda torch, x: x * -0.25, "× -0.25"),
        (lambda torch, x: x / 4, "÷ 4"),
        (lambda torch, x: x * torch.tensor(2.5), "× 2.5"),
        (lambda torch, x: x * torch.tensor([2.0, 3.0]), "× …"),
        (lambda torch, x: x + 1, "+ …"),
        (lambda torch, x: x - 1, "− …"),
        (lambda torch, x: 1 - x, "… − x"),
        (lambda torch, x: -x, "−x"),
        (lambda torch, x: x + x, "+"),
        (lambda torch, x: x.sin(), "sin"),
        (lambda torch, x: x.sum(), "sum"),
        (lambda torch, x: x.exp(), "exp"),
        (lambda torch, x: x.reshape(2, 1), "reshape"),
    ],
)
def test_sign(torch: ModuleType, make: Make, expected: str) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    assert sign(make(torch, x), {"x": x}) == expected


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda torch, x: x + 1, "+ 1"),
        (lambda torch, x: 0.5 + x, "+ 0.5"),
        (lambda torch, x: x - 1, "− 1"),
        (lambda torch, x: 1 - x, "1 − x"),
        (lambda torch, x: x.add(torch.tensor(3.0)), "+ 3"),
        (lambda torch, x: torch.sub(torch.tensor(3.0), x), "3 −"),
        (lambda torch, x: torch.add(x, other=-2), "+ -2"),
        (lambda torch, x: x + torch.tensor([1.0, 2.0]), "+ …"),
        (lambda torch, x: 3 * x, "× 3"),
        (lambda torch, x: x / 4, "÷ 4"),
        (lambda torch, x: x**0.5, "x**0.5"),
        (lambda torch, x: 2**x, "2**x"),
    ],
)
@pytest.mark.parametrize("freed", [False, True])
def test_watching_knows_the_constants(
    torch: ModuleType, make: Make, expected: str, freed: bool
) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with watch() as results:
        y = make(torch, x)
    if freed:
        y.sum().backward()
    assert collect([y], {"x": x}, results).operations[-1].sign == expected


def test_constants_have_the_names_of_variables(torch: ModuleType) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    data = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    target = torch.tensor([1.0, 0.0])
    names = {"x": x, "X": data, "target": target}
    assert sign(data @ x, names) == "X @"
    assert sign(x * target, names) == "× target"
    assert sign(x * target.clone(), names) == "× …"
    assert sign(x * target, {"x": x, "a_name_too_long": target}) == "× …"
    assert sign(x - target, names) == "− …"
    with watch() as results:
        y = x - target
    assert collect([y], names, results).operations[-1].sign == "− target"


def test_matmul_with_untracked_data(torch: ModuleType) -> None:
    w = torch.tensor([[1.0], [2.0]], requires_grad=True)
    data = torch.tensor([[1.0, 2.0]])
    assert sign(data @ w, {"w": w}) == "… @"
    assert sign(w @ data, {"w": w}) == "@ …"


@pytest.mark.parametrize("name", ["", "a_very_long_name", "\u202e", "a\nb"])
def test_power_of_what_has_no_short_name(torch: ModuleType, name: str) -> None:
    x = torch.tensor(1.0, requires_grad=True)
    assert sign(x**3, {name: x} if name else {}) == "( )³"


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda x: 2**x, "2**x"),
        (lambda x: x[0], "[0]"),
        (lambda x: x[-1], "[-1]"),
        (lambda x: x.reshape(1, 2)[:, 1], "[…]"),
        (lambda x: x.log_softmax(0), "log_softmax"),
        (lambda x: pytorch.nn.functional.leaky_relu(x), "leaky_relu"),
        (lambda x: x.double(), "to"),
        (lambda x: x.clone().index_fill_(0, pytorch.tensor([0]), 3.0), "index_fill"),
    ],
)
def test_signs_of_more_of_pytorch(make: Callable[[Any], Any], expected: str) -> None:
    x = pytorch.tensor([1.0, 2.0], requires_grad=True)
    assert sign(make(x), {"x": x}) == expected


def test_custom_function_shows_its_name() -> None:
    class Double(pytorch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            ctx.variable = x  # an attribute of the learner's, not that of a leaf's node
            return x * 2

        @staticmethod
        def backward(ctx: Any, *grads: Any) -> Any:
            return grads[0] * 2

    x = pytorch.tensor(1.0, requires_grad=True)
    (operation,) = collect([Double.apply(x)], {"x": x}).operations
    assert (operation.sign, operation.name) == ("double", "DoubleBackward")


def test_node_with_several_results() -> None:
    x = pytorch.tensor([1.0, 2.0], requires_grad=True)
    first, second = x.unbind()
    product = first * second
    graph = collect([product], {"x": x, "second": second, "first": first})
    assert [node.name for node in graph.tensors] == ["x", "first", "second", ""]
    assert [node.name for node in graph.operations] == ["UnbindBackward0", "MulBackward0"]
