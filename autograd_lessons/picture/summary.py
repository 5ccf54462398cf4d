"""What is drawn of a graph that is too large to draw: its ends, and how much lies between."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .graph import Edge, Graph, Node, OperationNode, TensorNode

_MOST_NODES = 200
_MOST_STEPS = 6000
"""Columns that all edges cross together: what Graphviz's time grows with, here about a second."""
_LABELLED = 4  # times as slow

_OPERATIONS = 6  # kept at the beginning, and as many at the end
_TENSORS = 12  # without a maker, and as many roots
_NAMED = 8
_SHORTEST_GAP = 3
_MOST_NAMES = 2


def drawable(graph: Graph, most: int = _MOST_NODES) -> Graph:
    """Return `graph`, or of one that is too large, of more than `most` nodes, the ends.

    Kept are the first and the last operations, the roots, the first tensors that no operation made,
    and some that have a name. What lies between two of these becomes one node that counts it.
    """
    if len(graph.nodes) <= most and _steps(graph) <= _MOST_STEPS:
        return graph
    makers = {edge.target: edge.source for edge in graph.edges}
    given = [node for node in graph.tensors if node.key not in makers]
    kept = _kept(graph, given, makers)
    nodes: list[Node] = [node for node in given if node.key in kept]
    stands_for = {node.key: node.key for node in nodes}
    left_out = [node for node in given if node.key not in kept]
    for group in _groups(graph, stands_for.keys() | {node.key for node in left_out}, kept):
        if group[0].key in kept:
            nodes += group
            stands_for |= {node.key: node.key for node in group}
        else:
            nodes.append(_omitted(f"more{len(nodes)}", group))
            stands_for |= {node.key: nodes[-1].key for node in group}
    if left_out:
        nodes.insert(0, _omitted("more", left_out))
        stands_for |= {node.key: "more" for node in left_out}
    return Graph(tuple(nodes), tuple(_between(graph.edges, stands_for)))


def summed_up(graph: Graph, left_out: set[str]) -> Graph:
    """Return `graph` with one node in place of those with the keys `left_out`, which counts them.

    It stands first: none of them may be made of what stays.
    """
    group = [node for node in graph.nodes if node.key in left_out]
    stands_for = {node.key: "more" if node.key in left_out else node.key for node in graph.nodes}
    nodes = [node for node in graph.nodes if node.key not in left_out]
    return Graph((_omitted("more", group), *nodes), tuple(_between(graph.edges, stands_for)))


def _kept(graph: Graph, given: Sequence[TensorNode], makers: dict[str, str]) -> set[str]:
    """Keys of the nodes that are drawn; a kept operation's results are, too."""
    operations = graph.operations
    ends = {node.key for node in (*operations[:_OPERATIONS], *operations[-_OPERATIONS:])}
    made = [node for node in graph.tensors if node.key in makers]
    named = [node for node in made if node.name]
    drawn = [
        *sorted(given, key=lambda node: not node.name)[:_TENSORS],
        *[node for node in made if node.root][:_TENSORS],
        *named[: _NAMED // 2],
        *named[-_NAMED // 2 :],
        *[node for node in made if makers[node.key] in ends][: 2 * _TENSORS],
    ]
    return ends | {node.key for node in drawn}


def _groups(graph: Graph, done: set[str], kept: set[str]) -> Iterable[list[Node]]:
    """The nodes in order, each kept one by itself, and what lies between two of them together.

    Contiguous in an order with inputs first, groups can't depend on each other in a circle. A
    group too small to be worth its count is kept, too.
    """
    group: list[Node] = []
    for node in graph.nodes:
        if node.key in done:
            continue
        if node.key in kept:
            yield from _whole(group, kept)
            yield [node]
            group = []
        else:
            group.append(node)
    yield from _whole(group, kept)


def _whole(group: list[Node], kept: set[str]) -> Iterable[list[Node]]:
    if not group:
        return
    operations = sum(isinstance(node, OperationNode) for node in group)
    if operations < _SHORTEST_GAP and len(group) < 2 * _SHORTEST_GAP:
        kept.update(node.key for node in group)
    yield group


def _omitted(key: str, group: Sequence[Node]) -> OperationNode:
    operations = [node.name for node in group if isinstance(node, OperationNode)]
    names = Counter(operations)
    most = [f"{name} × {count:,}" for name, count in names.most_common(_MOST_NAMES)]
    name = ", ".join(most) + ", …" * (len(names) > _MOST_NAMES)
    tensors = 0 if operations else len(group)
    return OperationNode(key, "…", name, operations=len(operations), tensors=tensors)


def _between(edges: Iterable[Edge], stands_for: dict[str, str]) -> Iterable[Edge]:
    """The edges between what is drawn; those that end in a group once each."""
    seen = set()
    for edge in edges:
        source, target = stands_for[edge.source], stands_for[edge.target]
        inside = (source, target) != (edge.source, edge.target)
        if source == target or (inside and (source, target) in seen):
            continue
        seen.add((source, target))
        derivative = "" if inside else edge.derivative
        yield replace(edge, source=source, target=target, derivative=derivative)


def _steps(graph: Graph) -> int:
    columns: dict[str, int] = dict.fromkeys((node.key for node in graph.nodes), 0)
    for edge in graph.edges:  # those into a node stand before those out of it
        columns[edge.target] = max(columns[edge.target], columns[edge.source] + 1)
    steps = sum(columns[edge.target] - columns[edge.source] for edge in graph.edges)
    return steps * (_LABELLED if any(edge.derivative for edge in graph.edges) else 1)
