"""What a function written by hand saves, and changes of it in place."""

import pytest

from tests.engine.functions_by_hand import PRELUDE
from tests.engine.oracle import assert_same

PROGRAMS = {
    "save_nontensor": """
def forward(ctx, a):
    ctx.save_for_backward(a, 3)
    return a * 2

F = function(forward, lambda ctx, g: g)
F.apply(x())
""",
    "save_none": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a, None)
        return a * 2

    @staticmethod
    def backward(ctx, g):
        print(ctx.saved_tensors)
        return g


F.apply(x()).sum().backward()
""",
    "modified": """
a = x()
b = a * 1
y = Exp.apply(b)
y += 1
y.sum().backward()
""",
    "modified_input": """
a = x()
b = a * 1
y = Mul.apply(b, b)
b += 1
y.sum().backward()
""",
    "saved_twice_in_backward": """
a = x()
y = Exp.apply(a)
f = y.grad_fn
print(f.saved_tensors)
y.sum().backward()
print(f.saved_tensors)
""",
    "saved_is_input": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a)
        return a * 2

    @staticmethod
    def backward(ctx, g):
        print(ctx.saved_tensors[0] is A, ctx.saved_tensors[0].requires_grad)
        return g


A = x()
F.apply(A).sum().backward()
""",
    "to_save": """
def forward(ctx, a):
    ctx.save_for_backward(a)
    print(ctx.saved_tensors, ctx.to_save)
    return a * 2

F = function(forward, lambda ctx, g: g)
F.apply(x())
""",
    "expanded_saved": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        t = a * 2
        ctx.save_for_backward(t)
        return t + 1

    @staticmethod
    def backward(ctx, g):
        (t,) = ctx.saved_tensors
        print(t, t.requires_grad)
        return g * t


a = x()
y = F.apply(a)
(g,) = torch.autograd.grad(y.sum(), a, create_graph=True)
print(g)
""",
    "once": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a)
        return a * a

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx, g):
        (a,) = ctx.saved_tensors
        print(torch.is_grad_enabled())
        return g * 2 * a


a = x()
y = F.apply(a)
(g,) = torch.autograd.grad(y.sum(), a, create_graph=True)
print(g, g.requires_grad)
g.sum().backward()
""",
    "once2": """
a = x()
y = Sq.apply(a) * Sq.apply(a)
(g,) = torch.autograd.grad(y.sum(), a, create_graph=True)
print(g, g.requires_grad)
y = Sq.apply(a) ** 2
(g,) = torch.autograd.grad(y.sum(), a, create_graph=True)
print(g, g.grad_fn, g.grad_fn.name(), g.grad_fn.next_functions)
g.sum().backward()
""",
    "once_plain": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a)
        return a * a

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx, g):
        (a,) = ctx.saved_tensors
        return g * 2 * a


a = x()
y = F.apply(a)
y.sum().backward()
print(a.grad)
""",
    "dirty": """
def forward(ctx, a):
    a.add_(1)
    ctx.mark_dirty(a)
    return a

F = function(forward, lambda ctx, g: g * 5)
a = x()
b = a * 2
c = F.apply(b)
print(c is b, c, b._version)
c.sum().backward()
print(a.grad)
""",
    "dirty_leaf": """
def forward(ctx, a):
    a.add_(1)
    ctx.mark_dirty(a)
    return a

F = function(forward, lambda ctx, g: g * 5)
F.apply(x())
""",
    "dirty_not_returned": """
def forward(ctx, a):
    a.add_(1)
    ctx.mark_dirty(a)
    return a * 2

F = function(forward, lambda ctx, g: g * 5)
F.apply(x() * 1)
""",
    "dirty_view": """
def forward(ctx, a):
    a.mul_(3)
    ctx.mark_dirty(a)
    return a

F = function(forward, lambda ctx, g: g * 3)
a = x()
b = a * 2
c = F.apply(b[0])
print(c, b)
b.sum().backward()
print(a.grad)
""",
    "dirty_two": """
def forward(ctx, a, b):
    a.mul_(3)
    ctx.mark_dirty(a)
    return a, a * b

F = function(forward, lambda ctx, g, h: (g * 3, h))
a = x()
b = a * 2
c, d = F.apply(b, x())
print(c, b, d)
d.sum().backward()
print(a.grad)
""",
    "dirty_untracked": """
def forward(ctx, a, b):
    a.mul_(b)
    ctx.mark_dirty(a)
    return a

F = function(forward, lambda ctx, g: (None, g))
a = torch.ones(2)
b = x()
c = F.apply(a, b)
print(c is a, a)
c.sum().backward()
print(b.grad)
try:
    F.apply(x(), torch.ones(2))
except Exception as e:
    print(e)
""",
    "dirty_notensor": """
def forward(ctx, a):
    ctx.mark_dirty(3)
    return a * 2

F = function(forward, lambda ctx, g: g)
F.apply(x())
""",
    "grad_is_modified_inplace": """
F = function(lambda ctx, a: a * 2, lambda ctx, g: g.mul_(2))
show(F)
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(name):
    assert_same(PRELUDE + PROGRAMS[name])
