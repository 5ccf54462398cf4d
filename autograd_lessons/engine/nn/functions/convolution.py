"""Convolution, as `torch.nn.functional` offers it: its arguments and errors."""

from typing import Any

from ...operation import check_tensor
from ...operations import convolution
from ...operations.convolution import Windows
from ...operations.shape import squeeze, unsqueeze
from ...overrides import as_one
from ...tensor import Tensor


def tuple_of(value: Any, dims: int) -> tuple[int, ...]:
    """One number for each dimension."""
    return (value,) * dims if isinstance(value, int) else tuple(value)


def _padding(given: Any, dims: int, kernel: Any, dilation: Any, stride: Any) -> Any:
    """How many zeros stand (before, after) in each dimension."""
    if not isinstance(given, str):
        return tuple((each, each) for each in tuple_of(given, dims))
    if given == "valid":
        return ((0, 0),) * dims
    if given != "same":
        raise RuntimeError(f"Invalid padding string: '{given}'")
    if any(each != 1 for each in stride):
        raise RuntimeError("padding='same' is not supported for strided convolutions")
    totals = [d * (k - 1) for d, k in zip(dilation, kernel, strict=True)]
    return tuple((total // 2, total - total // 2) for total in totals)


def _batched(name: str, input: Any, weight: Any, dims: int) -> tuple[Tensor, bool]:
    """The input as a batch, and whether it was none."""
    check_tensor(name, input)
    check_tensor(name, weight, "weight", 2)
    if input.ndim not in (dims + 1, dims + 2):
        raise RuntimeError(
            f"Expected {dims + 1}D (unbatched) or {dims + 2}D (batched) input to {name}, but got "
            f"input of size: {list(input.shape)}"
        )
    alone = input.ndim == dims + 1
    return (unsqueeze(input, 0) if alone else input), alone


def _check(
    input: Tensor, weight: Tensor, bias: Any, spec: Windows, channels: int, transposed: bool
) -> None:
    size, groups = list(weight.shape), spec.groups
    if any(each <= 0 for each in spec.stride):
        raise RuntimeError("non-positive stride is not supported")
    if size[0] % groups:
        raise RuntimeError(
            f"Given groups={groups}, expected weight to be divisible by {groups} at dimension 0, "
            f"but got weight of size [{size}] instead"
        )
    if input.shape[1] != channels:
        kind = f"transposed={groups}" if transposed else f"groups={groups}"
        raise RuntimeError(
            f"Given {kind}, weight of size {size}, expected input{list(input.shape)} to have "
            f"{channels} channels, but got {input.shape[1]} channels instead"
        )
    made = weight.shape[1] * groups if transposed else size[0]
    if bias is not None and tuple(bias.shape) != (made,):
        raise RuntimeError(
            f"Given weight of size {size}, expected bias to be 1-dimensional with {made} elements, "
            f"but got bias of size {list(bias.shape)} instead"
        )
    if input.dtype is not weight.dtype:
        one, two = input.dtype.printed_type, weight.dtype.printed_type
        raise RuntimeError(f"expected scalar type {one} but found {two}")
    padded = [each + sum(pad) for each, pad in zip(input.shape[2:], spec.padding, strict=True)]
    reach = [d * (k - 1) + 1 for d, k in zip(spec.dilation, size[2:], strict=True)]
    if not transposed and any(far > room for far, room in zip(reach, padded, strict=True)):
        there, needed = (" x ".join(map(str, each)) for each in (padded, reach))
        raise RuntimeError(
            f"Calculated padded input size per channel: ({there}). Kernel size: ({needed}). Kernel "
            "size can't be greater than actual input size"
        )


def _conv(name: str, dims: int, *args: Any) -> Tensor:
    input, weight, bias, stride, padding, dilation, groups = args
    x, alone = _batched(name, input, weight, dims)
    steps, distances = tuple_of(stride, dims), tuple_of(dilation, dims)
    zeros = _padding(padding, dims, weight.shape[2:], distances, steps)
    spec = Windows(steps, zeros, distances, groups)
    _check(x, weight, bias, spec, weight.shape[1] * groups, transposed=False)
    out = convolution.convolution(x, weight, bias, spec)
    return squeeze(out, 0) if alone else out


def _conv_transpose(name: str, dims: int, *args: Any) -> Tensor:
    input, weight, bias, stride, padding, output_padding, groups, dilation = args
    x, alone = _batched(name, input, weight, dims)
    steps, distances = tuple_of(stride, dims), tuple_of(dilation, dims)
    zeros = _padding(padding, dims, weight.shape[2:], distances, steps)
    spec = Windows(steps, zeros, distances, groups)
    _check(x, weight, bias, spec, weight.shape[0], transposed=True)
    more = tuple_of(output_padding, dims)
    sizes = [
        (size - 1) * steps[at] - sum(zeros[at]) + distances[at] * (kernel - 1) + more[at] + 1
        for at, (size, kernel) in enumerate(zip(x.shape[2:], weight.shape[2:], strict=True))
    ]
    shape = (x.shape[0], weight.shape[1] * groups, *sizes)
    out = convolution.transposed_convolution(x, weight, bias, shape, spec)
    return squeeze(out, 0) if alone else out


@as_one
def conv1d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> Tensor:
    """Convolution of (batch, channels, length) with (outputs, channels / groups, kernel)."""
    return _conv("conv1d", 1, input, weight, bias, stride, padding, dilation, groups)


@as_one
def conv2d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> Tensor:
    """Convolution of (batch, channels, height, width) with (outputs, channels / groups, *kernel).

    RuntimeError where sizes or types don't fit.
    """
    return _conv("conv2d", 2, input, weight, bias, stride, padding, dilation, groups)


@as_one
def conv_transpose1d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Any = 1,
    padding: Any = 0,
    output_padding: Any = 0,
    groups: int = 1,
    dilation: Any = 1,
) -> Tensor:
    """What `conv1d` with these settings does to gradients: lengths grow by the stride."""
    settings = (stride, padding, output_padding, groups, dilation)
    return _conv_transpose("conv_transpose1d", 1, input, weight, bias, *settings)


@as_one
def conv_transpose2d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Any = 1,
    padding: Any = 0,
    output_padding: Any = 0,
    groups: int = 1,
    dilation: Any = 1,
) -> Tensor:
    """What `conv2d` with these settings does to gradients: images grow by the stride."""
    settings = (stride, padding, output_padding, groups, dilation)
    return _conv_transpose("conv_transpose2d", 2, input, weight, bias, *settings)
