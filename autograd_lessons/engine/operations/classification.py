"""The negative log-likelihood of classes, and cross-entropy.

In the formulas x holds a score for each class (along dimension 1), c is the class of an example
and w its class's weight; W is the sum of all w.
"""

from functools import lru_cache
from typing import Any

import numpy as np

from ..dtypes import need_floating
from ..elementwise import unary
from ..operation import differentiable, run
from ..tensor import Tensor, new
from .choosing import filled_with
from .losses import divided_by, reduced
from .reduction import sum
from .shape import reshape
from .softmax import log_softmax_along

_READ = 32  # examples: of more nobody reads the last digits, which take time
_UNSIGNED: dict[Any, Any] = {
    np.dtype(np.int64): np.dtype(np.uint64),
    np.dtype(np.uint8): np.dtype(np.uint8),
}


@lru_cache(maxsize=8)
def _numbers(count: int) -> np.ndarray:
    return np.arange(count)


def _places(classes: np.ndarray) -> tuple[Any, ...]:
    """Where in the scores each example's class is."""
    if classes.ndim == 0:
        return (classes,)
    if classes.ndim == 1:
        return _numbers(classes.size), classes
    first, *rest = np.ogrid[tuple(slice(size) for size in classes.shape)]
    return first, classes, *rest


def total_weight(
    target: np.ndarray, weight: Any, ignore_index: int, classes: int, kind: Any
) -> Any:
    """W, the sum of the weights of the examples that count: of as many as these are without any.

    IndexError for classes that aren't there.
    """
    there = not target.size
    if not there:
        sizes = target.view(_UNSIGNED[target.dtype])  # without its sign a negative one is huge
        there = sizes.item(sizes.argmax()) < classes
    if there and weight is None and not 0 <= ignore_index < classes:
        return target.size
    counts = target != ignore_index
    for each in target[counts & ((target < 0) | (target >= classes))].flat:
        raise IndexError(f"Target {each} is out of bounds.")
    if weight is None:
        return int(np.sum(counts))
    return _sum(np.where(counts, weight[np.where(counts, target, 0)], 0).astype(kind))


def _weighted(target: Any, weight: Any, whole: Any, ignore_index: int) -> tuple[Any, Any, Any]:
    """The examples' classes and weights, and which of them count; None where all do, alike."""
    if weight is None and whole == target.size:
        return target, None, None
    counts = target != ignore_index
    classes = np.where(counts, target, 0)
    return classes, 1 if weight is None else weight[classes], counts


def _value(
    scores: Any, target: Any, weight: Any, whole: Any, reduction: str, ignore_index: int
) -> Any:
    """-w·x of each example's class; "mean" divides their sum by W."""
    need_floating(scores.dtype, "nll_loss_out_frame")
    classes, weights, counts = _weighted(target, weight, whole, ignore_index)
    losses = -scores[_places(classes)] if target.size else np.zeros(target.shape, scores.dtype)
    if counts is not None:
        losses = np.where(counts, losses * weights, 0)
    if reduction == "mean":
        return _sum(losses) / whole
    return _sum(losses) if reduction == "sum" and losses.ndim == 1 else reduced(losses, reduction)


def _sum(values: np.ndarray) -> Any:
    """The sum of the examples' values. PyTorch adds the first of them last, and 16 at a time."""
    size = values.size
    if values.ndim != 1 or not 2 < size <= _READ:
        return np.add.reduce(values, axis=None)
    add, left = np.add.accumulate, (size - 1) % 16
    whole = size - left
    out = add(values[whole:])[-1] if left else values.dtype.type(0)
    if whole > 1:
        out = out + add(add(values[1:whole].reshape(-1, 16), axis=1)[:, -1])[-1]
    return out + values[0]


def _slopes(
    grad: Any, scores: Any, target: Any, weight: Any, whole: Any, reduction: str, ignore_index: int
) -> Any:
    """-g·w/W at each example's class, else 0."""
    out = np.zeros(scores.shape, scores.dtype)
    if target.size:
        classes, weights, counts = _weighted(target, weight, whole, ignore_index)
        slopes = -grad / whole if reduction == "mean" else -grad
        if counts is not None:
            slopes = slopes * weights
        out[_places(classes)] = slopes if counts is None else np.where(counts, slopes, 0)
    return out


def _again(m: Any, grad: Any, *others: Any) -> Any:
    return run(m, nll_loss, grad, *others)


def _again_2d(m: Any, grad: Any, *others: Any) -> Any:
    return run(m, nll_loss2d, grad, *others)


@differentiable(
    self=lambda m, grad, target, weight, total_weight, reduction, ignore_index: _again(
        m, grad, target, weight, total_weight, reduction, ignore_index
    ),
    input=lambda m, grad: m.zeros_like(grad),
)
def nll_loss_backward(self, input, target, weight, total_weight, reduction, ignore_index):
    """-g·w/W at each example's class, else 0."""
    return _slopes(self, input, target, weight, total_weight, reduction, ignore_index)


@differentiable(
    frees=("target", "weight?"),
    self=lambda m, grad, self, target, weight, total_weight, reduction, ignore_index: run(
        m, nll_loss_backward, grad, self, target, weight, total_weight, reduction, ignore_index
    ),
)
def nll_loss(self, target, weight, total_weight, reduction, ignore_index):
    """-w·x of each example's class: gradient -g·w/W there, else 0."""
    return _value(self, target, weight, total_weight, reduction, ignore_index)


@differentiable(
    "NllLoss2DBackwardBackward0",
    self=lambda m, grad, target, weight, total_weight, reduction, ignore_index: _again_2d(
        m, grad, target, weight, total_weight, reduction, ignore_index
    ),
    input=lambda m, grad: m.zeros_like(grad),
)
def nll_loss2d_backward(self, input, target, weight, total_weight, reduction, ignore_index):
    """-g·w/W at each pixel's class, else 0."""
    return _slopes(self, input, target, weight, total_weight, reduction, ignore_index)


@differentiable(
    "NllLoss2DBackward0",
    frees=("target", "weight?"),
    self=lambda m, grad, self, target, weight, total_weight, reduction, ignore_index: run(
        m, nll_loss2d_backward, grad, self, target, weight, total_weight, reduction, ignore_index
    ),
)
def nll_loss2d(self, target, weight, total_weight, reduction, ignore_index):
    """-w·x of each pixel's class: gradient -g·w/W there, else 0."""
    return _value(self, target, weight, total_weight, reduction, ignore_index)


def nll(
    input: Tensor, target: Tensor, weight: Tensor | None, reduction: str, ignore_index: int
) -> Tensor:
    """The negative log-likelihood for scores of any number of dimensions, with PyTorch's errors."""
    scores, classes = input._data, target._data
    if scores.ndim == 2 and classes.shape == scores.shape[:1]:
        pass  # the usual case
    elif scores.ndim == 0:
        raise ValueError("Expected 1 or more dimensions (got 0)")
    elif scores.ndim == 1:
        if classes.ndim > 1:
            raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
        if classes.size != 1 and classes.dtype in _UNSIGNED:
            raise ValueError(
                f"For 1D input, 1D target must have size 1, but got target size: {classes.size}"
            )
        classes = classes.reshape(()) if classes.size == 1 else classes
    elif classes.ndim == 0 or scores.shape[0] != classes.shape[0]:
        size = classes.shape[0] if classes.ndim else 0
        raise ValueError(
            f"Expected input batch_size ({scores.shape[0]}) to match target batch_size ({size})."
        )
    else:
        _check_shapes(scores.shape, classes.shape)
    if classes.dtype not in _UNSIGNED:
        raise RuntimeError(
            f"expected target dtype to be Long or Byte, but got {target.dtype.printed_type}"
        )
    axis = min(scores.ndim - 1, 1)
    count = scores.shape[axis]
    if weight is not None and weight._data.shape != (count,):
        if scores.ndim > 2:
            raise RuntimeError("weight tensor should be defined either for all or no classes")
        raise RuntimeError(
            f"weight tensor should be defined either for all {count} classes or no classes but got "
            f"weight tensor of shape: {list(weight._data.shape)}"
        )
    if weight is not None and weight.dtype is not input.dtype:
        one, two = input.dtype.printed_type, weight.dtype.printed_type
        raise RuntimeError(f"expected scalar type {one} but found {two}")
    weights = None if weight is None else weight._data
    whole = total_weight(classes, weights, ignore_index, count, scores.dtype)
    options = (weights, whole, reduction, ignore_index)
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


@unary("MulBackward1", to_float=False, self=lambda m, grad, other: grad * other)
def times(self, other):
    """x·c for a number c: gradient g·c."""
    return self * self.dtype.type(other)


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
    even = filled_with(-sum(even, axis), ignored, 0.0)
    if reduction != "none":
        even = sum(even)
    if reduction == "mean":
        of_classes = None if weight is None else weight._data
        count, kind = input._data.shape[axis], scores._data.dtype
        whole = total_weight(target._data, of_classes, ignore_index, count, kind)
        even = even / new(np.asarray(whole, kind))
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
