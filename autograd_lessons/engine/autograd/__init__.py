"""`torch.autograd`: ways to ask for gradients."""

from operator import index
from typing import Any

import numpy as np

from ..backward import add_to_grad, run
from ..calls.warn_once import warn_once, warn_outside
from ..conversion import to
from ..dtypes import OF_NUMPY
from ..grad_mode import mode
from ..lazy import load, places
from ..listening import as_tensors
from ..node import AccumulateGrad, Edge, Node
from ..quiet import IGNORE, loud, quiet
from ..tensor import Tensor, new
from ..tracking import edge_of
from .edges import GradientEdge, listed, place_of

__all__ = ["backward", "grad"]

# What few programs need is loaded when it is first asked for.
_PLACES = places(
    {
        "autograd.anomaly_mode": "detect_anomaly set_detect_anomaly",
        "autograd.function": "Function",
        "autograd.variable": "Variable",
        "grad_mode": "enable_grad no_grad set_grad_enabled",
        "gradcheck": "gradcheck gradgradcheck",
        "inference": "inference_mode",
    }
)
_MODULES = {
    "anomaly_mode": "autograd.anomaly_mode",
    "function": "autograd.function",
    "functional": "autograd.functional",
    "grad_mode": "grad_mode",
    "graph": "autograd.graph",
}


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        return load(*_PLACES[name])
    if name in _MODULES:
        return load(_MODULES[name])
    raise AttributeError(f"module 'torch.autograd' has no attribute '{name}'")


_OLD_NAME = "`grad_variables` is deprecated. Use `grad_tensors` instead."
_BOTH_NAMES = (
    "`grad_tensors` and `grad_variables` (deprecated) arguments both passed to `backward()`. "
    "Please only use `grad_tensors`."
)
_ONLY_INPUTS = (
    "only_inputs argument is deprecated and is ignored now (defaults to True). To accumulate "
    "gradient for other parts of the graph, please use torch.autograd.backward."
)
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
    grad_variables: Any = None,
    inputs: Any = None,
) -> None:
    """Add the gradients of `tensors` to the `.grad` of the leaves, or of `inputs` only.

    RuntimeError where a tensor has no graph, is no scalar and came without a gradient, or where
    saved values were freed by an earlier backward.
    """
    if grad_variables is not None:
        warn_outside(_OLD_NAME, FutureWarning)
        if grad_tensors is not None:
            raise RuntimeError(_BOTH_NAMES)
        grad_tensors = grad_variables
    if inputs is not None:
        inputs = listed(inputs)
        if not inputs:
            raise RuntimeError("`inputs` argument to `backward()` cannot be empty.")
    keep, create_graph, roots = _request(tensors, grad_tensors, retain_graph, create_graph)
    captures = None
    if inputs is not None:
        captures = [place_of(each) for each in inputs]
        for each in inputs:
            if isinstance(each, Tensor):
                each.retain_grad()  # keeps it, or says that it can't
    try:
        run(roots, keep_graph=keep, create_graph=create_graph, captures=captures)
    finally:
        if create_graph:
            warn_once(_CYCLE)


def grad(
    outputs: Any,
    inputs: Any,
    grad_outputs: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    only_inputs: bool = True,
    allow_unused: bool | None = None,
    is_grads_batched: bool = False,
    materialize_grads: bool = False,
) -> Any:
    """The gradients of the sum of `outputs` for each of `inputs`, as a tuple, or as a dict where
    these are one; no `.grad` is touched.

    allow_unused: None instead of an error for inputs that the outputs were not made from.
    materialize_grads: zeros instead of None for these.
    only_inputs: older programs have it; False only warns.
    is_grads_batched: grad_outputs have one more dimension in front; so have the results.
    """
    if is_grads_batched:
        from ..batched import grads_of_each

        return grads_of_each(
            outputs,
            inputs,
            grad_outputs,
            retain_graph,
            create_graph,
            allow_unused,
            materialize_grads,
        )
    if materialize_grads and allow_unused is False:
        raise ValueError(
            "Expected allow_unused to be True or not passed when materialize_grads=True, "
            "but got: allow_unused=False."
        )
    names = list(inputs) if type(inputs) is dict else None
    inputs = listed(inputs)
    if not inputs:
        raise RuntimeError("`inputs` argument to `grad()` cannot be empty.")
    if not only_inputs:
        warn_outside(_ONLY_INPUTS, FutureWarning)
    keep, create_graph, roots = _request(outputs, grad_outputs, retain_graph, create_graph)
    allow_unused = _flag(materialize_grads if allow_unused is None else allow_unused)
    for each in inputs:
        if isinstance(each, Tensor) and not each._requires_grad:
            raise RuntimeError("One of the differentiated Tensors does not require grad")
    captures = [place_of(each) for each in inputs]
    captured = run(
        roots, keep_graph=keep, create_graph=create_graph, captures=captures, accumulate=False
    )
    result = []
    for position, (each, edge) in enumerate(zip(inputs, captures, strict=True)):
        found = captured.get(edge)
        if found is None and materialize_grads:
            found = np.zeros_like(each._data)
        if found is None and not allow_unused:
            raise RuntimeError(
                f"The differentiated Tensor at index {position} appears to not have been used in "
                "the graph. Set allow_unused=True if this is the desired behavior."
            )
        result.append(found)
    found = tuple(as_tensors(result))
    return found if names is None else dict(zip(names, found, strict=True))


def _flag(value: Any) -> bool:
    """True or False for what counts as a number. TypeError, as of a C function, for the rest."""
    return value if type(value) is bool else bool(index(value))


def _request(
    tensors: Any, grads: Any, retain_graph: Any, create_graph: Any
) -> tuple[bool, bool, list[tuple[Edge, Any]]]:
    """Whether to keep the graph and to make a new one, and where to start, with which gradient."""
    tensors = listed(tensors)
    firsts = _firsts(tensors, grads)
    keep = create_graph if retain_graph is None else retain_graph
    keep, create_graph = _flag(keep), _flag(create_graph)
    return keep, create_graph, _roots(tensors, firsts, create_graph)


def _firsts(tensors: list[Any], grads: Any) -> list[tuple[Any, Any]]:
    """For each tensor the gradient that was given, and the array to start with."""
    if grads is None:
        grads = [None] * len(tensors)
    else:
        grads = [grads] if isinstance(grads, Tensor) else list(grads)
    return [
        (grad, _first_gradient(position, tensor, grad))
        for position, (tensor, grad) in enumerate(zip(tensors, grads, strict=False))
    ]


def _roots(
    tensors: list[Any], firsts: list[tuple[Any, Any]], create_graph: bool
) -> list[tuple[Edge, Any]]:
    """Where to start, with which gradient."""
    if len(firsts) != len(tensors):
        raise RuntimeError(f"got {len(tensors)} tensors and {len(firsts)} gradients")
    roots = []
    for position, tensor in enumerate(tensors):
        if place_of(tensor)[0] is None:
            raise RuntimeError(
                f"element {position} of tensors does not require grad and does not have a grad_fn"
            )
        given, first = firsts[position]
        if create_graph:
            first = new(first) if given is None else to(given, OF_NUMPY[first.dtype])
        roots.append((place_of(tensor), first))
    return roots


def _first_gradient(position: int, tensor: Any, grad: Any) -> Any:
    """The array that backward starts with at a tensor: `grad`'s, or 1 for a scalar."""
    if isinstance(tensor, GradientEdge):
        if grad is not None:
            return grad._data
        if tensor.like is None or tensor.like._data.size != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        return _one(tensor.like._data)
    if not isinstance(tensor, Tensor):
        raise AssertionError("Expected output to be a torch.Tensor")
    array = tensor._data
    if grad is None:
        if array.size == 1:
            return _one(array)
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


def _one(array: np.ndarray) -> np.ndarray:
    """The gradient of a single number for itself, of the number's shape and type."""
    one = np.empty(array.shape, array.dtype)
    one.fill(1)
    return one


def call_node(node: Node, grads: tuple[Any, ...]) -> Any:
    """What a node's rules make of these gradients; recorded where recording is on."""
    if len(grads) != node.outputs:
        raise TypeError(f"expected {node.outputs} arguments, got {len(grads)} instead")
    for position, grad in enumerate(grads):
        if grad is not None and not isinstance(grad, Tensor):
            raise TypeError(f"argument {position} is not a Variable")
    if type(node) is AccumulateGrad:
        if grads[0] is not None:
            add_to_grad(node.variable, grads[0]._data, False, True)
        return ()
    if all(grad is None for grad in grads):
        wanted = (None,) * len(node.next_functions)
        return wanted[0] if len(wanted) == 1 else wanted
    m: Any = np
    if mode.enabled:
        from .. import tensor_math

        m = tensor_math
    given = [grad if m is not np or grad is None else grad._data for grad in grads]
    token = quiet(IGNORE)
    try:
        made = node.apply(m, given if node.outputs > 1 else given[0])
    finally:
        loud(token)
    handed_on = tuple(as_tensors(made[: len(node.next_functions)]))
    return handed_on[0] if len(handed_on) == 1 else handed_on


def tensor_backward(
    self: Tensor,
    gradient: Tensor | None = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Any = None,
) -> None:
    """Add d self/d leaf to the `.grad` of every leaf that self was made from.

    gradient: what to start with, of self's shape; 1 for a scalar when left out.
    retain_graph: keep saved values, so that backward can run again.
    create_graph: record what backward does, for second derivatives.
    inputs: only these tensors get a gradient.
    """
    array = self._data
    if (
        gradient is inputs is None
        and create_graph is False
        and array.size == 1
        and self._requires_grad
    ):  # the usual case, quickly
        keep = retain_graph is not None and _flag(retain_graph)
        run([(edge_of(self), _one(array))], keep_graph=keep, create_graph=False)
    else:
        backward(self, gradient, retain_graph, create_graph, inputs=inputs)


tensor_backward.__qualname__ = "Tensor.backward"  # as errors about its arguments call it
