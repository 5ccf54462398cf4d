"""What layer and batch normalization compute on arrays, in PyTorch's order of operations.

In the formulas x̂ = (x - μ)·r are the normalized values, with μ the mean and r = 1/√(variance + ε)
of a group of n values; w and b are weight and bias, g is the gradient that arrives.
"""

from typing import Any, NamedTuple

import numpy as np

from ..kernels.accuracy import multiply_add
from ..kernels.moments import along_columns, along_rows, of_rows
from ..kernels.summation import in_turn


class Groups(NamedTuple):
    """Which values are normalized together.

    axes: the dimensions of one group; over: the dimensions that share one weight.
    shape: the weight's shape beside the input; eps: ε.
    found: mean and variance, once they are computed: backward needs them again.
    known: mean and variance where they are constants (batch normalization in evaluation mode).
    """

    axes: tuple[int, ...]
    over: tuple[int, ...]
    shape: tuple[int, ...]
    eps: float
    found: dict[str, Any]
    known: tuple[np.ndarray, np.ndarray] | None = None


class Layer:
    """A group is a row: the last dimensions of one example."""

    def __init__(self, input: np.ndarray, groups: Groups) -> None:
        size = int(np.prod(groups.shape))
        self.rows = input.reshape(input.size // max(size, 1), size)
        self.shape, self.size = input.shape, input.dtype.type(size)
        if not groups.found:
            groups.found["mean"], groups.found["variance"] = of_rows(self.rows)
        mean, variance = groups.found.values()
        self.mean = mean[:, None]
        self.rate = 1 / np.sqrt(variance + input.dtype.type(groups.eps))[:, None]

    def forward(self, weight: Any, bias: Any) -> Any:
        """x̂·w + b."""
        out, factor = self.rows - self.mean, self.rate
        if weight is not None:
            out, factor = out * self.rate, weight.reshape(-1)
        out = out * factor if bias is None else multiply_add(out, factor, bias.reshape(-1))
        return out.reshape(self.shape)

    def input_gradient(self, grad: Any, weight: Any) -> Any:
        """r·g·w + p·x + q for numbers p, q of the row: the same as r·(v - mean v - x̂·mean(v·x̂))."""
        grad, rate = grad.reshape(self.rows.shape), self.rate
        if weight is None:
            factor = np.ones_like(self.rows[:1])
            by_input = along_rows(grad, self.rows)[:, None]
        else:
            factor = weight.reshape(1, -1)
            by_input = along_rows(grad * self.rows, factor)[:, None]
        plain = along_rows(grad, factor)[:, None]
        share = 1 / self.size
        slope = multiply_add(plain, self.mean, -by_input) * rate * rate * rate * share
        level = multiply_add(-slope, self.mean, -(plain * rate * share))
        out = multiply_add(slope, self.rows, rate * grad * factor) + level
        return out.reshape(self.shape)

    def weight_gradient(self, grad: Any) -> Any:
        """Σ g·x̂."""
        normal = multiply_add(self.rows, self.rate, -(self.rate * self.mean))
        return along_columns(grad.reshape(self.rows.shape), normal)


class Batch:
    """A group is a channel, dimension 1, of the whole batch."""

    def __init__(self, input: np.ndarray, groups: Groups) -> None:
        self.input, self.groups = input, groups
        self.count = input.dtype.type(input.size // max(input.shape[1], 1))
        if groups.known is None:
            self.mean, squares = batch_statistics(input, groups)
            variance = squares / self.count
        else:
            self.mean, variance = groups.known
        self.variance = variance
        self.rate = (1 / np.sqrt(variance.astype(np.float64) + groups.eps)).astype(input.dtype)

    def _beside(self, values: Any) -> Any:
        return values.reshape(self.groups.shape)

    def forward(self, weight: Any, bias: Any) -> Any:
        """x·(r·w) + (b - μ·r·w)."""
        kind = self.input.dtype.type
        known = self.groups.known is not None
        rate = 1 / np.sqrt(self.variance + kind(self.groups.eps)) if known else self.rate
        factor = rate if weight is None else rate * weight
        offset = multiply_add(-self.mean, factor, kind(0) if bias is None else bias)
        return multiply_add(self.input, self._beside(factor), self._beside(offset))

    def input_gradient(self, grad: Any, weight: Any) -> Any:
        """(g - mean g - (x - μ)·r²·mean(g·(x - μ)))·r·w; g·r·w where μ and r are constants."""
        if self.groups.known is None:
            away = self.input - self._beside(self.mean)
            slope = self._products(grad, away) * self.rate * self.rate / self.count
            level = grad - self._beside(self.sum(grad) / self.count)
            grad = _two_parts(away, self._beside(slope), level)
        grad = grad * self._beside(self.rate)
        return grad if weight is None else grad * self._beside(weight)

    def weight_gradient(self, grad: Any) -> Any:
        """Σ g·x̂."""
        return self._products(grad, self.input - self._beside(self.mean)) * self.rate

    def sum(self, values: Any) -> Any:
        return in_turn(values, self.groups.axes)

    def _products(self, one: Any, other: Any) -> Any:
        return along_columns(one, other) if one.ndim == 2 else self.sum(one * other)


def _two_parts(away: Any, slope: Any, level: Any) -> Any:
    """level - away·slope, with one rounding in whole vectors of columns, with two in the rest."""
    out = level - away * slope
    whole = out.shape[1] // 8 * 8 if out.ndim == 2 else 0
    if whole:
        out[:, :whole] = multiply_add(-away[:, :whole], slope[:, :whole], level[:, :whole])
    return out


def batch_statistics(input: np.ndarray, groups: Groups) -> tuple[Any, Any]:
    """Of each channel the mean and Σ(x - μ)²: added row by row, in double precision where there
    are dimensions after the channel's."""
    if not groups.found:
        groups.found["mean"], groups.found["squares"] = _batch_statistics(input, groups)
    return groups.found["mean"], groups.found["squares"]


def _batch_statistics(input: np.ndarray, groups: Groups) -> tuple[Any, Any]:
    kind, count = input.dtype.type, input.size // max(input.shape[1], 1)
    if input.ndim == 2:
        mean = in_turn(input, groups.axes) / kind(count)
        away = input - mean
        return mean, along_columns(away, away)
    wide = input.astype(np.float64)
    mean = np.sum(wide, axis=groups.axes) / count
    squares = np.sum((wide - mean.reshape(groups.shape)) ** 2, axis=groups.axes)
    return mean.astype(input.dtype), squares.astype(input.dtype)
