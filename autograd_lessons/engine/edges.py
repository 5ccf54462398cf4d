"""A place in the graph, to be named in a tensor's stead: `GradientEdge`."""

from typing import Any, NamedTuple

from .node import Edge, Node, seen
from .tensor import Tensor
from .tracking import edge_of
from .type_names import type_name


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
    if isinstance(places, Tensor | GradientEdge):
        return [places]
    return list(places.values() if type(places) is dict else places)


def place_of(place: Any) -> Edge:
    """Where a tensor, or an edge, is. RuntimeError for anything else."""
    if isinstance(place, GradientEdge):
        return place[:2]
    if not isinstance(place, Tensor):
        raise RuntimeError(
            f"all inputs have to be Tensors or GradientEdges, but got {type_name(place)}"
        )
    return edge_of(place)
