"""Hooks on what is saved for backward: something else is kept in a saved tensor's place, and
turned into a tensor again when backward needs it.

While hooks are in force every new node is seen as soon as its operation is done, and its saved
arrays are exchanged for what the hook makes of them (`packing`).
"""

import threading
from collections.abc import Callable
from typing import Any

from . import overrides
from .creation.factories import tensor
from .node import AccumulateGrad, Node
from .packing import Hooks, Packed, keep, pack, place_in, saved_by_name
from .saved_errors import FREED
from .tensor import Tensor, new
from .versions import next_number

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


class _Active(threading.local):
    def __init__(self) -> None:
        self.hooks: list[Hooks] = []
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
        pack(fresh[number], known, _active.hooks[-1])


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
        value = saved_by_name(node).get(name)
        if value is None:
            raise RuntimeError(
                "Calling register_hooks on a saved tensor with value None is forbidden"
            )
        if isinstance(value, Packed):
            raise RuntimeError(_HAS_HOOKS)
        if node.scalar is not None and name == "other":
            Packed(tensor(node.scalar), (pack_hook, unpack_hook), None)  # the number stays
            return
        packed = Packed(new(value), (pack_hook, unpack_hook), place_in(node, name))
        keep(node, {name: packed})
