"""What is drawn of a graph that is too large to draw."""

from collections import Counter

from .graph import Edge, Graph, Node, OperationNode

_MOST_NODES = 200
_MOST_STEPS = 6000
"""Columns that all edges cross together: what Graphviz's time grows with, here about a second."""

_MOST_TENSORS = 12
_MOST_NAMES = 2


def drawable(graph: Graph) -> Graph:
    """Return `graph`, or of one that is too large the first and last tensors, all else as one."""
    if len(graph.nodes) <= _MOST_NODES and _steps(graph) <= _MOST_STEPS:
        return graph
    made = {edge.target for edge in graph.edges}
    given = [tensor for tensor in graph.tensors if tensor.key not in made]
    roots = [tensor for tensor in graph.tensors if tensor.root and tensor.key in made]
    names = Counter(operation.name for operation in graph.operations)
    middle = OperationNode("op0", f"… {len(graph.operations)} …", _counted(names))
    nodes: list[Node] = [*given[:_MOST_TENSORS], middle, *roots[:_MOST_TENSORS]]
    if len(given) > _MOST_TENSORS:
        rest = Counter({"AccumulateGrad": len(given) - _MOST_TENSORS})
        nodes.insert(0, OperationNode("op1", "…", _counted(rest)))
    edges = [
        Edge(middle.key, node.key) if node in roots else Edge(node.key, middle.key)
        for node in nodes
        if node is not middle
    ]
    return Graph(tuple(nodes), tuple(edges))


def _steps(graph: Graph) -> int:
    columns: dict[str, int] = dict.fromkeys((node.key for node in graph.nodes), 0)
    for edge in graph.edges:  # those into a node stand before those out of it
        columns[edge.target] = max(columns[edge.target], columns[edge.source] + 1)
    return sum(columns[edge.target] - columns[edge.source] for edge in graph.edges)


def _counted(names: Counter[str]) -> str:
    most = [f"{name} × {count}" for name, count in names.most_common(_MOST_NAMES)]
    return ", ".join(most) + ("" if len(names) <= _MOST_NAMES else ", …")
