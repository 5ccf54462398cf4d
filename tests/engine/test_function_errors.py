"""Functions written wrong: PyTorch's errors."""

import pytest

from tests.engine.functions_by_hand import PRELUDE
from tests.engine.oracle import assert_same

PROGRAMS = {
    "instantiate": """
Exp()
""",
    "call": """
Exp(1)(x())
""",
    "noforward": """
class F(Function):
    pass


F.apply(x())
""",
    "nobackward": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2


F.apply(x()).sum().backward()
""",
    "toofew": """
F = function(lambda ctx, a, b: a * b, lambda ctx, g: g)
F.apply(x(), x()).sum().backward()
""",
    "toomany": """
F = function(lambda ctx, a: a * 2, lambda ctx, g: (g, g))
F.apply(x()).sum().backward()
""",
    "toomany_none": """
F = function(lambda ctx, a: a * 2, lambda ctx, g: (g * 2, None, None))
show(F)
""",
    "nontensor_grad": """
F = function(lambda ctx, a, k: a * k, lambda ctx, g: (g * 2, g))
a = x()
F.apply(a, 3).sum().backward()
print(a.grad)
""",
    "backward_returns_number": """
F = function(lambda ctx, a: a * 2, lambda ctx, g: 3.0)
F.apply(x()).sum().backward()
""",
    "wrong_shape": """
F = function(lambda ctx, a: a * 2, lambda ctx, g: torch.ones(3))
F.apply(x()).sum().backward()
""",
    "expandable_shape": """
F = function(lambda ctx, a: a.sum(), lambda ctx, g: g)
a = x()
F.apply(a).backward()
print(a.grad)
""",
    "bigger_shape": """
F = function(lambda ctx, a: a * 2, lambda ctx, g: g.expand(3, 2))
show(F)
""",
    "wrong_dtype": """
F = function(lambda ctx, a: a * 2, lambda ctx, g: g.double())
show(F)
""",
    "returns_none": """
F = function(lambda ctx, a: a * 2, lambda ctx, g: None)
show(F)
""",
    "error_in_backward": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2

    @staticmethod
    def backward(ctx, g):
        raise ValueError("boom")


F.apply(x()).sum().backward()
""",
    "error_in_forward": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        raise KeyError("boom")


print(torch.is_grad_enabled())
try:
    F.apply(x())
finally:
    print(torch.is_grad_enabled())
""",
    "ctx_unknown": """
F = function(lambda ctx, a: a * 2, lambda ctx, g: ctx.foo)
F.apply(x()).sum().backward()
""",
    "both": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2

    @staticmethod
    def vjp(ctx, g):
        return g * 2

    @staticmethod
    def backward(ctx, g):
        return g * 2


show(F)
""",
    "wrongargs": """
Sq.apply()
""",
    "empty_grad_tuple": """
F = function(lambda ctx, a: a * 2, lambda ctx, g: ())
F.apply(x()).sum().backward()
""",
    "list_grad": """
F = function(lambda ctx, a, b: a * 2, lambda ctx, g: [g, g])
F.apply(x(), x()).sum().backward()
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(name):
    assert_same(PRELUDE + PROGRAMS[name])
