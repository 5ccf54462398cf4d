"""The backward pass: the chain rule, from the result back to the leaves.

1. Take the newest node among those that a gradient has arrived at. All that was made from its
   output is newer and has had its turn, so the sum of what arrived is complete.
2. Its derivative rules turn that into gradients of its inputs; add these to what has arrived at
   the nodes that made the inputs.
3. Until no node is left. A leaf's node adds what arrived to the leaf's `.grad`.

Newest first is PyTorch's order; it makes the sums the same to the last bit.
"""

from collections.abc import Collection
from heapq import heappop, heappush
from sys import getrefcount
from typing import Any

import numpy as np

from .broadcasting import mismatch
from .grad_mode import mode
from .hooks import Onlooker, reachable
from .large import ALONE, LARGE, added, in_its_memory
from .listening import STOP, Listening
from .node import AccumulateGrad, Edge, Output
from .quiet import IGNORE, loud, quiet
from .saved_errors import FREED
from .tensor import Tensor, counter_of, new

_NOTHING = object()
_make: Any = object.__new__
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
    listening: Any = None
    if captures is not None or Onlooker.alive:
        starts = [edge[0] for edge, _ in roots]
        listening = Listening(m, starts, captures, accumulate)
        if len(roots) > 1:  # the hooks on a single one are called in any case
            roots = [root for root in roots if not listening.skips(root[0][0])]
    arrived: dict[Any, Any] = {}
    ready: list[tuple[int, Any]] = []
    node: Any
    before: Any
    for (node, output), grad in roots:
        before = arrived.get(node)
        if before is None and (
            type(node) is not AccumulateGrad or (listening and listening.is_complete(node))
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
            if listening is not None:
                grad = listening.before(node, grad)
                if grad is STOP:
                    continue
            grads: tuple[Any, ...] = ()  # those before are nobody's but their nodes' now
            if type(node) is AccumulateGrad:
                if grad is not None:
                    add_to_grad(node.variable, grad, create_graph, node.hooks is not None)
                if listening is not None:
                    listening.after(node, (), grad)
                continue
            if grad is None:
                grads = (None,) * len(node.sources)
            elif type(grad) is ndarray and grad.size > LARGE and m is np:
                before = ()  # nobody but this variable is to hold it
                grads = in_its_memory(node, grad)
            else:
                grads = node.apply(m, grad)
            if not keep_graph and node.frees:
                if node.keeps_more:
                    node.release()
                else:
                    node.values = FREED
            if listening is not None:
                grads = listening.after(node, grads, grad)
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
                if listening is not None and listening.skips(source):
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
                if (
                    listening is not None
                    and type(source) is AccumulateGrad
                    and listening.arrived(source)
                ):
                    heappush(ready, (-source.number, source))
    except BaseException:
        if (captures is None or accumulate) and (listening is None or not listening.is_on_time):
            _give_what_is_complete(node, arrived, create_graph)
        raise
    finally:
        mode.enabled = enabled
        loud(token)
        if listening is not None:
            listening.end()
    return {} if listening is None else listening.captured


def _give_what_is_complete(failed: Any, arrived: dict[Any, Any], create_graph: bool) -> None:
    """When a node fails, leaves that it and the nodes in wait don't lead to have their gradient."""
    still_open = reachable(
        [failed, *(node for node in arrived if type(node) is not AccumulateGrad)]
    )
    for node, grad in arrived.items():
        if type(node) is AccumulateGrad and node not in still_open and grad is not None:
            add_to_grad(node.variable, grad, create_graph, node.hooks is not None)


def _gathered(before: Any, place: Output, grad: Any) -> Any:
    """What has arrived at a node of several outputs, with one more gradient, for one of them."""
    if grad is None:
        return before
    grads = [None] * place.node.outputs if before is None else before
    grads[place.number] = grad if grads[place.number] is None else grads[place.number] + grad
    return grads


def add_to_grad(leaf: Tensor, grad: Any, create_graph: bool, seen: bool) -> None:
    """Add `grad` to `leaf.grad`: in place, except where the sum itself is to be recorded.

    The first gradient is taken over as it is if nobody else can hold its array, else copied;
    seen: hooks saw it, so somebody may hold it.
    """
    if not leaf._requires_grad:
        return
    kept = leaf._grad
    if create_graph:
        from . import tensor_math
        from .inplace.values import copied

        if kept is None:
            place = new(np.empty_like(grad._data))
            leaf._grad = copied(place, grad, grad._data.dtype)
        else:
            leaf._grad = tensor_math.add(kept, grad)
    elif kept is None:
        own = not seen and type(grad) is ndarray and grad.base is None
        if not own or getrefcount(grad) > ALONE:
            grad = np.array(grad, order="C" if leaf._data.flags.c_contiguous else "K")
        leaf._grad = out = _make(Tensor)
        out._data = grad
    else:
        array = kept._data
        try:
            array += grad
        except ValueError:
            raise RuntimeError(mismatch(array.shape, grad.shape)) from None
        counter_of(kept).bump()
