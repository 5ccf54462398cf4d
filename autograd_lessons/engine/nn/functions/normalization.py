"""Normalization: values to mean 0 and variance 1, in a batch, an example or a group of channels."""

from typing import Any

import numpy as np

from ...calls.type_names import type_name
from ...dtypes import need_floating
from ...kernels.accuracy import multiply_add
from ...operation import check_tensor
from ...operations import normalization
from ...operations.arithmetic import add, mul, rsqrt
from ...operations.normalization_kernels import Groups, batch_statistics
from ...operations.reduction import mean
from ...operations.shape import reshape
from ...overrides import as_one
from ...tensor import Tensor


@as_one
def layer_norm(
    input: Tensor,
    normalized_shape: Any,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    eps: float = 1e-05,
) -> Tensor:
    """The last dimensions, of `normalized_shape`, to mean 0 and variance 1; then times w plus b.

    RuntimeError where shapes or types don't fit.
    """
    check_tensor("layer_norm", input)
    if not isinstance(normalized_shape, tuple | list):
        raise TypeError(
            "layer_norm(): argument 'normalized_shape' (position 2) must be tuple of ints, not "
            f"{type_name(normalized_shape)}"
        )
    shape, wanted = input._data.shape, tuple(normalized_shape)
    if not wanted:
        raise RuntimeError(
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least "
            "one element, but got normalized_shape = []"
        )
    for name, each in (("weight", weight), ("bias", bias)):
        if each is not None and each._data.shape != wanted:
            raise RuntimeError(
                f"Expected {name} to be of same shape as normalized_shape, but got {name} of shape "
                f"{list(each._data.shape)} and normalized_shape = {list(wanted)}"
            )
    first = len(shape) - len(wanted)
    if first < 0 or shape[first:] != wanted:
        sizes = ", ".join(str(size) for size in ("*", *wanted))
        raise RuntimeError(
            f"Given normalized_shape={list(wanted)}, expected input with shape [{sizes}], but got "
            f"input of size{list(shape)}"
        )
    _check_types(input, [each for each in (weight, bias) if each is not None])
    axes = tuple(range(first, len(shape)))
    groups = Groups(axes, tuple(range(first)), wanted, eps, {})
    return normalization.layer_norm(input, weight, bias, groups)


def _check_types(input: Tensor, parameters: list[Tensor]) -> None:
    """RuntimeError, in PyTorch's words, for parameters of another type than the input."""
    if all(each.dtype is input.dtype for each in parameters):
        return
    if parameters[0].dtype is input.dtype:
        need_floating(input._data.dtype, "LayerNormKernelImpl")
        ours, theirs = input.dtype.printed_type, parameters[1].dtype.printed_type
        raise RuntimeError(f"expected scalar type {ours} but found {theirs}")
    if any(each._data.dtype != np.float32 for each in parameters):
        raise RuntimeError("mixed dtype (CPU): expect parameter to have scalar type of Float")
    raise RuntimeError("mixed dtype (CPU): all inputs must share same datatype.")


@as_one
def batch_norm(
    input: Tensor,
    running_mean: Tensor | None,
    running_var: Tensor | None,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-05,
) -> Tensor:
    """Each channel (dimension 1) to mean 0 and variance 1 over the batch; then times w plus b.

    Running averages of mean and variance are moved in training, and used in evaluation mode.
    """
    shape = input._data.shape
    if training and shape and np.prod((shape[0], *shape[2:])) == 1:
        raise ValueError(
            f"Expected more than 1 value per channel when training, got input size {input.shape}"
        )
    if training and not eps:
        raise ValueError(f"batch_norm eps must be positive during training, but got {float(eps)}")
    check_tensor("batch_norm", input)
    if len(shape) < 2:
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-max(len(shape), 1)}, "
            f"{max(len(shape), 1) - 1}], but got 1)"
        )
    channels = shape[1]
    given = {"running_mean": running_mean, "running_var": running_var}
    for name, each in (given | {"weight": weight, "bias": bias}).items():
        if each is None:
            if name in given and not training:
                raise RuntimeError(f"{name} must be defined in evaluation mode")
        elif each._data.size != channels:
            raise RuntimeError(f"{name} should contain {channels} elements not {each._data.size}")
    axes = (0, *range(2, len(shape)))
    beside = (1, channels, *(1 for _ in shape[2:]))
    groups = Groups(axes, axes, beside, eps, {})
    if training:
        _move(input._data, given, momentum, groups)
    else:
        mean, var = (each._data for each in given.values())  # type: ignore[union-attr]
        groups = groups._replace(known=(mean, var))
    return normalization.batch_norm(input, weight, bias, groups)


@as_one
def group_norm(
    input: Tensor,
    num_groups: int,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    eps: float = 1e-05,
) -> Tensor:
    """The channels (dimension 1) in groups, each to mean 0 and variance 1; then times w plus b."""
    check_tensor("group_norm", input)
    channels = input.shape[1]
    if channels % num_groups:
        raise RuntimeError(
            "Expected number of channels in input to be divisible by num_groups, but got input of "
            f"shape {list(input.shape)} and num_groups={num_groups}"
        )
    parts = reshape(input, (input.shape[0], num_groups, -1))
    made = reshape(layer_norm(parts, parts.shape[2:], eps=eps), input.shape)
    beside = (channels, *[1] * (input.ndim - 2))
    if weight is not None:
        made = mul(made, reshape(weight, beside))
    return made if bias is None else add(made, reshape(bias, beside))


@as_one
def rms_norm(
    input: Tensor, normalized_shape: Any, weight: Tensor | None = None, eps: float | None = None
) -> Tensor:
    """The last dimensions divided by √(mean of x² + ε); then times w."""
    dims = tuple(range(-len(normalized_shape), 0))
    eps = float(np.finfo(input._data.dtype).eps) if eps is None else eps
    made = mul(input, rsqrt(add(mean(mul(input, input), dims, True), eps)))
    return made if weight is None else mul(made, weight)


def _move(values: np.ndarray, given: Any, momentum: float, groups: Groups) -> None:
    """Move the running averages a step toward this batch's mean and variance."""
    n = values.size // values.shape[1]
    mean, squares = batch_statistics(values, groups)
    for running, value in zip(given.values(), (mean, squares / (n - 1)), strict=True):
        if running is not None:
            kept = running._data * running._data.dtype.type(1 - momentum)
            step = value.dtype.type(momentum)
            moved = kept + value * step if value is mean else multiply_add(value, step, kept)
            running._data[...] = moved
