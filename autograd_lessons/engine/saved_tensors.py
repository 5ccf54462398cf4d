"""Hooks on what is saved for backward: something else is kept in a saved tensor's place, and
turned into a tensor again when backward needs it.

While hooks are in force every new node is seen as soon as its operation is done, and its saved
arrays are exchanged for what the hook makes of them. The node then is of a class that opens them.
"""

import functools
import threading
import weakref
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from . import overrides
from .calls.type_names import type_name
from .creation.factories import tensor
from .function_node import FunctionNode
from .grad_mode import no_grad
from .node import AccumulateGrad, Node
from .saved_errors import FREED
from .tensor import Tensor, new, placed_at
from .versions import next_number

_Hooks = tuple[Callable[[Tensor], Any], Callable[[Any], Tensor]]

_HAS_HOOKS = (
    "Calling register_hooks on a saved tensor whose hooks have already been set. Hint: only one "
    "pair of hooks is allowed at a time."
)
_FREED = (
    "Calling register_hooks on a saved tensor after it has been freed. Saved intermediate values "
    "of the graph are freed when you call .backward() or autograd.grad(). Specify "
    "retain_graph=True if you need to backward through the graph a second time or if you need to "
    "access saved variables after calling backward."
)
_NO_FUNCTIONS = (
    "_push_saved_tensors_default_hooks(): incompatible function arguments. The following argument "
    "types are supported:\n    1. (arg0: collections.abc.Callable, arg1: collections.abc.Callable) "
    "-> None\n\nInvoked with: {!r}, {!r}"
)
_CHANGES = (
    "A saved tensor pack hook is modifying its input in place. Tensors provided as input to pack "
    "hook cannot be modified by in-place operations as this can lead to unexpected side-effects. "
    "Please open an issue if you need to perform in-place operations on the input to a pack hook."
)


class Packed:
    """What a hook made of a saved tensor, and the hook that makes a tensor of it again."""

    def __init__(self, saved: Tensor, hooks: _Hooks, place: Any) -> None:
        pack, self.open = hooks
        self.place = place
        before = saved._version
        with no_grad():
            self.kept = pack(saved)
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


def _by_name(node: Node) -> dict[str, Any]:
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
            values = _by_name(self).items()
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


def _place(node: Any, name: str) -> Callable[[], Any]:
    found: Callable[[], Any] = weakref.ref(node)  # the node holds this function
    return lambda: (found(), 0) if name == "result" else found()._place_of(name)


def _pack(node: Any, known: Iterable[Tensor], hooks: _Hooks) -> None:
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
    for name, value in _by_name(node).items():
        if isinstance(value, np.ndarray) and not (name == "other" and node.scalar is not None):
            tensors = [each for each in known if each._data is value]
            saved = tensors[0] if tensors else node.unpack_one(name, value)
            packed[name] = Packed(saved, hooks, _place(node, name))
    _keep(node, packed)


def _again(saved: Any) -> Any:
    return saved.edge or (saved.node(), saved.output)


def _keep(node: Any, packed: dict[str, Packed]) -> None:
    """Keep packed values in the place of the saved ones."""
    if not isinstance(node, _Opens):
        node.__class__ = _opening_class(type(node))
    _exchange(node, packed)


class _Active(threading.local):
    def __init__(self) -> None:
        self.hooks: list[_Hooks] = []
        self.seen = 0  # all nodes up to this number are done
        self.forbidden: str | None = None
        self.mutable = False  # by `allow_mutation_on_saved_tensors`


_active = _Active()


def _see(name: str, args: tuple[Any, ...], output: Any) -> None:
    """Pack what the nodes of an operation saved that was just done."""
    outputs = output if isinstance(output, tuple | list) else (output,)
    known = [each for each in (*args, *outputs) if isinstance(each, Tensor)]
    fresh: dict[int, Node] = {}
    stack: list[Any] = [each.grad_fn for each in known]
    while stack:
        node = stack.pop()
        if node is None or isinstance(node, AccumulateGrad):
            continue
        if node.number > _active.seen and node.number not in fresh:
            fresh[node.number] = node
            stack.extend(target for target, _ in node.next_functions)
    for number in sorted(fresh):
        _active.seen = number
        _pack(fresh[number], known, _active.hooks[-1])


class saved_tensors_hooks:
    """In this block what is saved for backward goes through `pack_hook`, and when it is needed
    `unpack_hook` is to make a tensor of the same values of what that returned."""

    def __init__(
        self, pack_hook: Callable[[Tensor], Any], unpack_hook: Callable[[Any], Tensor]
    ) -> None:
        self.pack_hook, self.unpack_hook = pack_hook, unpack_hook

    def __enter__(self) -> None:
        if not (callable(self.pack_hook) and callable(self.unpack_hook)):
            raise TypeError(_NO_FUNCTIONS.format(self.pack_hook, self.unpack_hook))
        if _active.forbidden is not None:
            raise RuntimeError(_active.forbidden)
        _active.hooks.append((self.pack_hook, self.unpack_hook))
        if len(_active.hooks) == 1:
            _active.seen = next_number()
            self._watching = overrides.watch_results(_see)
            self._watching.__enter__()

    def __exit__(self, *exception: object) -> None:
        _active.hooks.pop()
        if not _active.hooks:
            self._watching.__exit__(None, None, None)


class save_on_cpu(saved_tensors_hooks):
    """Keep what is saved in the main memory: where it is."""

    def __init__(self, pin_memory: bool = False, device_type: str = "cuda") -> None:
        super().__init__(lambda tensor: tensor, lambda kept: kept)


class allow_mutation_on_saved_tensors(saved_tensors_hooks):
    """In this block saved tensors may be changed in place: backward, which has to happen here,
    too, sees them as they were. RuntimeError inside another such block."""

    _open = False

    def __init__(self) -> None:
        super().__init__(lambda tensor: tensor.clone(), self._original)

    def _original(self, kept: Tensor) -> Tensor:
        assert self._open, (
            "Trying to backward outside of the 'allow_mutation_on_saved_tensors' context"
            "in which the graph was originally recorded."
        )
        return kept

    def __enter__(self) -> None:
        if _active.mutable:
            raise RuntimeError("allow_mutation_on_saved_tensors contexts cannot be nested")
        super().__enter__()
        self._open = _active.mutable = True

    def __exit__(self, *exception: object) -> None:
        self._open = _active.mutable = False
        super().__exit__(*exception)


class disable_saved_tensors_hooks:
    """In this block no such hooks can be set: RuntimeError with this message."""

    def __init__(self, error_message: str) -> None:
        self.message = error_message

    def __enter__(self) -> None:
        if _active.hooks:
            raise RuntimeError(self.message)
        self._before, _active.forbidden = _active.forbidden, self.message

    def __exit__(self, *exception: object) -> None:
        _active.forbidden = self._before


class SavedTensor:
    """One saved tensor of a node, to set hooks on: `node._raw_saved_self.register_hooks(…)`."""

    __module__ = "torch._C._autograd"

    def __init__(self, node: Any, name: str) -> None:
        self._node, self._name = node, name

    def register_hooks(
        self, pack_hook: Callable[[Tensor], Any], unpack_hook: Callable[[Any], Tensor]
    ) -> None:
        """Exchange it for what `pack_hook` makes of it; `unpack_hook` turns that back.

        RuntimeError when it was freed, isn't there, or has hooks already.
        """
        node, name = self._node, self._name
        if node.values is FREED:
            raise RuntimeError(_FREED)
        value = _by_name(node).get(name)
        if value is None:
            raise RuntimeError(
                "Calling register_hooks on a saved tensor with value None is forbidden"
            )
        if isinstance(value, Packed):
            raise RuntimeError(_HAS_HOOKS)
        if node.scalar is not None and name == "other":
            Packed(tensor(node.scalar), (pack_hook, unpack_hook), None)  # the number stays
            return
        packed = Packed(new(value), (pack_hook, unpack_hook), _place(node, name))
        _keep(node, {name: packed})
