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
    __tracebackhide__ = True
    m: Any = tensor_math if create_graph else np
    wanted: dict[Any, list[int]] = {}
    for place, output in captures or ():
        wanted.setdefault(place, []).append(output)
    starts = [edge[0] for edge, _ in roots]
    needed: Any = None if captures is None else _on_a_path(wanted.keys(), starts)
    expected = _expected(starts, needed, wanted)
    captured: dict[Any, Any] = {}
    ready: list[tuple[int, Any, list[Any]]] = []
    for (start, output), grad in roots:
        expected[start][1] = _sum(start, output, expected[start][1], grad)
    node: Any
    for node in dict.fromkeys(starts):
        if expected[node][0] == 0 and (needed is None or node in needed or node in wanted):
            heappush(ready, (-node.number, node, expected[node]))

    enabled, mode.enabled = mode.enabled, create_graph
    token = quiet(IGNORE)
    try:
        while ready:
            _, node, (_, grad) = heappop(ready)
            hooks = node.hooks
            if hooks is not None:
                grad = _shown(m, node, grad, hooks.before_captures)
            if node in wanted:
                for output in wanted[node]:
                    captured[node, output] = grad[output] if node.outputs > 1 else grad
                if node not in needed and not (accumulate and type(node) is AccumulateGrad):
                    continue
            if hooks is not None:
                grad = _shown(m, node, grad, hooks.before)
            if type(node) is AccumulateGrad:
                grads: tuple[Any, ...] = ()
                if grad is not None:
                    _accumulate(node.variable, grad, create_graph, hooks is not None)
            elif grad is None:
                grads = (None,) * len(node.next_functions)
            else:
                grads = node.apply(m, grad)
            if not keep_graph and node.saved_names:
                node.release()
            if hooks is not None:
                grads = _after(m, node, grads, grad)
            target: Any
            for (target, output), grad in zip(node.next_functions, grads):  # noqa: B905
                arriving = expected.get(target)
                if arriving is None:
                    continue  # nobody wants this gradient
                if grad is not None:
                    if arriving[1] is None and target.outputs == 1:
                        arriving[1] = grad
                    else:
                        arriving[1] = _sum(target, output, arriving[1], grad)
                arriving[0] -= 1
                if arriving[0] == 0:
                    heappush(ready, (-target.number, target, arriving))
    finally:
        mode.enabled = enabled
        loud(token)
    return captured


def _expected(starts: list[Any], needed: Any, goals: Collection[Any]) -> dict[Any, list[Any]]:
    """For each node on the way: [how many gradients are still to arrive, the sum of those here]."""
    expected: dict[Any, list[Any]] = {node: [0, None] for node in starts}
    stack = [node for node in expected if needed is None or node in needed]
    while stack:
        for target, _ in stack.pop().next_functions:
            arriving = expected.get(target)
            if arriving is not None:
                arriving[0] += 1
            elif target is not None and (needed is None or target in needed or target in goals):
                expected[target] = [1, None]
                if needed is None or target in needed:
                    stack.append(target)
    return expected


def _sum(node: Any, output: int, before: Any, grad: Any) -> Any:
    """What has arrived at a node, with one more gradient, for one of its outputs."""
    if node.outputs == 1:
        return grad if before is None else before + grad
    grads = [None] * node.outputs if before is None else before
    grads[output] = grad if grads[output] is None else grads[output] + grad
    return grads


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


def _accumulate(leaf: Tensor, grad: Any, create_graph: bool, seen: bool) -> None:
    """Add `grad` to `leaf.grad`: in place, except where the sum itself is to be recorded.

    The first gradient is taken over as it is if nobody else can hold its array, else copied;
    seen: hooks saw it, so somebody may hold it.
    """
    if not leaf._requires_grad:
        return
    kept = leaf._grad
    if create_graph:
        leaf._grad = tensor_math.clone(grad) if kept is None else tensor_math.add(kept, grad)
    elif kept is None:
        own = not seen and type(grad) is np.ndarray and grad.base is None
        leaf._grad = new(grad if own and sys.getrefcount(grad) <= _ALONE else np.array(grad))
    elif kept._requires_grad:
        leaf._grad = tensor_math.add(kept, new(grad))
    else:
        np.add(kept._data, grad, out=kept._data)
        if kept._cell is not None:
            kept._cell[0] += 1


def _references(grad: Any) -> int:
    return sys.getrefcount(grad)


def _references_when_alone() -> int:
    """What `sys.getrefcount` says of an array that only `run` and its callee hold: as in `run`, it
    is in a list, then in a variable, then an argument. It differs between versions of Python."""
    arriving = [0, np.zeros(1)]
    _, grad = arriving
    return _references(grad)


_ALONE = _references_when_alone()


def as_tensors(grads: Any) -> list[Any]:
    """Gradients as tensors, whether they are arrays or tensors already; None stays None."""
    return [grad if grad is None or isinstance(grad, Tensor) else new(grad) for grad in grads]


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
