"""The graph and its memory: deep graphs, order, freeing, sharing."""

import gc
import subprocess
import sys
import weakref

import hypothesis.strategies as st
import numpy as np
import pytest
import torch as pytorch
from hypothesis import given, settings

from autograd_lessons import engine

OPERATIONS = {
    "add": lambda t, a, b: a + b,
    "sub": lambda t, a, b: a - b,
    "mul": lambda t, a, b: a * b,
    "div": lambda t, a, b: a / (b * b + 1),
    "scale": lambda t, a, b: a * 0.5 + 2,
    "square": lambda t, a, b: a**2 - b,
    "neg": lambda t, a, b: -a,
    "relu": lambda t, a, b: a.relu(),
    "sum": lambda t, a, b: a.sum() + b,
    "max": lambda t, a, b: b * a.max(),
    "row": lambda t, a, b: a + b.reshape(-1)[0],
    "detach": lambda t, a, b: a * b.detach(),
    "cut": lambda t, a, b: a + (b > 0).float(),
}
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(OPERATIONS)), st.integers(0, 50), st.integers(0, 50)),
    min_size=1,
    max_size=12,
)
INTEGERS = st.lists(st.integers(-3, 3), min_size=3, max_size=3)


def run(t, steps, values, backwards):
    """Grow a graph step by step from two leaves and go back through it, twice if asked."""
    leaves = [
        t.tensor([float(v) for v in values], requires_grad=True),
        t.tensor([2.0], requires_grad=True),
    ]
    made = list(leaves)
    for name, one, two in steps:
        made.append(OPERATIONS[name](t, made[one % len(made)], made[two % len(made)]))
    root = made[-1].sum()
    kept = [each for each in made[2:] if each.requires_grad]
    for each in kept:
        each.retain_grad()
    for _ in range(backwards):
        if root.requires_grad:
            root.backward(retain_graph=True)
    grads = [None if leaf.grad is None else leaf.grad.tolist() for leaf in [*leaves, *kept]]
    return root.item(), grads, [type(each.grad_fn).__name__ for each in made]


@settings(max_examples=150, deadline=None)
@given(steps=STEPS, values=INTEGERS, backwards=st.integers(1, 2))
def test_random_programs_are_equal_to_the_bit(steps, values, backwards):
    got, expected = (run(t, steps, values, backwards) for t in (engine, pytorch))
    np.testing.assert_equal(got, expected)


def test_a_deep_chain_runs_and_is_dropped() -> None:
    """A million operations: neither backward nor freeing may recurse."""
    program = (
        "from autograd_lessons import engine as torch\n"
        "x = torch.tensor([1.0], requires_grad=True)\n"
        "y = x\n"
        "for _ in range(1_000_000): y = y + 1\n"
        "y.backward()\n"
        "assert x.grad.tolist() == [1.0]\n"
        "del y\n"
        "print('done')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "done", done.stderr


def test_doubling_paths_are_walked_once() -> None:
    """Forty steps of y + y have 2**40 paths."""
    x = engine.tensor(1.0, requires_grad=True)
    y = x
    for _ in range(40):
        y = y + y
    y.backward()
    assert x.grad is not None
    assert x.grad.item() == 2.0**40


@pytest.mark.parametrize("use", ["exp", "mul", "retain_grad", "hook", "backward", "view"])
def test_graphs_are_freed_without_the_cycle_collector(use: str) -> None:
    gc.collect()
    gc.disable()
    try:
        x = engine.tensor([1.0, 2.0], requires_grad=True)
        y = x.exp()
        z = y[0] * y[1] if use == "view" else (y * x).sum()
        if use == "retain_grad":
            y.retain_grad()
        if use == "hook":
            y.register_hook(lambda grad: None)
        if use in ("backward", "retain_grad"):
            z.backward()
        alive = [weakref.ref(each) for each in (x, y, z, z.grad_fn)]
        del x, y, z
        assert [each() for each in alive] == [None] * 4
    finally:
        gc.enable()


def test_no_grad_keeps_nothing_alive() -> None:
    x = engine.ones(3, requires_grad=True)
    with engine.no_grad():
        y = x * 2
        before = weakref.ref(y)
        y = y * 2
    assert before() is None


def test_gradients_of_two_leaves_do_not_share_memory() -> None:
    for make in (lambda a, b: a + b, lambda a, b: (a + b) + a, lambda a, b: a.view(2) + b):
        a, b = (engine.ones(2, requires_grad=True) for _ in range(2))
        start = engine.ones(2)
        make(a, b).backward(start)
        assert a.grad is not None
        a.grad.mul_(10)
        assert start.tolist() == [1.0, 1.0]
        assert b.grad is not None
        assert b.grad.tolist() == [1.0, 1.0]


def test_what_a_hook_returns_or_keeps_is_not_shared() -> None:
    x, mine = engine.ones(2, requires_grad=True), engine.full((2,), 5.0)
    kept: list[engine.Tensor] = []
    for hook in (lambda grad: mine, kept.append):
        x.grad = None
        handle = x.register_hook(hook)
        (x * 2).backward(engine.ones(2))
        handle.remove()
        assert x.grad is not None
        x.grad.zero_()
    assert mine.tolist() == [5.0, 5.0]
    assert kept[0].tolist() == [2.0, 2.0]


def test_saved_arrays_are_not_handed_out_as_gradients() -> None:
    a = engine.tensor([3.0], requires_grad=True)
    b = engine.tensor([1.0])
    y = a * b
    y.backward(engine.ones(1), retain_graph=True)
    assert a.grad is not None
    a.grad.zero_()
    y.backward()
    assert a.grad.tolist() == [1.0]


def test_numpy_keeps_its_own_warnings() -> None:
    engine.log(engine.zeros(1))
    with pytest.warns(RuntimeWarning, match="divide by zero"):
        np.log(np.zeros(1))
