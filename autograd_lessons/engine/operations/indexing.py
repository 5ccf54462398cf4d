"""Taking elements out: `x[0]`, `x[1:3]`, `x[mask]`. The index is a constant, taking is linear.

Taking and placing are each other's derivative: the gradient of `x[index]` is a tensor of zeros with
the gradient placed at `index`, and the other way round.
"""

from typing import Any

import numpy as np

from ..dims import dim_of
from ..operation import differentiable
from ..overrides import as_one
from ..tensor import Tensor
from ..type_names import type_name
from .shape import alias, unsqueeze


@differentiable("IndexPutBackward0", frees=("index",), self=lambda m, grad, index: grad[index])
def place(self, shape, index):
    """Zeros of `shape`, with the elements of `self` added at `index`."""
    out = np.zeros(shape, self.dtype)
    np.add.at(out, index, self)
    return out


def placed(m: Any, grad: Any, self_shape: tuple[int, ...], index: Any) -> Any:
    if m is not np:
        return place(grad, self_shape, index)
    out = np.zeros(self_shape, grad.dtype)
    if not grad.size:
        return out
    if _is_basic(index):
        out[index] = grad
    else:
        np.add.at(out, index, grad)
    return out


def _is_basic(index: Any) -> bool:
    return not any(isinstance(each, np.ndarray) for each in index)


@differentiable(
    "SelectBackward0",
    view=True,
    self=lambda m, grad, self_shape, dim, index: placed(m, grad, self_shape, at(dim, index)),
)
def select_at(self, dim, index):
    """One position along a dimension, which disappears."""
    return self[(*at(dim, index), ...)]


@differentiable(
    "SliceBackward0",
    view=True,
    self=lambda m, grad, self_shape, dim, start, end, step: placed(
        m, grad, self_shape, at(dim, slice(start, end, step))
    ),
)
def slice_at(self, dim, start, end, step):
    """A range along a dimension."""
    return self[at(dim, slice(start, end, step))]


def at(dim: int, index: Any) -> tuple[Any, ...]:
    """The index that is `index` along `dim` and everything along the dimensions before."""
    return (*(slice(None),) * dim, index)


@differentiable("IndexBackward0", frees=("index",), self=placed)
def index_with(self, index):
    """Elements at positions given by arrays; one taken twice gets both gradients."""
    return np.asarray(self[index], order="C")


def select(input: Tensor, dim: int, index: int) -> Tensor:
    """Position `index` along `dim`. IndexError where there is none."""
    if input.ndim == 0:
        raise IndexError("select() cannot be applied to a 0-dim tensor.")
    dim = dim_of(dim, input.ndim)
    return _selected(input, dim, index, dim)


def _selected(input: Tensor, dim: int, index: int, named: int) -> Tensor:
    """`select`, where an error calls the dimension `named`."""
    size = input._data.shape[dim]
    if not -size <= index < size:
        raise IndexError(f"index {index} is out of bounds for dimension {named} with size {size}")
    return select_at(input, dim, int(index) % size)


def select_along(input: Tensor, dim: int, index: int) -> Tensor:
    """`select` as a function: its error is another one."""
    size = input._data.shape
    if input.ndim and not -size[dim_of(dim, input.ndim)] <= index < size[dim_of(dim, input.ndim)]:
        raise IndexError(
            f"select(): index {index} out of range for tensor of size {list(size)} at dimension "
            f"{dim_of(dim, input.ndim)}"
        )
    return select(input, dim, index)


@as_one
def getitem(input: Tensor, index: Any) -> Tensor:
    """`input[index]`, for integers, slices, `...`, None, and tensors of positions or booleans.

    IndexError for positions that aren't there and for too many or unsuitable indices.
    """
    out = part(input, index, always=not isinstance(index, tuple))
    return alias(out) if out is input else out


def part(input: Tensor, index: Any, always: bool = False) -> Tensor:
    """`input[index]`, or `input` itself where that is all of it; `always` makes a slice of it."""
    indices = index if isinstance(index, tuple) else (index,)
    indices = tuple(_normal(each) for each in indices)
    used = sum(_dims_used(each) for each in indices)
    if used > input.ndim:
        if input.ndim == 0 and not isinstance(index, tuple):
            if isinstance(indices[0], slice):
                raise IndexError("slice() cannot be applied to a 0-dim tensor.")
            if isinstance(indices[0], int):
                raise IndexError(
                    "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or "
                    "`tensor.item<T>()` in C++ to convert a 0-dim tensor to a number"
                )
        raise IndexError(f"too many indices for tensor of dimension {input.ndim}")
    out, dim, gone, arrays = input, 0, 0, []
    for each in indices:
        if each is Ellipsis:
            dim += input.ndim - used
        elif each is None:
            out = unsqueeze(out, dim)
            dim += 1
            gone -= 1
        elif isinstance(each, slice):
            out = _sliced(out, dim, each, always)
            dim += 1
        elif isinstance(each, np.ndarray):
            _check_mask(each, out, dim)
            arrays.append((dim, each))
            dim += max(each.ndim, 1) if each.dtype.kind == "b" else 1
        else:
            out = _selected(out, dim, each, dim + gone)
            gone += 1
    if arrays:
        return index_with(out, _full_index(arrays))
    return out


def numpy_index(index: Any) -> tuple[Any, ...]:
    """The same index for the tensor's array."""
    return tuple(_normal(each) for each in (index if isinstance(index, tuple) else (index,)))


def _normal(index: Any) -> Any:
    """An index as one of: int, slice, Ellipsis, None, array of int64 or bool."""
    if index is None or index is Ellipsis:
        return index
    if isinstance(index, bool | np.bool_):
        return np.asarray(index)
    if isinstance(index, int | np.integer):
        return int(index)
    if isinstance(index, slice):
        return slice(*(None if e is None else e.__index__() for e in _parts(index)))
    if isinstance(index, Tensor):
        index = index._data
        if index.ndim == 0 and index.dtype.kind in "iu":
            return int(index)
    elif isinstance(index, list | tuple | range | np.ndarray):
        index = np.asarray(index)
        if index.size == 0:
            index = index.astype(np.int64)
    if isinstance(index, np.ndarray) and index.dtype.kind in "iub":
        return index if index.dtype.kind == "b" else index.astype(np.int64, copy=False)
    if isinstance(index, np.ndarray):
        raise IndexError("tensors used as indices must be long, int, byte or bool tensors")
    raise IndexError(
        "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid "
        f"indices (got {type_name(index)})"
    )


def _parts(index: slice) -> tuple[Any, Any, Any]:
    return index.start, index.stop, index.step


def _dims_used(index: Any) -> int:
    if index is None or index is Ellipsis:
        return 0
    return index.ndim if isinstance(index, np.ndarray) and index.dtype.kind == "b" else 1


def _check_mask(array: np.ndarray, input: Tensor, dim: int) -> None:
    if array.dtype.kind == "b":
        for offset, size in enumerate(array.shape):
            if input._data.shape[dim + offset] != size:
                raise IndexError(
                    f"The shape of the mask {list(array.shape)} at index {offset} does not match "
                    f"the shape of the indexed tensor {list(input._data.shape)} "
                    f"at index {dim + offset}"
                )
        return
    size = input._data.shape[dim]
    for position in array.reshape(-1):
        if not -size <= position < size:
            raise IndexError(
                f"index {position} is out of bounds for dimension {dim} with size {size}"
            )


def _sliced(input: Tensor, dim: int, index: slice, always: bool) -> Tensor:
    if index.step is not None and index.step <= 0:
        raise ValueError("step must be greater than zero")
    start, stop, step = index.indices(input._data.shape[dim])
    if (start, stop, step) == (0, input._data.shape[dim], 1) and not always:
        return input
    return slice_at(input, dim, start, max(start, stop), step)


def _full_index(arrays: list[tuple[int, np.ndarray]]) -> tuple[Any, ...]:
    """Arrays at their dimensions, with `:` at those in between."""
    index: list[Any] = []
    for dim, array in arrays:
        width = sum(_dims_used(each) for each in index)
        index += [slice(None)] * (dim - width) + [array]
    return tuple(index)
