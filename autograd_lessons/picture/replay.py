"""A backward pass that changes nothing: nodes called by hand, to see where gradients go wrong."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .paths import nodes_of, recorded_before
from .signs import is_leaf_end
from .tensors import Tensor, library_of


@dataclass(slots=True)
class Replay:
    """What came of it: where it ended too early, if it did, and the nodes that spoil what arrives.

    `error` is what the node `stopped` raised, "" for a node that cannot be called. `nan` and `zero`
    are the nodes that got proper gradients and handed on nan or infinite ones, or zeros only, in
    the order of backward.
    """

    stopped: Any = None
    error: str = ""
    nan: list[Any] = field(default_factory=list)
    zero: list[Any] = field(default_factory=list)


def replay(root: Tensor) -> Replay:
    """Send ones back from `root`, as `root.sum().backward()` does; no hook runs, `.grad` stays.

    Ends at the first node that raises, or that cannot be called: that of a custom Function.
    """
    found = Replay()
    nodes = nodes_of(root)
    uses = dict.fromkeys(nodes, 0)
    for node in nodes:
        for before in recorded_before(node):
            uses[before] += 1
    library = library_of(root)
    arriving: dict[Any, dict[int, Tensor]] = {node: {} for node in nodes}
    with library.no_grad():
        if nodes:
            arriving[root.grad_fn][root.output_nr] = library.ones_like(root.detach())
        places = {node: place for place, node in enumerate(nodes)}
        ready = [(-_number(node), places[node], node) for node in nodes if not uses[node]]
        while ready:
            _, _, node = heapq.heappop(ready)
            grads = arriving.pop(node)
            handed_on = [] if is_leaf_end(node) else _call(node, grads, found)
            if found.stopped is not None:
                return found
            for (before, number), grad in zip(node.next_functions, handed_on, strict=False):
                if before is None:
                    continue
                if grad is not None:
                    sums = arriving[before]
                    sums[number] = grad if number not in sums else sums[number] + grad
                uses[before] -= 1
                if not uses[before]:
                    heapq.heappush(ready, (-_number(before), places[before], before))
    return found


def spoiled(tensor: Tensor) -> bool:
    """Whether there is nan or infinity in `tensor`, as far as can be seen."""
    values = tensor.detach()
    return _seen(lambda: not bool((values - values == 0).all()))


def is_zero(tensor: Tensor) -> bool:
    """Whether there is nothing but zeros in `tensor`, as far as can be seen."""
    return _seen(lambda: bool((tensor.detach() == 0).all()))


def _seen(look: Callable[[], bool]) -> bool:
    try:
        return look()
    except RuntimeError:  # a sparse gradient, a tensor on the device "meta"
        return False


def _call(node: Any, grads: dict[int, Tensor], found: Replay) -> list[Any]:
    if not grads:
        return [None] * len(node.next_functions)
    try:
        made = node(*[grads.get(number) for number in range(_outputs(node))])
    except TypeError:  # that of a learner's own Function cannot be called
        found.stopped = node
        return []
    except Exception as error:  # freed, changed since, or a hook of the learner's own
        found.stopped, found.error = node, str(error)
        return []
    handed_on = list(made) if isinstance(made, tuple | list) else [made]
    given = [grad for grad in handed_on if grad is not None]
    if any(map(spoiled, given)) and not any(map(spoiled, grads.values())):
        found.nan.append(node)
    if given and all(map(is_zero, given)) and not all(map(is_zero, grads.values())):
        found.zero.append(node)
    return handed_on


def _outputs(node: Any) -> int:
    """How many results the operation of `node` had."""
    known = getattr(node, "_input_metadata", None)
    return int(getattr(node, "outputs", 1)) if known is None else len(known)


def _number(node: Any) -> int:
    return int(node._sequence_nr())
