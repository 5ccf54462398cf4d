"""Inference mode: tensors that can never become part of a graph, as in PyTorch."""

import threading

import pytest

from autograd_lessons import engine
from tests.engine.oracle import assert_same

SETUP = """
a = torch.tensor([1.0, 2.0], requires_grad=True)
n = torch.tensor([[3.0, 4.0]])
with torch.inference_mode():
    b = a * 2
    t = torch.tensor([1.0, 2.0], requires_grad=True)
    view = b.view(2, 1)
    normal_view = n[0]
"""
INSIDE = """
torch.is_inference_mode_enabled(), torch.is_grad_enabled()
(a * 2).is_inference(), (a * 2).requires_grad, (a * 2).grad_fn, (a * 2).is_leaf
a.is_inference(), a.requires_grad
torch.ones(2).is_inference()
torch.tensor([1.0]).is_inference()
torch.rand(2).is_inference()
torch.zeros_like(a).is_inference()
torch.from_numpy(b.numpy()).is_inference()
a.argmax().is_inference()
a.sum().is_inference()
a.max(0).values.is_inference()
(a @ a).is_inference()
torch.cat([a, a]).is_inference()
torch.nn.functional.softmax(a, 0).is_inference()
a.clone().is_inference()
a.detach().is_inference()
a.data.is_inference()
a.view(2, 1).is_inference()
a[0].is_inference()
a.t().is_inference()
a.float().is_inference(), a.is_inference()
a.double().is_inference()
b.view(2, 1).is_inference()
b.detach().is_inference()
b.data.is_inference()
t.requires_grad, t.is_inference(), (t * 2).requires_grad
b.add_(1)
b._version
a.add_(1)._version
b.requires_grad_().requires_grad
a.sum().backward()
torch.is_inference(a), torch.is_inference(b)
"""
OUTSIDE = """
torch.is_inference_mode_enabled(), torch.is_grad_enabled()
b.is_inference(), view.is_inference(), normal_view.is_inference()
b
(b * 2).is_inference()
b.clone().is_inference()
b.view(2, 1).is_inference(), b[0].is_inference(), b.detach().is_inference()
b.sum().is_inference()
a + b
(a + b).sum().backward()
a * b
b * a
a / b
a @ b
a - b
a * b.clone()
torch.where(b > 0, a, b)
torch.cat([a, b])
torch.stack([a, b]).sum().backward()
torch.exp(b)
torch.nn.functional.mse_loss(a, b)
b.requires_grad_()
b.requires_grad_(False)
b._version
b.add_(1)
b.zero_()
b.copy_(a)
(a * 1).mul_(b)
(a * 1).add_(b)
b.backward()
b.retain_grad()
a.detach().copy_(b)
"""
PROGRAMS = {
    "decorators": """
@torch.inference_mode()
def one(x): return x * 2
@torch.inference_mode
def two(x): return x * 2
@torch.inference_mode(False)
def three(x): return x * 2
for f in (one, two, three):
    print(f(torch.ones(1)).is_inference(), f.__name__)
""",
    "nested": """
def show():
    print(torch.is_inference_mode_enabled(), torch.is_grad_enabled(), torch.ones(1).is_inference())
with torch.inference_mode():
    with torch.inference_mode():
        show()
    show()
    with torch.inference_mode(False):
        show()
    with torch.no_grad():
        show()
    with torch.enable_grad():
        print((torch.ones(1, requires_grad=True) * 2).requires_grad)
    show()
show()
with torch.no_grad():
    with torch.inference_mode():
        show()
    show()
    with torch.inference_mode(False):
        show()
try:
    with torch.inference_mode():
        raise ValueError
except ValueError:
    show()
""",
    "saved by a function": """
class F(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(y)
        return x * y
    @staticmethod
    def backward(ctx, g):
        return g, None
with torch.inference_mode():
    b = torch.ones(2)
F.apply(torch.ones(2, requires_grad=True), b)
""",
}


@pytest.mark.parametrize("line", INSIDE.strip().splitlines())
def test_inside(line):
    assert_same(f"{SETUP}with torch.inference_mode():\n    print({line})")


@pytest.mark.parametrize("line", OUTSIDE.strip().splitlines())
def test_outside(line):
    assert_same(f"{SETUP}print({line})")


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(name):
    assert_same(PROGRAMS[name])


def test_other_threads_are_not_in_it():
    found = []
    with engine.inference_mode():
        thread = threading.Thread(target=lambda: found.append((engine.ones(2) * 2).is_inference()))
        thread.start()
        thread.join()
    assert found == [False]


def test_it_leaves_no_watcher_behind():
    with engine.inference_mode():
        pass
    assert not engine.overrides.watchers
