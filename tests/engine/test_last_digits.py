"""Values and gradients that equal PyTorch's to the last bit, for arrays as lessons have them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch as pytorch

from autograd_lessons import engine

LIBRARIES: Any = (engine, pytorch)
SHAPES = [(), (1,), (3,), (7,), (2, 3), (3, 4)]
OF_EACH: dict[str, Callable[[Any, Any], Any]] = {
    "pow 4": lambda t, x: x**4,
    "pow -3": lambda t, x: x**-3,
    "pow 1/3": lambda t, x: x.abs() ** (1 / 3),
    "pow 2.2": lambda t, x: x.abs() ** 2.2,
    "number pow": lambda t, x: 3**x,
    "pow x": lambda t, x: x.abs() ** x.detach(),
    "hypot": lambda t, x: t.hypot(x, x + 1),
    "silu": lambda t, x: t.nn.functional.silu(x),
    "mse": lambda t, x: t.nn.functional.mse_loss(x, x.detach() * 0.3),
    "smooth l1": lambda t, x: t.nn.functional.smooth_l1_loss(x, x.detach() * 0.3, beta=0.3),
    "huber": lambda t, x: t.nn.functional.huber_loss(x, x.detach() * 0.3, delta=0.3),
    "var": lambda t, x: x.var(correction=0),
    "norm": lambda t, x: x.norm(),
    "norm 1": lambda t, x: t.linalg.vector_norm(x, 1),
    "norm -1": lambda t, x: t.linalg.vector_norm(x, float("inf")),
    "normalize": lambda t, x: t.nn.functional.normalize(x, dim=-1) if x.ndim else x,
    "cumsum": lambda t, x: x.cumsum(-1),
}
OF_ROWS: dict[str, Callable[[Any, Any], Any]] = {
    "layer norm": lambda t, x: t.nn.functional.layer_norm(x, x.shape[1:]),
    "layer norm, weight": lambda t, x: t.nn.functional.layer_norm(x, x.shape[1:], x[0], x[1]),
    "layer norm, bias": lambda t, x: t.nn.functional.layer_norm(x, x.shape[1:], None, x[1]),
    "batch norm": lambda t, x: t.nn.functional.batch_norm(x, None, None, training=True),
    "batch norm, weight": lambda t, x: t.nn.functional.batch_norm(
        x, None, None, x[0], x[1], training=True
    ),
    "batch norm, known": lambda t, x: t.nn.functional.batch_norm(
        x, x[0].detach(), x[1].detach().abs(), x[0], x[1]
    ),
    "norm": lambda t, x: x.norm(dim=1),
    "norm 0": lambda t, x: x.norm(dim=0),
    "norm 3": lambda t, x: t.linalg.vector_norm(x, 1, dim=0),
    "nll": lambda t, x: t.nn.functional.nll_loss(x, t.arange(len(x)) % 2),
    "nll, weight": lambda t, x: t.nn.functional.nll_loss(
        x, t.arange(len(x)) % 2, t.arange(1.0, x.shape[1] + 1), reduction="sum"
    ),
    "var": lambda t, x: x.var(1),
    "std": lambda t, x: x.std(0),
}


def bits(array: Any) -> Any:
    return array.detach().numpy().tobytes()


def assert_same_bits(calculate: Callable[[Any, Any], Any], shape: Any, dtype: str) -> None:
    random = np.random.default_rng(len(shape))
    values = random.normal(size=shape).astype(dtype)
    found = []
    for library in LIBRARIES:
        x = library.tensor(values, requires_grad=True)
        y = calculate(library, x)
        weights = np.random.default_rng(1).normal(size=tuple(y.shape)).astype(dtype)
        y.backward(library.tensor(weights))
        found.append((bits(y), bits(x.grad)))
    assert found[0] == found[1]


@pytest.mark.parametrize("name", OF_EACH)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_elements(name: str, shape: tuple[int, ...]) -> None:
    assert_same_bits(OF_EACH[name], shape, "float32")


SECOND: dict[str, Callable[[Any, Any], Any]] = {
    "quotient": lambda t, x: (x * 2) / (x + 3) / x,
    "lerp": lambda t, x: t.lerp(x, x * x, x / 3),
    "softsign": lambda t, x: t.nn.functional.softsign(x),
    "std": lambda t, x: x.std(correction=0),
    "cosine": lambda t, x: t.nn.functional.cosine_similarity(x, x + 1, dim=0),
}


@pytest.mark.parametrize("name", SECOND)
def test_second_derivatives(name: str) -> None:
    values = np.random.default_rng(0).normal(size=7).astype(np.float32)
    found = []
    for library in LIBRARIES:
        x = library.tensor(values, requires_grad=True)
        (slope,) = library.autograd.grad(SECOND[name](library, x).sum(), x, create_graph=True)
        (bend,) = library.autograd.grad((slope * library.arange(7.0)).sum(), x)
        found.append((bits(slope), bits(bend)))
    assert found[0] == found[1]


@pytest.mark.parametrize("name", OF_ROWS)
@pytest.mark.parametrize("shape", [(2, 2), (4, 5), (6, 7), (20, 3)], ids=str)
def test_rows(name: str, shape: tuple[int, ...]) -> None:
    assert_same_bits(OF_ROWS[name], shape, "float32")


@pytest.mark.parametrize("name", [name for name in OF_ROWS if name.startswith("layer")])
@pytest.mark.parametrize("width", [8, 9, 16, 20, 32, 100])
def test_layers(name: str, width: int) -> None:
    assert_same_bits(OF_ROWS[name], (3, width), "float32")


def test_nothing_is_left_of_an_even_gradient() -> None:
    found = []
    for library in LIBRARIES:
        x = library.arange(-3.0, 4.0, requires_grad=True)
        library.nn.functional.layer_norm(x, (7,)).sum().backward()
        found.append(repr(x.grad))
    assert found[0] == found[1] == "tensor([0., 0., 0., 0., 0., 0., 0.])"


def test_running_averages() -> None:
    values = np.random.default_rng(0).normal(size=(5, 4)).astype(np.float32)
    found = []
    for library in LIBRARIES:
        layer = library.nn.BatchNorm1d(4)
        for _ in range(3):
            layer(library.from_numpy(values))
        found.append([bits(layer.running_mean), bits(layer.running_var)])
    assert found[0] == found[1]


@pytest.mark.parametrize("dtype", ["float32", "float64", "int64"])
def test_linspace(dtype: str) -> None:
    for ends in ((-1, 1), (0, 1), (-3, 3), (-5, 0.3), (2, -7)):
        for steps in (2, 5, 7, 11, 13, 50):
            rows = [t.linspace(*ends, steps, dtype=getattr(t, dtype)) for t in LIBRARIES]
            assert bits(rows[0]) == bits(rows[1])
