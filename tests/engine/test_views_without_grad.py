"""Views made without recording: they require grad as their base does, but have no past."""

import pytest

from tests.engine.oracle import assert_same

SETUP = """
x = torch.tensor([[1., 2.], [3., 4.]], requires_grad=True)
y = x * 1
p = torch.ones(2, 2)
with torch.no_grad():
    v, w, q = x[0], y.t(), p[0]
with torch.inference_mode():
    u = x[0]
"""
CALLS = """
v, v.requires_grad, v.is_leaf, v.grad_fn, w.requires_grad, w.is_leaf, q.requires_grad
u, u.requires_grad, u.is_inference(), (u * 2).grad_fn.next_functions
(v * 2).requires_grad, (v * 2).grad_fn.next_functions, v.detach().requires_grad
[(v * 2).sum().backward(), v.grad, x.grad]
v.sum().backward()
v[0].backward()
v.backward(torch.ones(2))
[x.requires_grad_(False), v.requires_grad, (v * 2).requires_grad]
[p.requires_grad_(), q.requires_grad, q.grad_fn]
[v.requires_grad_(False), v.requires_grad]
[v.requires_grad_(), (v * 2).grad_fn.next_functions[0][0].variable is v, v.sum().backward(), v.grad]
v.add_(1)
w.add_(1)
u.add_(1)
v[0].add_(1)
[p.requires_grad_(), q.add_(1)]
y[0].unbind()[0].add_(1)
x.split(1)[0].add_(1)
[y.retain_grad(), y.mul_(3), y.sum().backward(), y.grad, x.grad]
[y.retain_grad(), y[0].mul_(3), y.sum().backward(), y.grad, x.grad]
[x.__setitem__(..., 1.)]
[x.__setitem__(slice(None), 1.)]
[x.__setitem__(0, 1.)]
[y.__setitem__(..., 1.), y.grad_fn.name(), y.sum().backward(), x.grad]
[s := torch.tensor(2., requires_grad=True), y.__setitem__(0, s), y.sum().backward(), s.grad, x.grad]
[(y * 2).sum().backward(inputs=[y]), y.grad, y.retains_grad, y.sum().backward()]
x.expand(2, 2, 2).detach().zero_(), x.detach().expand(2, 2, 2).fill_(3.)
"""


@pytest.mark.parametrize("call", CALLS.strip().splitlines())
def test_same_as_pytorch(call: str) -> None:
    assert_same(f"{SETUP}print({call})")
