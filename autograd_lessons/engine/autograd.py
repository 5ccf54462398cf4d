"""`torch.autograd`: ways to ask for gradients."""

import warnings
from typing import Any

import numpy as np

from . import tensor_math
from .backward import as_tensors, run
from .grad_mode import mode
from .node import AccumulateGrad, Edge, Node
from .quiet import IGNORE, loud, quiet
from .tensor import Tensor, edge_of, new

__all__ = ["backward", "grad"]

_CYCLE = (
    "Using backward() with create_graph=True will create a reference cycle between the parameter "
    "and its gradient which can cause a memory leak. We recommend using autograd.grad when "
    "creating the graph to avoid this. If you have to use this function, make sure to reset the "
    ".grad fields of your parameters to None after use to break the cycle and avoid the leak."
)


def backward(
    tensors: Any,
    grad_tensors: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Any = None,
) -> None:
    """Add the gradients of `tensors` to the `.grad` of the leaves, or of `inputs` only.

    RuntimeError where a tensor has no graph, is no scalar and came without a gradient, or where
    saved values were freed by an earlier backward.
    """
    __tracebackhide__ = True  # an error is about the learner's line, not about these
    if create_graph:
        warnings.warn(_CYCLE, UserWarning, stacklevel=3)
    roots = _roots(tensors, grad_tensors, create_graph)
    captures = None
    if inputs is not None:
        inputs = [inputs] if isinstance(inputs, Tensor) else list(inputs)
        if not inputs:
            raise RuntimeError("`inputs` argument to `backward()` cannot be empty.")
        captures = [edge_of(each) for each in inputs]
    keep = create_graph if retain_graph is None else retain_graph
    captured = run(roots, keep_graph=keep, create_graph=create_graph, captures=captures)
    for each in inputs or ():
        if each._edge is not None and each._edge in captured:
            each._keep(*as_tensors([captured[each._edge]]))


def grad(
    outputs: Any,
    inputs: Any,
    grad_outputs: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool | None = None,
    is_grads_batched: bool = False,
    materialize_grads: bool = False,
) -> tuple[Tensor, ...]:
    """The gradients of the sum of `outputs` for each of `inputs`; no `.grad` is touched.

    allow_unused: None instead of an error for inputs that the outputs were not made from.
    materialize_grads: zeros instead of None for these.
    """
    __tracebackhide__ = True
    inputs = [inputs] if isinstance(inputs, Tensor) else list(inputs)
    if materialize_grads:
        if allow_unused is False:
            raise ValueError(
                "Expected allow_unused to be True or not passed when materialize_grads=True, "
                "but got: allow_unused=False."
            )
        allow_unused = True
    roots = _roots(outputs, grad_outputs, create_graph)
    for each in inputs:
        if not each._requires_grad:
            raise RuntimeError("One of the differentiated Tensors does not require grad")
    keep = create_graph if retain_graph is None else retain_graph
    captures = [edge_of(each) for each in inputs]
    captured = run(
        roots, keep_graph=keep, create_graph=create_graph, captures=captures, accumulate=False
    )
    result = []
    for index, (each, edge) in enumerate(zip(inputs, captures, strict=True)):
        found = captured.get(edge)
        if found is None and materialize_grads:
            found = np.zeros_like(each._data)
        if found is None and not allow_unused:
            raise RuntimeError(
                f"The differentiated Tensor at index {index} appears to not have been used in the "
                "graph. Set allow_unused=True if this is the desired behavior."
            )
        result.append(found)
    return tuple(as_tensors(result))


def _roots(tensors: Any, grads: Any, create_graph: bool) -> list[tuple[Edge, Any]]:
    """Where to start, with which gradient, for backward's arguments."""
    __tracebackhide__ = True
    tensors = [tensors] if isinstance(tensors, Tensor) else list(tensors)
    if grads is None:
        grads = [None] * len(tensors)
    else:
        grads = [grads] if isinstance(grads, Tensor) else list(grads)
    if len(grads) != len(tensors):
        raise RuntimeError(f"got {len(tensors)} tensors and {len(grads)} gradients")
    roots = []
    given = [
        _first_gradient(position, tensor, grad)
        for position, (tensor, grad) in enumerate(zip(tensors, grads, strict=True))
    ]
    for position, (tensor, grad) in enumerate(zip(tensors, given, strict=True)):
        if not tensor._requires_grad:
            raise RuntimeError(
                f"element {position} of tensors does not require grad and does not have a grad_fn"
            )
        roots.append((edge_of(tensor), grad if create_graph else grad._data))
    return roots


def _first_gradient(position: int, tensor: Tensor, grad: Tensor | None) -> Any:
    __tracebackhide__ = True
    if grad is None:
        if not tensor._requires_grad:
            return None
        if tensor._data.size != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        return new(np.ones_like(tensor._data))
    if not isinstance(grad, Tensor):
        raise TypeError(f"gradients can be either Tensors or None, but got {type(grad).__name__}")
    if grad._data.shape != tensor._data.shape:
        raise RuntimeError(
            f"Mismatch in shape: grad_output[{position}] has a shape of {grad.shape} and "
            f"output[{position}] has a shape of {tensor.shape}."
        )
    return grad


def call_node(node: Node, grads: tuple[Any, ...]) -> Any:
    """What a node's rules make of these gradients; recorded where recording is on."""
    if type(node) is AccumulateGrad:
        return None
    m: Any = tensor_math if mode.enabled else np
    given = [grad if m is not np or grad is None else grad._data for grad in grads]
    token = quiet(IGNORE)
    try:
        made = node.apply(m, given if node.outputs > 1 else given[0])
    finally:
        loud(token)
    handed_on = tuple(as_tensors(made))
    return handed_on[0] if len(handed_on) == 1 else handed_on
