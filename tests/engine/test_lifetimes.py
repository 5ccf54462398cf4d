"""Graphs go with their last tensor, without the cycle collector."""

import gc
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from autograd_lessons import engine as torch
from autograd_lessons.engine.utils.checkpoint import checkpoint


class SavesOutput(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Any) -> Any:
        y = x.exp()
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx: Any, grad: Any) -> Any:
        return grad * ctx.saved_tensors[0]


class InPlace(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Any) -> Any:
        x.exp_()
        ctx.mark_dirty(x)
        ctx.save_for_backward(x)
        return x

    backward = SavesOutput.backward


def changed_in_place(x: Any) -> Any:
    y = x * 2
    view = y[0]
    view.mul_(3)
    y.view(-1).add_(1)
    return y.exp_()


def with_hooks(x: Any) -> Any:
    y = x * 2
    y.register_hook(lambda grad: grad * 2)
    y.retain_grad()
    y.grad_fn.register_hook(lambda inputs, outputs: None)
    y.grad_fn.register_prehook(lambda outputs: None)
    torch.autograd.graph.register_multi_grad_hook([x, y], lambda grads: None)
    return y.exp()


def saved_through_hooks(x: Any) -> Any:
    with torch.autograd.graph.saved_tensors_hooks(lambda t: t.detach(), lambda t: t):
        return (x * 2).exp().sin()


def with_graph_of_gradient(x: Any) -> Any:
    return torch.autograd.grad((x.exp() * x).sum(), x, create_graph=True)[0]


LIVES: dict[str, Callable[[Any], Any]] = {
    "operations": lambda x: (x * 2).exp().view(-1)[0],
    "in place": changed_in_place,
    "hooks": with_hooks,
    "saved through hooks": saved_through_hooks,
    "function that saves its output": SavesOutput.apply,
    "function in place": lambda x: InPlace.apply(x * 1),
    "checkpoint": lambda x: checkpoint(lambda t: t.exp().sin(), x * 2, use_reentrant=False),
    "reentrant checkpoint": lambda x: checkpoint(lambda t: t.exp(), x * 2, use_reentrant=True),
    "graph of a gradient": with_graph_of_gradient,
    "several outputs": lambda x: (x * 2).max(0)[0] + (x * 3).split(1)[0],
}


@pytest.fixture
def no_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize("name", LIVES)
def test_freed_at_once(name: str, backward: bool, no_collector: None) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = LIVES[name](x)
    nodes, stack = [], [y.grad_fn]
    while stack:
        node = stack.pop()
        nodes.append(weakref.ref(node))
        stack += [each for each, _ in node.next_functions if each is not None]
    del node
    if backward:
        y.sum().backward()
    del y, x
    assert len(nodes) > 1
    assert [each() for each in nodes if each() is not None] == []
