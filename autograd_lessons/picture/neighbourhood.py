"""A part of a graph: what lies around a place."""

from collections import defaultdict, deque
from collections.abc import Iterable

from .graph import Graph

_MOST_NODES = 24


def around(graph: Graph, places: Iterable[str]) -> Graph:
    """Return the nodes of `graph` nearest to those with the keys `places`, and their edges."""
    if len(graph.nodes) <= _MOST_NODES:
        return graph
    beside: defaultdict[str, list[str]] = defaultdict(list)
    for edge in graph.edges:
        beside[edge.source].append(edge.target)
        beside[edge.target].append(edge.source)
    waiting = deque(places)
    near = dict.fromkeys(waiting)
    while waiting and len(near) < _MOST_NODES:
        for key in beside[waiting.popleft()]:
            if key not in near and len(near) < _MOST_NODES:
                near[key] = None
                waiting.append(key)
    nodes = tuple(node for node in graph.nodes if node.key in near)
    edges = tuple(edge for edge in graph.edges if edge.source in near and edge.target in near)
    return Graph(nodes, edges)
