"""A graph as SVG: Graphviz's layout, with boxes and texts set by the rules of `style`."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from .dot import Direction
from .elements import DOTTED, Bounds, number, rectangle
from .graph import Graph, TensorNode
from .layout import laid_out, size
from .legend import add_legend
from .nodes import draw_label, draw_operation, draw_tensor
from .render import Renderer
from .style import (
    CODE_FONT,
    INK,
    PANEL,
    PANEL_LINE,
)
from .words import alt_text


def svg_of(
    graph: Graph,
    prefix: str = "",
    *,
    direction: Direction | None = "LR",
    renderer: Renderer = "wasm",
) -> str:
    """Return `graph` as SVG in the chosen language, beginning at ``<svg``.

    A node's ``<g>`` has the id `prefix` + key (``t0``, ``op0``), an edge's `prefix` + ``e`` and its
    place in ``graph.edges``. A node's first ``<text>`` elements are those of `texts_of`; they may
    be changed in place, the boxes have room for any number. With `direction` None the graph runs
    from left to right, or downward if it would be too wide for a page.
    """
    _, svg = laid_out(graph, direction, renderer)
    return dressed(svg, graph, prefix)


def dressed(svg: str, graph: Graph, prefix: str, *, legend: bool = False) -> str:
    """Return Graphviz's `svg` of `graph` with our shapes and texts in the places it chose."""
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    width, height = size(svg)
    drawing = root.find("g")
    assert drawing is not None
    nodes = {node.key: node for node in graph.nodes}
    for group in drawing.findall("g[@class='edge']"):
        edge = graph.edges[int(group.attrib["id"][1:])]
        group.attrib = {"id": prefix + group.attrib["id"]}
        for path in group.findall("path") if edge.dotted else ():
            path.attrib |= DOTTED
        _drop(group, "title")
        for label in group.findall("text"):
            draw_label(label)
    for group in drawing.findall("g[@class='node']"):
        node = nodes[group.findtext("title", "")]
        bounds = _bounds(group)
        group.clear()
        group.set("id", f"{prefix}{node.key}")
        if isinstance(node, TensorNode):
            draw_tensor(group, node, bounds)
        else:
            draw_operation(group, node, bounds)
    _drop(drawing, "polygon")
    drawn = width
    if legend:
        width, height = add_legend(root, graph, width, height)
    middle = f"translate({number((width - drawn) / 2)} 0) " if width > drawn else ""
    drawing.attrib = {"transform": middle + drawing.attrib["transform"]}
    root.attrib = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {number(width)} {number(height)}",
        "width": number(width),
        "height": number(height),
        "style": "max-width:100%;height:auto",
        "role": "img",
        "aria-label": alt_text(graph),
        "font-family": CODE_FONT,
        "fill": INK,
    }
    root.insert(0, rectangle((0.5, 0.5, width - 1, height - 1), 10, PANEL, PANEL_LINE, 1))
    return re.sub(r"\n+", "\n", ElementTree.tostring(root, encoding="unicode"))


def _bounds(group: Element) -> Bounds:
    """Left, top, width and height of the shapes that Graphviz drew in `group`."""
    corners = [corner for shape in group for corner in _corners(shape)]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    return left, top, right - left, bottom - top


def _corners(shape: Element) -> Iterable[tuple[float, float]]:
    if shape.tag == "ellipse":
        x, y, across, up = (float(shape.attrib[key]) for key in ("cx", "cy", "rx", "ry"))
        return [(x - across, y - up), (x + across, y + up)]
    numbers = re.findall(r"-?\d+\.?\d*", shape.get("points") or shape.get("d") or "")
    return zip(map(float, numbers[::2]), map(float, numbers[1::2]), strict=True)


def _drop(parent: Element, tag: str) -> None:
    for child in parent.findall(tag):
        parent.remove(child)
