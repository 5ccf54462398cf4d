"""Calling a node by hand, as in `y.grad_fn(gradient)`: the derivative rules of one operation."""

from typing import Any

import numpy as np

from .backward import add_to_grad
from .grad_mode import mode
from .listening import as_tensors
from .node import AccumulateGrad, Node
from .quiet import IGNORE, loud, quiet
from .tensor import Tensor


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
        from . import tensor_math

        m = tensor_math
    given = [grad if m is not np or grad is None else grad._data for grad in grads]
    token = quiet(IGNORE)
    try:
        made = node.apply(m, given if node.outputs > 1 else given[0])
    finally:
        loud(token)
    handed_on = tuple(as_tensors(made[: len(node.next_functions)]))
    return handed_on[0] if len(handed_on) == 1 else handed_on
