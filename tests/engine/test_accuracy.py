"""float32 functions: nearly always PyTorch's very number, where NumPy's are often next to it."""

import numpy as np
import pytest
import torch as pytorch

from autograd_lessons import engine

# How many of a thousand may differ, and the interval of the arguments.
FUNCTIONS = {
    "exp": (30, -5, 5),
    "exp2": (100, -5, 5),
    "expm1": (20, -5, 5),
    "log2": (20, 0, 9),
    "log10": (20, 0, 9),
    "log1p": (20, 0, 9),
    "sin": (80, -5, 5),
    "cos": (80, -5, 5),
    "tanh": (20, -5, 5),
    "sigmoid": (60, -5, 5),
    "acos": (110, -1, 1),
}


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("size", [5, 1000])
def test_bits(name: str, size: int) -> None:
    most, low, high = FUNCTIONS[name]
    rows = np.random.default_rng(0).uniform(low, high, (1000 // size, size)).astype(np.float32)
    differ = 0
    for row in rows:
        ours = getattr(engine, name)(engine.from_numpy(row)).numpy()
        differ += np.sum(ours != getattr(pytorch, name)(pytorch.from_numpy(row)).numpy())
    assert differ <= most


def test_printed_digits() -> None:
    values = [12.0, 9.0, 10.0, 11.0] * 4
    assert repr(engine.tensor(values).exp()) == repr(pytorch.tensor(values).exp())


@pytest.mark.parametrize("dim", [0, 1])
def test_softmax(dim: int) -> None:
    values = np.random.default_rng(0).normal(size=(200, 4)).astype(np.float32)
    ours = engine.softmax(engine.from_numpy(values), dim).numpy()
    differ = np.sum(ours != pytorch.softmax(pytorch.from_numpy(values), dim).numpy())
    assert differ < (100 if dim else 700)
