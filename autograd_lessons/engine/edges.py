"""A place in the graph, to be named in a tensor's stead: `GradientEdge`."""

from typing import Any, NamedTuple

from .node import Edge, Node, seen
from .tensor import Tensor, edge_of


class GradientEdge(NamedTuple):
    """Where the gradient of a tensor arrives: a node, and which of its outputs the tensor was."""

    node: Node
    output_nr: int
    ownership_token: Any = None


def get_gradient_edge(tensor: Tensor) -> GradientEdge:
    """The place of a tensor. RuntimeError if it does not require grad."""
    if not tensor.requires_grad:
        raise RuntimeError(
            "It is not possible to get the gradient edge for a Tensor that does not require "
            "gradients"
        )
    node, output = seen(edge_of(tensor))
    assert node is not None
    return GradientEdge(node, output)


def listed(places: Any) -> list[Any]:
    """One tensor or edge, or several, as a list."""
    return [places] if isinstance(places, Tensor | GradientEdge) else list(places)


def place_of(place: Any) -> Edge:
    """Where a tensor, or an edge, is."""
    return place[:2] if isinstance(place, GradientEdge) else edge_of(place)
