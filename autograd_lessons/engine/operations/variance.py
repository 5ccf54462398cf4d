"""How far the elements are from their mean: variance and standard deviation.

n is how many elements one result is made of, c the correction (1 unless told otherwise), μ their
mean, σ the result.
"""

import math
from typing import Any

import numpy as np

from ..calls.warn_once import warn_outside
from ..dims import dims_of, meant
from ..operation import differentiable, run, several
from ..overrides import as_one
from ..tensor import Tensor
from .reduction import mean_all, mean_over, restored, spread


def _moments(array: np.ndarray, dim: Any, correction: float, keepdim: bool) -> tuple[Any, Any]:
    """Variance and mean, computed in double precision as PyTorch does."""
    wide, axis = array.astype(np.float64), _axes(array.shape, dim)
    count = _count(array.shape, axis)
    with np.errstate(all="ignore"):
        mean = np.sum(wide, axis=axis, keepdims=True) / count
        squares = np.sum((wide - mean) ** 2, axis=axis, keepdims=keepdim)
        variance = squares / np.float64(max(count - correction, 0))
    if not keepdim:
        mean = np.squeeze(mean, axis)
    return variance, mean


def _axes(shape: tuple[int, ...], dim: Any) -> tuple[int, ...]:
    return tuple(range(len(shape))) if dim is None or not shape else dim


def _count(shape: tuple[int, ...], axes: tuple[int, ...]) -> int:
    return math.prod(shape[axis] for axis in axes)


def _var_back(
    m: Any, grad: Any, self: Any, self_shape: Any, dim: Any, correction: Any, keepdim: bool
) -> Any:
    """2·g·(x - μ) / (n - c)."""
    axes = _axes(self_shape, dim)
    count = _count(self_shape, axes)
    freedom = count - correction
    grad = restored(m, grad, self_shape, axes, keepdim) if dim is not None else grad
    mean = run(m, mean_all, self) if dim is None else run(m, mean_over, self, axes, True)
    away = self - mean
    if freedom <= 0 and axes is not dim:
        return grad * m.where(away == 0, m.zeros_like(self) * math.nan, math.inf)
    return (2.0 / freedom if freedom else math.inf) * grad * away


def _std_back(m, grad, self, result, self_shape, dim, correction, keepdim):
    """g·(x - μ) / (σ·(n - c)), and 0 where σ is 0."""
    grad = m.where(result == 0, 0.0, grad / (result * 2))
    return _var_back(m, grad, self, self_shape, dim, correction, keepdim)


def _mean_back(m: Any, grad: Any, self_shape: Any, dim: Any, keepdim: bool) -> Any:
    axes = _axes(self_shape, dim)
    return spread(m, grad, self_shape, axes, keepdim) / _count(self_shape, axes)


def _sum(one: Any, two: Any) -> Any:
    return two if one is None else one if two is None else one + two


@differentiable("VarBackward0", self=_var_back)
def var_over(self, dim, correction, keepdim):
    """Σ(x - μ)² / (n - c): gradient 2·g·(x - μ) / (n - c)."""
    return _moments(self, dim, correction, keepdim)[0].astype(self.dtype)


@differentiable("StdBackward0", self=_std_back)
def std_over(self, dim, correction, keepdim):
    """√variance: gradient g·(x - μ) / (σ·(n - c)), and 0 where σ is 0."""
    return np.sqrt(_moments(self, dim, correction, keepdim)[0]).astype(self.dtype)


@several(
    "VarMeanBackward0",
    self=lambda m, grads, self, self_shape, dim, correction, keepdim: _sum(
        None
        if grads[0] is None
        else _var_back(m, grads[0], self, self_shape, dim, correction, keepdim),
        None if grads[1] is None else _mean_back(m, grads[1], self_shape, dim, keepdim),
    ),
)
def var_mean_over(self, dim, correction, keepdim):
    """Variance and mean at once."""
    return [each.astype(self.dtype) for each in _moments(self, dim, correction, keepdim)]


@several(
    "StdMeanBackward0",
    self=lambda m, grads, self, result, self_shape, dim, correction, keepdim: _sum(
        None
        if grads[0] is None
        else _std_back(m, grads[0], self, result, self_shape, dim, correction, keepdim),
        None if grads[1] is None else _mean_back(m, grads[1], self_shape, dim, keepdim),
    ),
)
def std_mean_over(self, dim, correction, keepdim):
    """Standard deviation and mean at once."""
    variance, mean = _moments(self, dim, correction, keepdim)
    return [np.sqrt(variance).astype(self.dtype), mean.astype(self.dtype)]


def _public(name: str, operation: Any, meaning: str) -> Any:
    def reduce(
        input: Tensor,
        dim: Any = None,
        unbiased: bool = True,
        keepdim: bool = False,
        *,
        correction: float | None = None,
    ) -> Any:
        array = input._data
        if array.dtype.kind != "f":
            which = "std and var" if "_" not in name else name
            raise RuntimeError(f"{which} only support floating point and complex dtypes")
        if isinstance(dim, bool):
            dim, unbiased = None, dim
        axes = dims_of(dim, array.ndim)
        if correction is None:
            correction = int(unbiased) if dim is not None or not unbiased else meant(1, None)
        count = _count(array.shape, axes if array.ndim else ())
        if array.size == 0 or count <= correction:
            warn_outside(
                f"{name}(): degrees of freedom is <= 0. Correction should be strictly less than "
                "the reduction factor (input numel divided by output numel)."
            )
        return operation(input, None if dim is None else axes, correction, keepdim)

    reduce.__name__ = name
    reduce.__doc__ = f"""{meaning} of all elements, or along `dim` (one dimension or several).

    correction: what is taken from n in the denominator; 1 unless `unbiased` is False.
    RuntimeError for integers; a UserWarning where n is not larger than the correction.
    """
    return as_one(reduce)


var = _public("var", var_over, "The variance")
std = _public("std", std_over, "The standard deviation")
var_mean = _public("var_mean", var_mean_over, "The variance and the mean")
std_mean = _public("std_mean", std_mean_over, "The standard deviation and the mean")
