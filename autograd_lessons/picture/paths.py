"""Which way leads back from a tensor, along the graph and through what was not recorded."""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from .cuts import Source, Unrecorded, history_of, untracked_of
from .signs import is_leaf_end
from .tensors import Tensor, place

Step: TypeAlias = Any
"""What made something: a graph's node, or an `Unrecorded` operation."""


def maker(tensor: Tensor) -> Step | None:
    """Return what made `tensor`, None if it was given or nobody saw it."""
    return tensor.grad_fn or history_of(tensor)


def made_of(step: Step) -> Iterator[Step]:
    """The steps before `step`, recorded ones and others."""
    if isinstance(step, Unrecorded):
        for source in step.sources:
            yield from _of_source(source)
    elif is_leaf_end(step):
        if (history := history_of(step.variable)) is not None:
            yield history
    else:
        yield from recorded_before(step)
        for source in untracked_of(step):
            yield from _of_source(source)


def recorded_before(node: Any) -> Iterator[Any]:
    """The nodes that gradients go to from `node`."""
    for before, _ in node.next_functions:
        if before is not None:
            yield before


def steps_of(tensor: Tensor) -> Iterator[Step]:
    """Everything that `tensor` was made by, the nearest first."""
    yield from _nearest_first(maker(tensor), made_of)


def outermost(tensors: Sequence[Tensor]) -> list[Tensor]:
    """Return those of `tensors` that none of the others was made of: their graphs hold it all."""
    seen: set[Step] = set()
    inside: set[Step] = set()
    for tensor in tensors:
        waiting = [maker(tensor)] if maker(tensor) is not None else []
        while waiting:
            step = waiting.pop()
            if step not in seen:
                seen.add(step)
                before = list(made_of(step))
                inside.update(before)
                waiting += before
    return [tensor for tensor in tensors if maker(tensor) not in inside]


def nodes_of(tensor: Tensor) -> list[Any]:
    """The nodes of the graph of `tensor`, the nearest first."""
    return list(_nearest_first(tensor.grad_fn, recorded_before))


def leaves_of(tensor: Tensor) -> list[Tensor]:
    """The leaves that backward from `tensor` reaches; the tensor itself if it is one."""
    if tensor.grad_fn is None:
        return [tensor] if tensor.requires_grad else []
    return [node.variable for node in nodes_of(tensor) if is_leaf_end(node)]


def in_graph(tensor: Tensor, root: Tensor) -> bool:
    """Whether backward from `root` passes `tensor`."""
    if tensor is root:
        return True
    node, number = place(tensor)
    if node is None:
        return any(tensor is leaf for leaf in leaves_of(root))
    if place(root) == (node, number):
        return True
    return any((node, number) in each.next_functions for each in nodes_of(root))


def cut_between(root: Tensor, tensor: Tensor | None = None) -> Unrecorded | None:
    """Return where the way from `root` back to `tensor` was cut, None if no way is known.

    Without `tensor`, the nearest place where a tracked input was not recorded.
    """
    first = maker(root)
    after: dict[Step, Step | None] = {first: None}
    waiting = deque([first] if first is not None else [])
    while waiting:
        step = waiting.popleft()
        if tensor is None:
            if _is_cut(step):
                return step
        elif _takes(step, tensor):
            return _nearest_cut(step, after)
        for before in made_of(step):
            if before not in after:
                after[before] = step
                waiting.append(before)
    return None


def _nearest_cut(step: Step | None, after: dict[Step, Step | None]) -> Unrecorded | None:
    nearest = None
    while step is not None:
        nearest = step if _is_cut(step) else nearest
        step = after[step]
    return nearest


def _is_cut(step: Step) -> bool:
    return isinstance(step, Unrecorded) and step.cut != "after"


def _takes(step: Step, tensor: Tensor) -> bool:
    where = place(tensor)
    if isinstance(step, Unrecorded):
        return any(_is(source, tensor, where) for source in step.sources)
    if is_leaf_end(step):
        return step.variable is tensor
    if where[0] is not None and where in step.next_functions:
        return True
    return any(_is(source, tensor, where) for source in untracked_of(step))


def _is(source: Source, tensor: Tensor, where: Any) -> bool:
    return source.tensor is tensor or (source.place is not None and source.place == where)


def _of_source(source: Source) -> Iterator[Step]:
    if source.place is not None:
        yield source.place[0]
    if source.history is not None:
        yield source.history


def _nearest_first(first: Step | None, before: Any) -> Iterator[Step]:
    seen = {first}
    waiting = deque([first] if first is not None else [])
    while waiting:
        step = waiting.popleft()
        yield step
        for each in before(step):
            if each not in seen:
                seen.add(each)
                waiting.append(each)
