"""What may stand in `x[…]`, in the form that NumPy takes; wrong indices get PyTorch's words."""

from typing import Any

import numpy as np

from ..calls.type_names import type_name
from ..calls.warn_once import warn_outside
from ..creation.nested import array_of
from ..tensor import Tensor

_OLD_MASK = (
    "indexing with dtype torch.uint8 is now deprecated, please use a dtype torch.bool instead."
)
_NO_TUPLE = (
    "Using a non-tuple sequence for multidimensional indexing is deprecated and will be changed in "
    "pytorch 2.9; use x[tuple(seq)] instead of x[seq]. In pytorch 2.9 this will be interpreted as "
    "tensor index, x[torch.tensor(seq)], which will result either in an error or a different result"
)
_SEQUENCES = (list, tuple, range, np.ndarray, str, bytes)


def normalized(index: Any) -> tuple[Any, ...]:
    """An index as a tuple of: int, slice, Ellipsis, None, array of int64 or bool."""
    return tuple(map(_normal, index if _is_several(index) else (index,)))


def _is_several(index: Any) -> bool:
    """Whether it counts as a tuple of indices: so does a short list with anything but numbers."""
    if isinstance(index, tuple):
        return True
    if not isinstance(index, list | str) or len(index) >= 32:
        return False
    kinds = (slice, Tensor, *_SEQUENCES)
    several = any(each is None or each is Ellipsis or isinstance(each, kinds) for each in index)
    if several:
        warn_outside(_NO_TUPLE)
    return several


def _normal(index: Any) -> Any:
    """One index of the tuple."""
    if index is None or index is Ellipsis:
        return index
    if isinstance(index, bool | np.bool_):
        return np.asarray(index)
    if isinstance(index, int | np.integer):
        if not -(2**63) <= index < 2**63:
            raise ValueError("Overflow when unpacking long long")
        return int(index)
    if isinstance(index, slice):
        return slice(*map(_bound, (index.start, index.stop, index.step)))
    if isinstance(index, Tensor):
        index = index._data
        if index.dtype == np.uint8 or index.dtype.kind == "b":
            return _mask(index)
        if index.ndim == 0 and index.dtype.kind == "i":
            return int(index)
        if index.dtype.name not in ("int32", "int64"):
            raise IndexError("tensors used as indices must be long, int, byte or bool tensors")
        return index.astype(np.int64, copy=False)
    if isinstance(index, _SEQUENCES):
        array = index if isinstance(index, np.ndarray) else array_of(index, None)
        if array.size and (array.dtype == np.uint8 or array.dtype.kind == "b"):
            return _mask(array)
        return array.astype(np.int64, copy=False) if array.ndim else int(array)
    raise IndexError(
        "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid "
        f"indices (got {type_name(index)})"
    )


def _bound(value: Any) -> int | None:
    """A slice's start, end or step."""
    if value is not None and not hasattr(value, "__index__"):
        raise TypeError("slice indices must be integers or None or have an __index__ method")
    return None if value is None else value.__index__()


def _mask(array: np.ndarray) -> np.ndarray:
    if array.dtype.kind == "b":
        return array
    if array.ndim:
        warn_outside(_OLD_MASK)
    return np.asarray(array != 0)


def dims_used(index: Any) -> int:
    if index is None or index is Ellipsis:
        return 0
    return index.ndim if isinstance(index, np.ndarray) and index.dtype.kind == "b" else 1


def _check_mask(mask: np.ndarray, shape: tuple[int, ...], dim: int) -> None:
    for offset, size in enumerate(mask.shape):
        if shape[dim + offset] != size:
            raise IndexError(
                f"The shape of the mask {list(mask.shape)} at index {offset} does not match "
                f"the shape of the indexed tensor {list(shape)} at index {dim + offset}"
            )


def _check_positions(array: np.ndarray, size: int, named: int) -> None:
    if array.size and not size:
        raise IndexError("index is out of bounds for dimension with size 0")
    for position in array.reshape(-1):
        if not -size <= position < size:
            raise IndexError(
                f"index {position} is out of bounds for dimension {named} with size {size}"
            )


def full_index(arrays: list[tuple[int, np.ndarray]], shape: tuple[int, ...]) -> tuple[Any, ...]:
    """Arrays at their dimensions, with `:` at those in between.

    IndexError for a mask of another shape, for arrays that don't broadcast, and for positions that
    aren't there. These are told with the dimension's number among those that arrays index.
    """
    sizes = []
    for dim, array in arrays:
        if array.dtype.kind == "b":
            _check_mask(array, shape, dim)
            sizes += [(np.count_nonzero(array),)] * array.ndim
        else:
            sizes.append(array.shape)
    try:
        np.broadcast_shapes(*sizes)
    except ValueError:
        raise IndexError(
            "shape mismatch: indexing tensors could not be broadcast together with shapes "
            + ", ".join(str(list(each)) for each in sizes)
        ) from None
    index: list[Any] = []
    taken = width = 0
    for dim, array in arrays:
        if array.dtype.kind != "b":
            _check_positions(array, shape[dim], taken)
        index += [slice(None)] * (dim - width) + [array]
        used = dims_used(array)
        taken, width = taken + used, dim + used
    return tuple(index)


def index_along(dim: int, positions: np.ndarray) -> tuple[np.ndarray, ...]:
    """The NumPy index for one position along `dim` at each place of the other dimensions."""
    index = list(np.ogrid[tuple(slice(size) for size in positions.shape)])
    if index:
        index[dim] = positions
    return tuple(index)
