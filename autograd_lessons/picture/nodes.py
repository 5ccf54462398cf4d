"""What stands in a tensor's box, in an operation's oval and at an edge."""

from xml.etree.ElementTree import Element, SubElement

from .elements import (
    Bounds,
    number,
    operation_box,
    operation_oval,
    tensor_box,
    text_element,
)
from .graph import NOT_KEPT, OperationNode, TensorNode
from .names import shown
from .style import (
    BOX_PADDING,
    BOXES,
    DERIVATIVE,
    DERIVATIVE_SIZE,
    GRAD,
    GRAD_BASELINE,
    GRAD_LINE,
    GRAD_SIZE,
    GRAD_STEP,
    MUTED,
    NAME_BASELINE,
    NAME_SIZE,
    NAMELESS_SIZE,
    OPERATION_HEIGHT,
    OPERATION_NAME,
    OPERATION_NAME_BASELINE,
    PANEL,
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
    name_size,
    operation_texts,
    saved_lines,
    tensor_texts,
)

_TOOLTIP = 200
_LABEL_SHIFT = 4  # away from the line

# Words of ours in the places of names and numbers must not look like them.
_WORDS = {"font-family": TEXT_FONT, "fill": MUTED}


def draw_tensor(group: Element, node: TensorNode, bounds: Bounds) -> None:
    """Draw a tensor's box into `group`: first the texts of `texts_of`, then those that stay."""
    style = BOXES[node.kind]
    name, value, grad = tensor_texts(node)
    group.set("data-kind", node.kind)
    SubElement(group, "title").text = shown(node.name, _TOOLTIP) or name
    x, y, width, _ = tensor_box(group, style, bounds, inset=4, corner=style.corner)
    values, arrived, grads = value.split("\n"), arrived_lines(node), grad.split("\n")
    middle = y + (len(values) - 1) * VALUE_STEP
    lower = middle + len(arrived) * GRAD_STEP
    line = {"x1": number(x), "x2": number(x + width)} | dict.fromkeys(
        ("y1", "y2"), number(lower + GRAD_LINE)
    )
    SubElement(group, "line", line | {"stroke": style.line, "stroke-opacity": "0.35"})
    left, right = x + BOX_PADDING, x + width - BOX_PADDING
    if node.name:
        text_element(group, left, y + NAME_BASELINE, NAME_SIZE, name, **{"font-weight": "700"})
    else:
        text_element(group, left, y + NAME_BASELINE, NAMELESS_SIZE, name, **_WORDS)
    end = {"text-anchor": "end"}
    for row, shown_value in enumerate(values):
        baseline = y + VALUE_BASELINE + row * VALUE_STEP
        text_element(group, right, baseline, VALUE_SIZE, shown_value, **end)
    for row, shown_arrival in enumerate(arrived, 1):
        baseline = middle + VALUE_BASELINE + row * GRAD_STEP
        text_element(group, right, baseline, GRAD_SIZE, shown_arrival, fill=GRAD, **end)
    grad_style = _WORDS if node.grad == NOT_KEPT else {"fill": GRAD}
    for row, shown_grad in enumerate(grads):
        baseline = lower + GRAD_BASELINE + row * GRAD_STEP
        text_element(group, right, baseline, GRAD_SIZE, shown_grad, **grad_style, **end)
    tag = end | {"fill": style.tag, "font-family": TEXT_FONT}
    text_element(group, right, y + NAME_BASELINE, TAG_SIZE, kind_text(node), **tag)
    text_element(group, left, lower + GRAD_BASELINE, GRAD_SIZE, GRAD_LABEL, fill=MUTED)


def draw_operation(group: Element, node: OperationNode, bounds: Bounds) -> None:
    """Draw an operation's oval into `group`, or a box if it shows what it saved."""
    sign, name = operation_texts(node)
    SubElement(group, "title").text = shown(node.name, _TOOLTIP)
    x, y, width, _ = bounds
    middle = x + width / 2
    saved = saved_lines(node)
    if saved:
        operation_box(group, bounds, OPERATION_HEIGHT / 2)
    else:
        several = bool(node.operations or node.tensors)
        operation_oval(group, bounds, double=several, ghost=bool(node.cut))
    center = {"text-anchor": "middle"}
    bold = center | {"font-weight": "700"} | ({"fill": MUTED} if node.cut else {})
    text_element(group, middle, y + SIGN_BASELINE, SIGN_SIZE, sign, **bold)
    baseline = y + OPERATION_NAME_BASELINE
    look = (_WORDS if node.cut else {"fill": OPERATION_NAME}) | center
    text_element(group, middle, baseline, name_size(node), name, **look)
    for row, line in enumerate(saved):
        baseline = y + SAVED_BASELINE + row * SAVED_STEP
        text_element(group, middle, baseline, SAVED_SIZE, line, **center)


def draw_label(label: Element) -> None:
    """Give the label of an edge, where Graphviz has put it, our font and colour."""
    place = {"x": number(float(label.attrib["x"]) + _LABEL_SHIFT), "y": label.attrib["y"]}
    # An outline of the panel's colour keeps the text readable where it meets a line.
    halo = {"stroke": PANEL, "stroke-width": "4", "paint-order": "stroke"}
    middle = {"text-anchor": "middle", "font-size": number(DERIVATIVE_SIZE), "fill": DERIVATIVE}
    label.attrib = place | middle | halo
    label.text = (label.text or "").strip()
