"""The part of a graph that is stepped through: all of it, or the newest of its operations."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograd_lessons.picture import Graph
from autograd_lessons.picture.collect import Collector
from autograd_lessons.picture.signs import is_leaf_end
from autograd_lessons.picture.summary import summed_up
from autograd_lessons.picture.tensors import Place


@dataclass(frozen=True)
class Part:
    """The `nodes` that are shown, and the `others`, older ones and the leaves that these take.

    Backward visits the newest node first: it is done with the part before it comes to the others.
    """

    nodes: Sequence[Any]
    others: Sequence[Any]

    @property
    def left_out(self) -> int:
        """How many operations are not shown."""
        return sum(not is_leaf_end(node) for node in self.others)

    def uses_elsewhere(self) -> Counter[Place]:
        """How often the nodes that are not shown take a leaf or result."""
        return Counter(use for node in self.others for use in node.next_functions)

    def drawn(self, graph: Graph, collector: Collector) -> Graph:
        """Return what is to be seen of `graph`: the rest becomes one node that counts it."""
        if not self.others:
            return graph
        shown = {collector.keys[node] for node in self.nodes}
        operations = {node.key for node in graph.operations}
        beside = set()
        for edge in graph.edges:
            for key, other in ((edge.source, edge.target), (edge.target, edge.source)):
                if key in shown and key in operations and other not in operations:
                    beside.add(other)
        return summed_up(graph, {node.key for node in graph.nodes} - shown - beside)


_MOST_OPERATIONS = 100
_MOST_CROSSED = 1000
"""Columns that all arrows cross together: what Graphviz's time grows with, here about a second."""


def part_of(nodes: Sequence[Any]) -> Part:
    """Return the part of a graph of these `nodes` that can be stepped through."""
    operations = [node for node in nodes if not is_leaf_end(node)]
    newest = sorted(operations, key=lambda node: node._sequence_nr())[-_MOST_OPERATIONS:]
    while len(newest) > 1 and _crossed(newest) > _MOST_CROSSED:
        newest = newest[len(newest) // 10 + 1 :]
    if len(newest) == len(operations):
        return Part(nodes, [])
    shown = set(newest)
    elsewhere = {
        before for node in operations if node not in shown for before, _ in node.next_functions
    }
    shown |= {
        before
        for node in newest
        for before, _ in node.next_functions
        if before is not None and is_leaf_end(before) and before not in elsewhere
    }
    return Part(
        [node for node in nodes if node in shown], [node for node in nodes if node not in shown]
    )


def _crossed(operations: Sequence[Any]) -> int:
    """How many columns the arrows would cross; an operation has one and its result the next."""
    columns: dict[Any, int] = {}
    crossed = 0
    for node in operations:
        taken = [columns.get(before, 0) for before, _ in node.next_functions if before is not None]
        columns[node] = max(taken, default=0) + 2
        crossed += sum(columns[node] - 1 - column for column in taken) + 1
    return crossed
