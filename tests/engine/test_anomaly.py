"""Anomaly mode: what it warns of, with which lines, and what it raises, as PyTorch does."""

import pytest

from autograd_lessons import engine
from autograd_lessons.engine.autograd import gradients
from tests.engine.functions_by_hand import PRELUDE
from tests.engine.oracle import assert_same

PROGRAMS = {
    "nan": """
a = torch.tensor([0.0], requires_grad=True)
with torch.autograd.detect_anomaly():
    y = (a * 0).sqrt()
    (y * 0).sum().backward()
""",
    "nan, recorded before": """
a = torch.tensor([0.0], requires_grad=True)
y = (a * 0).sqrt() * 0
with torch.autograd.detect_anomaly():
    y.sum().backward()
""",
    "nan allowed": """
a = torch.tensor([0.0], requires_grad=True)
with torch.autograd.detect_anomaly(check_nan=False):
    ((a * 0).sqrt() * 0).sum().backward()
print(a.grad)
""",
    "nan of the second input": """
a = torch.tensor([0.0, 1.0], requires_grad=True)
b = torch.tensor([0.0, 1.0], requires_grad=True)
with torch.autograd.detect_anomaly():
    z = a / b
    torch.autograd.grad(z.sum(), b)
""",
    "changed in place": """
a = torch.tensor([1.0], requires_grad=True)
with torch.autograd.set_detect_anomaly(True, check_nan=False):
    y = a.exp()
    z = y * y
    y += 1
    z.sum().backward()
""",
    "freed": """
a = torch.tensor([1.0], requires_grad=True)
with torch.autograd.detect_anomaly():
    z = (a * a).sum()
    z.backward()
    z.backward()
""",
    "nothing wrong": """
a = torch.tensor([1.0], requires_grad=True)
with torch.autograd.detect_anomaly():
    (a * a).sum().backward()
print(a.grad)
(a * a).sum().backward()
""",
    "switches": """
def show():
    print(torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled())
show()
with torch.autograd.set_detect_anomaly(True):
    show()
    with torch.autograd.set_detect_anomaly(False):
        show()
    show()
show()
torch.autograd.set_detect_anomaly(True, check_nan=False)
show()
torch.set_anomaly_enabled(False)
show()
try:
    with torch.autograd.set_detect_anomaly(True):
        raise ValueError
except ValueError:
    show()
@torch.autograd.set_detect_anomaly(False)
def decorated():
    pass
""",
    "notes": """
a = torch.tensor([1.0], requires_grad=True)
before = a * 3
with torch.autograd.set_detect_anomaly(True):
    y = before * 2
    print(sorted(y.grad_fn.metadata), sorted(before.grad_fn.metadata))
    place = y.grad_fn.metadata["traceback_"]
    print(type(place).__name__, place[-1])
print((y * 2).grad_fn.metadata)
""",
    "composite": """
a = torch.tensor([[-1.0, 0.0]], requires_grad=True)
with torch.autograd.set_detect_anomaly(True):
    y = torch.matmul(a, torch.tensor([1.0, float("nan")]))
    y.sum().backward()
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(name):
    assert_same(PROGRAMS[name])


def test_an_error_of_a_function_written_by_hand():
    a = engine.ones(1, requires_grad=True)

    class Broken(engine.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            raise ValueError("boom")

    with engine.autograd.set_detect_anomaly(True):
        y = Broken.apply(a)
        with (
            pytest.raises(ValueError, match="boom"),
            pytest.warns(
                UserWarning, match=r"Error detected in BrokenBackward\. (.|\n)*apply\(a\)"
            ),
        ):
            y.backward()


def test_an_anomaly_in_a_second_derivative_names_the_first():
    a = engine.zeros(1, requires_grad=True)
    with engine.autograd.set_detect_anomaly(True):
        y = a**1.5
        (grad,) = engine.autograd.grad(y, a, create_graph=True)
        with (
            pytest.warns(UserWarning, match="PowBackward0") as warned,
            pytest.raises(RuntimeError, match="nan values"),
        ):
            (grad * 0).backward()
    error, cause = (str(each.message) for each in warned)
    assert error.startswith("Error detected in PowBackward0. Traceback of forward call")
    assert "engine.autograd.grad(y, a" in error
    assert "Previous calculation was induced by PowBackward0. Traceback" in cause
    assert "y = a**1.5" in cause


def test_it_leaves_nothing_behind():
    before = gradients.run
    with engine.autograd.set_detect_anomaly(True):
        y = engine.ones(1, requires_grad=True) * 2
        y.backward()
    assert gradients.run is before
    assert not engine.overrides.watchers
    assert not y.grad_fn.hooks.pre
    assert not y.grad_fn.hooks.post


def test_function_in_a_program_is_told_in_the_message():
    assert_same(
        PRELUDE + "a = x()\ny = Exp.apply(a)\ny += 1\n"
        "torch.autograd.set_detect_anomaly(True, check_nan=False)\n"
        "try:\n    y.sum().backward()\nfinally:\n"
        "    torch.autograd.set_detect_anomaly(False)"
    )
