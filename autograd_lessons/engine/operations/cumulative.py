"""Products, and sums and products so far. In the formulas x are the elements and y the result."""

from math import prod as prod_of
from typing import Any

import numpy as np

from ..conversion import computed_in
from ..dims import dim_of
from ..dtypes import dtype as Dtype
from ..dtypes import refuse_bool
from ..operation import differentiable, run
from ..tensor import Tensor
from .indexing import at
from .reduction import restored, sum_over, sum_type


def _sum_to_come(m: Any, values: Any, dim: int) -> Any:
    """Of each element and all after it along `dim`."""
    return m.flip(run(m, cumsum_along, m.flip(values, dim), dim), dim)


def _zeros_in(m: Any, values: Any) -> int:
    return int(m.sum(values == 0))


@differentiable(
    "CumsumBackward0",
    self=lambda m, grad, self_shape, dim: _sum_to_come(m, grad, dim) if self_shape else grad,
)
def cumsum_along(self, dim):
    """y = x₀ + … + xᵢ: the gradient of xᵢ is the sum of gᵢ and all after it."""
    return _so_far(np.cumsum, self, dim) + self.dtype.type(0)  # PyTorch begins with 0, not with -0


@differentiable(
    "CumprodBackward0",
    self=lambda m, grad, self, dim, result, self_shape: (
        _cumprod_back(m, grad, self, dim, result, self_shape[dim]) if self_shape else grad
    ),
)
def cumprod_along(self, dim):
    """y = x₀ · … · xᵢ: the gradient of xᵢ is Σ gⱼ·yⱼ over j ≥ i, over xᵢ."""
    return _so_far(np.cumprod, self, dim)


def _so_far(function: Any, array: np.ndarray, dim: int) -> np.ndarray:
    """Running sums or products in double precision, each rounded, as PyTorch has them."""
    if not array.ndim:
        return array.copy()
    refuse_bool(array.dtype, f"{function.__name__}_out_cpu")
    wide = np.float64 if array.dtype.kind == "f" else None
    return function(array, axis=dim, dtype=wide).astype(array.dtype, order="C")


def _cumprod_back(m: Any, grad: Any, self: Any, dim: int, result: Any, size: int) -> Any:
    if prod_of(np.shape(self)) <= 1:
        return grad
    if not _zeros_in(m, self):
        return _sum_to_come(m, result * grad, dim) / self
    # Dividing by 0 is out of the question: take the products with xᵢ left out, one i at a time.
    grads = []
    for i in range(size):
        here = at(dim, np.arange(size) == i)
        one = np.zeros(np.shape(self), bool)
        one[here] = True
        rest = at(dim, slice(i, None))
        products = run(m, cumprod_along, m.where(one, 1.0, self), dim)
        grads.append(run(m, sum_over, grad[rest] * products[rest], (dim,), False))
    return m.stack(grads, dim)


def _prod_back(m: Any, grad: Any, self: Any, result: Any) -> Any:
    shape = np.shape(self)
    if not shape:
        return grad
    if _zeros_in(m, self):
        return m.reshape(grad * _without_each(m, m.reshape(self, (-1,)), 0), shape)
    return grad * (result / self)


def _prod_along_back(
    m: Any, grad: Any, self: Any, result: Any, self_shape: Any, dim: int, keepdim: bool
) -> Any:
    if not self_shape:
        return grad
    grad, result = (restored(m, each, self_shape, (dim,), keepdim) for each in (grad, result))
    if _zeros_in(m, self):
        return grad * _without_each(m, self, dim)
    return grad * (result / self)


def _without_each(m: Any, values: Any, dim: int) -> Any:
    """For each element the product of all others along `dim`: of those before, of those after."""
    shape = np.shape(values)
    ones = m.ones_like(values[at(dim, slice(0, 1))])
    before = m.concatenate([ones, values[at(dim, slice(0, shape[dim] - 1))]], dim)
    after = m.concatenate([ones, m.flip(values[at(dim, slice(1, None))], dim)], dim)
    forward, back = (run(m, cumprod_along, each, dim) for each in (before, after))
    return forward * m.flip(back, dim)


@differentiable("ProdBackward0", self=_prod_back)
def prod_all(self):
    """Π x: the gradient of each element is g times the product of all others."""
    return np.prod(self, dtype=self.dtype)


@differentiable("ProdBackward1", self=_prod_along_back)
def prod_along(self, dim, keepdim):
    """Π x along a dimension: each element's gradient is g times the product of all others."""
    if not self.ndim:
        return self.copy()
    return np.asarray(np.prod(self, axis=dim, keepdims=keepdim, dtype=self.dtype), order="C")


def prod(
    input: Tensor, dim: int | None = None, keepdim: bool = False, *, dtype: Dtype | None = None
) -> Tensor:
    """The product of all elements, or along `dim`. Integers and booleans give int64."""
    kind = sum_type(input, dtype)
    if dim is None:
        return computed_in(kind, prod_all, input)
    return computed_in(kind, prod_along, input, dim_of(dim, input.ndim), keepdim)


def cumsum(input: Tensor, dim: int, *, dtype: Dtype | None = None) -> Tensor:
    """At each position the sum of the elements so far along `dim`."""
    return computed_in(sum_type(input, dtype), cumsum_along, input, dim_of(dim, input.ndim))


def cumprod(input: Tensor, dim: int, *, dtype: Dtype | None = None) -> Tensor:
    """At each position the product of the elements so far along `dim`."""
    return computed_in(sum_type(input, dtype), cumprod_along, input, dim_of(dim, input.ndim))
