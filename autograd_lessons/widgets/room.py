"""Whether a graph's new values fit into the picture that was laid out for its old ones."""

from dataclasses import replace

from autograd_lessons.picture import Graph, TensorNode
from autograd_lessons.picture.values import ROOM

# Of an element of a vector and the comma after it: "-1.234, ".
_ELEMENT = 8


class Room:
    """The room that the last layout gave to each value and gradient."""

    def __init__(self) -> None:
        self._skeleton: object = None
        self._room: list[int] = []

    def has(self, graph: Graph) -> bool:
        """Whether `graph` can be shown by changing texts only."""
        return self._skeleton == _skeleton(graph) and all(
            len(line) <= room for line, room in zip(_lines(graph), self._room, strict=True)
        )

    def made_for(self, graph: Graph) -> Graph:
        """Return `graph` with texts as long as they may become, to be laid out now."""
        self._skeleton = _skeleton(graph)
        self._room = [_room_of(line) for line in _lines(graph)]
        return Graph(
            tuple(
                replace(node, value=_widened(node.value), grad=_widened(node.grad))
                if isinstance(node, TensorNode)
                else node
                for node in graph.nodes
            ),
            graph.edges,
        )


def _skeleton(graph: Graph) -> object:
    """What the layout depends on: all but the digits of values and gradients."""
    boxes = [
        (node.name, node.kind, node.state, node.value.count("\n"), node.grad.count("\n"))
        for node in graph.tensors
    ]
    return boxes, graph.operations, [node.key for node in graph.nodes], graph.edges


def _lines(graph: Graph) -> list[str]:
    return [
        line for node in graph.tensors for line in (*node.value.split("\n"), *node.grad.split("\n"))
    ]


def _room_of(line: str) -> int:
    elements = line.count(",") + 1 if line.startswith("[") else 0
    return max(ROOM, len(line), elements * _ELEMENT)


def _widened(text: str) -> str:
    return text.rjust(_room_of(text)) if text.startswith("[") and "\n" not in text else text
