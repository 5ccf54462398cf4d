"""Inverse, determinant, solution and Cholesky's triangle: values and two derivatives."""

import pytest
import torch as pytorch

from autograd_lessons import engine
from tests.engine.derivatives import assert_same_derivatives

MATRIX = [[2.0, 1.0, -0.5], [0.5, 3.0, 1.0], [0.25, -1.0, 4.0]]
BATCH = [MATRIX, [[1.0, 0.0, 0.5], [0.0, 2.0, 0.0], [0.5, 0.0, 5.0]]]
FUNCTIONS = {
    "inv": lambda t, x: t.linalg.inv(x),
    "inverse": lambda t, x: x.inverse() + t.inverse(x),
    "det": lambda t, x: t.linalg.det(x),
    "det as a method": lambda t, x: x.det() * t.det(x),
    "solve for itself": lambda t, x: t.linalg.solve(x, x * x),
    "solve, vectors": lambda t, x: t.linalg.solve(x, x[..., 0] ** 2),
    "solve, one vector": lambda t, x: t.linalg.solve(x, x.reshape(-1)[:3].detach()),
    "solve, broadcast": lambda t, x: t.linalg.solve(x, x.reshape(-1, 3, 3)[:1].squeeze(0)),
    "solve from the right": lambda t, x: t.linalg.solve(x, x * 2 + 1, left=False),
    "cholesky": lambda t, x: t.linalg.cholesky(x @ x.transpose(-2, -1)),
    "cholesky, upper": lambda t, x: t.linalg.cholesky(x @ x.transpose(-2, -1), upper=True),
}


@pytest.mark.parametrize("values", [MATRIX, BATCH], ids=["matrix", "batch"])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_same_as_pytorch(name: str, values: list) -> None:
    assert_same_derivatives(FUNCTIONS[name], values, "float64", rtol=10.0)


def test_the_error_is_of_the_same_kind() -> None:
    for torch in (engine, pytorch):
        with pytest.raises(torch.linalg.LinAlgError):
            torch.linalg.inv(torch.ones(2, 2))
        assert issubclass(torch.linalg.LinAlgError, RuntimeError)
