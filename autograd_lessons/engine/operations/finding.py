"""What is in a tensor: where, how often, how many different. Untracked: all of it is constant."""

from typing import Any

import numpy as np

from ..dims import dims_of
from ..operation import check_tensor
from ..overrides import as_one
from ..tensor import Tensor, new


@as_one
def nonzero(input: Tensor, *, as_tuple: bool = False) -> Any:
    """The positions of all elements but 0: a row for each, or a tensor for each dimension."""
    check_tensor("nonzero", input)
    array = input._data
    if as_tuple:
        return tuple(new(each) for each in np.nonzero(np.atleast_1d(array)))
    found = np.nonzero(np.atleast_1d(array))
    rows = np.stack(found, axis=1) if array.ndim else np.zeros((found[0].size, 0), np.int64)
    return new(rows)


@as_one
def count_nonzero(input: Tensor, dim: Any = None) -> Tensor:
    """How many elements are not 0, in all or along `dim`."""
    check_tensor("count_nonzero", input)
    axes = dims_of(dim, input.ndim) if input.ndim else ()
    return new(np.asarray(np.count_nonzero(input._data, axis=axes), np.int64))


@as_one
def bincount(input: Tensor, weights: Tensor | None = None, minlength: int = 0) -> Tensor:
    """How often 0, 1, 2, … are there, or the sums of their weights."""
    check_tensor("bincount", input)
    array = input._data
    if array.ndim != 1 or (array.size and array.min() < 0):
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    given = None if weights is None else weights._data
    found = np.bincount(array, given, minlength)
    return new(found if given is None else found.astype(given.dtype))


@as_one
def unique(
    input: Tensor, sorted: bool = True, return_inverse: bool = False, return_counts: bool = False
) -> Any:
    """The different values, in order; if asked for, also which of them stands at each place, and
    how often each is there. Untracked."""
    check_tensor("unique", input)
    values, inverse, counts = np.unique(
        input._data, return_inverse=True, return_counts=True, equal_nan=False
    )
    found = [values]
    if return_inverse:
        found.append(inverse.reshape(input._data.shape))
    if return_counts:
        found.append(counts)
    tensors = tuple(new(np.asarray(each)) for each in found)
    return tensors if len(tensors) > 1 else tensors[0]
