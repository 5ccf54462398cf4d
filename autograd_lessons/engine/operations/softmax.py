"""Softmax and its logarithm: scores to probabilities.

In the formulas x are the scores, y the result, g is `grad`, and Σ sums along the dimension.
"""

from typing import Any

import numpy as np

from .. import dtypes
from ..conversion import to
from ..dims import dim_of
from ..dtypes import dtype as Dtype
from ..kernels import accuracy
from ..kernels.moments import along_columns
from ..kernels.summation import ones, quick
from ..operation import check_tensor, differentiable, run
from ..tensor import Tensor
from .functions import exp
from .reduction import sum_over

_READ = 256  # elements: of more nobody reads the last digits, which take time
_SHORT = 32  # columns: of rows that short NumPy finds the largest numbers slowly


def _sum(values: Any, dim: int) -> Any:
    if not values.ndim:
        return values
    size = values.shape[dim]
    if dim < values.ndim - 1 or size < 8:
        return np.add.reduce(values, axis=dim, keepdims=True)
    if values.size <= _READ and size < 16:
        return np.add.accumulate(values, axis=dim)[..., -1:]  # where NumPy would add pairs
    if size > _SHORT or values.ndim != 2:
        return quick(values, (dim,), True)
    return values.dot(ones(size, values.dtype))[:, None]  # what that does, with fewer steps


def _total(m: Any, values: Any, dim: int) -> Any:
    return run(m, sum_over, values, (dim,), True) if values.ndim else values


def _softmax_back(m: Any, grad: Any, self: Any, output: Any, dim: int) -> Any:
    """The derivative of y·(g - Σ g·y) by y, in direction `grad`; `self` is g."""
    plain = self * grad - _total(m, output * self, dim) * grad
    return plain - self * _total(m, output * grad, dim)


def _softmax_pull(m: Any, grad: Any, output: Any, dim: int) -> Any:
    return run(m, softmax_backward_data, grad, output, dim)


@differentiable(
    "SoftmaxBackwardDataBackward0",
    self=_softmax_pull,
    output=_softmax_back,
)
def softmax_backward_data(self, output, dim):
    """y·(g - Σ g·y)."""
    if dim < output.ndim - 1 and output.size <= _READ:  # with one rounding for g·y and its sum
        columns = [np.moveaxis(each, dim, 0) for each in (self, output)]
        return (self - np.expand_dims(along_columns(*columns), dim)) * output
    return (self - _sum(self * output, dim)) * output


@differentiable(
    "SoftmaxBackward0",
    self=lambda m, grad, result, dim: _softmax_pull(m, grad, result, dim),
)
def softmax_along(self, dim):
    """eˣ / Σ eˣ: gradient y·(g - Σ g·y)."""
    self = np.asarray(self, order="C")
    exponentials = accuracy.exp(self - _largest(self, dim))
    total = _sum(exponentials, dim)
    if dim == self.ndim - 1:
        return exponentials * (1 / total)  # as PyTorch does there, and only there
    return exponentials / total


@differentiable(
    "LogSoftmaxBackwardDataBackward0",
    self=lambda m, grad, output, dim: grad - _total(m, grad * run(m, exp, output), dim),
    output=lambda m, grad, self, output, dim: -_total(m, self, dim) * run(m, exp, output) * grad,
)
def log_softmax_backward_data(self, output, dim):
    """g - eʸ·Σ g."""
    if output.size > _READ:
        return self - np.exp(output) * _sum(self, dim)
    return accuracy.multiply_add(-accuracy.exp(output), _sum(self, dim), self)


@differentiable(
    "LogSoftmaxBackward0",
    self=lambda m, grad, result, dim: run(m, log_softmax_backward_data, grad, result, dim),
)
def log_softmax_along(self, dim):
    """x - ln Σ eˣ: gradient g - eʸ·Σ g."""
    self = np.asarray(self, order="C")
    shifted = self - _largest(self, dim)
    return shifted - accuracy.log(_sum(accuracy.exp(shifted), dim))


def _largest(values: Any, dim: int) -> Any:
    """What to subtract so that no exponential is too large: the result stays the same."""
    if not values.size or not values.ndim:
        return values
    if values.ndim == 2 and dim == 1 and values.shape[1] < _SHORT:
        return np.maximum.reduce(values.T.copy())[:, None]
    return np.maximum.reduce(values, axis=dim, keepdims=True)


def _softmax(name: str, along: Any, meaning: str) -> Any:
    def function(input: Tensor, dim: int | None = None, dtype: Dtype | None = None) -> Tensor:
        if not isinstance(input, Tensor):
            check_tensor(name, input)
        if dim is None:
            raise TypeError(f'{name}() missing 1 required positional arguments: "dim"')
        if dtype is not None:
            input = to(input, dtype)
        array = input._data
        dim = dim_of(dim, array.ndim)
        if array.dtype.kind != "f":
            last = "_lastdim" if dim >= array.ndim - 1 else ""
            dtypes.need_floating(array.dtype, f"{name}{last}_kernel_impl")
        return along(input, dim)

    function.__name__ = name
    function.__doc__ = f"{meaning} along `dim`. NotImplementedError for integers without `dtype`."
    return function


softmax = _softmax("softmax", softmax_along, "eˣ / Σ eˣ")
log_softmax = _softmax("log_softmax", log_softmax_along, "The logarithm of softmax")
