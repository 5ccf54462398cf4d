"""A node's saved values in packed form: what a hook made of each, opened when backward needs it.

The node then is of a class that opens them.
"""

import functools
import weakref
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from .calls.type_names import type_name
from .function_node import FunctionNode
from .grad_mode import no_grad
from .node import Node
from .saved_errors import FREED
from .tensor import Tensor, placed_at

Hooks = tuple[Callable[[Tensor], Any], Callable[[Any], Tensor]]

_CHANGES = (
    "A saved tensor pack hook is modifying its input in place. Tensors provided as input to pack "
    "hook cannot be modified by in-place operations as this can lead to unexpected side-effects. "
    "Please open an issue if you need to perform in-place operations on the input to a pack hook."
)


class Packed:
    """What a hook made of a saved tensor, and the hook that makes a tensor of it again."""

    def __init__(self, saved: Tensor, hooks: Hooks, place: Any) -> None:
        pack_hook, self.open = hooks
        self.place = place
        before = saved._version
        with no_grad():
            self.kept = pack_hook(saved)
        if saved._version != before:
            raise RuntimeError(_CHANGES)

    def array(self) -> np.ndarray:
        """The values. TypeError if the hook makes no tensor."""
        found = self.open(self.kept)
        if not isinstance(found, Tensor):
            raise TypeError(
                "Output of saved tensor unpack_hook expected to be a Tensor but got result of type "
                f"{type_name(found)}"
            )
        return found._data

    def unpack(self) -> Tensor:
        """The values as a tensor at the saved tensor's place in the graph."""
        return placed_at(self.array(), self.place())


def saved_by_name(node: Node) -> dict[str, Any]:
    """What a node saved of tensors, in PyTorch's order."""
    found: dict[str, Any] = {}
    for names, given in zip(node.rule_names, node.values, strict=True):
        if given is not None:
            found.update(zip(names, given, strict=True))
    arrays = {*node.saved_names, *node.array_names} & found.keys()
    return {name: found[name] for name in sorted(arrays, key=lambda name: (name == "result", name))}


def _exchange(node: Node, others: dict[str, Any]) -> None:
    """Put others in the place of saved values."""
    node.values = tuple(
        given and tuple(others.get(name, value) for name, value in zip(names, given, strict=True))
        for names, given in zip(node.rule_names, node.values, strict=True)
    )


class _Opens(Node):
    """A node whose saved values are packed."""

    elementwise = False

    def apply(self, m: Any, grad: Any) -> tuple[Any, ...]:
        packed = self.values
        if packed is not FREED:
            values = saved_by_name(self).items()
            _exchange(self, {name: v.array() for name, v in values if isinstance(v, Packed)})
        try:
            return super().apply(m, grad)
        finally:
            self.values = packed

    def check_version(self, name: str) -> None:
        pass  # a hook may keep a copy: changes in place are no matter

    def unpack_one(self, name: str, value: Any) -> Any:
        if not isinstance(value, np.ndarray):
            return value
        return placed_at(value, (self, 0) if name == "result" else self._place_of(name))

    def find(self, name: str) -> Any:
        found = super().find(name)
        return found.array() if isinstance(found, Packed) else found


_opening: dict[type[Node], type[Node]] = {}


def _opening_class(kind: type[Node]) -> type[Node]:
    """The node's class, with opening; made once."""
    if kind not in _opening:
        _opening[kind] = type(kind.__name__, (_Opens, kind), {"__module__": "builtins"})
    return _opening[kind]


def place_in(node: Any, name: str) -> Callable[[], Any]:
    found: Callable[[], Any] = weakref.ref(node)  # the node holds this function
    return lambda: (found(), 0) if name == "result" else found()._place_of(name)


def pack(node: Any, known: Iterable[Tensor], hooks: Hooks) -> None:
    """Exchange all that a node saved for what the hooks make of it; `known`: the tensors at hand,
    which may be among it."""
    if isinstance(node, FunctionNode):
        saved = node.ctx._saved
        node.ctx._saved = tuple(
            each and Packed(each.unpack(), hooks, functools.partial(_again, each)) for each in saved
        )
        return
    if (
        not (node.saved_names or node.array_names)
        or node.values is FREED
        or isinstance(node, _Opens)
    ):
        return
    packed = {}
    for name, value in saved_by_name(node).items():
        if isinstance(value, np.ndarray) and not (name == "other" and node.scalar is not None):
            tensors = [each for each in known if each._data is value]
            saved = tensors[0] if tensors else node.unpack_one(name, value)
            packed[name] = Packed(saved, hooks, place_in(node, name))
    keep(node, packed)


def _again(saved: Any) -> Any:
    return saved.edge or (saved.node(), saved.output)


def keep(node: Any, packed: dict[str, Packed]) -> None:
    """Keep packed values in the place of the saved ones."""
    if not isinstance(node, _Opens):
        node.__class__ = _opening_class(type(node))
    _exchange(node, packed)
