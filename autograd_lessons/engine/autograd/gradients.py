"""`backward` adds gradients to `.grad`; `grad` returns them."""

from typing import Any

import numpy as np

from ..backward import run
from ..calls.warn_once import warn_once, warn_outside
from ..tensor import Tensor, new
from ..tracking import edge_of
from .edges import listed, place_of
from .roots import flag, one_like, start

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
    keep, create_graph, roots = start(tensors, grad_tensors, retain_graph, create_graph)
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
        from .batched import grads_of_each

        settings = (retain_graph, create_graph, allow_unused, materialize_grads)
        return grads_of_each(outputs, inputs, grad_outputs, *settings)
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
    keep, create_graph, roots = start(outputs, grad_outputs, retain_graph, create_graph)
    allow_unused = flag(materialize_grads if allow_unused is None else allow_unused)
    for each in inputs:
        if isinstance(each, Tensor) and not each._requires_grad:
            raise RuntimeError("One of the differentiated Tensors does not require grad")
    captures = [place_of(each) for each in inputs]
    captured = run(
        roots, keep_graph=keep, create_graph=create_graph, captures=captures, accumulate=False
    )
    found = [captured.get(edge) for edge in captures]
    if materialize_grads:
        pairs = zip(found, inputs, strict=True)
        found = [_zeros(each, create_graph) if got is None else got for got, each in pairs]
    elif not allow_unused:
        _check_used(found)
    result = _as_tensors(found, grad_outputs)
    return result if names is None else dict(zip(names, result, strict=True))


def _check_used(grads: list[Any]) -> None:
    for position, each in enumerate(grads):
        if each is None:
            raise RuntimeError(
                f"The differentiated Tensor at index {position} appears to not have been used in "
                "the graph. Set allow_unused=True if this is the desired behavior."
            )


def _zeros(like: Tensor, requires_grad: bool) -> Tensor:
    zeros = new(np.zeros_like(like._data))
    zeros._requires_grad = requires_grad
    return zeros


def _as_tensors(grads: list[Any], given: Any) -> tuple[Tensor | None, ...]:
    """What arrived at several places is one tensor; what backward started with is the given one."""
    starts = () if given is None else listed(given)
    known = {id(each._data): each for each in starts if each is not None}
    made = [
        grad if grad is None or isinstance(grad, Tensor) else known.setdefault(id(grad), new(grad))
        for grad in grads
    ]
    return tuple(made)


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
        and not self._follows_base
    ):  # the usual case, quickly
        keep = retain_graph is not None and flag(retain_graph)
        run([(edge_of(self), one_like(array))], keep_graph=keep, create_graph=False)
    else:
        backward(self, gradient, retain_graph, create_graph, inputs=inputs)


tensor_backward.__qualname__ = "Tensor.backward"  # as errors about its arguments call it
