"""What autograd does not record: `watch` notes it, pictures show it, `why` explains it.

A recorded result keeps what made it alive, through its graph. The same holds here: the `Unrecorded`
operation lives as long as its result, or as long as the node that took it. It never refers to a
tensor that could come to refer to it, so that nothing is kept for good.
"""

import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from .tensors import Place, Tensor, is_tensor, place

Cut: TypeAlias = Literal[
    "after",  # nothing that went in was tracked: the path had ended before
    "cast",
    "comparison",
    "detach",
    "index",
    "inference_mode",
    "no_grad",
    "not_differentiable",
    "number",
    "rebuilt",
]

_NODE = "autograd_lessons.untracked"


@dataclass(frozen=True, slots=True, eq=False)
class Unrecorded:
    """An operation that left no node: its name, what went in, and why it was not recorded."""

    operation: str
    sources: "tuple[Source, ...]"
    cut: Cut


class Source:
    """What went into an operation.

    A leaf that requires grad as itself; a recorded result as its place in the graph; an untracked
    one by its values, with the operation that made it, if that was seen. A number or an array is
    only the operation that made it of a tensor.
    """

    __slots__ = ("_seen", "_values", "history", "leaf", "place")

    def __init__(self, thing: "Tensor | Unrecorded") -> None:
        self.leaf: Tensor | None = None
        self.place: Place | None = None
        self.history: Unrecorded | None = None
        self._seen: Any = None
        self._values: Tensor | None = None
        if isinstance(thing, Unrecorded):
            self.history = thing
        elif not thing.requires_grad:
            self.history = history_of(thing)
            self._seen, self._values = weakref.ref(thing), thing.detach()
        elif thing.grad_fn is None:
            self.leaf, self.history = thing, history_of(thing)
        else:
            self.place = place(thing)

    @property
    def tracked(self) -> bool:
        """Whether it required grad."""
        return self.leaf is not None or self.place is not None

    @property
    def tensor(self) -> Tensor | None:
        """The leaf or the untracked tensor itself, or its values if it is gone."""
        if self.leaf is not None:
            return self.leaf
        seen = None if self._seen is None else self._seen()
        return self._values if seen is None or seen.grad_fn is not None else seen


class _Reference(weakref.ref[Any]):
    __slots__ = ("key",)
    key: int


_histories: dict[int, tuple[_Reference, Unrecorded]] = {}


def remember(tensor: Tensor, operation: Unrecorded) -> None:
    """Note what made `tensor`, for as long as it lives."""
    reference = _Reference(tensor, _forget)
    reference.key = id(tensor)
    _histories[id(tensor)] = reference, operation


def forget(tensor: Tensor) -> None:
    """Forget what made `tensor`."""
    _histories.pop(id(tensor), None)


def history_of(tensor: Tensor) -> Unrecorded | None:
    """Return the unrecorded operation that made `tensor`, if `watch` saw it."""
    _, operation = _histories.get(id(tensor), (None, None))
    return operation


def _forget(reference: _Reference) -> None:
    _histories.pop(reference.key, None)


def remember_untracked(node: Any, sources: "Iterable[Source]") -> None:
    """Note at a node what its operation took that was not tracked, for as long as it lives."""
    node.metadata[_NODE] = tuple(sources)


def untracked_of(node: Any) -> tuple[Source, ...]:
    """Return what the operation of `node` took that was not tracked, if `watch` saw it."""
    found: tuple[Source, ...] = getattr(node, "metadata", {}).get(_NODE, ())
    return found


def things_in(args: Iterable[Any], numbers: "Numbers", depth: int = 3) -> Iterator[Any]:
    """The tensors in an operation's arguments, and the operations that known numbers came from."""
    for each in args:
        if is_tensor(each):
            yield each
        elif (made_by := numbers.maker(each)) is not None:
            yield made_by
        elif depth and type(each) in (list, tuple):
            yield from things_in(each, numbers, depth - 1)


class Numbers:
    """Python numbers, lists and arrays that were taken out of tensors, the latest ones.

    Told apart by identity; so small integers, of which Python has one each, are left out.
    """

    _MOST = 64

    def __init__(self) -> None:
        self._made: dict[int, tuple[Any, Unrecorded]] = {}

    def add(self, value: Any, operation: Unrecorded) -> None:
        """Note which operation `value` came from."""
        if isinstance(value, bool) or (isinstance(value, int) and -6 < value < 1025):
            return
        if len(self._made) >= self._MOST:
            del self._made[next(iter(self._made))]
        self._made[id(value)] = value, operation

    def maker(self, value: Any) -> Unrecorded | None:
        """Return the operation that `value` came from, None for any other value."""
        _, operation = self._made.get(id(value), (None, None))
        return operation
