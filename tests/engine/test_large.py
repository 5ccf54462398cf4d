"""Large arrays: backward works in their memory, and nobody who holds one may notice."""

import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch as pytorch

from autograd_lessons import engine
from autograd_lessons.engine.large import LARGE

SIZE = LARGE + 1  # can be divided by 3

PROGRAMS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "products": lambda torch, x, w: x * w * x,
    "squares": lambda torch, x, w: (x + 1) * (x + 1) - w,
    "same twice": lambda torch, x, w: (lambda b: b * b)(x * w),
    "added to itself": lambda torch, x, w: (lambda b: b + b)(x * w),
    "quotients": lambda torch, x, w: w / (x + 3) / w,
    "powers": lambda torch, x, w: (x + 2) ** 3 * 2.0**w,
    "functions": lambda torch, x, w: torch.tanh((-x * w).exp()) + torch.sigmoid(x) * w.sin(),
    "kinks": lambda torch, x, w: torch.relu(x - w) + (x * w).abs() + torch.clamp(x, -0.5, 0.5),
    "matrices": lambda torch, x, w: (x.reshape(-1, 3) * w[:3]).reshape(-1) * 2 + x,
    "two types": lambda torch, x, w: x * w.double() * x,
    "views": lambda torch, x, w: (x[1:] * w[:-1]) * x[1:],
}


def inputs(torch: Any, size: int = SIZE) -> tuple[Any, ...]:
    draw = np.random.default_rng(0)
    arrays = [draw.normal(size=size).astype(np.float32) for _ in range(2)]
    return tuple(torch.tensor(array, requires_grad=True) for array in arrays)


@pytest.mark.parametrize("name", PROGRAMS)
def test_gradients_are_pytorchs(name: str) -> None:
    found = []
    for torch in (engine, pytorch):
        x, w = inputs(torch)
        PROGRAMS[name](torch, x, w).sum().backward()
        found.append((np.asarray(x.grad), np.asarray(w.grad)))
    for ours, theirs in zip(*found, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("name", PROGRAMS)
def test_gradients_that_somebody_holds_stay(name: str) -> None:
    x, w = inputs(engine)
    y = PROGRAMS[name](engine, x * 1.5, w * 0.5)
    start = engine.ones_like(y)
    seen: list[tuple[Any, np.ndarray]] = []
    handles = []
    stack, nodes = [y.grad_fn], set()
    while stack:
        node = stack.pop()
        if node is not None and node not in nodes:
            nodes.add(node)
            stack += [each for each, _ in node.next_functions]
            handles.append(
                node.register_prehook(
                    lambda grads: seen.extend((g, g.numpy().copy()) for g in grads if g is not None)
                )
            )
    y.backward(start)
    assert seen
    assert (start == 1).all()
    for grad, then in seen:
        np.testing.assert_array_equal(np.asarray(grad), then)


def test_gradients_asked_for_on_the_way_stay() -> None:
    x, w = inputs(engine)
    a = x * w
    b = a.exp()
    c = b * a
    of_a, of_b, of_x = engine.autograd.grad(c.sum(), (a, b, x))
    np.testing.assert_array_equal(of_b, a.detach())
    np.testing.assert_array_equal(of_a, (a * b + b).detach())
    np.testing.assert_array_equal(of_x, (of_a * w).detach())


def test_retained_gradients_and_saved_values_stay() -> None:
    x, w = inputs(engine)
    a = x * w
    b = a.tanh()
    a.retain_grad()
    b.retain_grad()
    (b * w).sum().backward(retain_graph=True)
    first = [each.grad.numpy().copy() for each in (x, w, a, b)]
    kept = b.detach().numpy().copy()
    x.grad = w.grad = a.grad = b.grad = None
    (b * w).sum().backward()
    for before, after in zip(first, (x, w, a, b), strict=True):
        np.testing.assert_array_equal(before, after.grad)
    np.testing.assert_array_equal(b.detach(), kept)
    np.testing.assert_array_equal(b.grad, w.detach())


def test_the_errors_are_the_same() -> None:
    x, w = inputs(engine)
    y = x * w
    z = (y * x).exp()
    z.sum().backward()
    with pytest.raises(RuntimeError, match="a second time"):
        z.sum().backward()
    y = x * w
    z = y.exp()
    z += 1
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        (z * w).sum().backward()


def test_a_leaf_takes_the_gradient_itself_not_a_copy() -> None:
    x, w = engine.ones(2, 1000), engine.ones(1000, 300, requires_grad=True)
    y = (x @ w).sum()
    tracemalloc.start()
    try:
        y.backward()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1.5 * 4 * w.numel()


def test_memory() -> None:
    """Seven arrays at most, where ten operations save five and return two gradients."""
    size = 8 * LARGE
    x, w = inputs(engine, size)

    def forward() -> Any:
        a = engine.sin(x * w)
        b = a + x
        c = engine.exp(-(b * b))
        d = engine.tanh(c * w)
        return engine.sum((d - a) * x)

    forward().backward()
    x.grad = w.grad = None
    tracemalloc.start()
    try:
        forward().backward()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 7.5 * 4 * size
