"""The backward pass: the chain rule, from the result back to the leaves.

1. Count how many gradients each node will receive.
2. Take the newest node for which all of them have arrived; their sum is the gradient of its output.
3. Its derivative rules turn that into gradients of its inputs; hand them on to the nodes there.
4. Until no node is left. A leaf's node adds what arrived to the leaf's `.grad`.

Newest first is PyTorch's order; it makes the sums the same to the last bit.
"""

import sys
from collections.abc import Collection
from heapq import heappop, heappush
from typing import Any

import numpy as np

from . import tensor_math
from .grad_mode import mode
from .node import AccumulateGrad, Edge, Node
from .quiet import IGNORE, loud, quiet
from .tensor import Tensor, new


def run(
    roots: list[tuple[Edge, Any]],
    *,
    keep_graph: bool,
    create_graph: bool,
    captures: Collection[Edge] | None = None,
    accumulate: bool = True,
) -> dict[Edge, Any]:
    """Send gradients from `roots` (pairs of place and gradient) through the graph.

    With `captures`, only nodes on a path to one of these places run, and the gradients that
    arrive there are returned; leaves among them add theirs to `.grad` only if `accumulate`.
    """
    m: Any = tensor_math if create_graph else np
    wanted: dict[Any, list[int]] = {}
    for place, output in captures or ():
        wanted.setdefault(place, []).append(output)
    starts = [edge[0] for edge, _ in roots]
    needed = None if captures is None else _on_a_path(wanted.keys(), starts)
    waiting_for = _count(starts, needed, wanted)
    captured: dict[Edge, Any] = {}
    arrived: dict[Node, Any] = {}
    ready: list[tuple[int, Node]] = []
    for (start, output), grad in roots:
        _arrive(arrived, start, output, grad)
    for node in arrived:
        if node not in waiting_for:
            heappush(ready, (-node.number, node))

    enabled, mode.enabled = mode.enabled, create_graph
    token = quiet(IGNORE)
    try:
        while ready:
            node = heappop(ready)[1]
            grad = arrived.pop(node, None)
            hooks = node.hooks
            if hooks is not None:
                grad = _shown(m, node, grad, hooks.before_captures)
            if node in wanted:
                for output in wanted[node]:
                    captured[node, output] = grad[output] if node.outputs > 1 else grad
                if (
                    needed is not None
                    and node not in needed
                    and not (accumulate and type(node) is AccumulateGrad)
                ):
                    continue
            if hooks is not None:
                grad = _shown(m, node, grad, hooks.before)
            if type(node) is AccumulateGrad:
                if grad is not None:
                    _accumulate(node.variable, grad, create_graph)
                grads: tuple[Any, ...] = ()
            elif grad is None:
                grads = (None,) * len(node.next_functions)
            else:
                grads = node.apply(m, grad)
            if not keep_graph:
                node.release()
            if hooks is not None:
                grads = _after(m, node, grads, grad)
            for (target, output), grad in zip(node.next_functions, grads, strict=True):
                left = waiting_for.get(target)  # type: ignore[arg-type]
                if left is None:
                    continue  # nobody wants this gradient
                if grad is not None:
                    if target in arrived or target.outputs > 1:  # type: ignore[union-attr]
                        _arrive(arrived, target, output, grad)
                    else:
                        arrived[target] = grad  # type: ignore[index]
                if left == 1:
                    heappush(ready, (-target.number, target))  # type: ignore
                else:
                    waiting_for[target] = left - 1  # type: ignore[index]
    finally:
        mode.enabled = enabled
        loud(token)
    return captured


def _count(starts: list[Any], needed: set[Any] | None, goals: Collection[Any]) -> dict[Node, int]:
    """How many gradients each node will receive that is on the way from the starts."""
    count: dict[Node, int] = {}
    stack = [node for node in set(starts) if needed is None or node in needed]
    seen = set(stack)
    while stack:
        for target, _ in stack.pop().next_functions:
            if target in count:
                count[target] += 1
            elif target is not None and (needed is None or target in needed or target in goals):
                count[target] = 1
                if target not in seen and (needed is None or target in needed):
                    stack.append(target)
    return count


def _on_a_path(goals: Collection[Any], starts: list[Any]) -> set[Any]:
    """The nodes that have to run for gradients to reach the goals."""
    seen: set[Any] = set()
    stack = list(starts)
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            stack.extend(target for target, _ in node.next_functions if target is not None)
    needed: set[Any] = set()
    for node in sorted(seen, key=lambda node: node.number):
        if any(target in goals or target in needed for target, _ in node.next_functions):
            needed.add(node)
    return needed


def _arrive(arrived: dict[Node, Any], node: Any, output: int, grad: Any) -> None:
    """Add a gradient to what has arrived at one output of a node."""
    if node.outputs == 1:
        arrived[node] = arrived[node] + grad if node in arrived else grad
        return
    grads = arrived.setdefault(node, [None] * node.outputs)
    grads[output] = grad if grads[output] is None else grads[output] + grad


def _accumulate(leaf: Tensor, grad: Any, create_graph: bool) -> None:
    """Add `grad` to `leaf.grad`: in place, except where the sum itself is to be recorded."""
    if not leaf._requires_grad:
        return
    kept = leaf._grad
    if create_graph:
        leaf._grad = tensor_math.clone(grad) if kept is None else tensor_math.add(kept, grad)
    elif kept is None:
        # Take over an array that nobody else holds (here and in `run`), copy others.
        own = type(grad) is np.ndarray and grad.base is None and sys.getrefcount(grad) <= 3
        leaf._grad = new(grad if own else np.array(grad))
    elif kept._requires_grad:
        leaf._grad = tensor_math.add(kept, new(grad))
    else:
        np.add(kept._data, grad, out=kept._data)
        if kept._cell is not None:
            kept._cell[0] += 1


def as_tensors(grads: Any) -> list[Any]:
    """Gradients as tensors, whether they are arrays or tensors already; None stays None."""
    return [grad if grad is None or type(grad) is Tensor else new(grad) for grad in grads]


def _shown(m: Any, node: Node, grad: Any, listen: Any) -> Any:
    """Show the gradients of a node's outputs to hooks, as tensors, and take what they return."""
    several = node.outputs > 1
    grads = grad if several and grad is not None else [grad] * node.outputs
    grads = listen(as_tensors(grads))
    if m is np:
        grads = [None if each is None else each._data for each in grads]
    return grads if several else grads[0]


def _after(m: Any, node: Node, grads: tuple[Any, ...], grad: Any) -> tuple[Any, ...]:
    """Show a node's work to its post-hooks, and a leaf to its hooks after accumulation."""
    assert node.hooks is not None
    if isinstance(node, AccumulateGrad):
        for hook in list(node.hooks.accumulated.values()):
            hook(node.variable)
    if not node.hooks.post:
        return grads
    arrived = as_tensors(grad if node.outputs > 1 and grad is not None else [grad])
    changed = node.hooks.after(tuple(as_tensors(grads)), tuple(arrived))
    return tuple([None if g is None else g if m is not np else g._data for g in changed])
