"""A place in the graph, to be named in a tensor's stead: `GradientEdge`."""

from typing import Any, NamedTuple

import numpy as np

from ..calls.type_names import type_name
from ..node import Edge, Node, seen
from ..tensor import Tensor, new
from ..tracking import edge_of


class _Edge(NamedTuple):
    node: Node
    output_nr: int
    ownership_token: Any = None


class GradientEdge(_Edge):
    """Where the gradient of a tensor arrives: a node, and which of its outputs the tensor was."""

    __module__ = "torch.autograd.graph"

    like: "Tensor | None" = None  # what has the tensor's shape and type, if that is known


def get_gradient_edge(tensor: Tensor) -> GradientEdge:
    """The place of a tensor. RuntimeError if it does not require grad."""
    if not tensor.requires_grad:
        raise RuntimeError(
            "It is not possible to get the gradient edge for a Tensor that does not require "
            "gradients"
        )
    node, output = seen(edge_of(tensor))
    assert node is not None, "Expected gradient function to be set"
    edge = GradientEdge(node, output)
    edge.like = new(np.empty_like(tensor._data))
    return edge


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
