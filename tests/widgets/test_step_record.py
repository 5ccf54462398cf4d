"""Stepping equals `backward`, on random graphs of both libraries."""

from collections import defaultdict

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd_lessons import engine, step
from autograd_lessons.picture import value_text
from autograd_lessons.picture.values import one_line
from autograd_lessons.widgets.record import nodes_of, record

UNARY = ["neg", "sin", "exp", "square", "sigmoid", "double", "clone", "relu"]
BINARY = ["add", "sub", "mul", "div"]


def brief(tensor):
    return one_line(value_text(tensor.reshape(()) if tensor.numel() == 1 else tensor))


def built(library, program, shape):
    """The leaves and all results of a program, as a list of tensors, the last a single number."""
    made = [library.full(shape, value, requires_grad=True) for value in (0.5, -1.25)]
    unary = {
        "neg": lambda a: -a,
        "sin": lambda a: a.sin(),
        "exp": lambda a: (a * 0.125).exp(),
        "square": lambda a: a**2 * 0.5,
        "sigmoid": lambda a: a.sigmoid(),
        "double": lambda a: a + a,
        "clone": lambda a: a.clone(),
        "relu": lambda a: library.relu(a),
    }
    binary = {
        "add": lambda a, b: a + b,
        "sub": lambda a, b: a - b,
        "mul": lambda a, b: a * b,
        "div": lambda a, b: a / (b * b + 1),
    }
    for name, *places in program:
        chosen = [made[place % len(made)] for place in places]
        made.append(unary[name](chosen[0]) if name in unary else binary[name](*chosen))
    made.append((made[-1] * made[0]).sum())
    return made


programs = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(UNARY), st.integers(0, 20)),
        st.tuples(st.sampled_from(BINARY), st.integers(0, 20), st.integers(0, 20)),
    ),
    max_size=8,
)


@pytest.mark.parametrize("library", [engine, torch], ids=["engine", "torch"])
@settings(deadline=None, max_examples=30)
@given(programs, st.sampled_from([(), (1,), (2, 2)]))
def test_the_record_is_the_backward_pass(library, program, shape):
    *_, root = built(library, program, shape)
    nodes = nodes_of(root)
    recorded = record(root, None, nodes)

    # The same again without us, as hooks see it.
    *_, again = built(library, program, shape)
    seen, twins = [], nodes_of(again)
    for twin in twins:
        twin.register_prehook(lambda grads, twin=twin: seen.append((twin, grads)))
    again.backward()
    pairs = dict(zip(twins, nodes, strict=True))
    assert [visit.node for visit in recorded.visits] == [pairs[twin] for twin, _ in seen]
    for visit, (_, grads) in zip(recorded.visits, seen, strict=True):
        assert [one.tolist() for one in visit.arrived] == [one.tolist() for one in grads]

    # What arrives is the sum of what was handed on, in this order, to the bit.
    sums = defaultdict(list)
    for visit in recorded.visits:
        for (target, _), grad in zip(visit.node.next_functions, visit.handed_on, strict=False):
            if target is not None:
                sums[target].append(grad)
    for visit in recorded.visits[1:]:
        total, *rest = sums[visit.node]
        for grad in rest:
            total = total + grad
        assert total.tolist() == visit.arrived[0].tolist()


@pytest.mark.parametrize("library", [engine, torch], ids=["engine", "torch"])
@settings(deadline=None, max_examples=15)
@given(programs, st.sampled_from([(), (1,), (2, 2)]))
def test_the_steps_tell_what_backward_does(library, program, shape):
    made = built(library, program, shape)
    names = {f"n{place}": tensor for place, tensor in enumerate(made)}
    widget = step(made[-1], names=names)
    assert all(leaf.grad is None for leaf in made[:2])

    made[-1].backward()  # nothing was freed
    told = "\n".join(line for each in widget.steps for line in each["lines"])
    for place, leaf in enumerate(made[:2]):
        if leaf.grad is not None:
            new = f"None → {brief(leaf.grad)}"
            assert f"Kept: n{place}.grad {new}" in told
            key = next(
                key for key, one in widget.chains.items() if one["title"].endswith(f"n{place}")
            )
            assert any(
                line.endswith(f"= {brief(leaf.grad)}") for line in widget.chains[key]["lines"]
            )
    assert f" = {one_line(value_text(made[-1]))}" in told
    numbers = [each["phase"] for each in widget.steps]
    assert numbers == sorted(numbers, key=["start", "forward", "backward", "end"].index)


def test_a_broken_view_elsewhere_does_no_harm():
    base = torch.ones(2, requires_grad=True) * 1
    with torch.no_grad():
        view = base[:1]
    base += 1
    with pytest.raises(RuntimeError, match="A view was created in no_grad mode"):
        _ = view.grad_fn
    x = engine.tensor(2.0, requires_grad=True)
    assert "x.grad: None → 4" in repr(step(x**2))
