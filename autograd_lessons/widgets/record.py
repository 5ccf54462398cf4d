"""A real backward pass as its nodes saw it, recorded through hooks and without a trace left."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from autograd_lessons.picture.saved import saved_values
from autograd_lessons.picture.signs import is_leaf_end
from autograd_lessons.picture.tensors import Place, Tensor, is_tensor, living_tensors, place

Grads = tuple[Tensor | None, ...]


@dataclass
class Visit:
    """A node's turn: the sum that `arrived` for each output, what it `handed_on` to each input."""

    node: Any
    arrived: Grads
    handed_on: Grads = ()


@dataclass
class Kept:
    """The `.grad` of a leaf or a retained tensor, before the pass and after it."""

    before: Tensor | None
    after: Tensor | None = None


@dataclass
class Record:
    """A backward pass: the `visits` in their order, and what `.grad` was and would be.

    `results` are the graph's living results by place, `kept` is by place as well: a leaf's is its
    ``AccumulateGrad`` node with 0.
    """

    results: dict[Place, Tensor]
    visits: list[Visit] = field(default_factory=list)
    kept: dict[Place, Kept] = field(default_factory=dict)


def nodes_of(root: Tensor) -> list[Any]:
    """Return the nodes that `root` was made by, those of leaves included."""
    nodes = {root.grad_fn: None}
    waiting = [root.grad_fn]
    while waiting:
        for source, _ in waiting.pop().next_functions:
            if source is not None and source not in nodes:
                nodes[source] = None
                waiting.append(source)
    return list(nodes)


def record(
    root: Tensor, gradient: Tensor | None, nodes: Sequence[Any], others: Sequence[Any] = ()
) -> Record:
    """Run ``root.backward(gradient, retain_graph=True)`` and return what happened at `nodes`.

    `others` are the graph's other nodes.

    Afterwards every `.grad` is the object that it was, unchanged, our hooks are gone, and nothing
    was freed. The user's own hooks run, as in any backward pass. Raises what backward raises.
    """
    made = Record(_results(nodes, others))
    with _grads_restored(made, [*nodes, *others]) as keepers, ExitStack() as hooks:
        for node in nodes:
            for handle in _listen(node, made.visits):
                hooks.callback(handle.remove)
        root.backward(gradient, retain_graph=True)
        for where, tensor in keepers.items():
            made.kept[where].after = _copy(tensor.grad)
    return made


def _listen(node: Any, visits: list[Visit]) -> Iterator[Any]:
    def arrive(grads: Grads) -> None:
        visits.append(Visit(node, tuple(map(_copy, grads))))

    def hand_on(inputs: Grads, _: Grads) -> None:
        visits[-1].handed_on = tuple(map(_copy, inputs))

    yield node.register_prehook(arrive)
    if not is_leaf_end(node):
        yield node.register_hook(hand_on)


@contextmanager
def _grads_restored(made: Record, nodes: Sequence[Any]) -> Iterator[dict[Place, Tensor]]:
    """Let backward add to copies of the `.grad`s, then put the originals back."""
    keepers = {(node, 0): node.variable for node in nodes if is_leaf_end(node)}
    keepers |= {where: tensor for where, tensor in made.results.items() if tensor.retains_grad}
    originals = {where: tensor.grad for where, tensor in keepers.items()}
    try:
        for where, tensor in keepers.items():
            made.kept[where] = Kept(_copy(originals[where]))
            tensor.grad = _copy(originals[where])
        yield keepers
    finally:
        for where, tensor in keepers.items():
            tensor.grad = originals[where]


def _results(nodes: Sequence[Any], others: Sequence[Any]) -> dict[Place, Tensor]:
    """Return the results of the nodes that anything holds: a variable, a list, a model, a node.

    A graph does not know its results. Those with `retain_grad` must be known to be left as they
    were; the others show their values, and only `nodes` are asked for those that they saved.
    """
    known = {*nodes, *others}
    saved = (value for node in nodes for _, value in saved_values(node))
    found: dict[Place, Tensor] = {}
    for tensor in [*living_tensors(), *filter(is_tensor, saved)]:
        if tensor.requires_grad and place(tensor)[0] in known:
            found.setdefault(place(tensor), tensor)
    return found


def _copy(grad: Tensor | None) -> Tensor | None:
    return None if grad is None else grad.detach().clone()
