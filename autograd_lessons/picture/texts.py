"""The texts that a picture shows, in the chosen language, and how large they make its shapes."""

from autograd_lessons.language import text

from .graph import CHANGED, FREED, NOT_KEPT, Edge, Graph, OperationNode, TensorNode
from .names import shown
from .style import (
    BOX_HEIGHT,
    BOX_PADDING,
    GRAD_SIZE,
    GRAD_STEP,
    NAME_SIZE,
    OPERATION_HEIGHT,
    OPERATION_NAME_SIZE,
    OPERATION_PADDING,
    SAVED_GAP,
    SAVED_SIZE,
    SAVED_STEP,
    SIGN_SIZE,
    TAG_SIZE,
    VALUE_SIZE,
    VALUE_STEP,
)
from .values import ROOM
from .widths import text_width

GRAD_LABEL = ".grad"

_WIDEST_NUMBER = "0" * ROOM
_LONGEST_SIGN = 16
_LONGEST_OPERATION = 44
_LONGEST_SAVED = 32
_MOST_SAVED = 4
_STATES = {FREED: "freed", CHANGED: "changed"}
_GAP = 14


def texts_of(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Return what each node shows, by its key (the id in the SVG, less the prefix).

    A tensor shows name, value, what arrived and gradient, a matrix in several lines; an operation
    its sign and its node's name. They are the node's first ``<text>`` elements, in this order; what
    follows there never changes.
    """
    return {
        node.key: box_lines(node) if isinstance(node, TensorNode) else operation_texts(node)
        for node in graph.nodes
    }


def box_lines(node: TensorNode) -> tuple[str, ...]:
    """Return what a tensor's box shows, line by line: name, value, what arrived and gradient."""
    name, value, grad = tensor_texts(node)
    return name, *value.split("\n"), *arrived_lines(node), *grad.split("\n")


def tensor_texts(node: TensorNode) -> tuple[str, str, str]:
    """Return the name, value and gradient that a tensor's box shows, a matrix in several lines."""
    name = (
        shown(node.name) if node.name else text(f"picture.{'result' if node.root else 'unnamed'}")
    )
    grad = text("picture.not_kept") if node.grad == NOT_KEPT else node.grad
    return name, node.value, grad


def operation_texts(node: OperationNode) -> tuple[str, str]:
    """Return the sign and the node's name that an operation's oval shows.

    In place of a name, one that was not recorded says why.
    """
    sign = shown(node.sign, _LONGEST_SIGN)
    if node.operations or node.tensors:
        of = "operations" if node.operations else "tensors"
        sign = text(f"picture.more_{of}", count=f"{node.operations or node.tensors:,}")
    name = text(f"picture.cut.{node.cut}") if node.cut else shown(node.name, _LONGEST_OPERATION)
    return sign, name


def saved_lines(node: OperationNode) -> tuple[str, ...]:
    """Return the lines that an operation's oval shows below its name: what is kept for backward."""
    lines = [
        text(f"picture.saved.{_STATES[value]}", name=shown(name))
        if value in _STATES
        else text("picture.saved.value", name=shown(name), value=shown(value, _LONGEST_SAVED))
        for name, value in node.saved
    ]
    return tuple(lines if len(lines) <= _MOST_SAVED else [*lines[: _MOST_SAVED - 1], "…"])


def edge_text(edge: Edge) -> str:
    """Return the label of an edge: the local derivative, "" without one."""
    return f"∂ {edge.derivative}" if edge.derivative else ""


def kind_text(node: TensorNode) -> str:
    """Return the word for a tensor's kind."""
    return text(f"picture.kind.{node.state or node.kind}")


def arrived_lines(node: TensorNode) -> list[str]:
    """Return the lines in which a tensor's box shows what arrived."""
    return node.arrived.split("\n") if node.arrived else []


def box_height(node: TensorNode) -> float:
    """Return a tensor box's height, which grows with the rows of a matrix."""
    rows = node.value.count("\n"), len(arrived_lines(node)) + node.grad.count("\n")
    return BOX_HEIGHT + rows[0] * VALUE_STEP + rows[1] * GRAD_STEP


def box_width(node: TensorNode) -> float:
    """Return a tensor box's width: a number gets the room of the longest, so that it may change."""
    name, value, grad = tensor_texts(node)
    return 2 * BOX_PADDING + max(
        text_width(name, NAME_SIZE) + _GAP + text_width(kind_text(node), TAG_SIZE),
        _widest(VALUE_SIZE, value),
        max((text_width(line, GRAD_SIZE) for line in arrived_lines(node)), default=0),
        text_width(GRAD_LABEL, GRAD_SIZE) + _GAP + _widest(GRAD_SIZE, grad),
    )


def operation_width(node: OperationNode) -> float:
    """Return the width of an operation's oval."""
    sign, name = operation_texts(node)
    return 2 * OPERATION_PADDING + max(
        text_width(sign, SIGN_SIZE),
        text_width(name, name_size(node)),
        *(text_width(line, SAVED_SIZE) for line in saved_lines(node)),
    )


def name_size(node: OperationNode) -> float:
    """Return the size of the second line of an operation's oval: a reason is larger than a name."""
    return TAG_SIZE if node.cut else OPERATION_NAME_SIZE


def operation_height(node: OperationNode) -> float:
    """Return the height of an operation's oval, which grows with what it shows as saved."""
    lines = len(saved_lines(node))
    return OPERATION_HEIGHT + (lines * SAVED_STEP + SAVED_GAP if lines else 0)


def _widest(size: float, changing: str) -> float:
    return max(text_width(one, size) for one in (_WIDEST_NUMBER, *changing.split("\n")))
