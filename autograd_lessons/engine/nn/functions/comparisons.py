"""Losses that compare: two scores, two vectors, or which of two is nearer to a third."""

import math
from typing import Any

from ...grad_mode import no_grad
from ...operations.choosing import where
from ...operations.functions import minimum
from ...overrides import as_one
from ...tensor import Tensor
from .distance import clamp_min, pairwise_distance
from .losses import check_reduction, reduced, reduction_of


@as_one
def margin_ranking_loss(
    input1: Tensor,
    input2: Tensor,
    target: Tensor,
    margin: float = 0,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
) -> Tensor:
    """max(0, -t·(x₁ - x₂) + margin): with t = 1 the first is to be greater, with -1 the second."""
    reduction = reduction_of(size_average, reduce, reduction)
    return reduced(clamp_min(-target * (input1 - input2) + margin, 0), reduction)


@as_one
def triplet_margin_loss(
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
    margin: float = 1.0,
    p: float = 2,
    eps: float = 1e-6,
    swap: bool = False,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
) -> Tensor:
    """max(0, margin + |a - p| - |a - n|): the positive is to be nearer, by a margin."""
    reduction = reduction_of(size_average, reduce, reduction)
    near = pairwise_distance(anchor, positive, p, eps)
    far = pairwise_distance(anchor, negative, p, eps)
    if swap:
        far = minimum(far, pairwise_distance(positive, negative, p, eps))
    return reduced(clamp_min(margin + near - far, 0), reduction)


@as_one
def hinge_embedding_loss(
    input: Tensor,
    target: Tensor,
    margin: float = 1.0,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
) -> Tensor:
    """x where t = 1, max(0, margin - x) where t = -1."""
    reduction = reduction_of(size_average, reduce, reduction)
    apart = where(target.ne(1), clamp_min(margin - input, 0), 0.0)
    return reduced(apart + where(target.ne(-1), input, 0.0), reduction)


@as_one
def cosine_embedding_loss(
    input1: Tensor,
    input2: Tensor,
    target: Tensor,
    margin: float = 0,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
) -> Tensor:
    """1 - cos where t = 1, max(0, cos - margin) where t = -1, of the vectors' angle."""
    reduction = reduction_of(size_average, reduce, reduction)
    sizes = ((input1 * input1).sum(-1) + 1e-12) * ((input2 * input2).sum(-1) + 1e-12)
    cos = (input1 * input2).sum(-1) / sizes.sqrt()
    alike = where(target.eq(1), 1 - cos, 0.0)
    return reduced(alike + where(target.eq(-1), clamp_min(cos - margin, 0), 0.0), reduction)


@as_one
def gaussian_nll_loss(
    input: Tensor,
    target: Tensor,
    var: Any,
    full: bool = False,
    eps: float = 1e-6,
    reduction: str = "mean",
) -> Tensor:
    """½·(ln v + (x - t)² / v): how unlikely t is for a normal distribution of mean x, variance v.

    `full` adds ½·ln 2π. ValueError for negative variances.
    """
    check_reduction(reduction)
    if isinstance(var, float):
        if var < 0:
            raise ValueError("var has negative entry/entries")
        var = input.new_full(input.shape, var)
    elif (var < 0).any():
        raise ValueError("var has negative entry/entries")
    elif var.shape != input.shape and var.shape == input.shape[:-1]:
        var = var.unsqueeze(-1)
    var = var.clone()
    with no_grad():
        var.clamp_(min=eps)
    values = 0.5 * (var.log() + (input - target) ** 2 / var)
    return reduced(values + 0.5 * math.log(2 * math.pi) if full else values, reduction)
