"""Random programs of operations, changes in place, views, modes, flags, hooks and backward passes:
what can be seen of every tensor is PyTorch's, and so is every error."""

import contextlib
import math
import re
import warnings

import hypothesis.strategies as st
import pytest
import torch as pytorch
from hypothesis import given, settings

from autograd_lessons import engine

MAKE = [
    "a + b", "a - b", "a * b", "a * 0.5", "a / (b * b + 1)", "a**2", "a.exp()", "a.sin()", "-a",
    "a.relu()", "a.sum()", "a.mean(0)", "a.max()", "a.clone()", "a.double()", "a.float()",
    "a.long()", "a.argmax()", "t.cat([a.reshape(-1), b.reshape(-1)])", "t.where(a > 0, a, b)",
    "t.mm(a, b)",
    "a.sort(-1)[0]", "t.maximum(a, b)", "a.cumsum(0)", "a.softmax(-1)",
]  # fmt: skip
VIEW = [
    "a.reshape(-1)", "a[0]", "a[..., :1]", "a.t()", "a.unsqueeze(0)", "a.reshape(-1)[1:]",
    "a.diagonal()", "a.squeeze()",
]  # fmt: skip
CHANGE = [
    "a.add_(1)", "a.mul_(2)", "a.exp_()", "a.zero_()", "a.copy_(b.clone())", "a.relu_()",
    "a.__setitem__(0, b.clone())", "a.__setitem__(..., 1.0)", "a.neg_()", "a.div_(b.clone())",
]  # fmt: skip
FLAG = [
    "a.retain_grad()", "a.grad.zero_()", "setattr(a, 'grad', None)",
    "a.register_hook(lambda g: g * 2) and None", "a.grad.add_(1)",
]  # fmt: skip
BACKWARD = [
    "a.backward()", "a.sum().backward()", "a.sum().backward(retain_graph=True)",
    "a.sum().backward(inputs=[b])", "t.autograd.grad(a.sum(), b, allow_unused=True)[0]",
    "t.autograd.grad(a.sum(), b)[0]", "t.autograd.grad(a.sum(), b, create_graph=True)[0]",
]  # fmt: skip
MODES = ["no_grad", "enable_grad", None, None]

STEP = st.tuples(
    st.sampled_from(MAKE + VIEW + CHANGE + FLAG + BACKWARD),
    st.sampled_from(MODES),
    st.integers(0, 50),
    st.integers(0, 50),
)


def life(t, steps):
    """Run a program; what happened at each step, and at the end how every tensor is."""
    known = [
        t.tensor([[0.5, 1.0], [-1.0, 0.25]], requires_grad=True),
        t.tensor([2.0, -1.0], requires_grad=True),
        t.tensor([[2.0, 3.0], [1.0, -1.0]]),
    ]
    known.append(known[0] * 1)
    events = []
    for text, mode, one, two in steps:
        for each in known:  # PyTorch gives a view its new place when somebody asks for it
            assert each.grad_fn is None or each.requires_grad
        a, b = known[one % len(known)], known[two % len(known)]
        try:
            # A view made without recording is a thing of its own: not here.
            with getattr(t, mode)() if mode and text not in VIEW else contextlib.nullcontext():
                made = eval(text, {"a": a, "b": b, "t": t})  # noqa: S307 (the texts above)
            if text in MAKE + VIEW:
                known.append(made)
            elif text in BACKWARD and made is not None:
                events.append(made.tolist())
        except (RuntimeError, IndexError, AttributeError, TypeError) as error:
            events.append(f"{text}: {type(error).__name__} {_plain(str(error))}")
    events.extend(_seen(each) for each in known)
    return events


def _plain(error):
    """Without addresses, and without the operation that made a tensor which was changed: which of a
    view's many places PyTorch names depends on what happens to be alive still."""
    return re.sub("0x[0-9a-f]+|, which is output 0 of [^,]+,", "", error)[:300]


def _seen(tensor):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        grad = tensor.grad
    return (
        tensor.detach().tolist(),
        str(tensor.dtype),
        tensor.requires_grad,
        tensor.is_leaf,
        tensor.retains_grad,
        type(tensor.grad_fn).__name__,
        tensor._version,
        None if grad is None else grad.tolist(),
    )


def _same(mine, theirs):
    """Equal, numbers but for their last digits."""
    if isinstance(mine, list | tuple):
        return len(mine) == len(theirs) and all(map(_same, mine, theirs))
    if isinstance(mine, float) and isinstance(theirs, float):
        both_nan = math.isnan(mine) and math.isnan(theirs)
        return both_nan or math.isclose(mine, theirs, rel_tol=1e-5, abs_tol=1e-6)
    return mine == theirs


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=200, deadline=None)
@given(steps=st.lists(STEP, min_size=2, max_size=10))
def test_random_lives(steps):
    got, expected = life(engine, steps), life(pytorch, steps)
    for mine, theirs in zip(got, expected, strict=True):
        assert _same(mine, theirs), f"\n{mine}\n{theirs}"
