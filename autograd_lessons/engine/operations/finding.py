"""What is in a tensor: where, how often, how many different. Untracked: all of it is constant."""

from typing import Any

import numpy as np

from ..dims import dims_of
from ..dtypes import need_kind
from ..operation import check_tensor, differentiable
from ..overrides import as_one
from ..tensor import Tensor, new


@as_one
def nonzero(input: Tensor, *, as_tuple: bool = False) -> Any:
    """The positions of all elements but 0: a row for each, or a tensor for each dimension."""
    array = input._data
    if as_tuple:
        return tuple(new(each) for each in np.nonzero(np.atleast_1d(array)))
    found = np.nonzero(np.atleast_1d(array))
    rows = np.stack(found, axis=1) if array.ndim else np.zeros((found[0].size, 0), np.int64)
    return new(rows)


@as_one
def count_nonzero(input: Tensor, dim: Any = None) -> Tensor:
    """How many elements are not 0, in all or along `dim`."""
    axes = dims_of(dim, input.ndim)[: input.ndim]
    return new(np.asarray(np.count_nonzero(input._data, axis=axes), np.int64))


@as_one
def bincount(input: Tensor, weights: Tensor | None = None, minlength: int = 0) -> Tensor:
    """How often 0, 1, 2, … are there, or the sums of their weights."""
    array = input._data
    need_kind("iu", array.dtype, "bincount_cpu")
    if array.ndim != 1 or (array.size and array.min() < 0):
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    given = None if weights is None else weights._data
    found = np.bincount(array, given, minlength)
    return new(found if given is None else found.astype(given.dtype))


def _no_derivative(m: Any, grad: Any) -> Any:
    raise NotImplementedError("the derivative for '_unique2' is not implemented.")


@differentiable("Unique2Backward0", self=_no_derivative)
def different(self):
    """The different values, in order: recorded, but backward raises NotImplementedError."""
    return np.unique(self, equal_nan=False)


@as_one
def unique(
    input: Tensor, sorted: bool = True, return_inverse: bool = False, return_counts: bool = False
) -> Any:
    """The different values, in order; if asked for, also which of them stands at each place, and
    how often each is there. Backward raises NotImplementedError."""
    check_tensor("unique", input)
    _, inverse, counts = np.unique(
        input._data, return_inverse=True, return_counts=True, equal_nan=False
    )
    found = [different(input)]
    if return_inverse:
        found.append(new(inverse.reshape(input._data.shape)))
    if return_counts:
        found.append(new(counts))
    return tuple(found) if len(found) > 1 else found[0]
