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


def part_of(nodes: Sequence[Any], most: int) -> Part:
    """Return the part of a graph of these `nodes` that has at most `most` operations."""
    operations = [node for node in nodes if not is_leaf_end(node)]
    if len(operations) <= most:
        return Part(nodes, [])
    newest = sorted(operations, key=lambda node: node._sequence_nr())[-most:]
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
