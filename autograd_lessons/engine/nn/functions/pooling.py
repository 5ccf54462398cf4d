"""Pooling, as `torch.nn.functional` offers it: its arguments and errors."""

from typing import Any

import numpy as np

from ...operation import check_tensor
from ...operations import pooling
from ...operations.convolution import Windows
from ...operations.reduction import mean
from ...operations.shape import reshape, squeeze, unsqueeze
from ...overrides import as_one
from ...tensor import Tensor, new
from .convolution import tuple_of


def _images(name: str, input: Tensor) -> Tensor:
    check_tensor(name, input)
    if input.ndim not in (3, 4):
        raise RuntimeError("non-empty 3D or 4D (batch mode) tensor expected for input")
    return input if input.ndim == 4 else reshape(input, (1, *input.shape))


def _like(out: Tensor, input: Tensor) -> Tensor:
    return out if input.ndim == 4 else squeeze(out, 0)


def _counts(size: int, kernel: int, stride: int, pad: int, dilation: int, ceil: bool) -> int:
    """How many windows there are; with `ceil` one that begins inside may reach over the end."""
    room = size + 2 * pad - dilation * (kernel - 1) - 1
    count = (-(-room // stride) if ceil else room // stride) + 1
    return count - 1 if ceil and (count - 1) * stride >= size + pad else count


def _setting(
    input: Tensor, kernel_size: Any, stride: Any, padding: Any, dilation: Any, ceil: bool
) -> tuple[tuple[int, ...], Windows, list[int]]:
    """(kernel, windows, their counts). RuntimeError where there are none."""
    kernel, pads, gaps = (tuple_of(each, 2) for each in (kernel_size, padding, dilation))
    steps = kernel if stride is None or stride == () else tuple_of(stride, 2)
    for pad, size, gap in zip(pads, kernel, gaps, strict=True):
        if pad > (gap * (size - 1) + 1) // 2:
            raise RuntimeError(
                f"pad should be at most half of effective kernel size, but got pad={pad}, "
                f"kernel_size={size} and dilation={gap}"
            )
    sizes = input.shape[2:]
    counts = [_counts(sizes[at], kernel[at], steps[at], pads[at], gaps[at], ceil) for at in (0, 1)]
    if min(counts) < 1:
        channels = input.shape[1]
        before, after = ("x".join(map(str, (channels, *each))) for each in (sizes, counts))
        raise RuntimeError(
            f"Given input size: ({before}). Calculated output size: ({after}). Output size is too "
            "small"
        )
    # Zeros at the end as far as the last window reaches.
    ends = [
        max(
            (counts[at] - 1) * steps[at] + gaps[at] * (kernel[at] - 1) + 1 - sizes[at] - pads[at], 0
        )
        for at in (0, 1)
    ]
    return kernel, Windows(steps, tuple(zip(pads, ends, strict=True)), gaps), counts


@as_one
def max_pool2d(
    input: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Any:
    """The largest value of each window; with return_indices also where in the image it is."""
    images = _images("max_pool2d", input)
    kernel, spec, _ = _setting(images, kernel_size, stride, padding, dilation, ceil_mode)
    places = pooling.positions(images._data, (kernel[0], kernel[1]), spec)
    out = _like(pooling.max_pool(images, places), input)
    return (out, _like(new(places), input)) if return_indices else out


def _belonging(size: int, begins: Any, ends: Any, kind: Any) -> Any:
    """A matrix with 1 where an element belongs to a window from `begins` to before `ends`."""
    at = np.arange(size)
    return ((at >= begins[:, None]) & (at < ends[:, None])).astype(kind)


@as_one
def avg_pool2d(
    input: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Tensor:
    """The mean of each window. The zeros around the image count, unless told otherwise."""
    images = _images("avg_pool2d", input)
    kernel, spec, counts = _setting(images, kernel_size, stride, padding, 1, ceil_mode)
    matrices, lengths = [], []
    for at in (0, 1):
        size, pad = images.shape[2 + at], spec.padding[at][0]
        begins = np.arange(counts[at]) * spec.stride[at] - pad
        ends = begins + kernel[at]
        matrices.append(_belonging(size, begins, ends, images._data.dtype))
        inside = np.minimum(ends, size + pad) - begins
        lengths.append(inside if count_include_pad else matrices[at].sum(1))
    divisors = np.multiply.outer(*lengths).astype(images._data.dtype)
    if divisor_override is not None:
        divisors = np.full_like(divisors, divisor_override)
    return _like(pooling.avg_pool(images, *matrices, divisors), input)


@as_one
def adaptive_avg_pool2d(input: Tensor, output_size: Any) -> Tensor:
    """Means of windows that are chosen so that there are `output_size` of them."""
    images = _images("adaptive_avg_pool2d", input)
    wanted = (output_size, output_size) if isinstance(output_size, int) else tuple(output_size)
    counts = [size if n is None else n for n, size in zip(wanted, images.shape[2:], strict=True)]
    if counts == [1, 1]:
        return mean(input, (-1, -2), True)
    matrices = []
    for count, size in zip(counts, images.shape[2:], strict=True):
        numbers = np.arange(count)
        begins, ends = numbers * size // count, -(-(numbers + 1) * size // count)
        matrices.append(_belonging(size, begins, ends, images._data.dtype))
    divisors = np.multiply.outer(*(each.sum(1) for each in matrices))
    return _like(pooling.adaptive_avg_pool(images, *matrices, divisors), input)


def _of_line(pool: Any, input: Tensor, *sizes: Any, **others: Any) -> Tensor:
    """Pooling of (…, channels, length), as images of height 1."""
    return squeeze(pool(unsqueeze(input, -2), *sizes, **others), -2)


def _one(value: Any) -> int:
    return value if isinstance(value, int) else value[0]


@as_one
def max_pool1d(
    input: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
) -> Tensor:
    """The largest value of each window of a line."""
    step = _one(kernel_size if stride is None else stride)
    settings = ((1, step), (0, _one(padding)), (1, _one(dilation)), ceil_mode)
    return _of_line(max_pool2d, input, (1, _one(kernel_size)), *settings)


@as_one
def avg_pool1d(
    input: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Tensor:
    """The mean of each window of a line."""
    step = _one(kernel_size if stride is None else stride)
    settings = ((1, step), (0, _one(padding)), ceil_mode, count_include_pad)
    return _of_line(avg_pool2d, input, (1, _one(kernel_size)), *settings)


@as_one
def adaptive_avg_pool1d(input: Tensor, output_size: Any) -> Tensor:
    """Means of `output_size` windows of a line."""
    return _of_line(adaptive_avg_pool2d, input, (1, _one(output_size)))
