"""Many elements to one: sums, means, extremes. n is how many elements one result is made of."""

from math import prod
from typing import Any

import numpy as np

from .. import dtypes, overrides, return_types
from ..conversion import computed_in
from ..dims import AllDims, dim_of, dims_of
from ..dtypes import dtype as Dtype
from ..grad_mode import mode
from ..kernels.summation import total
from ..operation import differentiable
from ..tensor import Tensor, new
from .choosing import filled_from
from .functions import maximum, minimum
from .indexing import placed, put_by_scatter
from .indices import index_along

_ALL: Any = object()  # no dimension named: `sum(None)` names all, in another operation


def restored(m: Any, grad: Any, shape: tuple[int, ...], dims: Any, keepdim: bool) -> Any:
    """The gradient of a reduced tensor, with the dimensions that are gone as those of size 1."""
    if keepdim or not shape:
        return grad
    if m is np:
        return grad.reshape(tuple([1 if d in dims else size for d, size in enumerate(shape)]))
    for dim in () if isinstance(dims, AllDims) else sorted(dims):
        grad = m.expand_dims(grad, dim)
    return grad


def spread(m: Any, grad: Any, self_shape: tuple[int, ...], dim: Any, keepdim: bool) -> Any:
    """The gradient of a reduced tensor, repeated to the shape that it was reduced from."""
    return m.broadcast_to(restored(m, grad, self_shape, dim, keepdim), self_shape)


@differentiable("SumBackward0", self=lambda m, grad, self_shape: m.broadcast_to(grad, self_shape))
def sum_all(self):
    """Σ x: every element's gradient is g."""
    return total(self)


@differentiable("SumBackward1", self=spread)
def sum_over(self, dim, keepdim):
    """Σ x along dimensions: every element's gradient is that of its sum."""
    return total(self, dim if self.ndim else None, keepdim)


@differentiable(
    "MeanBackward0",
    self=lambda m, grad, self_shape: m.broadcast_to(grad, self_shape) / prod(self_shape),
)
def mean_all(self):
    """Σ x / n: every element's gradient is g/n."""
    return total(self) / self.dtype.type(self.size)


@differentiable(
    "MeanBackward1",
    self=lambda m, grad, self_shape, dim, keepdim: (
        spread(m, grad, self_shape, dim, keepdim) / _count(self_shape, dim)
    ),
)
def mean_over(self, dim, keepdim):
    """Σ x / n along dimensions: every element's gradient is that of its mean, over n."""
    count = _count(self.shape, dim)
    return total(self, dim if self.ndim else None, keepdim) / self.dtype.type(count)


def _count(shape: tuple[int, ...], dims: Any) -> int:
    return prod([shape[dim] for dim in dims if shape])


def sum_type(input: Tensor, dtype: Dtype | None) -> np.dtype[Any]:
    """The type to sum `input` in: integers and booleans in int64 unless told otherwise."""
    if dtype is None:
        dtype = input.dtype if input._data.dtype.kind == "f" else dtypes.int64
    if input._requires_grad and mode.enabled and not dtype.is_floating_point:
        raise RuntimeError(f"Autograd not support dtype: {dtype.printed_type}")
    return dtype.numpy


def sum(
    input: Tensor,
    dim: Any = _ALL,
    keepdim: bool = False,
    *,
    dtype: Dtype | None = None,
) -> Tensor:
    """The sum of all elements, or along `dim` (one dimension or several).

    Integers and booleans give int64. IndexError for a dimension that isn't there.
    """
    kind = sum_type(input, dtype)
    if dim is _ALL:
        return computed_in(kind, sum_all, input)
    return computed_in(kind, sum_over, input, dims_of(dim, input.ndim), keepdim)


def mean(
    input: Tensor, dim: Any = _ALL, keepdim: bool = False, *, dtype: Dtype | None = None
) -> Tensor:
    """The mean of all elements, or along `dim`. RuntimeError for integers."""
    if dtype is not None:
        _check_mean_type("Optional", dtype)
    else:
        _check_mean_type("Input", input.dtype)
    kind = sum_type(input, dtype)
    if dim is _ALL:
        return computed_in(kind, mean_all, input)
    return computed_in(kind, mean_over, input, dims_of(dim, input.ndim), keepdim)


def _check_mean_type(which: str, dtype: Dtype) -> None:
    if not dtype.is_floating_point:
        raise RuntimeError(
            f"mean(): could not infer output dtype. {which} dtype must be either a floating point "
            f"or complex dtype. Got: {dtype.printed_type}"
        )


def share(m: Any, grad: Any, self: Any, result: Any) -> Any:
    """The gradient of an extreme, shared evenly among the elements that are equal to it."""
    equal = (self == result) | ((self != self) & (result != result))  # nan counts as equal to nan
    if m is np:
        return np.where(equal, grad / float(np.sum(equal)), 0.0)
    return filled_from(m.zeros_like(self), equal, grad / m.sum(equal), grad._data.dtype)


@differentiable("MaxBackward1", self=share)
def max_all(self):
    """The largest element: gradient g, shared evenly at a tie."""
    return np.max(self)


@differentiable("MinBackward1", self=share)
def min_all(self):
    """The smallest element: gradient g, shared evenly at a tie."""
    return np.min(self)


def need_dim(name: str, array: np.ndarray) -> None:
    """RuntimeError where no dimension is given for an array without elements."""
    if array.size == 0:
        raise RuntimeError(
            f"{name}(): Expected reduction dim to be specified for input.numel() == 0. "
            "Specify the reduction dim with the 'dim' argument."
        )


def need_elements(name: str, array: np.ndarray, dim: int) -> None:
    """IndexError where there are no elements along a dimension."""
    if array.ndim and not array.shape[dim]:
        raise IndexError(f"{name}(): Expected reduction dim {dim} to have non-zero size.")


def argmax(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Tensor:
    """The position of the largest element (of the flattened tensor, or along `dim`), as int64.

    An index has no derivative: the result is untracked.
    """
    return _position("argmax", np.argmax, input, dim, keepdim)


def argmin(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Tensor:
    """The position of the smallest element, as `argmax`."""
    return _position("argmin", np.argmin, input, dim, keepdim)


def _position(name: str, find: Any, input: Tensor, dim: int | None, keepdim: bool) -> Tensor:
    array = input._data
    if array.dtype.kind == "b":
        raise RuntimeError(f"{name}(): does not support bool input")
    if dim is None:
        if array.size == 0:
            raise IndexError(
                f"{name}(): Expected reduction dim to be specified for input.numel() == 0."
            )
        found = find(array)
        if keepdim:
            found = np.reshape(found, (1,) * array.ndim)
    else:
        axis = dim_of(dim, array.ndim)
        need_elements(name, array, axis)
        found = find(array, axis=axis, keepdims=keepdim) if array.ndim else np.int64(0)
    out = new(np.asarray(found, dtype=np.int64))
    if overrides.watchers:
        overrides.tell(name, (input,), out)
    return out


def _truth(name: str, test: Any) -> Any:
    def reduce(input: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:
        axis = None if dim is None else dims_of(dim, input.ndim)
        if isinstance(axis, AllDims):  # none named: nothing is reduced, each element is tested
            axis = ()
        found = test(input._data, axis=axis if input.ndim else None, keepdims=keepdim)
        out = new(found.astype(np.uint8) if input._data.dtype == np.uint8 else found)
        if overrides.watchers:
            overrides.tell(name, (input,), out)
        return out

    reduce.__name__ = name
    return reduce


all: Any = _truth("all", np.all)
all.__doc__ = "Whether all elements (along `dim`, if given) are true; untracked."
any: Any = _truth("any", np.any)
any.__doc__ = "Whether any element (along `dim`, if given) is true; untracked."


def taking(node: str) -> Any:
    """The operation that takes one element along a dimension, at an index of arrays that has that
    dimension: as the largest, as the middle one, …"""

    @differentiable(node, frees=("index",), self=_back_to_taken)
    def taken(self, index, dim, keepdim):
        """The elements at an index: the gradient goes to those that were taken."""
        return self[index] if keepdim or not self.ndim else np.squeeze(self[index], dim)

    return taken


def _back_to_taken(m, grad, self_shape, index, dim, keepdim):
    return placed(
        m, restored(m, grad, self_shape, (dim,), keepdim), self_shape, index, by=put_by_scatter
    )


max_at, min_at = taking("MaxBackward0"), taking("MinBackward0")


def _extreme(
    name: str, everywhere: Any, position: Any, take: Any, elementwise: Any, pair: Any
) -> Any:
    def extreme(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
        if isinstance(dim, Tensor):
            return elementwise(input, dim)
        if dim is None:
            need_dim(name, input._data)
            return everywhere(input)
        return along(input, dim, keepdim)

    def along(input: Tensor, dim: int, keepdim: bool) -> Any:
        dim = dim_of(dim, input.ndim)
        need_elements(name, input._data, dim)
        ranked = new(input._data.view(np.uint8)) if input._data.dtype.kind == "b" else input
        indices = position(ranked, dim, keepdim)
        index = index_along(dim, position(ranked, dim, True)._data)
        return pair((take(input, index, dim, keepdim), indices))

    extreme.__name__ = along.__name__ = name
    along = overrides.as_one(along)
    extreme.__doc__ = (
        f"The {name}imum of all elements; with `dim` (values, indices) along it, of which only the "
        f"values are differentiable; with a tensor, as `{name}imum`."
    )
    return extreme


max = _extreme("max", max_all, argmax, max_at, maximum, return_types.max)
min = _extreme("min", min_all, argmin, min_at, minimum, return_types.min)
