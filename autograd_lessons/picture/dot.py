"""A graph as DOT: complete in itself, and what Graphviz lays out."""

from typing import Literal, TypeAlias

import graphviz

from .graph import Graph, Node, TensorNode
from .style import (
    ARROW,
    BOXES,
    DERIVATIVE,
    DERIVATIVE_SIZE,
    GHOST_FILL,
    GHOST_LINE,
    INK,
    MARGIN,
    OPERATION_FILL,
    OPERATION_LINE,
    PANEL,
    VALUE_SIZE,
    BoxStyle,
)
from .texts import (
    GRAD_LABEL,
    arrived_lines,
    box_height,
    box_width,
    edge_text,
    kind_text,
    operation_height,
    operation_texts,
    operation_width,
    saved_lines,
    tensor_texts,
)

Direction: TypeAlias = Literal["LR", "TB"]

_INCH = 72


def dot_of(graph: Graph, direction: Direction = "LR") -> str:
    """Return `graph` as DOT, from left to right or top to bottom, in the chosen language.

    Every node has its size, so that the layout depends on no font; for the labels of edges Graphviz
    knows how wide Courier is.
    """
    if direction not in ("LR", "TB"):
        raise ValueError(f"unknown direction {direction!r}: choose 'LR' or 'TB'")
    dot = graphviz.Digraph(
        graph_attr={
            "rankdir": direction,
            "bgcolor": PANEL,
            "pad": _inches(MARGIN),
            "nodesep": "0.3",
            "ranksep": "0.38",
            "ordering": "in",
            "nslimit": "2",  # without it a graph of a hundred nodes can take half a minute
        },
        node_attr={
            "fixedsize": "true",
            "fontname": "monospace",
            "fontsize": str(VALUE_SIZE),
            "fontcolor": INK,
        },
        edge_attr={"color": ARROW, "arrowsize": "0.7", "penwidth": "1.3"}
        | {"fontname": "Courier", "fontsize": str(DERIVATIVE_SIZE), "fontcolor": DERIVATIVE},
    )
    for node in graph.nodes if direction == "TB" else _last_part_first(graph):
        if isinstance(node, TensorNode):
            _box(dot, node)
        else:
            dot.node(
                node.key,
                _label(*operation_texts(node), *saved_lines(node)),
                shape="box" if node.saved else "ellipse",
                style=f"filled{',rounded' * bool(node.saved)}{',dotted' * bool(node.cut)}",
                peripheries="2" if node.operations or node.tensors else "1",
                width=_inches(operation_width(node)),
                height=_inches(operation_height(node)),
                fillcolor=GHOST_FILL if node.cut else OPERATION_FILL,
                color=GHOST_LINE if node.cut else OPERATION_LINE,
            )
    for number, edge in enumerate(graph.edges):
        label = {"label": _label(f"{edge_text(edge)}")} if edge.derivative else {}
        dots = {"style": "dotted", "color": GHOST_LINE} if edge.dotted else {}
        dot.edge(edge.source, edge.target, id=f"e{number}", **label, **dots)
    return dot.source


def _last_part_first(graph: Graph) -> list[Node]:
    """The nodes with the unconnected parts of a graph in reverse: from left to right, Graphviz
    puts the first part at the bottom."""
    part = {node.key: node.key for node in graph.nodes}

    def find(key: str) -> str:
        while part[key] != key:
            part[key] = key = part[part[key]]
        return key

    for edge in graph.edges:
        part[find(edge.target)] = find(edge.source)
    places: dict[str, int] = {}
    for place, node in enumerate(graph.nodes):
        places.setdefault(find(node.key), -place)
    return sorted(graph.nodes, key=lambda node: places[find(node.key)])


def _box(dot: graphviz.Digraph, node: TensorNode) -> None:
    style = BOXES[node.kind]
    name, value, grad = tensor_texts(node)
    dot.node(
        node.key,
        _label(name, value, *arrived_lines(node), f"{GRAD_LABEL} {grad}", kind_text(node)),
        shape="box",
        style=_line_style(style),
        width=_inches(box_width(node)),
        height=_inches(box_height(node)),
        peripheries="2" if style.double else "1",
        penwidth=str(style.width),
        fillcolor=style.fill,
        color=style.line,
    )


def _line_style(style: BoxStyle) -> str:
    parts = "filled", "rounded" * (style.corner > 4), "dashed" * bool(style.dash)
    return ",".join(part for part in parts if part)


def _label(*lines: str) -> str:
    """Return a label that shows `lines` as they are: Graphviz reads escapes and entities in it."""
    shown = "\n".join(lines).replace("&", "&amp;").replace("\\", "\\\\")
    return graphviz.quoting.NoHtml(shown.replace("\n", "\\n"))


def _inches(pixels: float) -> str:
    return f"{pixels / _INCH:.4f}"
