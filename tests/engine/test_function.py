"""Functions written by hand: values, gradients and what the node shows, as PyTorch has them."""

import pytest

from tests.engine.functions_by_hand import PRELUDE
from tests.engine.oracle import assert_same

PROGRAMS = {
    "basic": """
a = x()
y = Exp.apply(a)
print(y, y.grad_fn, y.grad_fn.name(), y.grad_fn.next_functions)
y.sum().backward()
print(a.grad)
try:
    y.sum().backward()
except RuntimeError as e:
    print(e)
""",
    "double": """
a = x()
y = Exp.apply(a)
(g,) = torch.autograd.grad(y.sum(), a, create_graph=True)
print(g, g.grad_fn)
(h,) = torch.autograd.grad(g.sum(), a)
print(h)
""",
    "two": """
a, b = x(), x(3.0, 4.0)
y = Mul.apply(a, b, 2)
print(y)
y.sum().backward()
print(a.grad, b.grad)
y = Mul.apply(a, b.detach(), 2)
y.sum().backward()
print(a.grad)
y = Mul.apply(a.detach(), b.detach())
print(y)
with torch.no_grad():
    print(Mul.apply(a, b))
""",
    "kwargs": """
print(Mul.apply(x(), b=x()))
""",
    "list_input": """
F = function(lambda ctx, l: l[0] * 2, lambda ctx, g: g)
print(F.apply([x()]))
""",
    "untracked_first": """
F = function(lambda ctx, k, a: a * k, lambda ctx, g: (None, g * 3))
a = x()
y = F.apply(3, a)
print(y.grad_fn.next_functions)
y.sum().backward()
print(a.grad)
""",
    "int_input": """
y = Mul.apply(x(), torch.tensor([1, 2]))
print(y.grad_fn.next_functions)
y.sum().backward()
""",
    "no_grad_input": """
print(Exp.apply(torch.ones(2)))
""",
    "setup": """
class F(Function):
    @staticmethod
    def forward(a, b):
        return a * b

    @staticmethod
    def setup_context(ctx, inputs, output):
        a, b = inputs
        ctx.save_for_backward(a)
        ctx.b = b
        print(type(output).__name__)

    @staticmethod
    def backward(ctx, g):
        return g * ctx.b, None


a = x()
y = F.apply(a, 3)
y.sum().backward()
print(y, a.grad)
""",
    "not_static": """
class F(Function):
    def forward(ctx, a):
        return a * 2

    def backward(ctx, g):
        return g * 7


show(F)
""",
    "ste": """
class Round(Function):
    @staticmethod
    def forward(ctx, a):
        return a.round()

    @staticmethod
    def backward(ctx, g):
        return g


a = x(0.4, 1.6)
(Round.apply(a) * torch.tensor([2.0, 3.0])).sum().backward()
print(a.grad)
""",
    "hooks": """
a = x()
y = Exp.apply(a)
y.register_hook(lambda g: g * 2)
y.grad_fn.register_hook(lambda gi, go: print(gi, go))
y.grad_fn.register_prehook(lambda go: print(go))
y.sum().backward()
print(a.grad)
""",
    "retain": """
a = x()
y = Exp.apply(a)
y.sum().backward(retain_graph=True)
y.sum().backward()
print(a.grad)
""",
    "call_node": """
a = x()
y = Exp.apply(a)
print(y.grad_fn(torch.ones(2)))
print(y.grad_fn(torch.ones(2)))
""",
    "attr_after": """
a = x()
y = Mul.apply(a, a, 3)
print(y.grad_fn.k, y.grad_fn.needs_input_grad)
print(y.grad_fn._raw_saved_tensors if 0 else 0)
y.grad_fn.foo = 3
print(y.grad_fn.foo)
""",
    "attr_names": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        ctx.values = 1
        ctx.scalar = 2
        ctx.number = 3
        ctx.cells = 4
        ctx.shape = (1,)
        ctx.outputs = 9
        ctx.plain = 0
        ctx.rules = ()
        return a * 2

    @staticmethod
    def backward(ctx, g):
        print(ctx.values, ctx.scalar, ctx.number, ctx.cells, ctx.outputs, ctx.plain, ctx.rules)
        return g


show(F)
""",
    "meta": """
y = Exp.apply(x())
print(y.grad_fn.metadata, y.grad_fn.requires_grad, isinstance(y.grad_fn, Exp))
""",
    "arg_twice": """
class F(Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b

    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        return g * b, g * a


a = x()
y = F.apply(a, a)
y.sum().backward()
print(a.grad)
y = F.apply(a * 1, a)
y.sum().backward()
print(a.grad)
""",
    "needs_partial": """
class F(Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b

    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        ga = gb = None
        if ctx.needs_input_grad[0]:
            ga = g * b
        if ctx.needs_input_grad[1]:
            gb = g * a
        return ga, gb


a = x()
b = x(3.0, 4.0)
print(torch.autograd.grad(F.apply(a, b).sum(), a))
torch.autograd.grad(F.apply(a, b).sum(), [a, b])
""",
    "capture_output": """
F = function(lambda ctx, a: (a * 2, a * 3), lambda ctx, g, h: g + h)
a = x()
p, q = F.apply(a)
print(torch.autograd.grad((p * q).sum(), [p, q, a]))
""",
    "vjp_only": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2

    @staticmethod
    def vjp(ctx, g):
        return g * 2


show(F)
""",
    "reentrant": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a)
        return a * a

    @staticmethod
    def backward(ctx, g):
        (a,) = ctx.saved_tensors
        with torch.enable_grad():
            b = a.detach().requires_grad_()
            (b * b).sum().backward()
        return g * b.grad


show(F)
""",
    "forward_grad_inside": """
def forward(ctx, a):
    with torch.enable_grad():
        b = a.detach().requires_grad_()
        c = b * b
        ctx.b = b
        ctx.c = c
    return c.detach()

F = function(forward, lambda ctx, g: torch.autograd.grad(ctx.c, ctx.b, g))
show(F)
""",
    "second_backward_no_saved": """
F = function(lambda ctx, a: a * 2, lambda ctx, g: g * 2)
a = x()
y = F.apply(a).sum()
y.backward()
y.backward()
print(a.grad)
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(name):
    assert_same(PRELUDE + PROGRAMS[name])
