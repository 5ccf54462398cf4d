"""Operations that are made of others, and so are their derivatives."""

from math import prod
from typing import Any

import numpy as np

from ..broadcasting import broadcast_shape
from ..conversion import clone
from ..dims import dim_of
from ..operation import check_tensor
from ..overrides import as_one
from ..tensor import Tensor, new
from .arithmetic import mul, sub
from .gates import distances
from .gathering import index_select, narrow
from .joining import cat
from .linalg import dot, matmul
from .shape import expand, flatten, permute, reshape, unsqueeze


@as_one
def repeat_interleave(
    input: Tensor, repeats: Any = None, dim: int | None = None, *, output_size: int | None = None
) -> Tensor:
    """Each element along `dim` (of all, flattened) so many times, one after the other.

    repeats: a number, or one for each element. Of counts alone: each place as often as it says.
    """
    if repeats is None:
        return new(np.repeat(np.arange(input._data.size), input._data))
    if dim is None:
        input, dim = flatten(input), 0
    dim = dim_of(dim, input.ndim)
    if isinstance(repeats, Tensor):
        counts, size = repeats._data, input.shape[dim]
        if counts.ndim and counts.size not in (1, size):
            raise RuntimeError(
                "repeats must have the same size as input along dim, but got "
                f"repeats.size(0) = {counts.size} and input.size({dim}) = {size}"
            )
        places = np.repeat(np.arange(size), np.broadcast_to(counts.reshape(-1), (size,)))
        return index_select(input, dim, new(places))
    if repeats < 0:
        raise RuntimeError("Repeats must be non-negative")
    shape = list(input.shape)
    repeated = expand(unsqueeze(input, dim + 1), (*shape[: dim + 1], repeats, *shape[dim + 1 :]))
    shape[dim] *= repeats
    return reshape(clone(repeated), shape)


@as_one
def tensordot(a: Tensor, b: Tensor, dims: Any = 2) -> Tensor:
    """Products summed over some dimensions: the last `dims` of a with the first of b, or those of
    the pair of lists `dims`."""
    check_tensor("tensordot", a, "a")
    check_tensor("tensordot", b, "b", 2)
    if isinstance(dims, int):
        if dims > min(a.ndim, b.ndim):
            raise RuntimeError(f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")
        dims = range(-dims, 0), range(dims)
    for one, two in zip(*dims, strict=True):
        if a.shape[one] != b.shape[two]:
            raise RuntimeError(
                f"contracted dimensions need to match, but first has size {a.shape[one]} in dim "
                f"{one} and second has size {b.shape[two]} in dim {two}"
            )
    first, second = ([each % t.ndim for each in some] for some, t in zip(dims, (a, b), strict=True))
    left = [each for each in range(a.ndim) if each not in first]
    right = [each for each in range(b.ndim) if each not in second]
    shape = [a.shape[each] for each in left] + [b.shape[each] for each in right]
    inner_size = prod(a.shape[each] for each in first)
    rows = reshape(permute(a, (*left, *first)), (-1, inner_size))
    columns = reshape(permute(b, (*second, *right)), (inner_size, -1))
    return reshape(matmul(rows, columns), shape)


@as_one
def inner(input: Tensor, other: Tensor) -> Tensor:
    """Products summed over the last dimension of both; of a number just the product."""
    if input.ndim == 0 or other.ndim == 0:
        return mul(input, other)
    if input.shape[-1] != other.shape[-1]:
        raise RuntimeError(
            "inner() the last dimension must match on both input tensors but got shapes "
            f"{list(input.shape)} and {list(other.shape)}"
        )
    if input.ndim == other.ndim == 1 and not input._data.size:
        return dot(input, other)
    return tensordot(input, other, ([-1], [-1]))


@as_one
def diff(
    input: Tensor,
    n: int = 1,
    dim: int = -1,
    prepend: Tensor | None = None,
    append: Tensor | None = None,
) -> Tensor:
    """Differences between neighbours along `dim`, taken n times."""
    if input.ndim == 0:
        raise RuntimeError("diff expects input to be at least one-dimensional")
    if prepend is not None or append is not None:
        input = cat([each for each in (prepend, input, append) if each is not None], dim)
    for _ in range(min(n, input.shape[dim])):
        length = input.shape[dim] - 1
        input = sub(narrow(input, dim, 1, length), narrow(input, dim, 0, length))
    return input


def cdist(x1: Tensor, x2: Tensor, p: float = 2.0, compute_mode: str | None = None) -> Tensor:
    """The p-norm of each row of x1 minus each row of x2. RuntimeError where that can't be had."""
    check_tensor("cdist", x1, "x1")
    check_tensor("cdist", x2, "x2", 2)
    for name, each in (("X1", x1), ("X2", x2)):
        if each.ndim < 2:
            raise RuntimeError(f"cdist only supports at least 2D tensors, {name} got: {each.ndim}D")
    columns = [each._data.shape[-1] for each in (x1, x2)]
    if columns[0] != columns[1]:
        raise RuntimeError(
            f"X1 and X2 must have the same number of columns. X1: {columns[0]} X2: {columns[1]}"
        )
    for name, each in (("X1", x1), ("X2", x2)):
        if each._data.dtype.kind != "f":
            raise RuntimeError(
                f"cdist only supports floating-point dtypes, {name} got: {each.dtype.printed_type}"
            )
    if p < 0:
        raise RuntimeError("cdist only supports non-negative p values")
    if x1.dtype is not x2.dtype:
        raise RuntimeError(
            f"expected scalar type {x1.dtype.printed_type} but found {x2.dtype.printed_type}"
        )
    batch = broadcast_shape(tuple(x1.shape[:-2]), tuple(x2.shape[:-2]))
    x1, x2 = (
        each if tuple(each.shape[:-2]) == batch else expand(each, (*batch, *each.shape[-2:]))
        for each in (x1, x2)
    )
    return distances(x1, x2, p)
