"""Elements of an SVG: texts, and the shapes of tensors and operations."""

from typing import TypeAlias
from xml.etree.ElementTree import Element, SubElement

from .style import (
    GHOST_DOTS,
    GHOST_FILL,
    GHOST_LINE,
    OPERATION_FILL,
    OPERATION_LINE,
    PANEL,
    BoxStyle,
)

Bounds: TypeAlias = tuple[float, float, float, float]
"""Left, top, width and height."""

_OPERATION_LINE_WIDTH = 1.2
_OPERATION = {"fill": OPERATION_FILL, "stroke": OPERATION_LINE}
_OPERATION |= {"stroke-width": str(_OPERATION_LINE_WIDTH)}
DOTTED = {"stroke-dasharray": GHOST_DOTS, "stroke-linecap": "round"}
_GHOST = {"fill": GHOST_FILL, "stroke": GHOST_LINE, "stroke-width": "1.6"} | DOTTED


def tensor_box(
    group: Element, style: BoxStyle, bounds: Bounds, inset: float, corner: float
) -> Bounds:
    """Add a tensor's box, in a second one where the style is double; return the inner one's."""
    if style.double:
        group.append(rectangle(bounds, corner + 3, PANEL, style.line, style.width))
        bounds = smaller(bounds, inset)
    box = rectangle(bounds, corner, style.fill, style.line, style.width)
    if style.dash:
        box.set("stroke-dasharray", style.dash)
    group.append(box)
    return bounds


def operation_oval(
    group: Element, bounds: Bounds, *, double: bool = False, ghost: bool = False, inset: float = 4
) -> None:
    """Add an operation's oval, with a second line inside where it stands for several; dotted for a
    ghost, which was not recorded."""
    for x, y, width, height in (bounds, smaller(bounds, inset)) if double else (bounds,):
        sides = {"cx": x + width / 2, "cy": y + height / 2, "rx": width / 2, "ry": height / 2}
        places = {key: number(side) for key, side in sides.items()}
        SubElement(group, "ellipse", places | (_GHOST if ghost else _OPERATION))


def operation_box(group: Element, bounds: Bounds, corner: float) -> None:
    """Add an operation's shape where it has more to tell than fits an oval."""
    group.append(rectangle(bounds, corner, OPERATION_FILL, OPERATION_LINE, _OPERATION_LINE_WIDTH))


def smaller(bounds: Bounds, inset: float) -> Bounds:
    """Return bounds `inset` further in on every side."""
    x, y, width, height = bounds
    return x + inset, y + inset, width - 2 * inset, height - 2 * inset


def text_element(
    group: Element, x: float, y: float, size: float, text: str, **style: str
) -> Element:
    """Add `text` at a place, with any spaces that it has; return its element."""
    attributes = {
        "x": number(x),
        "y": number(y),
        "font-size": number(size),
        "xml:space": "preserve",
    }
    element = SubElement(group, "text", attributes | style)
    element.text = text
    return element


def rectangle(box: Bounds, corner: float, fill: str, line: str, width: float) -> Element:
    """Return a rectangle: left, top, width and height in `box`, corners rounded by `corner`."""
    sides = dict(zip(("x", "y", "width", "height"), map(number, box), strict=True))
    paint = {"rx": number(corner), "fill": fill, "stroke": line, "stroke-width": number(width)}
    return Element("rect", sides | paint)


def number(value: float) -> str:
    """Return a number of pixels as short text."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
