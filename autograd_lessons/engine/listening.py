"""What a backward pass does besides where somebody looks on: it calls hooks, keeps the gradients
that were asked for, and runs only the nodes that lead to these."""

from collections.abc import Collection
from typing import Any

import numpy as np

from .hooks import GraphTask, Onlooker, check_nothing, reachable
from .node import AccumulateGrad, Edge, Node, edge_at
from .tensor import Tensor, new

STOP = object()  # in a gradient's place: its node needn't run


class Listening:
    """One backward pass that is looked on.

    starts: the nodes it begins with; captures: the places whose gradients are asked for, None for
    all leaves; accumulate: whether leaves among them add theirs to `.grad` as well.
    captured: the gradients that arrived there.
    """

    def __init__(
        self, m: Any, starts: list[Any], captures: Collection[Edge] | None, accumulate: bool
    ) -> None:
        self._m = m
        self.captured: dict[Edge, Any] = {}
        self._wanted: dict[Any, list[int]] = {}
        self._needed: Any = None  # the nodes that run; None for all
        if captures is not None:
            for goal, output in captures:
                if goal is not None:  # that of a view that requires grad only because its base does
                    self._wanted.setdefault(goal, []).append(output)
            self._needed = _on_a_path(self._wanted.keys(), starts)
            if accumulate:  # the last on the way run, too: what they saved is used up
                self._needed.update(self._wanted)
        # A leaf's gradient is complete when all nodes that it is used by had their turn. PyTorch
        # adds it to `.grad` then; where no hook looks on, after all others does as well.
        self._awaited: dict[Any, int] | None = None
        self._task = None
        if Onlooker.alive:
            self._task = GraphTask(starts, self._needed, self._wanted)
            self._awaited = self._count(starts)

    def end(self) -> None:
        """The pass is over."""
        if self._task is not None:
            self._task.end()

    @property
    def is_on_time(self) -> bool:
        """Whether leaves get their gradients as soon as these are complete."""
        return self._awaited is not None

    def skips(self, node: Node) -> bool:
        """Whether the pass need not come to this node."""
        return self._needed is not None and node not in self._needed and node not in self._wanted

    def is_complete(self, leaf: Node) -> bool:
        """Whether no more gradients will arrive at a leaf's node."""
        return self._awaited is not None and not self._awaited[leaf]

    def arrived(self, leaf: Node) -> bool:
        """Count a gradient that arrived at a leaf's node; whether it was the last."""
        if self._awaited is None:
            return False
        self._awaited[leaf] -= 1
        return not self._awaited[leaf]

    def before(self, node: Node, grad: Any) -> Any:
        """What hooks make of the gradient of a node's turn; STOP if it was only asked for."""
        hooks = node.hooks
        goes_on = self._needed is None or node in self._needed
        if goes_on:  # the tensors' hooks come after the capture then
            self._capture(node, grad)
        if hooks is not None:
            grad = self._shown(node, grad, hooks.of_tensors)
        if not goes_on:
            self._capture(node, grad)
            return STOP
        return grad if hooks is None else self._shown(node, grad, hooks.before)

    def _capture(self, node: Node, grad: Any) -> None:
        for output in self._wanted.get(node, ()):
            self.captured[node, output] = grad[output] if node.outputs > 1 and grad else grad

    def _shown(self, node: Node, grad: Any, listen: Any) -> Any:
        """Show the gradients of a node's outputs, as tensors; take what is returned."""
        several = node.outputs > 1
        grads = grad if several and grad is not None else [grad] * node.outputs
        grads = listen(as_tensors(grads))
        if self._m is np:
            grads = [None if each is None else each._data for each in grads]
        return grads if several else grads[0]

    def after(self, node: Node, grads: tuple[Any, ...], grad: Any) -> tuple[Any, ...]:
        """What post-hooks make of the gradients that a node hands on; a leaf's are told of it."""
        hooks = node.hooks
        if hooks is None:
            return grads
        if isinstance(node, AccumulateGrad):
            for hook in list(hooks.accumulated.values()):
                check_nothing(hook(node.variable))
        if not hooks.post:
            return grads
        sources = [edge_at(source)[0] for source in node.sources]
        grads = tuple(
            None if source is None or self.skips(source) else each
            for source, each in zip(sources, grads, strict=False)
        )
        arrived = as_tensors(grad if node.outputs > 1 and grad is not None else [grad])
        changed = hooks.after(tuple(as_tensors(grads)), tuple(arrived))
        return tuple([None if g is None else g if self._m is not np else g._data for g in changed])

    def _count(self, starts: list[Any]) -> dict[Any, int]:
        """For each leaf's node on the way, how many gradients are to arrive there."""
        counts = {node: 0 for node in starts if type(node) is AccumulateGrad}
        found = {node for node in starts if self._needed is None or node in self._needed}
        stack = list(found)
        while stack:
            for source, _ in stack.pop().next_functions:
                if source is None or self.skips(source):
                    continue
                if type(source) is AccumulateGrad:
                    counts[source] = counts.get(source, 0) + 1
                elif source not in found and (self._needed is None or source in self._needed):
                    found.add(source)
                    stack.append(source)
        return counts


def _on_a_path(goals: Collection[Any], starts: list[Any]) -> set[Any]:
    """The nodes that have to run for gradients to reach the goals."""
    needed: set[Any] = set()
    for node in sorted(reachable(starts), key=lambda node: node.number):
        if any(source in goals or source in needed for source, _ in node.next_functions):
            needed.add(node)
    return needed


def as_tensors(grads: Any) -> list[Any]:
    """Gradients as tensors, whether they are arrays or tensors already; None stays None."""
    return [grad if grad is None or isinstance(grad, Tensor) else new(grad) for grad in grads]
