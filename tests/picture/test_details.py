"""What a picture shows on request: saved values and local derivatives."""

from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest

from autograd_lessons.language import set_language
from autograd_lessons.picture import CHANGED, FREED, Graph, draw

SVG = "{http://www.w3.org/2000/svg}"


def saved(graph: Graph) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    return [(node.sign, node.saved) for node in graph.operations]


def texts(svg: str) -> list[str | None]:
    return [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_saved_values_until_they_are_freed(torch: ModuleType) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    c = torch.tensor([3.0, 4.0])
    z = ((x**2) * c + 1).exp().sum()
    before = draw(z, saved=True)
    assert saved(before.graph) == [
        ("x²", (("self", "[1, 2]"),)),
        ("× c", (("other", "[3, 4]"),)),
        ("+ …", ()),
        ("exp", (("result", "[54.6, 2.415e+07]"),)),
        ("sum", ()),
    ]
    assert "saved self = [1, 2]" in texts(before.svg)
    z.backward()
    after = draw(z, saved=True)
    assert [values for _, values in saved(after.graph)] == [
        (("self", FREED),),
        (("other", FREED),),
        (),
        (("result", FREED),),
        (),
    ]
    assert "saved self: freed" in texts(after.svg)
    set_language("ko")
    assert "저장: self (해제됨)" in texts(draw(z, saved=True).svg)
    assert saved(draw(z).graph)[0] == ("x²", ())


def test_saved_value_that_was_changed_in_place(torch: ModuleType) -> None:
    x = torch.tensor([1.0], requires_grad=True)
    y = x + 1
    z = y**2
    y += 1
    picture = draw(z, saved=True)
    assert saved(picture.graph)[-1] == ("( )²", (("self", CHANGED),))
    assert "saved self: changed in place" in texts(picture.svg)


def test_saved_tensors_of_a_function(torch: ModuleType) -> None:
    class Product(torch.autograd.Function):  # type: ignore[name-defined]
        @staticmethod
        def forward(ctx: Any, a: Any, b: Any) -> Any:
            ctx.save_for_backward(a, b)
            return a * b

        @staticmethod
        def backward(ctx: Any, *grads: Any) -> Any:
            a, b = ctx.saved_tensors
            return grads[0] * b, grads[0] * a

    x = torch.tensor(2.0, requires_grad=True)
    y = Product.apply(x, torch.tensor(5.0))
    (operation,) = draw(y, saved=True).graph.operations
    assert operation.saved == (("saved_tensors[0]", "2"), ("saved_tensors[1]", "5"))
    y.backward()
    (operation,) = draw(y, saved=True).graph.operations
    assert operation.saved == (("saved_tensors", FREED),)


def test_local_derivatives_stand_at_the_edges(torch: ModuleType) -> None:
    x = torch.tensor(2.0, requires_grad=True)
    y = x**2
    z = 3 * y + x * 0.5
    picture = draw(z, derivatives=True)
    nodes = {node.key: getattr(node, "sign", "") for node in picture.graph.nodes}
    found = [(nodes[edge.target], edge.derivative) for edge in picture.graph.edges]
    assert [each for each in found if each[1]] == [
        ("x²", "4"),
        ("× 3", "3"),
        ("× 0.5", "0.5"),
        ("+", "1"),
        ("+", "1"),
    ]
    assert {"∂ 4", "∂ 3", "∂ 0.5", "∂ 1"} <= set(texts(picture.svg))
    assert "x² of x (∂ 4)" in picture._repr_html_()
    assert "PowBackward0 of x (∂ 4)" in repr(picture)
    assert all(edge.derivative == "" for edge in draw(z).graph.edges)


def test_local_derivatives_that_are_large_or_unknown(torch: ModuleType) -> None:
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    long = torch.tensor([0.12345, 1.2345, 12.345], requires_grad=True)
    w = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=True)
    y = w @ (x * 2 + x * x * long)
    picture = draw(y, derivatives=True)
    assert [edge.derivative for edge in picture.graph.edges] == [
        *["2", "[1, 2, 3]", "[1, 2, 3]"],
        *["shape (3,)", "[1, 4, 9]"],
        *["1", "1"],
        *["", "", ""],  # no number is what a matrix product multiplies by
    ]


def test_freed_graphs_have_no_local_derivatives(torch: ModuleType) -> None:
    x = torch.tensor(2.0, requires_grad=True)
    z = x.sin() + x
    z.backward()
    found = [edge.derivative for edge in draw(z, derivatives=True).graph.edges]
    assert found == ["", "1", "1", ""]
    assert x.grad == 1 + torch.cos(torch.tensor(2.0))


@pytest.mark.parametrize("direction", ["LR", "TB"])
def test_details_are_drawn_the_same_by_both_libraries(torch: ModuleType, direction: Any) -> None:
    from autograd_lessons import engine

    def picture(library: ModuleType) -> str:
        x = library.tensor([1.0, 2.0], requires_grad=True)
        y = (x**2).exp().sum() / 3
        return draw(y, saved=True, derivatives=True, direction=direction).svg

    assert picture(torch) == picture(engine)
