"""A warning is told of the line of the program that led to it, not of one in the engine."""

import warnings

import pytest

from autograd_lessons import engine

PROGRAMS = [
    "(torch.ones(1, requires_grad=True) * 2).grad",
    "torch.tensor(torch.ones(1))",
    "torch.ones(1).new_tensor(torch.ones(1))",
    "torch.ones(1, requires_grad=True).backward(create_graph=True)",
    "float(torch.ones(1, requires_grad=True))",
    "torch.tensor([torch.ones((), requires_grad=True)])",
    "torch.nn.functional.softmax(torch.ones(2))",
    "torch.nn.Softmax()(torch.ones(2))",
    "torch.nn.functional.mse_loss(torch.ones(2), torch.ones(1))",
    "torch.nn.MSELoss(size_average=True)",
    "torch.nn.Linear(0, 2)",
    "torch.nn.init.uniform(torch.ones(2))",
    "torch.ones(1).var()",
    "torch.ones(3).T",
    "torch.cross(torch.ones(2, 3), torch.ones(2, 3))",
    "torch.meshgrid(torch.ones(2), torch.ones(2))",
    "torch.exp(torch.ones(2), out=torch.ones(5))",
    "torch.ones(2)[torch.tensor([1, 0], dtype=torch.uint8)]",
    "torch.ones(2, 2)[[[0, 1], [0, 1]]]",
    "torch.optim.SGD([torch.ones(1)] * 2)",
    "with torch.autograd.detect_anomaly(): pass",
]


@pytest.mark.parametrize("program", PROGRAMS)
def test_place(program: str) -> None:
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        exec(compile(program, "program", "exec"), {"torch": engine})
    assert [each.filename for each in warned] == ["program"]
