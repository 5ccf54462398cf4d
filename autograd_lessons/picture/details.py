"""What a picture shows on request: saved values and local derivatives."""

from dataclasses import replace
from typing import Any

from .collect import Collector
from .graph import Graph, OperationNode
from .local import local_derivatives
from .saved import saved_texts
from .values import factor_text


def detailed(collector: Collector, *, saved: bool, derivatives: bool) -> Graph:
    """Return what `collector` has found, with what was asked for.

    With `saved` operations tell what they keep for backward, with `derivatives` edges the local
    derivative of the operation that they lead to.
    """
    graph = collector.graph
    if saved:
        graph = _with_saved(graph, collector)
    return _with_derivatives(graph, collector) if derivatives else graph


def _with_saved(graph: Graph, collector: Collector) -> Graph:
    makers = {key: node for node, key in collector.keys.items()}
    nodes = (
        replace(node, saved=saved_texts(makers[node.key]))
        if node.key in makers and isinstance(node, OperationNode)
        else node
        for node in graph.nodes
    )
    return replace(graph, nodes=tuple(nodes))


def _with_derivatives(graph: Graph, collector: Collector) -> Graph:
    factors = {key: iter(_factors(node, collector)) for node, key in collector.keys.items()}
    edges = (
        edge
        if edge.dotted
        else replace(edge, derivative=next(factors.get(edge.target, iter(())), ""))
        for edge in graph.edges
    )
    return replace(graph, edges=tuple(edges))


def _factors(node: Any, collector: Collector) -> list[str]:
    """The local derivative for each tracked input of `node`, "" where it is not known."""
    result = collector.results.get(node, {}).get(0)
    known = local_derivatives(node, None if result is None else tuple(result.shape))
    return [
        "" if factor is None else factor_text(factor)
        for factor, (source, _) in zip(known, node.next_functions, strict=True)
        if source is not None
    ]
