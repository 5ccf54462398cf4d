"""The SVG: what its nodes say, that it shows hostile text as text, and how it looks."""

from dataclasses import replace
from itertools import product
from types import ModuleType
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import graphviz
import pytest

from autograd_lessons.language import LANGUAGES, set_language, text
from autograd_lessons.picture import Direction, Graph, collect, dot_of, draw, svg_of, texts_of
from autograd_lessons.picture.graph import Edge, OperationNode, TensorNode
from autograd_lessons.picture.style import (
    ARROW,
    BOXES,
    DERIVATIVE,
    GRAD,
    INK,
    MUTED,
    OPERATION_FILL,
    OPERATION_NAME,
    PAGE_WIDTH,
    PANEL,
)
from autograd_lessons.picture.widths import text_width

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    "</title></svg><img src=x onerror=alert(1)>",
    "&amp; &lt; &#60; \"quoted\" 'single'",
    "back\\slash \\N \\G \\l \\",
    "new\nline\r\ttab\0nul",
    "\u202eright to left \u2066",
    "אבג عربي",
    "<<b>html label</b>>",
    "매우 긴 이름" * 300,
    "]]> -- %s {0} {x}",
]


def groups(svg: str) -> dict[str, Element]:
    return {
        group.attrib["id"]: group
        for group in ElementTree.fromstring(svg).iter(f"{SVG}g")
        if "id" in group.attrib
    }


def texts(group: Element) -> list[str | None]:
    return [element.text for element in group.findall(f"{SVG}text")]


def example(torch: ModuleType) -> Graph:
    x = torch.tensor(1.0, requires_grad=True)
    y = x**2
    y.retain_grad()
    z = 3 * y
    z.backward()
    return collect([z, z.detach()], {"x": x, "y": y, "z": z})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prefix", ["", "al-"])
def test_nodes_show_their_texts(torch: ModuleType, language: str, prefix: str) -> None:
    set_language(language)
    graph = example(torch)
    found = groups(svg_of(graph, prefix))
    assert set(found) == {f"{prefix}{key}" for key in ["e0", "e1", "e2", "e3", *texts_of(graph)]}
    for key, shown in texts_of(graph).items():
        assert texts(found[prefix + key])[: len(shown)] == list(shown)
    assert texts_of(graph)["t2"] == ("z", "3", text("picture.not_kept"))
    kinds = {key: group.get("data-kind") for key, group in found.items() if "t" in key}
    ids = [f"{prefix}{node.key}" for node in graph.tensors]
    assert [kinds[each] for each in ids] == ["leaf", "retained", "non_leaf", "untracked"]
    for key, kind in kinds.items():
        assert text(f"picture.kind.{kind}") in texts(found[key])


def test_edges_run_between_their_nodes(torch: ModuleType) -> None:
    graph = example(torch)
    svg = svg_of(graph, direction="LR")
    found = groups(svg)

    def middle(key: str) -> float:
        shape = next(child for child in found[key] if child.tag in (f"{SVG}rect", f"{SVG}ellipse"))
        if "cx" in shape.attrib:
            return float(shape.attrib["cx"])
        return float(shape.attrib["x"]) + float(shape.attrib["width"]) / 2

    for number, edge in enumerate(graph.edges):
        path = found[f"e{number}"].find(f"{SVG}path")
        assert path is not None
        start = float(path.attrib["d"][1:].split(",")[0])
        assert middle(edge.source) < start < middle(edge.target)


def test_kinds_differ_in_shape_and_line(torch: ModuleType) -> None:
    found = groups(svg_of(example(torch)))
    looks = set()
    for key in ("t0", "t1", "t2", "t3"):
        boxes = found[key].findall(f"{SVG}rect")
        corner, dash = boxes[-1].attrib["rx"], boxes[-1].get("stroke-dasharray", "")
        looks.add((len(boxes), corner, dash))
    assert len(looks) == 4


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text(torch: ModuleType, name: str) -> None:
    x = torch.tensor(1.0, requires_grad=True)
    graph = collect([x * 2], {name: x})
    svg = svg_of(graph)
    box = groups(svg)["t0"]
    assert texts(box)[:3] == list(texts_of(graph)["t0"])
    assert {element.tag for element in ElementTree.fromstring(svg).iter()} <= {
        SVG + tag
        for tag in ("svg", "g", "title", "rect", "line", "text", "ellipse", "path", "polygon")
    }
    html = draw(x, names={name: x})._repr_html_()
    assert html.count("<") == 1


@pytest.mark.parametrize("name", HOSTILE)
def test_dot_of_hostile_names_is_read_as_it_is(torch: ModuleType, name: str) -> None:
    """Graphviz itself, too, shows the name as it is: the DOT stands on its own."""
    from autograd_lessons.picture import render_svg

    x = torch.tensor(1.0, requires_grad=True)
    graph = collect([x], {name: x})
    plain = ElementTree.fromstring(render_svg(dot_of(graph)))
    shown = [element.text for element in plain.iter(f"{SVG}text")]
    assert shown == [*texts_of(graph)["t0"][:2], ".grad None", "leaf"]


def test_svg_stands_alone(torch: ModuleType) -> None:
    svg = svg_of(example(torch))
    assert svg.startswith("<svg")
    root = ElementTree.fromstring(svg)
    width, height = root.attrib["width"], root.attrib["height"]
    assert root.attrib["viewBox"] == f"0 0 {width} {height}"
    assert root.attrib["role"] == "img"
    assert "x (leaf)" in root.attrib["aria-label"]
    panel = root[0]
    assert panel.tag == f"{SVG}rect"
    assert panel.attrib["fill"] == PANEL
    for font in ("Noto Sans KR", "Malgun Gothic", "Apple SD Gothic Neo"):
        assert font in root.attrib["font-family"]


def test_wide_graphs_run_downward(torch: ModuleType) -> None:
    x = y = torch.tensor(1.0, requires_grad=True)
    for _ in range(30):
        y = y + 1
    graph = collect([y], {"x": x, "y": y})
    sizes = {}
    for direction in ("LR", "TB", None):
        root = ElementTree.fromstring(svg_of(graph, direction=direction))
        sizes[direction] = float(root.attrib["width"])
    assert sizes["LR"] > PAGE_WIDTH > sizes["TB"] == sizes[None]
    assert "rankdir=TB" in draw(y).dot
    assert "rankdir=LR" in draw(x * 2).dot


def test_tensors_without_operations_stand_side_by_side(torch: ModuleType) -> None:
    a, b = torch.tensor(1.0), torch.tensor(2.0)
    found = groups(draw(a, b).svg)
    boxes = [found[key].find(f"{SVG}rect") for key in ("t0", "t1")]
    (left, top), (right, same) = [
        (float(box.attrib["x"]), float(box.attrib["y"])) for box in boxes if box is not None
    ]
    assert left < right
    assert top == same


def test_unconnected_parts_stand_in_the_order_of_their_roots(torch: ModuleType) -> None:
    leaves = [torch.tensor(float(n), requires_grad=True) for n in range(3)]
    roots = [leaf**2 for leaf in leaves]
    directions: list[tuple[Direction, str]] = [("LR", "y"), ("TB", "x")]
    for direction, side in directions:
        picture = draw(*roots, torch.tensor(7.0), direction=direction)
        found = groups(picture.svg)
        boxes = [found[node.key].find(f"{SVG}rect") for node in picture.graph.tensors if node.root]
        places = [float(box.attrib[side]) for box in boxes if box is not None]
        assert len(set(places)) == 4
        assert places == sorted(places)


@pytest.mark.parametrize("direction", ["", "RL", "lr"])
def test_unknown_direction(torch: ModuleType, direction: Any) -> None:
    with pytest.raises(ValueError, match="choose 'LR' or 'TB'"):
        draw(torch.tensor(1.0), direction=direction)


def test_box_has_room_for_any_number() -> None:
    sizes = set()
    for value, grad in product(("1", "-1.234e-05"), repeat=2):
        graph = Graph((TensorNode("t0", "x", value, grad, "leaf"),), ())
        sizes.add(ElementTree.fromstring(svg_of(graph)).attrib["width"])
    assert len(sizes) == 1
    assert float(sizes.pop()) > text_width("-1.234e-05", 14)


def test_matrix_stands_row_by_row_in_its_box(torch: ModuleType) -> None:
    w = torch.tensor([[1.0, 20.0], [3.0, 4.0]], requires_grad=True)
    w.sum().backward()
    graph = collect([w], {"w": w})
    assert texts_of(graph)["t0"] == ("w", "[[1, 20],", " [3,  4]]", "[[1, 1],", " [1, 1]]")
    box = groups(svg_of(graph))["t0"]
    assert texts(box)[:5] == list(texts_of(graph)["t0"])
    (rectangle,) = box.findall(f"{SVG}rect")
    top, height = float(rectangle.attrib["y"]), float(rectangle.attrib["height"])
    places = [float(line.attrib["y"]) for line in box.findall(f"{SVG}text")[:5]]
    assert [top, *places] == sorted({top, *places})
    assert places[-1] < top + height
    plain = collect([torch.tensor(1.0)], {})
    assert height > float(groups(svg_of(plain))["t0"].findall(f"{SVG}rect")[0].attrib["height"])
    assert "w = [[1, 20], [3, 4]]  leaf, grad [[1, 1], [1, 1]]" in repr(draw(w))


def test_what_arrived_stands_between_value_and_grad(torch: ModuleType) -> None:
    graph = collect([torch.tensor(1.0, requires_grad=True)], {})
    (node,) = graph.nodes
    assert isinstance(node, TensorNode)
    more = Graph((replace(node, arrived="dz/dx = 0.5 + 3 = 3.5\n(so far)"),), ())
    assert texts_of(more)["t0"] == ("result", "1", "dz/dx = 0.5 + 3 = 3.5", "(so far)", "None")
    box, plain = (groups(svg_of(each))["t0"] for each in (more, graph))
    assert texts(box)[:5] == list(texts_of(more)["t0"])
    places = [float(line.attrib["y"]) for line in box.findall(f"{SVG}text")[:5]]
    assert places == sorted(set(places))
    tall, low = (each.findall(f"{SVG}rect")[0].attrib for each in (box, plain))
    assert float(tall["height"]) > float(low["height"])
    assert float(tall["width"]) > text_width("dz/dx = 0.5 + 3 = 3.5", 12)


def test_boxes_grow_with_hangul() -> None:
    assert text_width("기울기", 10) == 30
    assert text_width("abc", 10) < 20
    assert text_width("é", 10) == text_width("e", 10)


def test_operation_texts_are_cut() -> None:
    graph = Graph((OperationNode("op0", "s" * 99, "n" * 99), OperationNode("op1", "", "")), ())
    sign, name = texts_of(graph)["op0"]
    assert sign.endswith("…")
    assert name.endswith("…")
    assert texts(groups(svg_of(graph))["op0"]) == [sign, name]


def test_same_key_in_two_places_has_two_ids() -> None:
    node = TensorNode("t0", "x", "1", "None", "leaf")
    graph = Graph((node, OperationNode("op0", "+", "AddBackward0")), (Edge("t0", "op0"),))
    assert set(groups(svg_of(graph, "a-"))).isdisjoint(groups(svg_of(graph, "b-")))


def contrast(first: str, second: str) -> float:
    """The contrast ratio of WCAG 2."""

    def luminance(color: str) -> float:
        parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    pairs = [(OPERATION_NAME, OPERATION_FILL), (INK, OPERATION_FILL), (ARROW, PANEL)]
    pairs += [(color, PANEL) for color in (DERIVATIVE, GRAD, INK)]
    for style in BOXES.values():
        pairs += [(color, style.fill) for color in (INK, MUTED, GRAD, style.tag)]
        assert contrast(style.line, PANEL) >= 3  # what is no text
    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 4.5} == {}


def test_dot_is_graphviz(torch: ModuleType) -> None:
    picture = draw(torch.tensor(1.0))
    assert graphviz.Source(picture.dot).source == picture.dot
    assert picture.dot.startswith("digraph")
