"""What a backward pass starts with: the places of its tensors, each with a first gradient."""

from operator import index
from typing import Any

import numpy as np

from ..conversion import to
from ..dtypes import OF_NUMPY
from ..node import Edge
from ..tensor import Tensor, new
from .edges import GradientEdge, listed, place_of


def flag(value: Any) -> bool:
    """True or False for what counts as a number. TypeError, as of a C function, for the rest."""
    return value if type(value) is bool else bool(index(value))


def start(
    tensors: Any, grads: Any, retain_graph: Any, create_graph: Any
) -> tuple[bool, bool, list[tuple[Edge, Any]]]:
    """(whether to keep the graph, whether to record a new one, pairs of place and gradient)."""
    tensors = listed(tensors)
    if grads is None:
        grads = [None] * len(tensors)
    given = [grads] if isinstance(grads, Tensor) else list(grads)
    firsts = [
        _first_gradient(position, tensor, grad)
        for position, (tensor, grad) in enumerate(zip(tensors, given, strict=False))
    ]
    keep_graph = flag(create_graph if retain_graph is None else retain_graph)
    create_graph = flag(create_graph)
    if len(firsts) != len(tensors):
        raise RuntimeError(f"got {len(tensors)} tensors and {len(firsts)} gradients")
    roots = []
    for position, (tensor, grad, first) in enumerate(zip(tensors, given, firsts, strict=False)):
        place = place_of(tensor)
        if place[0] is None:
            raise RuntimeError(
                f"element {position} of tensors does not require grad and does not have a grad_fn"
            )
        if create_graph:
            first = new(first) if grad is None else to(grad, OF_NUMPY[first.dtype])
        roots.append((place, first))
    return keep_graph, create_graph, roots


def _first_gradient(position: int, tensor: Any, grad: Any) -> Any:
    """The array that backward starts with at a tensor: `grad`'s, or 1 for a scalar."""
    if isinstance(tensor, GradientEdge):
        if grad is not None:
            return grad._data
        if tensor.like is None or tensor.like._data.size != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        return one_like(tensor.like._data)
    if not isinstance(tensor, Tensor):
        raise AssertionError("Expected output to be a torch.Tensor")
    array = tensor._data
    if grad is None:
        if array.size == 1:
            return one_like(array)
        if tensor._requires_grad:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        return None
    if not isinstance(grad, Tensor):
        raise TypeError(f"gradients can be either Tensors or None, but got {type(grad).__name__}")
    if grad._data.shape != array.shape:
        raise RuntimeError(
            f"Mismatch in shape: grad_output[{position}] has a shape of {grad.shape} and "
            f"output[{position}] has a shape of {tensor.shape}."
        )
    return grad._data.astype(array.dtype, copy=False)


def one_like(array: np.ndarray) -> np.ndarray:
    """The gradient of a single number for itself, of the number's shape and type."""
    one = np.empty(array.shape, array.dtype)
    one.fill(1)
    return one
