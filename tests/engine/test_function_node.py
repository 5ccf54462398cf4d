"""Functions written by hand, in the engine's graph."""

import gc
import weakref

from autograd_lessons import engine


class Twice(engine.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = x * 2
        ctx.save_for_backward(x, y)
        return y

    @staticmethod
    def backward(ctx, grad):
        return grad * 2


def test_graph_is_freed_without_the_cycle_collector() -> None:
    gc.collect()
    gc.disable()
    try:
        x = engine.ones(2, requires_grad=True)
        hidden = x * 1
        y = Twice.apply(hidden)
        alive = [weakref.ref(each) for each in (x, hidden, y, y.grad_fn)]
        y.sum().backward()
        del x, hidden, y
        assert [each() for each in alive] == [None] * 4
    finally:
        gc.enable()


def test_watchers_are_told_of_the_function_not_of_its_parts() -> None:
    seen = []
    with engine.overrides.watch_results(lambda name, inputs, output: seen.append((name, inputs))):
        x = engine.ones(2, requires_grad=True)
        Twice.apply(x)
    assert seen == [("Twice", (x,))]


def test_its_node_is_a_node() -> None:
    y = Twice.apply(engine.ones(2, requires_grad=True))
    assert isinstance(y.grad_fn, engine.autograd.graph.Node)
    assert engine.autograd.function.Function is engine.autograd.Function
