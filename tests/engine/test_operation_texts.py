"""What operations print, warn of and raise: PyTorch agrees on every line in `expressions`."""

from pathlib import Path

import pytest

from tests.engine.oracle import assert_same

NAMES = """
x = torch.tensor([1., 2., 3.], requires_grad=True)
y2 = torch.tensor([1., 2.], requires_grad=True)
M = torch.tensor([[1., 2., 3.], [4., 5., 6.]], requires_grad=True)
T = torch.zeros(2, 3, 4, requires_grad=True)
s = torch.tensor(2., requires_grad=True)
e = torch.tensor([], requires_grad=True)
i = torch.tensor([1, 2, 3])
b = torch.tensor([True, False])
n = torch.tensor([1., float('nan')])
inf, nan = float('inf'), float('nan')

def graph(node):
    name = node.name().split('::')[-1] if node else 'None'
    nexts = node.next_functions if node else ()
    return f"{name}({', '.join(graph(each) for each, _ in nexts)})" if nexts else name

def grads(f, *values):
    inputs = [torch.tensor(each, requires_grad=True) for each in values]
    y = f(*inputs)
    found = torch.autograd.grad(y.sum(), inputs, allow_unused=True)
    return [each if each is None else each.tolist() for each in found]

"""

FILES = sorted((Path(__file__).parent / "expressions").glob("*.txt"))
EXPRESSIONS = [
    pytest.param(line, id=f"{file.stem}: {line}")
    for file in FILES
    for line in file.read_text().splitlines()
]


def test_expressions_are_found() -> None:
    assert len(EXPRESSIONS) > 500


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_same_as_pytorch(expression: str) -> None:
    assert_same(f"{NAMES}print({expression})")
