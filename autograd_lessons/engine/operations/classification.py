"""The negative log-likelihood of classes, and cross-entropy.

In the formulas x holds a score for each class (along dimension 1), c is the class of an example
and w its class's weight; W is the sum of all w.
"""

from typing import Any

import numpy as np

from ..dtypes import need_floating
from ..elementwise import unary
from ..operation import differentiable, run
from ..tensor import Tensor, new
from .losses import divided_by, reduced
from .reduction import sum
from .shape import reshape
from .softmax import log_softmax_along


def _places(classes: np.ndarray) -> tuple[Any, ...]:
    """Where in the scores each example's class is."""
    if classes.ndim == 0:
        return (classes,)
    if classes.ndim == 1:
        return np.arange(classes.size), classes
    first, *rest = np.ogrid[tuple(slice(size) for size in classes.shape)]
    return first, classes, *rest


def _weighted(target: Any, weight: Any, ignore_index: int, kind: Any) -> tuple[Any, Any, Any]:
    """The examples' classes and weights, and which of them count; None where all do, alike."""
    counts = target != ignore_index
    if weight is None and counts.all():
        return target, None, None
    classes = np.where(counts, target, 0)
    if weight is None:
        return classes, counts.astype(kind), counts
    return classes, np.where(counts, weight[classes], 0).astype(kind), counts


def _value(scores: Any, target: Any, weight: Any, reduction: str, ignore_index: int) -> Any:
    """-w·x of each example's class; "mean" divides their sum by W."""
    need_floating(scores.dtype, "nll_loss_out_frame")
    classes, weights, counts = _weighted(target, weight, ignore_index, scores.dtype)
    losses = -scores[_places(classes)] if target.size else np.zeros(target.shape, scores.dtype)
    if weights is not None:
        losses = np.where(counts, losses * weights, 0)
    if reduction == "mean":
        whole = target.size if weights is None else np.sum(weights)
        return np.divide(np.add.reduce(losses, axis=None), whole, dtype=scores.dtype)
    return reduced(losses, reduction)


def _slopes(
    grad: Any, scores: Any, target: Any, weight: Any, reduction: str, ignore_index: int
) -> Any:
    """-g·w/W at each example's class, else 0."""
    out = np.zeros(scores.shape, scores.dtype)
    if target.size:
        classes, weights, counts = _weighted(target, weight, ignore_index, scores.dtype)
        slopes = -grad if weights is None else -grad * weights
        if reduction == "mean":
            slopes = slopes / (target.size if weights is None else np.sum(weights))
        out[_places(classes)] = slopes if counts is None else np.where(counts, slopes, 0)
    return out


def _again(m: Any, grad: Any, *others: Any) -> Any:
    return run(m, nll_loss, grad, *others)


def _again_2d(m: Any, grad: Any, *others: Any) -> Any:
    return run(m, nll_loss2d, grad, *others)


@differentiable(
    self=lambda m, grad, target, weight, reduction, ignore_index: _again(
        m, grad, target, weight, reduction, ignore_index
    ),
    input=lambda m, grad: m.zeros_like(grad),
)
def nll_loss_backward(self, input, target, weight, reduction, ignore_index):
    """-g·w/W at each example's class, else 0."""
    return _slopes(self, input, target, weight, reduction, ignore_index)


@differentiable(
    self=lambda m, grad, self, target, weight, reduction, ignore_index: run(
        m, nll_loss_backward, grad, self, target, weight, reduction, ignore_index
    ),
)
def nll_loss(self, target, weight, reduction, ignore_index):
    """-w·x of each example's class: gradient -g·w/W there, else 0."""
    return _value(self, target, weight, reduction, ignore_index)


@differentiable(
    "NllLoss2DBackwardBackward0",
    self=lambda m, grad, target, weight, reduction, ignore_index: _again_2d(
        m, grad, target, weight, reduction, ignore_index
    ),
    input=lambda m, grad: m.zeros_like(grad),
)
def nll_loss2d_backward(self, input, target, weight, reduction, ignore_index):
    """-g·w/W at each pixel's class, else 0."""
    return _slopes(self, input, target, weight, reduction, ignore_index)


@differentiable(
    "NllLoss2DBackward0",
    self=lambda m, grad, self, target, weight, reduction, ignore_index: run(
        m, nll_loss2d_backward, grad, self, target, weight, reduction, ignore_index
    ),
)
def nll_loss2d(self, target, weight, reduction, ignore_index):
    """-w·x of each pixel's class: gradient -g·w/W there, else 0."""
    return _value(self, target, weight, reduction, ignore_index)


def nll(
    input: Tensor, target: Tensor, weight: Tensor | None, reduction: str, ignore_index: int
) -> Tensor:
    """The negative log-likelihood for scores of any number of dimensions, with PyTorch's errors."""
    scores, classes = input._data, target._data
    if scores.ndim == 0:
        raise ValueError("Expected 1 or more dimensions (got 0)")
    if scores.ndim == 1:
        if classes.ndim > 1 or classes.size != 1:
            raise ValueError(
                f"For 1D input, 1D target must have size 1, but got target size: {classes.size}"
            )
        classes = classes.reshape(())
    elif classes.ndim == 0 or scores.shape[0] != classes.shape[0]:
        size = classes.shape[0] if classes.ndim else 0
        raise ValueError(
            f"Expected input batch_size ({scores.shape[0]}) to match target batch_size ({size})."
        )
    _check_shapes(scores.shape, classes.shape)
    if target.dtype.name not in ("int64", "uint8"):
        raise RuntimeError(
            f"expected target dtype to be Long or Byte, but got {target.dtype.printed_type}"
        )
    axis = min(scores.ndim - 1, 1)
    count = scores.shape[axis]
    if weight is not None and weight._data.shape != (count,):
        raise RuntimeError(
            f"weight tensor should be defined either for all {count} classes or no classes but got "
            f"weight tensor of shape: {list(weight._data.shape)}"
        )
    if weight is not None and weight.dtype is not input.dtype:
        one, two = input.dtype.printed_type, weight.dtype.printed_type
        raise RuntimeError(f"expected scalar type {one} but found {two}")
    for each in classes[(classes != ignore_index) & ((classes < 0) | (classes >= count))].flat:
        raise IndexError(f"Target {each} is out of bounds.")
    weights = None if weight is None else weight._data
    options = (weights, reduction, ignore_index)
    if scores.ndim <= 2:
        return nll_loss(input, classes, *options)
    if scores.ndim == 4:
        return nll_loss2d(input, classes, *options)
    batch = scores.shape[0]
    flat = nll_loss2d(
        reshape(input, (batch, count, 1, -1)), classes.reshape(batch, 1, -1), *options
    )
    return flat if reduction != "none" else reshape(flat, classes.shape)


def _check_shapes(scores: tuple[int, ...], classes: tuple[int, ...]) -> None:
    if len(scores) == 2 and len(classes) != 1:
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    if len(scores) == 4:
        if len(classes) != 3:
            raise RuntimeError(
                "only batches of spatial targets supported (3D tensors) but got targets of "
                f"dimension: {len(classes)}"
            )
        if scores[2:] != classes[1:]:
            raise RuntimeError(
                f"size mismatch (got input: {list(scores)} , target: {list(classes)}"
            )
    elif len(scores) > 2 and (scores[0], *scores[2:]) != classes:
        wanted = [scores[0], *scores[2:]]
        raise RuntimeError(f"Expected target size {wanted}, got {list(classes)}")


@unary("MulBackward1", to_float=False, self=lambda m, grad, factor: grad * factor)
def times(self, factor):
    """x·c for a number c: gradient g·c."""
    return self * self.dtype.type(factor)


def _along(weight: Tensor, axis: int, ndim: int) -> Tensor:
    return reshape(weight, tuple(-1 if dim == axis else 1 for dim in range(ndim)))


def smoothed(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None,
    reduction: str,
    ignore_index: int,
    label_smoothing: float,
) -> Tensor:
    """Cross-entropy where each example is with a small probability of any class."""
    axis = min(input.ndim - 1, 1)
    scores = log_softmax_along(input, axis)
    plain = nll(scores, target, weight, reduction, ignore_index)
    ignored = target._data == ignore_index
    even = scores if weight is None else scores * _along(weight, axis, input.ndim)
    even = -sum(even, axis) * new((~ignored).astype(scores._data.dtype))
    if reduction != "none":
        even = sum(even)
    if reduction == "mean":
        of_classes = None if weight is None else weight._data
        kind = scores._data.dtype
        _, weights, _ = _weighted(target._data, of_classes, ignore_index, kind)
        even = even / new(np.asarray(ignored.size if weights is None else np.sum(weights), kind))
    rest = label_smoothing / input._data.shape[axis]
    return times(plain, 1 - label_smoothing) + times(even, rest)


def of_probabilities(
    input: Tensor, target: Tensor, weight: Tensor | None, reduction: str, label_smoothing: float
) -> Tensor:
    """Cross-entropy with a probability for each class in place of the class."""
    axis = min(input.ndim - 1, 1)
    shape = input._data.shape
    classes = shape[axis] if shape else 1
    if weight is not None and weight._data.shape != (classes,):
        raise RuntimeError(
            f"cross_entropy: weight tensor should be defined either for all {classes} classes or "
            f"no classes but got weight tensor of shape: {list(weight._data.shape)}"
        )
    scores = log_softmax_along(input, axis)
    if label_smoothing > 0:
        target = target * (1 - label_smoothing) + label_smoothing / classes
    products = scores * target
    if weight is not None:
        products = products * _along(weight, axis, input.ndim)
    if reduction == "none":
        return -sum(products, axis)
    total = -sum(products)
    return total if reduction == "sum" else divided_by(total, input._data.size // classes)
