"""What backward notices of changes in place: the same programs as on PyTorch."""

import gc

import pytest

from autograd_lessons import engine
from autograd_lessons.engine import versions
from tests.engine.oracle import assert_same

PROGRAMS = {
    "changed after it was saved": """
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 1
z = y * y
y.add_(1)
z.sum().backward()
""",
    "changed before it was saved, and after": """
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 1
y.add_(1)
z = y * y
print(y._version)
y.mul_(2)
z.sum().backward()
""",
    "another one was changed": """
x = torch.tensor([1.0, 2.0], requires_grad=True)
y, other = x * 1, x * 2
z = y * y
other.add_(1)
z.sum().backward()
print(x.grad)
""",
    "through a view made later": """
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 1
z = y.exp() * y
y[0] = 5.0
z.sum().backward()
""",
    "through what detach made": """
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x.exp()
y.detach().zero_()
y.sum().backward()
""",
    "the result, after its tensor is gone": """
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x.exp()
z = y.sum()
y.add_(1)
del y
z.backward()
""",
    "data": """
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x.exp()
y.data.zero_()
print(y._version, y.data._version)
y.sum().backward()
print(x.grad)
""",
    "data of a leaf": """
x = torch.tensor([1.0, 2.0], requires_grad=True)
z = x * x
x.data.add_(1)
z.sum().backward()
print(x, x.grad)
""",
    "numpy": """
y = torch.tensor([1.0, 2.0])
x = torch.tensor([1.0, 1.0], requires_grad=True)
z = x * y
shared = torch.from_numpy(y.numpy())
shared.add_(1)
y.numpy()[0] = 9
z.sum().backward()
print(x.grad, y, y._version, shared._version)
""",
    "one array in two tensors": """
import numpy
array = numpy.ones(2, numpy.float32)
one, two = torch.from_numpy(array), torch.from_numpy(array)
x = torch.tensor([1.0, 1.0], requires_grad=True)
z = x * one
two.add_(1)
z.sum().backward()
print(x.grad, one, one._version, two._version)
""",
    "saved in a second derivative": """
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 1
y.add_(1)
(g,) = torch.autograd.grad((y ** 3).sum(), x, create_graph=True)
print(g)
y.add_(1)
g.sum().backward()
""",
    "another type": """
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = torch.tensor([1, 2])
z = x * y
y.add_(1)
z.sum().backward()
""",
    "the gradient kept, added to in place": """
x = torch.tensor([1.0, 2.0], requires_grad=True)
(x * 2).sum().backward()
w = torch.tensor([1.0, 1.0], requires_grad=True)
z = w * x.grad
(x * 2).sum().backward()
z.sum().backward()
""",
    "saved by several": """
x = torch.tensor([[1.0, 2.0]], requires_grad=True)
y = x * 1
z = torch.cat([y, y]) @ y.t()
y.zero_()
z.sum().backward()
""",
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_same_as_pytorch(program: str) -> None:
    assert_same(program)


def test_nothing_is_noted_of_arrays_that_are_gone() -> None:
    gc.collect()
    before = len(versions.first_changes)
    for _ in range(100):
        engine.ones(3).add_(1)
    assert len(versions.first_changes) == before


ORDER = """
said = []
x = torch.tensor([1.0], requires_grad=True)
w = torch.tensor([2.0], requires_grad=True)
y = x * w
z = y * w + x.exp()
{hook}
z.backward()
print(said, x.grad, w.grad)
"""
HOOKS = {
    "on a node between": "y.register_hook(lambda g: said.append((x.grad, w.grad)))",
    "on a leaf": "x.register_hook(lambda g: said.append((x.grad, w.grad)))",
    "after the sum": (
        "x.register_post_accumulate_grad_hook(lambda p: said.append((p.grad, w.grad)))"
    ),
    "on the nodes of the leaves": """
for leaf in (x, w):
    node = leaf.expand_as(leaf).grad_fn.next_functions[0][0]
    node.register_hook(lambda *given: said.append((x.grad, w.grad)))
""",
    "none": "",
}


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS.keys())
def test_gradients_are_there_when_hooks_look(hook: str) -> None:
    assert_same(ORDER.format(hook=hook))


def test_a_custom_function_sees_what_is_there_already() -> None:
    assert_same("""
class Look(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def backward(ctx, grad):
        print(late.grad, early.grad)
        return grad * 2

early = torch.tensor([1.0], requires_grad=True)
late = torch.tensor([1.0], requires_grad=True)
y = Look.apply(early * 3)
z = y * late
z.backward()
print(early.grad, late.grad)
""")
