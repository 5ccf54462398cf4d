"""What the shapes and signs of a picture mean: a legend of those that occur in it."""

from typing import get_args
from xml.etree.ElementTree import Element, SubElement

from autograd_lessons.language import text

from .elements import number, operation_oval, tensor_box, text_element
from .graph import Graph, Kind
from .signs import UNKNOWN_CONSTANT
from .style import (
    BOXES,
    DERIVATIVE,
    GRAD,
    INK,
    LEGEND_ROW,
    LEGEND_SAMPLE,
    LEGEND_SIZE,
    MARGIN,
    PANEL_LINE,
    TEXT_FONT,
)
from .widths import text_width

_KINDS: tuple[Kind, ...] = get_args(Kind)
_GAP = 10


def legend_of(graph: Graph) -> list[str]:
    """Return the entries of the legend: kinds of tensors, and what else the picture shows."""
    kinds = {node.kind for node in graph.tensors}
    left_out = [node for node in graph.operations if node.operations or node.tensors]
    shown = {
        "operation": any(not (node in left_out or node.cut) for node in graph.operations),
        "cut": any(node.cut for node in graph.operations),
        "left_out": bool(left_out),
        "grad": True,
        "derivative": any(edge.derivative for edge in graph.edges),
        "saved": any(node.saved for node in graph.operations),
        "constant": any(UNKNOWN_CONSTANT in node.sign.split() for node in graph.operations),
    }
    return [
        *(kind for kind in _KINDS if kind in kinds),
        *(entry for entry, occurs in shown.items() if occurs),
    ]


def add_legend(root: Element, graph: Graph, width: float, height: float) -> tuple[float, float]:
    """Draw the legend into `root` below a picture of this size; return the size with it."""
    rows = [(entry, text(f"picture.legend.{entry}")) for entry in legend_of(graph)]
    left = MARGIN + LEGEND_SAMPLE + _GAP
    needed = left + max(text_width(words, LEGEND_SIZE) for _, words in rows) + MARGIN
    width = max(width, needed)
    group = SubElement(root, "g", {"class": "legend"})
    line = {"x1": number(MARGIN), "x2": number(width - MARGIN)}
    ends = dict.fromkeys(("y1", "y2"), number(height))
    SubElement(group, "line", line | ends | {"stroke": PANEL_LINE})
    top = height + _GAP
    for row, (entry, words) in enumerate(rows):
        middle = top + (row + 0.5) * LEGEND_ROW
        _draw_sample(group, entry, MARGIN + LEGEND_SAMPLE / 2, middle)
        style = {"font-family": TEXT_FONT, "fill": INK}
        text_element(group, left, middle + LEGEND_SIZE / 3, LEGEND_SIZE, words, **style)
    return width, top + len(rows) * LEGEND_ROW + _GAP


def _draw_sample(group: Element, entry: str, x: float, y: float) -> None:
    width, height = LEGEND_SAMPLE, LEGEND_ROW - 6
    bounds = x - width / 2, y - height / 2, width, height
    if entry in _KINDS:
        style = BOXES[entry]
        tensor_box(group, style, bounds, inset=3, corner=min(style.corner, 7))
    elif entry in ("operation", "left_out", "cut"):
        double, ghost = entry == "left_out", entry == "cut"
        operation_oval(group, bounds, double=double, ghost=ghost, inset=3)
    else:
        sign = {"grad": ".grad", "derivative": "∂", "saved": text("picture.legend.saved_sign")}
        paint = {"fill": {"grad": GRAD, "derivative": DERIVATIVE}.get(entry, INK)}
        words = sign.get(entry, UNKNOWN_CONSTANT)
        text_element(
            group, x, y + LEGEND_SIZE / 3, LEGEND_SIZE, words, **paint, **{"text-anchor": "middle"}
        )
