"""Gradients for several starts at once are PyTorch's."""

import pytest

from tests.engine.oracle import assert_same

SETUP = """
x = torch.tensor([1., 2., 3.], requires_grad=True)
u = torch.ones(1, requires_grad=True)
y = x**3
starts = torch.eye(3)
def grads(outputs, inputs, given=None, **named):
    return torch.autograd.grad(outputs, inputs, given, is_grads_batched=True, **named)
"""
CALLS = """
grads(y, x, starts)
[grads(y, x, starts, retain_graph=True), grads(y, x, starts)]
[grads(y, x, starts), grads(y, x, starts)]
grads(y, [x, u], starts, allow_unused=True)
grads(y, [x, u], starts, materialize_grads=True)
grads(y, [x, u], starts)
grads(y, x, starts[:, :2])
grads(y, x)
grads(y.sum(), x)
grads(y.sum(), x, torch.tensor([1., 2.]))
grads(y.sum(), x, torch.tensor(1.))
grads([y, y * 2], x, [starts, starts])
grads([y, y * 2], x, [starts, starts[:2]])
grads([y, y * 2], x, [starts, None])
grads(y, x, starts, create_graph=True)[0].requires_grad
torch.autograd.grad(grads(y, x, starts, create_graph=True)[0].sum(), x)
grads(y, x, torch.zeros(0, 3))
"""


@pytest.mark.parametrize("call", CALLS.strip().splitlines())
def test_same_as_pytorch(call: str) -> None:
    assert_same(f"{SETUP}print({call})")
