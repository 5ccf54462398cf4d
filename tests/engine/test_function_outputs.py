"""Several outputs, outputs that are inputs, and outputs without a gradient."""

import pytest

from tests.engine.functions_by_hand import PRELUDE
from tests.engine.oracle import assert_same

PROGRAMS = {
    "multi": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2, a * 3

    @staticmethod
    def backward(ctx, g, h):
        print(g, h)
        return g * 2 + h * 3


a = x()
p, q = F.apply(a)
print(p, q, p.grad_fn is q.grad_fn, q.output_nr, p.grad_fn._sequence_nr() > 0)
q.sum().backward()
print(a.grad)
""",
    "materialize": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        ctx.set_materialize_grads(False)
        return a * 2, a * 3

    @staticmethod
    def backward(ctx, g, h):
        print(g, h)
        return h * 3


a = x()
p, q = F.apply(a)
q.sum().backward()
print(a.grad)
""",
    "nondiff": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        s, i = a.sort()
        ctx.mark_non_differentiable(i)
        ctx.save_for_backward(i)
        return s, i

    @staticmethod
    def backward(ctx, g, gi):
        print(g, gi)
        (i,) = ctx.saved_tensors
        return torch.zeros(2).index_put((i,), g) if hasattr(torch.Tensor, "index_put") else g


a = x(3.0, 1.0)
s, i = F.apply(a)
print(s, i, i.requires_grad)
s.sum().backward()
""",
    "nondiff_float": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        b = a * 3
        ctx.mark_non_differentiable(b)
        return a * 2, b

    @staticmethod
    def backward(ctx, g, gi):
        print(g, gi)
        return g * 2


a = x(3.0, 1.0)
s, i = F.apply(a)
print(s, i, i.requires_grad)
s.sum().backward()
print(a.grad)
""",
    "int_output": """
F = function(lambda ctx, a: a.long(), lambda ctx, g: g)
a = x(3.0, 1.0)
s = F.apply(a)
print(s, s.requires_grad)
""",
    "nondiff_notoutput": """
def forward(ctx, a):
    b = a * 3
    ctx.mark_non_differentiable(b)
    return a * 2

F = function(forward, lambda ctx, g: g)
print(F.apply(x()))
""",
    "nondiff_input": """
def forward(ctx, a, b):
    ctx.mark_non_differentiable(b)
    return a * 2, b

F = function(forward, lambda ctx, g, h: (g, None))
a = x()
b = torch.ones(2)
p, q = F.apply(a, b)
print(p, q, q is b)
p, q = F.apply(a, a)
print(p, q)
""",
    "return_input": """
F = function(lambda ctx, a: a, lambda ctx, g: g * 5)
a = x()
y = F.apply(a)
print(y is a, y, y._base is a if hasattr(y, "_base") else None)
y.sum().backward()
print(a.grad)
""",
    "return_view": """
F = function(lambda ctx, a: a.view(2, 1), lambda ctx, g: g.view(2) * 5)
a = x()
y = F.apply(a)
print(y)
y.sum().backward()
print(a.grad)
y = F.apply(x() * 1)
y += 1
print(y)
""",
    "return_untracked_input": """
F = function(lambda ctx, a, b: b, lambda ctx, g: (g, None))
a = x()
b = torch.ones(2)
q = F.apply(a, b)
print(q, q is b, b.requires_grad)
q.sum().backward()
print(a.grad)
""",
    "same_output_twice": """
def forward(ctx, a):
    b = a * 2
    return b, b

F = function(forward, lambda ctx, g, h: g + h)
a = x()
p, q = F.apply(a)
print(p is q, p, q)
(p + q).sum().backward()
print(a.grad)
""",
    "forward_returns_number": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return 2


print(F.apply(x()))
""",
    "forward_returns_mixed": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2, 5, None, "a"

    @staticmethod
    def backward(ctx, *g):
        print(g)
        return g[0] * 2


a = x()
o = F.apply(a)
print(o)
o[0].sum().backward()
print(a.grad)
""",
    "forward_returns_none": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return None


print(F.apply(x()))
""",
    "forward_returns_list": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return [a * 2]


print(F.apply(x()))
""",
    "missing_static_msg": """
F = function(lambda ctx: torch.ones(2), lambda ctx, g: None)
print(F.apply())
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(name):
    assert_same(PRELUDE + PROGRAMS[name])
