"""What layers compute, as `torch.nn.functional` offers it: their arguments and errors."""

from typing import Any

import numpy as np

from ..broadcasting import broadcast_shape
from ..calls.type_names import type_name
from ..conversion import clone, to_result_type
from ..dtypes import need_floating
from ..elementwise import unary
from ..kernels.accuracy import multiply_add
from ..operation import check_tensor
from ..operations import normalization
from ..operations.arithmetic import add, div, mul, rsqrt
from ..operations.embedding import embedding, one_hot
from ..operations.normalization_kernels import Groups, batch_statistics
from ..operations.reduction import mean, sum
from ..operations.shape import expand, reshape
from ..operations.vectors import vector_norm
from ..overrides import as_one
from ..random import draws
from ..random.sampling import default_generator
from ..tensor import Tensor, new

__all__ = [
    "batch_norm", "cosine_similarity", "dropout", "dropout1d", "dropout2d", "embedding",
    "group_norm", "layer_norm", "normalize", "one_hot", "rms_norm",
]  # fmt: skip


@as_one
def dropout(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Tensor:
    """Each element is zeroed with probability p, and what is left divided by 1 - p.

    Without `training` nothing changes. ValueError unless p is a probability.
    """
    return _dropped("dropout", input, p, training, inplace)


@as_one
def dropout1d(
    input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False
) -> Tensor:
    """`dropout` of whole channels of (batch, channels, length)."""
    return _dropped("dropout1d", input, p, training, inplace, 2)


@as_one
def dropout2d(
    input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False
) -> Tensor:
    """`dropout` of whole channels of (batch, channels, height, width)."""
    return _dropped("dropout2d", input, p, training, inplace, 2)


def _dropped(
    name: str, input: Tensor, p: float, training: bool, inplace: bool, kept: int | None = None
) -> Tensor:
    """`dropout` with numbers of its own for the first `kept` dimensions, shared by the others."""
    if p < 0.0 or p > 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
    check_tensor(name, input)
    if not isinstance(training, bool):
        raise TypeError("training must be bool")
    if p == 0 or not training or input._data.size == 0:
        return input
    kind = input._data.dtype
    if p == 1:
        noise = np.zeros((), kind)
    else:
        shape = input._data.shape
        shape = shape if kept is None else shape[:kept] + (1,) * (len(shape) - kept)
        noise = draws.bernoulli(shape, 1 - p, dtype=kind, generator=default_generator)
        if kind.kind != "f":
            raise RuntimeError(
                "result type Float can't be cast to the desired output type "
                f"{input.dtype.printed_type}"
            )
        noise = noise / kind.type(1 - p)
    return input.mul_(new(noise)) if inplace else mul(input, new(noise))


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


@unary("ClampMinBackward0", self=lambda m, grad, self, min: m.where(self >= min, grad, 0.0))
def clamp_min(self, min):
    """x, but not below `min`: gradient g from there on, else 0."""
    return np.maximum(self, self.dtype.type(min))


@as_one
def normalize(
    input: Tensor, p: float = 2.0, dim: Any = 1, eps: float = 1e-12, out: None = None
) -> Tensor:
    """Vectors along `dim`, divided by their p-norms (by ε where these are smaller)."""
    if not isinstance(input, Tensor):
        raise AttributeError(f"'{type_name(input)}' object has no attribute 'norm'")
    lengths = clamp_min(vector_norm(input, p, dim, True), eps)
    return div(input, expand(lengths, input.shape))


@as_one
def cosine_similarity(x1: Tensor, x2: Tensor, dim: int = 1, eps: float = 1e-08) -> Tensor:
    """The cosine of the angle between vectors along `dim`, whose lengths count as ε at least."""
    check_tensor("cosine_similarity", x1, "x1")
    check_tensor("cosine_similarity", x2, "x2", 2)
    one, two = to_result_type(x1, x2), to_result_type(x2, x1)
    if one._data.dtype.kind != "f":
        raise RuntimeError(
            "expected common dtype to be floating point, yet common dtype is "
            f"{one.dtype.printed_type}"
        )
    shape = broadcast_shape(one._data.shape, two._data.shape)
    if one._data.shape != two._data.shape:
        one, two = expand(one, shape), expand(two, shape)
    return sum(mul(_unit(one, dim, eps), _unit(two, dim, eps)), dim)


def _unit(vectors: Tensor, dim: int, eps: float) -> Tensor:
    length = clone(vector_norm(vectors, 2, dim, True))
    np.maximum(length._data, length._data.dtype.type(eps), out=length._data)  # not recorded
    return div(vectors, length)
