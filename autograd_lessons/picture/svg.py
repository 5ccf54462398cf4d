"""A graph as SVG: Graphviz's layout, with boxes and texts set by the rules of `style`."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from .dot import Direction
from .graph import NOT_KEPT, Graph, OperationNode, TensorNode
from .layout import laid_out, size
from .names import shown
from .render import Renderer
from .style import (
    BOX_PADDING,
    BOXES,
    CODE_FONT,
    DERIVATIVE,
    DERIVATIVE_SIZE,
    GRAD,
    GRAD_BASELINE,
    GRAD_LINE,
    GRAD_SIZE,
    GRAD_STEP,
    INK,
    MUTED,
    NAME_BASELINE,
    NAME_SIZE,
    NAMELESS_SIZE,
    OPERATION_FILL,
    OPERATION_HEIGHT,
    OPERATION_LINE,
    OPERATION_NAME,
    OPERATION_NAME_BASELINE,
    OPERATION_NAME_SIZE,
    PANEL,
    PANEL_LINE,
    SAVED_BASELINE,
    SAVED_SIZE,
    SAVED_STEP,
    SIGN_BASELINE,
    SIGN_SIZE,
    TAG_SIZE,
    TEXT_FONT,
    VALUE_BASELINE,
    VALUE_SIZE,
    VALUE_STEP,
)
from .texts import (
    GRAD_LABEL,
    arrived_lines,
    kind_text,
    operation_texts,
    saved_lines,
    tensor_texts,
)
from .words import alt_text

_TOOLTIP = 200

# Words of ours in the places of names and numbers must not look like them.
_WORDS = {"font-family": TEXT_FONT, "fill": MUTED}


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


def dressed(svg: str, graph: Graph, prefix: str) -> str:
    """Return Graphviz's `svg` of `graph` with our shapes and texts in the places it chose."""
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    width, height = size(svg)
    drawing = root.find("g")
    assert drawing is not None
    nodes = {node.key: node for node in graph.nodes}
    for group in drawing.findall("g[@class='edge']"):
        group.attrib = {"id": prefix + group.attrib["id"]}
        _drop(group, "title")
        for label in group.findall("text"):
            _label_edge(label)
    for group in drawing.findall("g[@class='node']"):
        node = nodes[group.findtext("title", "")]
        bounds = _bounds(group)
        group.clear()
        group.set("id", f"{prefix}{node.key}")
        if isinstance(node, TensorNode):
            _draw_tensor(group, node, *bounds)
        else:
            _draw_operation(group, node, *bounds)
    drawing.attrib = {"transform": drawing.attrib["transform"]}
    _drop(drawing, "polygon")
    root.attrib = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {_short(width)} {_short(height)}",
        "width": _short(width),
        "height": _short(height),
        "style": "max-width:100%;height:auto",
        "role": "img",
        "aria-label": alt_text(graph),
        "font-family": CODE_FONT,
        "fill": INK,
    }
    root.insert(0, _rectangle((0.5, 0.5, width - 1, height - 1), 10, PANEL, PANEL_LINE, 1))
    return re.sub(r"\n+", "\n", ElementTree.tostring(root, encoding="unicode"))


def _draw_tensor(
    group: Element, node: TensorNode, x: float, y: float, width: float, height: float
) -> None:
    style = BOXES[node.kind]
    name, value, grad = tensor_texts(node)
    group.set("data-kind", node.kind)
    SubElement(group, "title").text = shown(node.name, _TOOLTIP) or name
    if style.double:
        outer = (x, y, width, height)
        group.append(_rectangle(outer, style.corner + 3, PANEL, style.line, style.width))
        x, y, width, height = x + 4, y + 4, width - 8, height - 8
    box = _rectangle((x, y, width, height), style.corner, style.fill, style.line, style.width)
    if style.dash:
        box.set("stroke-dasharray", style.dash)
    group.append(box)
    values, arrived, grads = value.split("\n"), arrived_lines(node), grad.split("\n")
    middle = y + (len(values) - 1) * VALUE_STEP
    lower = middle + len(arrived) * GRAD_STEP
    line = {"x1": _short(x), "x2": _short(x + width)} | dict.fromkeys(
        ("y1", "y2"), _short(lower + GRAD_LINE)
    )
    SubElement(group, "line", line | {"stroke": style.line, "stroke-opacity": "0.35"})
    left, right = x + BOX_PADDING, x + width - BOX_PADDING
    if node.name:
        _text(group, left, y + NAME_BASELINE, NAME_SIZE, name, **{"font-weight": "700"})
    else:
        _text(group, left, y + NAME_BASELINE, NAMELESS_SIZE, name, **_WORDS)
    end = {"text-anchor": "end"}
    for row, shown_value in enumerate(values):
        baseline = y + VALUE_BASELINE + row * VALUE_STEP
        _text(group, right, baseline, VALUE_SIZE, shown_value, **end)
    for row, shown_arrival in enumerate(arrived, 1):
        baseline = middle + VALUE_BASELINE + row * GRAD_STEP
        _text(group, right, baseline, GRAD_SIZE, shown_arrival, fill=GRAD, **end)
    grad_style = _WORDS if node.grad == NOT_KEPT else {"fill": GRAD}
    for row, shown_grad in enumerate(grads):
        baseline = lower + GRAD_BASELINE + row * GRAD_STEP
        _text(group, right, baseline, GRAD_SIZE, shown_grad, **grad_style, **end)
    tag = end | {"fill": style.tag, "font-family": TEXT_FONT}
    _text(group, right, y + NAME_BASELINE, TAG_SIZE, kind_text(node), **tag)
    _text(group, left, lower + GRAD_BASELINE, GRAD_SIZE, GRAD_LABEL, fill=MUTED)


def _draw_operation(
    group: Element, node: OperationNode, x: float, y: float, width: float, height: float
) -> None:
    sign, name = operation_texts(node)
    SubElement(group, "title").text = shown(node.name, _TOOLTIP)
    middle = x + width / 2
    saved = saved_lines(node)
    if saved:
        shape = (x, y, width, height)
        group.append(_rectangle(shape, OPERATION_HEIGHT / 2, OPERATION_FILL, OPERATION_LINE, 1.2))
    for inset in () if saved else (0, 4) if node.operations or node.tensors else (0,):
        oval = {"cx": middle, "cy": y + height / 2, "rx": width / 2, "ry": height / 2}
        oval |= {"rx": width / 2 - inset, "ry": height / 2 - inset}
        paint = {"fill": OPERATION_FILL, "stroke": OPERATION_LINE, "stroke-width": "1.2"}
        SubElement(group, "ellipse", {key: _short(number) for key, number in oval.items()} | paint)
    center = {"text-anchor": "middle"}
    _text(group, middle, y + SIGN_BASELINE, SIGN_SIZE, sign, **center, **{"font-weight": "700"})
    baseline = y + OPERATION_NAME_BASELINE
    _text(group, middle, baseline, OPERATION_NAME_SIZE, name, fill=OPERATION_NAME, **center)
    for row, line in enumerate(saved):
        baseline = y + SAVED_BASELINE + row * SAVED_STEP
        _text(group, middle, baseline, SAVED_SIZE, line, **center)


def _label_edge(label: Element) -> None:
    place = {key: label.attrib[key] for key in ("x", "y")}
    # An outline of the panel's colour keeps the text readable where it meets a line.
    halo = {"stroke": PANEL, "stroke-width": "4", "paint-order": "stroke"}
    middle = {"text-anchor": "middle", "font-size": _short(DERIVATIVE_SIZE), "fill": DERIVATIVE}
    label.attrib = place | middle | halo
    label.text = (label.text or "").strip()


def _text(group: Element, x: float, y: float, size: float, text: str, **style: str) -> None:
    attributes = {
        "x": _short(x),
        "y": _short(y),
        "font-size": _short(size),
        "xml:space": "preserve",
    }
    SubElement(group, "text", attributes | style).text = text


def _rectangle(
    box: tuple[float, float, float, float], corner: float, fill: str, line: str, width: float
) -> Element:
    sides = dict(zip(("x", "y", "width", "height"), map(_short, box), strict=True))
    paint = {"rx": _short(corner), "fill": fill, "stroke": line, "stroke-width": _short(width)}
    return Element("rect", sides | paint)


def _bounds(group: Element) -> tuple[float, float, float, float]:
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


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
