"""Losses of probabilities, as `torch.nn.functional` offers them: arguments, warnings and errors."""

from typing import Any

import numpy as np

from ...calls.warn_once import warn_outside
from ...operation import check_tensor
from ...operations import classification, losses
from ...operations.functions import exp
from ...operations.reduction import sum
from ...operations.softmax import log_softmax
from ...overrides import as_one
from ...tensor import Tensor
from .losses import check_reduction, in_common_type, legacy, reduced, reduction_of


def _sizes(each: Any) -> Any:
    return each.size()


def _fitting(weight: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """`weight` repeated to `shape`. RuntimeError where it doesn't fit."""
    for place in range(-1, -1 - min(weight.ndim, len(shape)), -1):
        if weight.shape[place] not in (1, shape[place]):
            raise RuntimeError(
                f"Attempting to broadcast a dimension of length {weight.shape[place]} at {place}! "
                f"Mismatching argument at index 1 had torch.Size({list(weight.shape)}); but "
                f"expected shape should be broadcastable to {list(shape)}"
            )
    return np.broadcast_to(weight, shape)


@as_one
def binary_cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    """-(t·ln x + (1-t)·ln(1-x)) for probabilities x.

    ValueError for different shapes, RuntimeError for numbers outside 0 to 1.
    """
    reduction = reduction_of(size_average, reduce, reduction)
    if _sizes(target) != _sizes(input):
        raise ValueError(
            f"Using a target size ({target.shape}) that is different to the input size "
            f"({input.shape}) is deprecated. Please ensure they have the same size."
        )
    if input._data.dtype.kind == "f" and target.dtype is not input.dtype:
        raise RuntimeError(
            f"Found dtype {target.dtype.printed_type} but expected {input.dtype.printed_type}"
        )
    weights = None if weight is None else _fitting(weight._data, input._data.shape)
    return losses.binary_cross_entropy(input, target, weights, reduction)


@as_one
def binary_cross_entropy_with_logits(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    pos_weight: Tensor | None = None,
) -> Tensor:
    """`binary_cross_entropy` of the sigmoid of x, exact for all x. ValueError as there."""
    reduction = reduction_of(size_average, reduce, reduction)
    if _sizes(target) != _sizes(input):
        raise ValueError(
            f"Target size ({target.shape}) must be the same as input size ({input.shape})"
        )
    if input._data.dtype.kind == "f" and target._data.dtype.kind != "f":
        ours, theirs = input.dtype.printed_type, target.dtype.printed_type
        raise RuntimeError(f"result type {ours} can't be cast to the desired output type {theirs}")
    weights = [None if each is None else each._data for each in (weight, pos_weight)]
    return in_common_type(
        losses.binary_cross_entropy_with_logits, input, target, *weights, reduction
    )


@as_one
def kl_div(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    log_target: bool = False,
) -> Tensor:
    """t·(ln t - x) for logarithms x of probabilities; with `log_target` t is one too."""
    told = size_average is None and reduce is None
    reduction = legacy(size_average, reduce, reduction)
    if reduction == "mean" and told:
        warn_outside(
            "reduction: 'mean' divides the total loss by both the batch size and the support size."
            "'batchmean' divides only by the batch size, and aligns with the KL div math "
            "definition.'mean' will be changed to behave the same as 'batchmean' in the next major "
            "release."
        )
    if reduction != "batchmean":
        check_reduction(reduction)
    check_tensor("kl_div", input)
    check_tensor("kl_div", target, "target", 2)
    if input._data.dtype.kind != "f" or target._data.dtype.kind != "f":
        raise RuntimeError("kl_div: Integral inputs not supported.")
    if log_target:
        values = exp(target) * (target - input)
    else:
        values = losses.xlogy(target, target) - target * input
    if reduction == "batchmean" and input.ndim:
        return sum(values) / input._data.shape[0]
    return reduced(values, "sum" if reduction == "batchmean" else reduction)


@as_one
def nll_loss(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    ignore_index: int = -100,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    """Minus the score (a log-probability) of each example's class, weighted by the class.

    Examples of class `ignore_index` don't count. IndexError for classes that aren't there.
    """
    reduction = reduction_of(size_average, reduce, reduction)
    check_tensor("nll_loss_nd", input)
    check_tensor("nll_loss_nd", target, "target", 2)
    return classification.nll(input, target, weight, reduction, ignore_index)


@as_one
def cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    ignore_index: int = -100,
    reduce: bool | None = None,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> Tensor:
    """`nll_loss` of `log_softmax`; `target` may hold a probability for each class instead."""
    reduction = reduction_of(size_average, reduce, reduction)
    try:
        scores_shape, target_shape = input._data.shape, target._data.shape
    except AttributeError:
        check_tensor("cross_entropy_loss", input)
        check_tensor("cross_entropy_loss", target, "target", 2)
        raise
    if scores_shape == target_shape:
        if target._data.dtype.kind != "f":
            raise RuntimeError(
                "Expected floating point type for target with class probabilities, got "
                f"{target.dtype.printed_type}"
            )
        if ignore_index >= 0:
            raise RuntimeError("ignore_index is not supported for floating point target")
        _check_smoothing(label_smoothing)
        return classification.of_probabilities(input, target, weight, reduction, label_smoothing)
    if label_smoothing > 0:
        _check_smoothing(label_smoothing)
        return classification.smoothed(
            input, target, weight, reduction, ignore_index, label_smoothing
        )
    scores = log_softmax(input, min(len(scores_shape) - 1, 1))
    return classification.nll(scores, target, weight, reduction, ignore_index)


def _check_smoothing(label_smoothing: float) -> None:
    if not 0 <= label_smoothing <= 1:
        raise RuntimeError(f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing:g}")
