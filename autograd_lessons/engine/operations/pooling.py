"""Pooling: of each window of an image its largest value, or its mean."""

from typing import Any

import numpy as np

from ..operation import differentiable, run
from .convolution import Windows, windows_of


def positions(values: Any, kernel: tuple[int, int], spec: Windows) -> Any:
    """Where in the flattened image the largest value of each window is: the first of equal ones."""
    view = windows_of(values, kernel, spec, -np.inf)
    first = view.reshape(*view.shape[:4], -1).argmax(-1)
    down, right = np.divmod(first, kernel[1])
    height, width = first.shape[2:]
    (top, _), (left, _) = spec.padding
    rows = np.arange(height)[:, None] * spec.stride[0] + down * spec.dilation[0] - top
    columns = np.arange(width) * spec.stride[1] + right * spec.dilation[1] - left
    return rows * values.shape[3] + columns


def _taken(values: Any, places: Any) -> Any:
    flat = values.reshape(*values.shape[:2], -1)
    picked = np.take_along_axis(flat, places.reshape(*places.shape[:2], -1), 2)
    return picked.reshape(places.shape)


def _take(m: Any, grad: Any, places: Any) -> Any:
    return run(m, take_places, grad, places)


@differentiable("MaxPool2DWithIndicesBackwardBackward0", self=_take)
def put_places(self, places, shape):
    """Each gradient to the place of the value that was the largest."""
    out = np.zeros((shape[0] * shape[1], shape[2] * shape[3]), self.dtype)
    images = np.arange(len(out))[:, None]
    np.add.at(out, (images, places.reshape(len(out), -1)), self.reshape(len(out), -1))
    return out.reshape(shape)


def _put(m: Any, grad: Any, self_shape: Any, places: Any) -> Any:
    return run(m, put_places, grad, places, self_shape)


@differentiable("MaxPool2DWithIndicesBackward0", frees=("places",), self=_put)
def max_pool(self, places):
    """The largest values: gradient g there, else 0."""
    return _taken(self, places)


@differentiable("MaxPool2DWithIndicesBackwardBackward0", self=_put)
def take_places(self, places):
    """The values at these places, inside derivatives."""
    return _taken(self, places)


def _averaging(name: str) -> Any:
    """The operation of this name: R·x·Cᵀ / n, with matrices R and C that tell which rows and
    columns belong to each window, and n elements in it."""

    @differentiable(
        f"{name}BackwardBackward0",
        self=lambda m, grad, rows, columns, counts: run(m, inner, grad, rows, columns, counts),
    )
    def back(self, rows, columns, counts):
        return rows.T @ (self / counts) @ columns

    def gradient(m: Any, grad: Any, rows: Any, columns: Any, counts: Any) -> Any:
        return run(m, back, grad, rows, columns, counts)

    @differentiable(f"{name}BackwardBackward0", self=gradient)
    def inner(self, rows, columns, counts):
        return rows @ self @ columns.T / counts

    @differentiable(f"{name}Backward0", self=gradient)
    def average(self, rows, columns, counts):
        """The mean of each window: gradient g / n for each of its elements."""
        return rows @ self @ columns.T / counts

    return average


avg_pool, adaptive_avg_pool = _averaging("AvgPool2D"), _averaging("AdaptiveAvgPool2D")
