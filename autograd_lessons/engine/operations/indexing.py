"""Taking elements out: `x[0]`, `x[1:3]`, `x[mask]`. The index is a constant, taking is linear.

Taking and placing are each other's derivative: the gradient of `x[index]` is a tensor of zeros with
the gradient placed at `index`, and the other way round.
"""

from operator import index as index_of
from typing import Any

import numpy as np

from ..dims import dim_of, meant
from ..operation import differentiable
from ..overrides import as_one
from ..tensor import Tensor
from .indices import dims_used, full_index, normalized
from .shape import alias, unsqueeze


def placing(node: str, *, into: bool = True) -> Any:
    """An operation that adds elements at an index to zeros; `into`: the zeros have an edge."""
    rules: Any = {"values": lambda m, grad, index: grad[index]}
    if into:
        rules = {"self": lambda m, grad: grad, **rules}

    @differentiable(node, frees=("index",), **rules)
    def place(self, values, index):
        """The gradients at the index."""
        if values.size:
            np.add.at(self, index, values)
        return self

    return place


_put_by_select = placing("SelectBackwardBackward0", into=False)
_put_by_slice = placing("SliceBackwardBackward0", into=False)
_put_by_index = placing("IndexPutImplBackward0")
put_by_scatter = placing("ScatterBackward0")


def placed(
    m: Any, grad: Any, self_shape: tuple[int, ...], index: Any, by: Any = _put_by_index
) -> Any:
    """Zeros with the gradient added at an index; recorded as the operation `by`."""
    if m is not np:
        return by(np.zeros(self_shape, grad._data.dtype), grad, index)
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
    self=lambda m, grad, self_shape, dim, index: placed(
        m, grad, self_shape, at(dim, index), _put_by_select
    ),
)
def select_at(self, dim, index):
    """One position along a dimension, which disappears."""
    return self[(*at(dim, index), ...)]


@differentiable(
    "SliceBackward0",
    view=True,
    self=lambda m, grad, self_shape, dim, start, end, step: placed(
        m, grad, self_shape, at(dim, slice(start, end, step)), _put_by_slice
    ),
)
def slice_at(self, dim, start, end, step):
    """A range along a dimension."""
    return self[at(dim, slice(start, end, step))]


def at(dim: int, index: Any) -> tuple[Any, ...]:
    """The index that is `index` along `dim` and everything along the dimensions before."""
    return (*(slice(None),) * dim, index)


@differentiable(
    "IndexBackward0",
    frees=("index",),
    self=lambda m, grad, self_shape, index: placed(m, grad, self_shape, index),
)
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
    index = int(index)
    return select_at(input, dim, index if index >= 0 else meant(index % size, index))


def select_along(input: Tensor, dim: int, index: int) -> Tensor:
    """`select` as a function: its error is another one."""
    size, index = input._data.shape, index_of(index)
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
    out, arrays = parted(input, index, always)
    return index_with(out, full_index(arrays, out._data.shape)) if arrays else out


_Arrays = list[tuple[int, np.ndarray]]


def parted(input: Tensor, index: Any, always: bool = False) -> tuple[Tensor, _Arrays]:
    """`input` after all indices but arrays, and these with their dimensions: see `full_index`."""
    try:
        indices = normalized(index)
    except (IndexError, TypeError):
        if input.ndim or isinstance(index, slice | tuple):
            raise
        raise IndexError("too many indices for tensor of dimension 0") from None
    used = sum(dims_used(each) for each in indices)
    if used > input.ndim:
        if input.ndim == 0 and not isinstance(index, tuple | Tensor):
            if isinstance(indices[0], slice):
                _check_step(indices[0])
                raise IndexError("slice() cannot be applied to a 0-dim tensor.")
            if isinstance(indices[0], int) and indices[0]:
                raise IndexError(f"index {indices[0]} is out of bounds for dimension 0 with size 0")
            if isinstance(indices[0], int):
                raise IndexError(
                    "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or "
                    "`tensor.item<T>()` in C++ to convert a 0-dim tensor to a number"
                )
        raise IndexError(f"too many indices for tensor of dimension {input.ndim}")
    out, dim, arrays = input, 0, []
    for place, each in enumerate(indices):
        if each is Ellipsis:
            dim += input.ndim - used
        elif each is None:
            out = unsqueeze(out, dim)
            dim += 1
        elif isinstance(each, slice):
            out = _sliced(out, dim, each, always)
            dim += 1
        elif isinstance(each, np.ndarray) and not each.ndim:
            out = unsqueeze(out, dim)
            arrays.append((dim, np.zeros(int(each), np.int64)))
            dim += 1
        elif isinstance(each, np.ndarray):
            arrays.append((dim, each))
            dim += each.ndim if each.dtype.kind == "b" else 1
        else:
            out = _selected(out, dim, each, place)
    return out, arrays


_LAST = 2**63 - 1  # PyTorch's end of a slice that has none


def _check_step(index: slice) -> None:
    if index.step is not None and index.step <= 0:
        text = "step must be greater than zero" if index.step else "slice step cannot be zero"
        raise ValueError(text)


def _sliced(input: Tensor, dim: int, index: slice, always: bool) -> Tensor:
    _check_step(index)
    start, stop, step = index.indices(input._data.shape[dim])
    whole = not index.start and (start, stop, step) == (0, input._data.shape[dim], 1)
    if whole and not always:
        return input
    end = max(start, stop)
    if index.start is not None and index.start != start:
        start = meant(start, index.start)
    if index.stop != end:
        end = meant(end, _LAST if index.stop is None else index.stop)
    return slice_at(input, dim, start, end, step)
