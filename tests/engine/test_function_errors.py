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
class F(Function):
    @staticmethod
    def forward(ctx, a, b):
        return a * b

    @staticmethod
    def backward(ctx, g):
        return g


F.apply(x(), x()).sum().backward()
""",
    "toomany": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2

    @staticmethod
    def backward(ctx, g):
        return g, g


F.apply(x()).sum().backward()
""",
    "toomany_none": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2

    @staticmethod
    def backward(ctx, g):
        return g * 2, None, None


a = x()
F.apply(a).sum().backward()
print(a.grad)
""",
    "nontensor_grad": """
class F(Function):
    @staticmethod
    def forward(ctx, a, k):
        return a * k

    @staticmethod
    def backward(ctx, g):
        return g * 2, g


a = x()
F.apply(a, 3).sum().backward()
print(a.grad)
""",
    "backward_returns_number": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2

    @staticmethod
    def backward(ctx, g):
        return 3.0


F.apply(x()).sum().backward()
""",
    "wrong_shape": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2

    @staticmethod
    def backward(ctx, g):
        return torch.ones(3)


F.apply(x()).sum().backward()
""",
    "expandable_shape": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return a.sum()

    @staticmethod
    def backward(ctx, g):
        return g


a = x()
F.apply(a).backward()
print(a.grad)
""",
    "bigger_shape": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2

    @staticmethod
    def backward(ctx, g):
        return g.expand(3, 2)


a = x()
F.apply(a).sum().backward()
print(a.grad)
""",
    "wrong_dtype": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2

    @staticmethod
    def backward(ctx, g):
        return g.double()


a = x()
F.apply(a).sum().backward()
print(a.grad)
""",
    "returns_none": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2

    @staticmethod
    def backward(ctx, g):
        return None


a = x()
F.apply(a).sum().backward()
print(a.grad)
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
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2

    @staticmethod
    def backward(ctx, g):
        return ctx.foo


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


a = x()
F.apply(a).sum().backward()
print(a.grad)
""",
    "wrongargs": """
Sq.apply()
""",
    "empty_grad_tuple": """
class F(Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2

    @staticmethod
    def backward(ctx, g):
        return ()


F.apply(x()).sum().backward()
""",
    "list_grad": """
class F(Function):
    @staticmethod
    def forward(ctx, a, b):
        return a * 2

    @staticmethod
    def backward(ctx, g):
        return [g, g]


F.apply(x(), x()).sum().backward()
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(name):
    assert_same(PRELUDE + PROGRAMS[name])
