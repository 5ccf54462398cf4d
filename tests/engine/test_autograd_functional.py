"""`torch.autograd.functional` and `gradcheck`: what they return, print and complain of."""

import pytest

from tests.engine.functions_by_hand import PRELUDE
from tests.engine.oracle import LIBRARIES, assert_same, outcome

SETUP = """
A = torch.autograd.functional
x = torch.tensor([1.0, -2.0, 3.0], requires_grad=True)
y = torch.tensor([[0.5, 1.0, 2.0], [1.0, 0.0, -1.0]])
s = torch.tensor(2.0)
def cube(x): return x**3
def both(x, y): return (x * y).sum(0), (x * x).sum()
def total(x): return (x**3).sum()
def mixed(x, y): return (x * x * y).sum()
def constant(x): return torch.ones(2)
"""
CALLS = """
A.jacobian(cube, x)
A.jacobian(cube, x, create_graph=True)
A.jacobian(cube, x.detach(), create_graph=True)
A.jacobian(cube, y)
A.jacobian(both, (x, y))
A.jacobian(both, (x, y), create_graph=True)
A.jacobian(cube, (x,))
A.jacobian(constant, x)
A.jacobian(constant, x, strict=True)
A.jacobian(lambda x, y: x * 2, (x, y), strict=True)
A.jacobian(cube, 3)
A.jacobian(cube, (x, 3))
A.jacobian(lambda x: 3, x)
A.jacobian(cube, s)
A.jacobian(lambda x: x.exp(), x, vectorize=True)
A.hessian(total, x)
A.hessian(total, x, create_graph=True)
A.hessian(mixed, (x, y))
A.hessian(cube, s)
A.hessian(cube, x)
A.hessian(both, (x, y))
A.hessian(lambda x: x.sum(), x)
A.vjp(cube, x, torch.ones(3))
A.vjp(cube, x, torch.ones(3), create_graph=True)
A.vjp(total, x)
A.vjp(both, (x, y), (torch.ones(3), torch.tensor(2.0)))
A.vjp(cube, x)
A.vjp(cube, x, torch.ones(2))
A.vjp(both, (x, y), torch.ones(3))
A.vjp(both, (x, y), (torch.ones(3), torch.ones(3)))
A.vjp(cube, x, (torch.ones(3), torch.ones(3)))
A.vjp(constant, x, torch.ones(2))
A.vjp(constant, x, torch.ones(2), strict=True)
A.vjp(lambda x, y: x * 2, (x, y), torch.ones(3), strict=True)
A.jvp(cube, x, torch.ones(3))
A.jvp(cube, x, torch.ones(3), create_graph=True)
A.jvp(both, (x, y), (torch.ones(3), y))
A.jvp(cube, s)
A.jvp(cube, x)
A.jvp(cube, x, torch.ones(2))
A.jvp(constant, x, torch.ones(3))
A.vhp(total, x, torch.tensor([1.0, 2.0, 3.0]))
A.hvp(total, x, torch.tensor([1.0, 2.0, 3.0]))
A.vhp(mixed, (x, y), (torch.ones(3), y))
A.hvp(mixed, (x, y), (torch.ones(3), y))
A.hvp(total, x, torch.ones(3), create_graph=True)
A.vhp(cube, x, torch.ones(3))
A.hvp(cube, x, torch.ones(3))
A.hvp(cube, s)
A.hvp(total, x)
A.vhp(lambda x: x.sum(), x, torch.ones(3))
torch.autograd.gradcheck(cube, x.detach().double().requires_grad_())
torch.autograd.gradcheck(cube, [x.detach().double().requires_grad_()])
torch.autograd.gradcheck(cube, x)
torch.autograd.gradcheck(cube, x, raise_exception=False)
torch.autograd.gradcheck(cube, x.detach())
torch.autograd.gradcheck(both, (x.detach().double().requires_grad_(), y.double()))
torch.autograd.gradcheck(lambda x: x.detach(), x.detach().double().requires_grad_())
torch.autograd.gradcheck(lambda x: (x.detach() * x, x * 2), x.detach().double().requires_grad_())
torch.autograd.gradcheck(cube, torch.ones(1, dtype=torch.float64, requires_grad=True).expand(3))
torch.autograd.gradcheck(cube, x.detach().double().requires_grad_(), eps=0.1)
torch.autograd.gradcheck(cube, x.detach().double().requires_grad_(), eps=0.1, atol=1)
torch.autograd.gradcheck(Sq.apply, x.detach().double().requires_grad_())
torch.autograd.gradcheck(Exp.apply, x.detach().double().requires_grad_())
torch.autograd.gradgradcheck(Exp.apply, x.detach().double().requires_grad_())
torch.autograd.gradgradcheck(cube, x.detach().double().requires_grad_())
torch.autograd.gradgradcheck(cube, x.detach().double().requires_grad_(), torch.ones(3).double())
"""
WRONG = """
class Wrong(Function):
    @staticmethod
    def forward(ctx, a):
        return a * a
    @staticmethod
    def backward(ctx, g):
        return {grad}
inputs = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(Wrong.apply, inputs, raise_exception=False))
torch.autograd.gradcheck(Wrong.apply, inputs)
"""


@pytest.mark.parametrize("call", CALLS.strip().splitlines())
def test_calls(call):
    assert_same(f"{PRELUDE}{SETUP}print({call})")


def test_a_gradient_that_depends_on_chance_is_found():
    program = PRELUDE + WRONG.format(grad="torch.rand(2).double() * g")
    for torch in LIBRARIES.values():
        raised = outcome(program, torch)["raised"]
        assert raised.startswith(
            "GradcheckError: Backward is not reentrant, i.e., running backward"
        )


def test_a_root_without_a_way_to_the_inputs_is_not_run():
    assert_same(
        "a, b = (torch.tensor(2.0, requires_grad=True) for _ in range(2))\n"
        "y, z = a * a, b * b\n"
        "z.backward()\n"
        "print(torch.autograd.grad([y, z], a))"
    )


@pytest.mark.parametrize("grad", ["g", "g + 1", "g * 0", "None"])
def test_wrong_gradients_are_found(grad):
    assert_same(PRELUDE + "torch.manual_seed(0)\n" + WRONG.format(grad=grad))
