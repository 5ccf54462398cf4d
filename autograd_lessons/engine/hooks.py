"""Functions that listen to the backward pass: on tensors and on nodes.

When a node's turn comes, with the sum of all gradients that arrived for it:
tensor hooks, then `retain_grad`, then the node's pre-hooks, the node itself, its post-hooks.
"""

import itertools
import weakref
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .calls.type_names import type_name

if TYPE_CHECKING:
    from .node import Node

Hook = Callable[..., Any]

_NO_TENSOR = "expected Variable, but hook returned '{}'"

_next_id = itertools.count().__next__


class RemovableHandle:
    """What registering a hook returns: `remove()`, or leaving a `with` block, takes it away."""

    __module__ = "torch.utils.hooks"

    def __init__(self, registered: dict[int, Hook], hook: Hook) -> None:
        self.id = _next_id()
        self._registered = registered
        registered[self.id] = hook

    def remove(self) -> None:
        """Take the hook away; a second time does nothing."""
        self._registered.pop(self.id, None)

    def __enter__(self) -> "RemovableHandle":
        return self

    def __exit__(self, *exception: object) -> None:
        self.remove()


class Onlooker:
    """Code of the user's that backward runs, and that may look at `.grad` meanwhile.

    alive: how many there are. While there are none, backward need not care when it fills `.grad`.
    """

    alive = 0

    def __init__(self) -> None:
        Onlooker.alive += 1

    def __del__(self) -> None:
        Onlooker.alive -= 1


def reachable(starts: Iterable[Any]) -> set[Any]:
    """The nodes of a graph that a backward pass from these could come to."""
    found: set[Any] = set()
    stack = list(starts)
    while stack:
        node = stack.pop()
        if node not in found:
            found.add(node)
            stack.extend(each for each, _ in node.next_functions if each is not None)
    return found


class GraphTask:
    """A backward pass under way, for hooks that ask what is still to come."""

    def __init__(self, starts: Iterable[Any], needed: Any, goals: Collection[Any]) -> None:
        self._starts, self._needed, self._goals = starts, needed, goals
        under_way.append(self)

    def end(self) -> None:
        under_way.remove(self)

    @property
    def is_partial(self) -> bool:
        """Whether only the nodes that lead to certain places get their turn."""
        return self._needed is not None

    @cached_property
    def nodes(self) -> set[Any]:
        """All nodes that get their turn in it."""
        found = reachable(self._starts)
        return found if self._needed is None else found & {*self._needed, *self._goals}


under_way: list[GraphTask] = []  # the innermost last


class NodeHooks(Onlooker):
    """The hooks of one node, and of the tensors that are its outputs."""

    def __init__(self) -> None:
        super().__init__()
        self.tensor: dict[int, dict[int, Hook]] = {}
        self.retained: dict[int, weakref.ref[Any]] = {}
        self.pre: dict[int, Hook] = {}
        self.post: dict[int, Hook] = {}
        self.accumulated: dict[int, Hook] = {}

    def add_tensor(self, output: int, hook: Hook) -> RemovableHandle:
        return RemovableHandle(self.tensor.setdefault(output, {}), hook)

    def add_pre(self, hook: Hook) -> RemovableHandle:
        return RemovableHandle(self.pre, hook)

    def add_post(self, hook: Hook) -> RemovableHandle:
        return RemovableHandle(self.post, hook)

    def retain(self, output: int, tensor: Any) -> None:
        """Keep the gradient of this output in `tensor.grad`, while somebody holds the tensor."""
        self.retained[output] = weakref.ref(tensor)

    def of_tensors(self, grads: list[Any]) -> list[Any]:
        """What tensor hooks make of the arrived gradients; kept where `retain_grad` asks."""
        for output, registered in self.tensor.items():
            for hook in list(registered.values()):
                grads[output] = _replaced(hook(grads[output]), grads[output], hook)
        for output, reference in self.retained.items():
            tensor = reference()
            if tensor is not None and grads[output] is not None:
                tensor._keep(grads[output])
        return grads

    def before(self, grads: list[Any]) -> list[Any]:
        """What the node's pre-hooks make of the gradients."""
        for hook in list(self.pre.values()):
            grads = list(_all_replaced(hook(tuple(grads)), tuple(grads), hook))
        return grads

    def after(self, inputs: tuple[Any, ...], outputs: tuple[Any, ...]) -> tuple[Any, ...]:
        """What the node's post-hooks make of the gradients that it hands on."""
        for hook in list(self.post.values()):
            inputs = _all_replaced(hook(inputs, outputs), inputs, hook)
        return inputs


def _all_replaced(changed: Any, grads: tuple[Any, ...], hook: Hook) -> tuple[Any, ...]:
    """What a hook on a node returned in place of these. Errors for what can't stand there."""
    if changed is None:
        return grads
    if not isinstance(changed, tuple):
        raise TypeError(f"expected tuple, but hook returned '{type_name(changed)}'")
    if len(changed) != len(grads):
        raise RuntimeError(
            f"hook '{_name(hook)}' has returned an incorrect number of values (got {len(changed)}, "
            f"but expected {len(grads)})"
        )
    for new, old in zip(changed, grads, strict=True):
        if new is not None and old is None:
            raise RuntimeError("can't replace a None gradient with a non-None value")
        if new is not None:
            _replaced(new, old, hook)
    return changed


def check_nothing(returned: Any) -> None:
    """TypeError for what a hook after accumulation returned, but for tensors, which do nothing."""
    from .tensor import Tensor

    if returned is not None and not isinstance(returned, Tensor):
        raise TypeError(_NO_TENSOR.format(type_name(returned)))


def _name(hook: Hook) -> str:
    return getattr(hook, "__name__", "<unknown>")


def _replaced(changed: Any, grad: Any, hook: Hook) -> Any:
    from .tensor import Tensor

    if changed is None:
        return grad
    if not isinstance(changed, Tensor):
        raise TypeError(_NO_TENSOR.format(type_name(changed)))
    if changed.dtype is not grad.dtype:
        was, got = grad.dtype.printed_type, changed.dtype.printed_type
        raise RuntimeError(
            f"hook '{_name(hook)}' has changed the type of value (was torch.{was}Tensor got "
            f"torch.{got}Tensor)"
        )
    if changed.shape != grad.shape:
        raise RuntimeError(f"hook '{_name(hook)}' has changed the size of value")
    return changed


def of(node: "Node") -> NodeHooks:
    """The node's hooks, made on first use."""
    if node.hooks is None:
        node.hooks = NodeHooks()
    return node.hooks
