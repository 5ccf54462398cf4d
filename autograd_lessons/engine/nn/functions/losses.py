"""Losses, as `torch.nn.functional` offers them: their arguments, warnings and errors."""

from typing import Any

from ...broadcasting import broadcast_shape
from ...calls.warn_once import warn_outside
from ...conversion import computed_together
from ...dtypes import OF_NUMPY, promote_arrays, result_array_type
from ...operations import losses
from ...operations.arithmetic import abs, sub
from ...operations.reduction import mean, sum
from ...operations.shape import expand
from ...overrides import as_one
from ...tensor import Tensor


def legacy(size_average: bool | None, reduce: bool | None, reduction: str) -> str:
    """The reduction that the two deprecated arguments stand for, with PyTorch's warning."""
    if size_average is None and reduce is None:
        return reduction
    average, reduces = (True if each is None else each for each in (size_average, reduce))
    found = "mean" if average and reduces else "sum" if reduces else "none"
    warn_outside(
        f"size_average and reduce args will be deprecated, please use reduction='{found}' instead."
    )
    return found


def check_reduction(reduction: str) -> None:
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not a valid value for reduction")


def reduction_of(size_average: bool | None, reduce: bool | None, reduction: str) -> str:
    """`legacy`, and ValueError for what is no reduction."""
    if size_average is reduce is None and reduction == "mean":
        return reduction  # the usual case
    found = legacy(size_average, reduce, reduction)
    check_reduction(found)
    return found


def _pair(input: Any, target: Any) -> tuple[Tensor, Tensor]:
    """Both in their common shape and type, with PyTorch's warning where the shapes differ."""
    for each in (target, input):
        if not isinstance(each, Tensor):
            each.size()  # complains as Python does
    if input._data.shape != target._data.shape:
        warn_outside(
            f"Using a target size ({target.shape}) that is different to the input size "
            f"({input.shape}). This will likely lead to incorrect results due to broadcasting. "
            "Please ensure they have the same size."
        )
        shape = broadcast_shape(input._data.shape, target._data.shape)
        input, target = (
            each if each._data.shape == shape else expand(each, shape) for each in (input, target)
        )
    return input, target


def in_common_type(operation: Any, input: Tensor, target: Tensor, *args: Any) -> Tensor:
    """`operation(input, target, *args)`, computed in the type that the two give together."""
    if input._data.dtype is target._data.dtype:
        return operation(input, target, *args)
    common = result_array_type(input._data, target._data)
    return computed_together(common, operation, (input, target), *args)


def reduced(values: Tensor, reduction: str) -> Tensor:
    if reduction == "none":
        return values
    return mean(values) if reduction == "mean" else sum(values)


def _check_weight(weight: Any, input: Tensor) -> None:
    if weight._data.shape != input._data.shape:
        raise ValueError("Weights and input must have the same size.")


def _weighted(values: Tensor, weight: Tensor, reduction: str) -> Tensor:
    """The weighted losses, reduced: their mean divides by the sum of the weights."""
    weighted = values * weight
    if reduction == "none":
        return weighted
    return sum(weighted) if reduction == "sum" else sum(weighted) / sum(weight)


@as_one
def mse_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    weight: Tensor | None = None,
) -> Tensor:
    """(x - t)²: their mean, their sum, or each ("none"). Warns where the shapes differ."""
    input, target = _pair(input, target)
    reduction = reduction_of(size_average, reduce, reduction)
    if weight is None:
        return in_common_type(losses.mse_loss, input, target, reduction)
    _check_weight(weight, input)
    return _weighted(in_common_type(losses.mse_loss, input, target, "none"), weight, reduction)


@as_one
def l1_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    weight: Tensor | None = None,
) -> Tensor:
    """|x - t|: their mean, their sum, or each ("none"). Warns where the shapes differ."""
    input, target = _pair(input, target)
    reduction = reduction_of(size_average, reduce, reduction)
    if weight is None:
        return reduced(abs(sub(input, target)), reduction)
    _check_weight(weight, input)
    return _weighted(abs(sub(input, target)), weight, reduction)


@as_one
def smooth_l1_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    beta: float = 1.0,
) -> Tensor:
    """(x - t)²/2β where |x - t| < β, else |x - t| - β/2. RuntimeError for negative β."""
    input, target = _pair(input, target)
    reduction = reduction_of(size_average, reduce, reduction)
    if beta == 0:
        return reduced(abs(sub(input, target)), reduction)
    if beta < 0:
        raise RuntimeError("smooth_l1_loss does not support negative values for beta.")
    return in_common_type(losses.smooth_l1_loss, input, target, reduction, beta)


@as_one
def huber_loss(
    input: Tensor,
    target: Tensor,
    reduction: str = "mean",
    delta: float = 1.0,
    weight: Tensor | None = None,
) -> Tensor:
    """(x - t)²/2 where |x - t| <= δ, else δ·(|x - t| - δ/2). RuntimeError unless δ > 0."""
    input, target = _pair(input, target)
    check_reduction(reduction)
    if delta <= 0:
        raise RuntimeError("huber_loss does not support non-positive values for delta.")
    common = promote_arrays(input._data.dtype, target._data.dtype)
    if common.kind != input._data.dtype.kind:
        ours, theirs = OF_NUMPY[common].printed_type, input.dtype.printed_type
        raise RuntimeError(f"result type {ours} can't be cast to the desired output type {theirs}")
    if weight is None:
        return losses.huber_loss(input, target, reduction, delta)
    _check_weight(weight, input)
    weighted = losses.huber_loss(input, target, "none", delta) * weight
    return reduced(weighted, reduction)
