"""Several tensors into one, and one into several. Each is the other's derivative."""

from collections.abc import Sequence
from operator import index
from typing import Any

import numpy as np

from ..broadcasting import fitted
from ..calls.checking import checked
from ..calls.type_names import type_name
from ..conversion import promoted_to
from ..dims import dim_of
from ..dtypes import promote_arrays
from ..operation import check_tensors, joining, run, several
from ..tensor import Tensor, new
from .indexing import at, slice_at

_NOTHING = (0,)  # a vector without elements can be joined to anything


def _own_part(m: Any, grad: Any, position: int, shapes: Any, dim: int, types: Any) -> Any:
    sizes = [0 if shape == _NOTHING else shape[dim] for shape in shapes]
    start = sum(sizes[:position])
    part = run(m, slice_at, grad, dim, start, start + sizes[position], 1)
    if shapes[position] == _NOTHING:
        part = m.reshape(part, shapes[position])
    return fitted(m, part, shapes[position], types and types[position])


@joining("CatBackward0", tensors=_own_part)
def joined(arrays, dim, types):
    """Arrays one after the other along `dim`: each gets its own part of the gradient."""
    some = [each for each in arrays if each.shape != _NOTHING] or arrays
    return np.asarray(np.concatenate(some, axis=dim), order="C")


def _own_layer(m: Any, grad: Any, position: int, shapes: Any, dim: int, types: Any) -> Any:
    return fitted(m, grad[at(dim, position)], shapes[position], types and types[position])


@joining("StackBackward0", tensors=_own_layer)
def stacked(arrays, dim, types):
    """Arrays along a new dimension: each gets its own layer of the gradient."""
    return np.asarray(np.stack(arrays, axis=dim), order="C")


def _complete(m: Any, grads: Any, shapes: Sequence[tuple[int, ...]]) -> list[Any]:
    """The gradients, with zeros for results that got none; that of a single result comes alone."""
    grads = grads if isinstance(grads, list) else [grads]
    (some, *_) = (grad for grad in grads if grad is not None)
    array_type = some.dtype if m is np else some._data.dtype
    zeros = [np.zeros(shape, array_type) for shape in shapes]
    return [
        (zero if m is np else new(zero)) if grad is None else grad
        for grad, zero in zip(grads, zeros, strict=True)
    ]


def _layers_back(m: Any, grads: Any, self_shape: Any, dim: int) -> Any:
    shapes = [self_shape[:dim] + self_shape[dim + 1 :]] * self_shape[dim]
    return run(m, stacked, _complete(m, grads, shapes), dim, None)


@several("UnbindBackward0", view=True, self=_layers_back)
def unbound(self, dim):
    """The layers along `dim`: their gradients, stacked again."""
    return [self[(*at(dim, position), ...)] for position in range(self.shape[dim])]


def _parts_back(
    m: Any, grads: Any, self_shape: Any, sizes: Any, dim: int, split_size: Any = None
) -> Any:
    shapes = [(*self_shape[:dim], size, *self_shape[dim + 1 :]) for size in sizes]
    return run(m, joined, _complete(m, grads, shapes), dim, None)


@several("SplitBackward0", view=True, self=_parts_back)
def split_evenly(self, sizes, dim, split_size):
    """Parts of equal size along `dim`: their gradients, joined again."""
    return _parts(self, sizes, dim)


@several(
    "SplitWithSizesBackward0",
    view=True,
    self=lambda m, grad, self_shape, sizes, dim: _parts_back(m, grad, self_shape, sizes, dim),
)
def split_as_told(self, sizes, dim):
    """Parts of the given sizes along `dim`: their gradients, joined again."""
    return _parts(self, sizes, dim)


def _parts(array: np.ndarray, sizes: Sequence[int], dim: int) -> list[np.ndarray]:
    ends = np.cumsum(sizes).tolist()
    return [array[at(dim, slice(end - size, end))] for size, end in zip(sizes, ends, strict=True)]


def cat(tensors: Sequence[Tensor], dim: int = 0) -> Tensor:
    """Tensors one after the other along `dim`; all other sizes must agree."""
    given, tensors = tensors, _promoted("cat", tensors)
    shapes = [each._data.shape for each in tensors]
    first = next((shape for shape in shapes if shape != _NOTHING), _NOTHING)
    dim = dim_of(dim, len(first))
    for position, shape in enumerate(shapes):
        if shape == _NOTHING:
            continue
        if len(shape) == 0:
            raise RuntimeError(
                f"zero-dimensional tensor (at position {position}) cannot be concatenated"
            )
        if len(shape) != len(first):
            raise RuntimeError(
                f"Tensors must have same number of dimensions: got {len(first)} and {len(shape)}"
            )
        for other, (one, two) in enumerate(zip(first, shape, strict=True)):
            if other != dim and one != two:
                raise RuntimeError(
                    f"Sizes of tensors must match except in dimension {dim}. Expected size {one} "
                    f"but got size {two} for tensor number {position} in the list."
                )
    return joined(tensors, dim, [each._data.dtype for each in given])


def stack(tensors: Sequence[Tensor], dim: int = 0) -> Tensor:
    """Tensors of the same shape along a new dimension."""
    given, tensors = tensors, _promoted("stack", tensors)
    first = tensors[0]._data.shape
    dim = dim_of(dim, len(first) + 1)
    for position, each in enumerate(tensors):
        if each._data.shape != first:
            raise RuntimeError(
                f"stack expects each tensor to be equal size, but got {list(first)} at entry 0 "
                f"and {list(each._data.shape)} at entry {position}"
            )
    return stacked(tensors, dim, [each._data.dtype for each in given])


def _promoted(name: str, tensors: Sequence[Tensor]) -> list[Tensor]:
    """The tensors as numbers of one type. RuntimeError for an empty list."""
    if not isinstance(tensors, list | tuple):
        raise TypeError(
            f"{name}(): argument 'tensors' (position 1) must be tuple of Tensors, not "
            f"{type_name(tensors)}"
        )
    given = list(tensors)
    check_tensors(given)
    if not given:
        if name == "stack":
            raise RuntimeError("stack expects a non-empty TensorList")
        raise ValueError("torch.cat(): expected a non-empty list of Tensors")
    array_type = given[0]._data.dtype
    for each in given:
        array_type = promote_arrays(array_type, each._data.dtype)
    return [promoted_to(array_type, each) for each in given]


def unbind(input: Tensor, dim: int = 0) -> tuple[Tensor, ...]:
    """The layers of `input` along `dim`, as tensors with one dimension less."""
    if not input.ndim:
        raise IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
    return unbound(input, dim_of(dim, input.ndim))


def _check_dimensions(name: str, tensor: Tensor) -> None:
    if not tensor.ndim:
        raise RuntimeError(f"{name} expects at least a 1-dimensional tensor")


def split(tensor: Tensor, split_size_or_sections: Any, dim: int = 0) -> tuple[Tensor, ...]:
    """Parts of a size (the last may be smaller), or of the sizes in a list, along `dim`."""
    if not isinstance(tensor, Tensor):
        raise AttributeError(f"'{type_name(tensor)}' object has no attribute 'split'")
    return split_tensor(tensor, split_size_or_sections, dim)


def split_tensor(self: Tensor, split_size: Any, dim: int = 0) -> tuple[Tensor, ...]:
    """`split` as a method."""
    if isinstance(split_size, Tensor) and split_size._data.size == 1:
        split_size = int(split_size)
    if isinstance(split_size, int):
        return _split_by_size(self, split_size, dim)
    return _split_by_sizes(self, split_size, dim)


split_tensor.__qualname__ = "Tensor.split"  # as errors about its arguments call it


def _by_size(tensor: Tensor, size: int, dim: int) -> tuple[Tensor, ...]:
    _check_dimensions("split", tensor)
    dim = dim_of(dim, tensor.ndim)
    whole = tensor._data.shape[dim]
    if size == 0 and whole:
        raise RuntimeError(
            f"split_size can only be 0 if dimension size is 0, but got dimension size of {whole}"
        )
    if size < 0:
        raise RuntimeError(f"split expects split_size be non-negative, but got split_size={size}")
    sizes = [min(size, whole - start) for start in range(0, whole, size or 1)] or [0]
    return split_evenly(tensor, sizes, dim, size)


def _by_sizes(tensor: Tensor, sizes: Any, dim: int) -> tuple[Tensor, ...]:
    _check_dimensions("split", tensor)
    sizes, told, dim = [*map(index, sizes)], dim, dim_of(dim, tensor.ndim)
    whole = tensor._data.shape[dim]
    if any(size < 0 for size in sizes):
        raise RuntimeError(
            "split_with_sizes expects split_sizes have only non-negative entries, but got "
            f"split_sizes={sizes}"
        )
    if sum(sizes) != whole:
        raise RuntimeError(
            f"split_with_sizes expects split_sizes to sum exactly to {whole} (input tensor's size "
            f"at dimension {told}), but got split_sizes={sizes}"
        )
    return split_as_told(tensor, sizes, dim)


# Errors about their arguments are those of the C++ functions.
_split_by_size = checked(_by_size, "C", "split")
_split_by_sizes = checked(_by_sizes, "C", "split_with_sizes")


def chunk(input: Tensor, chunks: int, dim: int = 0) -> tuple[Tensor, ...]:
    """About equal parts, at most `chunks` of them, along `dim`."""
    _check_dimensions("chunk", input)
    if chunks <= 0:
        raise RuntimeError(f"chunk expects `chunks` to be greater than 0, got: {chunks}")
    dim = dim_of(dim, input.ndim)
    whole = input._data.shape[dim]
    if not whole:
        return split_as_told(input, [0] * chunks, dim)
    return split(input, -(-whole // chunks), dim)
