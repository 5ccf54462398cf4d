"""Boxes that keep their size while their texts change."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from autograd_lessons.picture import NOT_KEPT, Graph, TensorNode

from .steps import Boxes, Part, Step

_PARTS: tuple[Part, ...] = ("value", "arrived", "grad")


class Rooms:
    """The room that each part of each box needs over all steps."""

    def __init__(self, graph: Graph, steps: Sequence[Step]) -> None:
        self._graph = graph
        self._rows: dict[str, dict[Part, list[str]]] = {
            node.key: {part: [] for part in _PARTS} for node in graph.tensors
        }
        self._last: Boxes = defaultdict(dict)
        for step in steps:
            for key, parts in step.boxes.items():
                self._last[key] |= parts
                for part, text in parts.items():
                    pairs = zip_longest(self._rows[key][part], text.split("\n"), fillvalue="")
                    self._rows[key][part] = [max(pair, key=len) for pair in pairs]

    def roomy(self) -> Graph:
        """Return the graph to lay out: every box with its longest lines."""
        return self._with({key: self._longest(key) for key in self._rows})

    def final(self) -> Graph:
        """Return the graph as it is after the last step."""
        return self._with(self._last)

    def lines(self, boxes: Boxes) -> dict[str, list[list[str]]]:
        """Return for each box the lines of value, arrival and gradient; none for what stays.

        Each part has always the same number of lines, as many as `roomy` has for it.
        """
        found = {}
        for key, parts in boxes.items():
            room = {part: len(rows) for part, rows in self._rows[key].items()}
            if not any(self._rows[key]["arrived"]):
                room["arrived"] = 0
            found[key] = [_padded(parts.get(part), room[part]) for part in _PARTS]
        return found

    def _longest(self, key: str) -> dict[Part, str]:
        return {part: "\n".join(rows) for part, rows in self._rows[key].items()}

    def _with(self, boxes: Boxes) -> Graph:
        nodes = [
            replace(
                node,
                value=boxes[node.key]["value"],
                arrived=boxes[node.key]["arrived"],
                grad=node.grad if node.grad == NOT_KEPT else boxes[node.key]["grad"],
            )
            if isinstance(node, TensorNode)
            else node
            for node in self._graph.nodes
        ]
        return Graph(tuple(nodes), self._graph.edges)


def _padded(text: str | None, count: int) -> list[str]:
    lines = [] if text is None or count == 0 else text.split("\n")
    return lines + [""] * (count - len(lines)) if lines else []
