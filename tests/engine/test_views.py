"""Views and in-place operations, by themselves and mixed at random, against PyTorch."""

import math
import re

import hypothesis.strategies as st
import pytest
import torch as pytorch
from hypothesis import given, settings

from autograd_lessons import engine
from tests.engine.oracle import assert_same

X = "x = torch.tensor([1., 2., 3.], requires_grad=True)\ny = x*1\n"
BACK = "\n(y**2).sum().backward()\nprint(x.grad)"

PROGRAMS = {
    "view changed": X
    + "v = y[0]\nw = y[1:]\nv.mul_(2)\nprint(y, v, w)\nprint(y.grad_fn.next_functions)"
    + BACK,
    "base changed": X
    + "v = y.view(3, 1)\ny.mul_(2)\nprint(y, v)\n(v**2).sum().backward()\nprint(x.grad)",
    "other view used": X
    + "v = y[0]\nw = y[:2]\nv.mul_(5)\n(w**2).sum().backward()\nprint(w, x.grad)",
    "view of a view": X + "v = y.view(3, 1)\nu = v[0]\nu.add_(1)\nprint(y, v, u)" + BACK,
    "element set": X + "y[0] = 5.\nprint(y, y.grad_fn.next_functions)" + BACK,
    "element set to tensor": X
    + "z = torch.tensor(2., requires_grad=True)\ny[1] = z*3\nprint(y)"
    + BACK
    + "\nprint(z.grad)",
    "slice set": X + "y[1:] = torch.tensor([7., 8.])\nprint(y)" + BACK,
    "slice set, broadcast": X + "y[:2] = x[2]\nprint(y)" + BACK,
    "positions set": X + "y[[0, 2]] = torch.tensor([7., 8.])\nprint(y)" + BACK,
    "positions set to tracked": X + "y[[0, 2]] = x[:2]*2\nprint(y)" + BACK,
    "mask set": X + "y[y > 1] = 0.\nprint(y)" + BACK,
    "row set": "x = torch.ones(2, 3, requires_grad=True)\ny = x*1\n"
    "y[0] = torch.tensor([1., 2., 3.])" + BACK,
    "column set": "x = torch.ones(2, 3, requires_grad=True)\ny = x*2\ny[:, 1] = x[0, 0]\nprint(y)"
    + BACK,
    "untracked becomes tracked": "x = torch.ones(1, requires_grad=True)\nb = torch.zeros(3)\n"
    "v = b[0]\nb[1] = x[0]\nprint(b, v, v.is_leaf, b.is_leaf)\nb.sum().backward()\nprint(x.grad)",
    "built element by element": "x = torch.tensor([1., 2.], requires_grad=True)\n"
    "out = torch.zeros(2)\nfor i in range(2):\n    out[i] = x[i]**2\nprint(out)\n"
    "out.sum().backward()\nprint(x.grad)",
    "copy_": X + "y.copy_(x*2)\nprint(y, y.grad_fn.next_functions)" + BACK,
    "copy_ of another type": X + "y.copy_(torch.tensor([1, 2, 3]))\nprint(y)" + BACK,
    "zero_ of a view": X + "y[:2].zero_()\nprint(y)" + BACK,
    "fill_": X + "y.fill_(2.)\nprint(y)" + BACK,
    "several views": X + "y.unbind()[0].mul_(2)",
    "view made in no_grad": X + "with torch.no_grad():\n    v = y[0]\nv.mul_(2)",
    "changed in no_grad": X + "v = y[0]\nwith torch.no_grad():\n    v.mul_(2)\nprint(y, v)" + BACK,
    "saved view": X + "v = y[0]\nz = v**2\ny.add_(1)\nz.backward()",
    "saved result": "x = torch.ones(3, requires_grad=True)\ny = x.exp()\n"
    "y[0] = 0.\ny.sum().backward()",
    "leaf": "x = torch.ones(3, requires_grad=True)\nx[0].zero_()",
    "leaf element": "x = torch.ones(3, requires_grad=True)\nx[0] = 1.",
    "detach_ of a view": X + "y[0].detach_()",
    "detach_": X + "y.detach_()\nprint(y, y.is_leaf)",
    "expanded": "torch.ones(1).expand(3).add_(1)",
    "wrong shape": "torch.ones(2, 2)[0] = torch.ones(3)",
    "version shared": "x = torch.ones(3)\nv = x[0]\nd = x.detach()\nv.add_(1)\n"
    "print(x._version, v._version, d._version, x.data._version)",
    "overlapping": X + "y[:2].add_(y[1:])",
    "overlapping, broadcast": "x = torch.ones(2, 2)\nx.copy_(x[0])",
    "the same": X + "y.copy_(y)\nprint(y, y.grad_fn.next_functions)" + BACK,
    "mul_ by itself": X + "y.mul_(y)" + BACK,
    "second backward": X + "v = y[0]\nv.mul_(x[1])\nz = (y**2).sum()\nz.backward()\nz.backward()",
    "second derivative": X + "y[0] = y[1]**3\n"
    "g, = torch.autograd.grad((y**2).sum(), x, create_graph=True)\n"
    "print(g)\nprint(torch.autograd.grad(g.sum(), x))",
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_same_as_pytorch(program: str) -> None:
    assert_same(program)


VIEWS = ["[0]", "[1:]", "[:, 0]", "[:, 1:]", ".t()", ".view(-1)", "[-1, 1]", "[None]"]
# Clones, as operands that share memory with the target are overwritten while they are read.
CHANGES = [
    ".mul_(2)", ".add_(1)", ".mul_({}.clone())", ".add_({}.clone())", ".copy_({}.clone())",
    ".neg_()", ".zero_()", ".relu_()", ".sqrt_()", ".pow_(2)", ".fill_(3.)",
]  # fmt: skip
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("view"), st.sampled_from(VIEWS), st.integers(0, 9), st.integers(0, 9)),
        st.tuples(
            st.just("change"), st.sampled_from(CHANGES), st.integers(0, 9), st.integers(0, 9)
        ),
        st.tuples(st.just("compute"), st.just(" * {} + 1"), st.integers(0, 9), st.integers(0, 9)),
        st.tuples(st.just("quiet"), st.sampled_from(CHANGES), st.integers(0, 9), st.integers(0, 9)),
    ),
    max_size=7,
)


def applied(a, what, b):
    return eval("a" + what.format("b"), {"a": a, "b": b})  # noqa: S307 (the texts above)


def history(t, steps):
    """Run random steps; after each: what happened, all values, who made each tensor."""
    x = t.tensor([[0.5, 1.0], [-1.0, 0.25]], requires_grad=True)
    named = [x * 1, t.tensor([[2.0, 3.0], [1.0, -1.0]])]
    events = []
    for kind, what, one, two in steps:
        # PyTorch gives a view its new place when somebody asks for it, the engine at once.
        for each in named:
            assert each.grad_fn is None or each.requires_grad
        a, b = named[one % len(named)], named[two % len(named)]
        try:
            if kind == "quiet":
                with t.no_grad():
                    applied(a, what, b)
            else:
                made = applied(a, what, b)
                if kind != "change":
                    named.append(made)
        except (RuntimeError, IndexError) as error:
            events.append(f"{type(error).__name__} {re.sub('0x[0-9a-f]+', '', str(error))[:60]}")
    events.extend(
        (each.detach().tolist(), type(each.grad_fn).__name__, each._version) for each in named
    )
    tracked = [each for each in named if each.requires_grad]
    if tracked:
        try:
            sum(each.sum() for each in tracked).backward()
            events.append(None if x.grad is None else x.grad.tolist())
        except RuntimeError as error:
            events.append(str(error))
    return events


@settings(max_examples=200, deadline=None)
@given(steps=STEPS)
def test_random_views_and_changes(steps):
    got, expected = history(engine, steps), history(pytorch, steps)
    assert _texts(got) == _texts(expected)
    for mine, theirs in zip(got, expected, strict=True):
        assert isinstance(mine, str) or _same(mine, theirs), (mine, theirs)


def _same(mine, theirs):
    """Equal, numbers but for the last digits: kernels of sqrt and powers round differently."""
    if isinstance(mine, list | tuple):
        return len(mine) == len(theirs) and all(map(_same, mine, theirs))
    if isinstance(mine, float):
        both_nan = math.isnan(mine) and math.isnan(theirs)
        return both_nan or math.isclose(mine, theirs, rel_tol=1e-5, abs_tol=1e-6)
    return mine == theirs


def _texts(events):
    """The errors, without the operation that made a modified tensor: for a view that was changed
    again and again PyTorch names one or the other, by what happens to be alive still."""
    return [re.sub("output 0 of [^,]+,", "", event) for event in events if isinstance(event, str)]
