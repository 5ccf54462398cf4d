"""The backward pass: the chain rule, from the result back to the leaves.

1. Take the newest node among those that a gradient has arrived at. All that was made from its
   output is newer and has had its turn, so the sum of what arrived is complete.
2. Its derivative rules turn that into gradients of its inputs; add these to what has arrived at
   the nodes that made the inputs.
3. Until no node is left. A leaf's node adds what arrived to the leaf's `.grad`.

Newest first is PyTorch's order; it makes the sums the same to the last bit.
"""

import sys
from collections.abc import Collection
from heapq import heappop, heappush
from typing import Any

import numpy as np

from .broadcasting import mismatch
from .grad_mode import mode
from .hooks import Onlooker, Task, reachable
from .large import ALONE, LARGE, added, in_pieces
from .node import AccumulateGrad, Edge, Node, Output
from .quiet import IGNORE, loud, quiet
from .tensor import Tensor, counter_of, new

_NOTHING = object()
ndarray = np.ndarray


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
    m: Any = np
    if create_graph:
        from . import tensor_math

        m = tensor_math
    arrived: dict[Any, Any] = {}
    captured: dict[Any, Any] = {}
    wanted: dict[Any, list[int]] = {}
    needed: Any = None
    awaited: Any = None
    task = None
    plain = captures is None and not Onlooker.alive  # all nodes run, and nobody looks on
    if not plain:
        starts = [edge[0] for edge, _ in roots]
        if captures is not None:
            for goal, output in captures:
                wanted.setdefault(goal, []).append(output)
            needed = _on_a_path(wanted.keys(), starts)
            if accumulate:
                needed.update(wanted)  # the last on the way run, too: what they saved is used up
            roots = [root for root in roots if root[0][0] in needed or root[0][0] in wanted]
        # A leaf's gradient is complete when all nodes that it is used by had their turn. PyTorch
        # adds it to `.grad` then; where nobody looks on, after all others does as well.
        if Onlooker.alive:
            task = Task(starts, needed, wanted)
            awaited = _awaited(starts, needed, wanted)
    ready: list[tuple[int, Any]] = []
    node: Any
    before: Any
    hooks: Any = None
    for (node, output), grad in roots:
        before = arrived.get(node)
        if before is None and (
            type(node) is not AccumulateGrad or (awaited is not None and awaited[node] == 0)
        ):
            heappush(ready, (-node.number, node))
        if node.outputs > 1:
            grad = _gathered(before, Output(node, output), grad)
        elif before is not None:
            grad = before + grad
        arrived[node] = grad

    enabled, mode.enabled = mode.enabled, create_graph
    token = quiet(IGNORE)
    try:
        while True:
            if ready:
                node = heappop(ready)[1]
                grad = arrived.pop(node)
            elif arrived:
                node, grad = arrived.popitem()  # only leaves are left
            else:
                break
            if not plain:
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
                grads = (None,) * len(node.sources)
            elif type(grad) is ndarray and grad.size > LARGE and m is np:
                before = grads = ()  # nobody but this variable is to hold it
                grads = in_pieces(node, grad)
            else:
                grads = node.apply(m, grad)
            if not keep_graph and node.frees:
                node.release()
            if hooks is not None:
                grads = _after(m, node, grads, grad)
            source: Any
            at = 0
            for source in node.sources:  # `zip` would take longer
                grad = grads[at]
                at += 1
                if source is None:
                    continue  # nobody wants this gradient
                if type(source) is Output:
                    grad = _gathered(arrived.get(source.node), source, grad)
                    source = source.node
                    before = _NOTHING if source not in arrived else None
                else:
                    before = arrived.get(source, _NOTHING)
                if needed is not None and source not in needed and source not in wanted:
                    continue
                if before is _NOTHING:
                    if type(source) is not AccumulateGrad:
                        heappush(ready, (-source.number, source))
                elif grad is None:
                    grad = before
                elif before is not None:
                    if type(before) is ndarray and before.size > LARGE:
                        grad = added(before, grad, grads)
                    else:
                        grad = before + grad
                arrived[source] = grad
                if awaited is not None and type(source) is AccumulateGrad:
                    awaited[source] -= 1
                    if not awaited[source]:
                        heappush(ready, (-source.number, source))
    finally:
        mode.enabled = enabled
        loud(token)
        if task is not None:
            task.end()
    return captured


def _awaited(starts: list[Any], needed: Any, goals: Collection[Any]) -> dict[Any, int]:
    """For each leaf's node on the way, how many gradients are to arrive there."""
    counts = {node: 0 for node in starts if type(node) is AccumulateGrad}
    seen = set(starts) if needed is None else needed.intersection(starts)
    stack = list(seen)
    while stack:
        for source, _ in stack.pop().next_functions:
            if type(source) is AccumulateGrad:
                if needed is None or source in needed or source in goals:
                    counts[source] = counts.get(source, 0) + 1
            elif source is not None and source not in seen and (needed is None or source in needed):
                seen.add(source)
                stack.append(source)
    return counts


def _gathered(before: Any, place: Output, grad: Any) -> Any:
    """What has arrived at a node of several outputs, with one more gradient, for one of them."""
    if grad is None:
        return before
    grads = [None] * place.node.outputs if before is None else before
    grads[place.number] = grad if grads[place.number] is None else grads[place.number] + grad
    return grads


def _on_a_path(goals: Collection[Any], starts: list[Any]) -> set[Any]:
    """The nodes that have to run for gradients to reach the goals."""
    needed: set[Any] = set()
    for node in sorted(reachable(starts), key=lambda node: node.number):
        if any(source in goals or source in needed for source, _ in node.next_functions):
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
        from . import tensor_math
        from .inplace import copied

        if kept is None:
            place = new(np.empty_like(grad._data))
            leaf._grad = copied(place, grad, grad._data.dtype)
        else:
            leaf._grad = tensor_math.add(kept, grad)
    elif kept is None:
        own = not seen and type(grad) is np.ndarray and grad.base is None
        leaf._grad = new(grad if own and sys.getrefcount(grad) <= ALONE else np.array(grad))
    else:
        array = kept._data
        try:
            array += grad
        except ValueError:
            raise RuntimeError(mismatch(array.shape, grad.shape)) from None
        counter_of(kept).bump()


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
