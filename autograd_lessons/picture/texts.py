"""The texts that a picture shows, in the chosen language, and how large they make its shapes."""

from autograd_lessons.language import text

from .graph import NOT_KEPT, Graph, Node, OperationNode, TensorNode
from .names import shown
from .style import (
    BOX_HEIGHT,
    BOX_PADDING,
    GRAD_SIZE,
    GRAD_STEP,
    NAME_SIZE,
    OPERATION_NAME_SIZE,
    OPERATION_PADDING,
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
_GAP = 14


def texts_of(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Return what each node shows, by its key (the id in the SVG, less the prefix).

    A tensor shows name, value, what arrived and gradient, a matrix in several lines; an operation
    its sign and its node's name. They are the node's first ``<text>`` elements, in this order; what
    follows there never changes.
    """
    return {
        node.key: tuple(line for part in _texts(node) for line in part.split("\n"))
        for node in graph.nodes
    }


def tensor_texts(node: TensorNode) -> tuple[str, str, str]:
    """Return the name, value and gradient that a tensor's box shows, a matrix in several lines."""
    name = (
        shown(node.name) if node.name else text(f"picture.{'result' if node.root else 'unnamed'}")
    )
    grad = text("picture.not_kept") if node.grad == NOT_KEPT else node.grad
    return name, node.value, grad


def operation_texts(node: OperationNode) -> tuple[str, str]:
    """Return the sign and the node's name that an operation's oval shows."""
    return shown(node.sign, _LONGEST_SIGN), shown(node.name, _LONGEST_OPERATION)


def kind_text(node: TensorNode) -> str:
    """Return the word for a tensor's kind."""
    return text(f"picture.kind.{node.kind}")


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
        text_width(sign, SIGN_SIZE), text_width(name, OPERATION_NAME_SIZE)
    )


def _texts(node: Node) -> tuple[str, ...]:
    if not isinstance(node, TensorNode):
        return operation_texts(node)
    name, value, grad = tensor_texts(node)
    return name, value, *arrived_lines(node), grad


def _widest(size: float, changing: str) -> float:
    return max(text_width(one, size) for one in (_WIDEST_NUMBER, *changing.split("\n")))
