"""Sums that PyTorch rounds once, the order of equal elements, and warnings given once a process."""

import subprocess
import sys

import numpy as np
import pytest
import torch as pytorch

from autograd_lessons import engine

FUSED = {
    "add": lambda t, a, b: t.add(a, b, alpha=-0.1),
    "sub": lambda t, a, b: a.sub(b, alpha=0.3),
    "add_": lambda t, a, b: a.clone().add_(b, alpha=1 / 3),
    "lerp": lambda t, a, b: t.lerp(a, b, 0.3),
    "lerp, far end": lambda t, a, b: t.lerp(a, b, 0.9),
    "lerp of tensors": lambda t, a, b: t.lerp(a, b, b),
    "cumsum": lambda t, a, b: a.cumsum(0),
    "cumprod": lambda t, a, b: a.cumprod(0),
    "var": lambda t, a, b: b.float().var(0),  # computed in double precision
    "round": lambda t, a, b: (a * 100).round(decimals=1),
}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("function", FUSED.values(), ids=FUSED.keys())
def test_equal_to_the_bit(function, dtype):
    numbers = np.random.default_rng(0)
    for size in (2, 7, 33):
        a, b = numbers.standard_normal((2, size)).astype(dtype)
        got, expected = (function(t, t.tensor(a), t.tensor(b)) for t in (engine, pytorch))
        np.testing.assert_array_equal(got.numpy(), expected.numpy())


@pytest.mark.parametrize("descending", [False, True])
def test_order_of_equal_elements(descending):
    numbers = np.random.default_rng(1)
    for size in range(1, 40):
        values = numbers.integers(0, 4, size).astype(np.float32)
        values[values == 3] = np.nan
        for name, options in {
            "sort": {"stable": True, "descending": descending},
            "argsort": {"stable": True, "descending": descending},
            "median": {"dim": 0},
        }.items():
            got, expected = (getattr(t.tensor(values), name)(**options) for t in (engine, pytorch))
            if name != "argsort":
                got, expected = got.indices, expected.indices
            assert got.tolist() == expected.tolist(), (name, values)


@pytest.mark.parametrize("largest", [False, True])
def test_topk_of_equal_elements(largest):
    """Small and large k, in order or not: PyTorch has an algorithm for each."""
    numbers = np.random.default_rng(2)
    for size in (2, 3, 4, 5, 8, 16, 17, 40, 64, 150, 400):
        pipe = np.minimum(np.arange(size), np.arange(size)[::-1])
        for values in (
            numbers.integers(0, max(size // 4, 2), size),
            numbers.integers(0, 2, (size, 2)),
            np.zeros(size),
            pipe,
        ):
            values = np.where(values == 1, np.nan, values).astype(np.float32)
            for k in {0, 1, 2, size // 64, size // 2, size}:
                for in_order in (True, False):
                    got, expected = (
                        t.topk(t.tensor(values), k, 0, largest, in_order).indices.tolist()
                        for t in (engine, pytorch)
                    )
                    assert got == expected, (values, k, in_order)


ONCE = """
import warnings
if {library!r} == "torch":
    import torch
else:
    from autograd_lessons import engine as torch
x = torch.ones(1, requires_grad=True)
v = torch.ones(3)
with warnings.catch_warnings(record=True) as given:
    warnings.simplefilter("always")
    for _ in range(2):
        float(x), int(x), x.item(), v.T, torch.tensor(1.).T, torch.tensor(1.).mT
        torch.cross(v, v), torch.tensor(v), v.new_tensor(v), v[:1].var()
    print(torch.is_warn_always_enabled())
    torch.set_warn_always(True)
    float(x), v.T
for each in given:
    print(str(each.message).partition(" (Triggered")[0])
"""


def test_warnings_are_given_as_often_as_in_pytorch() -> None:
    got, expected = (
        subprocess.run(
            [sys.executable, "-c", ONCE.format(library=library)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for library in ("engine", "torch")
    )
    assert expected.count("Converting") == 2
    assert got == expected
