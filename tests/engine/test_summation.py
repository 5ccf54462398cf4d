"""Sums, means and the gradients of what was broadcast: PyTorch's numbers to the last bit."""

from math import prod
from typing import Any

import numpy as np
import pytest
import torch as pytorch
from hypothesis import given
from hypothesis import strategies as st

from autograd_lessons import engine

SHAPES = st.lists(st.integers(0, 40) | st.sampled_from([1, 64, 100, 257, 600]), max_size=3).filter(
    lambda shape: prod(shape) < 4096
)
LIBRARIES: Any = (engine, pytorch)


def assert_same_bits(ours: Any, theirs: Any) -> None:
    one, two = ours.detach().numpy(), theirs.detach().numpy()
    assert one.shape == two.shape
    assert one.tobytes() == two.tobytes()


@given(SHAPES, st.data(), st.sampled_from(["float32", "float64"]), st.booleans())
def test_sum_and_mean(shape: list[int], data: st.DataObject, dtype: str, keepdim: bool) -> None:
    first = data.draw(st.integers(0, len(shape)))
    dim = tuple(range(first, data.draw(st.integers(first, len(shape)))))
    values = np.random.default_rng(len(shape)).normal(size=shape).astype(dtype)
    ours, theirs = (library.from_numpy(values) for library in LIBRARIES)
    assert_same_bits(ours.sum(), theirs.sum())
    assert_same_bits(ours.sum(dim, keepdim), theirs.sum(dim, keepdim))
    if values.size:
        assert_same_bits(ours.mean(dim, keepdim), theirs.mean(dim, keepdim))


@pytest.mark.parametrize("dim", [0, 1, None])
def test_transposed(dim: int | None) -> None:
    values = np.random.default_rng(0).normal(size=(37, 50)).astype(np.float32)
    ours, theirs = (library.from_numpy(values).T for library in LIBRARIES)
    assert_same_bits(ours.sum(dim), theirs.sum(dim))
    assert_same_bits(ours[:, 0].sum(), theirs[:, 0].sum())


PARTS: dict[str, Any] = {
    "columns": lambda x: x[:, :3],
    "every second": lambda x: x[:, ::2],
    "column": lambda x: x[:, 1:2],
    "inside": lambda x: x[1:-1, 1:-1],
    "rows of the transposed": lambda x: x.T[::2],
}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("shape", [(4, 5), (10, 20), (33, 17), (64, 40)], ids=str)
@pytest.mark.parametrize("dim", [0, 1, None])
def test_parts(part: str, shape: tuple[int, int], dim: int | None) -> None:
    values = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    ours, theirs = (PARTS[part](library.from_numpy(values)) for library in LIBRARIES)
    assert_same_bits(ours.sum(dim), theirs.sum(dim))


@pytest.mark.parametrize("shape", [(), (1,), (10,), (60,), (64, 1), (1, 10)])
def test_gradients_of_what_was_broadcast(shape: tuple[int, ...]) -> None:
    random = np.random.default_rng(0)
    values = random.normal(size=(64, shape[-1] if shape else 7)).astype(np.float32)
    values[:, 0] = -0.0  # its sum is 0, not -0
    small = random.normal(size=shape).astype(np.float32)
    gradients = []
    for library in LIBRARIES:
        x = library.tensor(small, requires_grad=True)
        (library.from_numpy(values) * x).backward(library.from_numpy(values))
        gradients.append(x.grad)
    assert_same_bits(*gradients)


def test_long_columns_of_float32_stay_exact() -> None:
    """A running sum of ones in float32 stands still at 2**24."""
    rows = 2**24 + 100
    assert engine.ones(rows, 2).sum(0).tolist() == [rows, rows]
