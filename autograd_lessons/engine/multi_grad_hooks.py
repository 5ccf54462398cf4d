"""One hook for the gradients of several tensors."""

import functools
import weakref
from collections.abc import Callable, Sequence
from typing import Any, Literal
from weakref import WeakKeyDictionary

from .autograd.edges import GradientEdge
from .hooks import GraphTask, RemovableHandle, under_way
from .node import AccumulateGrad, Node
from .tensor import Tensor
from .tracking import edge_of


class _MultiHandle:
    """Takes the hook away from all of the tensors."""

    def __init__(self, handles: Sequence[RemovableHandle]) -> None:
        self.handles = tuple(handles)

    def remove(self) -> None:
        for handle in self.handles:
            handle.remove()

    def __enter__(self) -> "_MultiHandle":
        return self

    def __exit__(self, *exception: object) -> None:
        self.remove()


def register_multi_grad_hook(
    tensors: Sequence[Tensor | GradientEdge],
    fn: Callable[..., None],
    *,
    mode: Literal["all", "any"] = "all",
) -> _MultiHandle:
    """Call `fn` once in each backward: with all gradients of `tensors` (None for those that get
    none) when the last has arrived, or with mode "any" with the first gradient that arrives.

    ValueError for another mode, AssertionError for a tensor that does not require grad.
    """
    if mode not in ("all", "any"):
        raise ValueError(f"Expects mode to be one of ('all', 'any') but got {mode}")
    if mode == "any":
        return _MultiHandle(_on_any(tensors, fn))
    return _MultiHandle(_on_all(tensors, fn))


def _on_any(tensors: Sequence[Any], fn: Callable[..., None]) -> list[RemovableHandle]:
    done: WeakKeyDictionary[GraphTask, bool] = WeakKeyDictionary()

    @functools.wraps(fn)
    def hook(grad: Tensor) -> None:
        if not done.setdefault(under_way[-1], False):
            done[under_way[-1]] = True
            fn(grad)

    return [each.register_hook(hook) for each in tensors if each.requires_grad]


def _held(node: Node | None) -> Callable[[], Node | None]:
    """How to get at a node that is to hold a hook, without holding it: a leaf's node may come and
    go, so it is the leaf that is asked."""
    assert node is not None, "Expected gradient function to be set"
    if not isinstance(node, AccumulateGrad):
        return weakref.ref(node)
    leaf = weakref.ref(node.variable)
    return lambda: None if (tensor := leaf()) is None else edge_of(tensor)[0]


def _on_all(tensors: Sequence[Any], fn: Callable[..., None]) -> list[RemovableHandle]:
    nodes = [_held(edge_of(each)[0]) for each in tensors]
    arrived: WeakKeyDictionary[GraphTask, dict[int, Tensor]] = WeakKeyDictionary()

    def hook_of(position: int) -> Callable[[Tensor], None]:
        def hook(grad: Tensor) -> None:
            task = under_way[-1]
            grads = arrived.setdefault(task, {})
            grads[position] = grad
            if len(grads) == sum(node() in task.nodes for node in nodes):
                del arrived[task]
                fn([grads.get(each) for each in range(len(nodes))])

        return hook

    return [each.register_hook(hook_of(position)) for position, each in enumerate(tensors)]
