"""Convolution and pooling: values, gradients and second derivatives are PyTorch's."""

from itertools import product
from typing import Any

import numpy as np
import pytest
import torch as pytorch

from autograd_lessons import engine

LINE, IMAGE = (2, 4, 9), (2, 4, 7, 6)


def derivatives(torch: Any, name: str, arrays: list[Any], settings: dict[str, Any]) -> list[Any]:
    """The value of a function of `nn.functional`, its gradients, and those of their squares."""
    inputs = [torch.tensor(array, requires_grad=True) for array in arrays]
    y = getattr(torch.nn.functional, name)(*inputs, **settings)
    weights = torch.tensor(np.random.default_rng(1).normal(size=tuple(y.shape)))
    loss = (y * weights).sum() + (y**3).sum()
    first = torch.autograd.grad(loss, inputs, create_graph=True)
    second = torch.autograd.grad(sum((each**2).sum() for each in first), inputs)
    return [each.detach().numpy() for each in (y, *first, *second)]


def assert_like_pytorch(name: str, shapes: list[tuple[int, ...]], **settings: Any) -> None:
    draw = np.random.default_rng(0)
    arrays = [draw.normal(size=shape) for shape in shapes]
    right = derivatives(pytorch, name, arrays, settings)
    for got, expected in zip(derivatives(engine, name, arrays, settings), right, strict=True):
        assert got.shape == expected.shape
        np.testing.assert_allclose(got, expected, rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize(
    ("stride", "padding", "dilation", "groups"),
    [*product((1, (2, 1)), (0, (2, 1)), (1, (1, 2)), (1, 2))],
)
def test_convolution(stride: Any, padding: Any, dilation: Any, groups: int) -> None:
    settings = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
    assert_like_pytorch("conv2d", [IMAGE, (6, 4 // groups, 3, 2), (6,)], **settings)
    assert_like_pytorch("conv2d", [IMAGE, (6, 4 // groups, 3, 2)], **settings)
    assert_like_pytorch("conv_transpose2d", [IMAGE, (4, 3, 3, 2), (3 * groups,)], **settings)


@pytest.mark.parametrize(("stride", "padding"), [*product((1, 2), (0, 1))])
def test_convolution_of_lines(stride: int, padding: int) -> None:
    settings = {"stride": stride, "padding": padding}
    assert_like_pytorch("conv1d", [LINE, (3, 4, 3), (3,)], **settings)
    assert_like_pytorch("conv_transpose1d", [LINE, (4, 3, 3), (3,)], **settings)


@pytest.mark.parametrize("padding", ["same", "valid"])
def test_padding_by_name(padding: str) -> None:
    assert_like_pytorch("conv2d", [IMAGE, (3, 4, 3, 5)], padding=padding)


@pytest.mark.parametrize(
    ("kernel_size", "stride", "padding", "ceil_mode"),
    [*product((2, (3, 2)), (None, 1, 3), (0, 1), (False, True))],
)
def test_pooling(kernel_size: Any, stride: Any, padding: int, ceil_mode: bool) -> None:
    settings = {
        "kernel_size": kernel_size, "stride": stride, "padding": padding, "ceil_mode": ceil_mode,
    }  # fmt: skip
    assert_like_pytorch("max_pool2d", [IMAGE], **settings)
    assert_like_pytorch("max_pool2d", [IMAGE], dilation=2, **settings)
    for counted in (True, False):
        assert_like_pytorch("avg_pool2d", [IMAGE], count_include_pad=counted, **settings)
    if isinstance(kernel_size, int):
        assert_like_pytorch("max_pool1d", [LINE], **settings)
        assert_like_pytorch("avg_pool1d", [LINE], **settings)


@pytest.mark.parametrize("output_size", [1, 2, 3, (2, 5), (None, 3), (9, 8)])
def test_adaptive_pooling(output_size: Any) -> None:
    assert_like_pytorch("adaptive_avg_pool2d", [IMAGE], output_size=output_size)
    if isinstance(output_size, int):
        assert_like_pytorch("adaptive_avg_pool1d", [LINE], output_size=output_size)
