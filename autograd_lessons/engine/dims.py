"""Dimension arguments: negative ones count from the end, wrong ones raise PyTorch's IndexError."""

from collections.abc import Sequence
from functools import lru_cache
from operator import index
from typing import Any


class Given(int):
    """A number that stands for another that was given, as 1 for the dimension -1 of two."""

    given: Any


@lru_cache
def meant(number: int, given: Any) -> Given:
    """`number`, which remembers what was given in its place."""
    out = Given(number)
    out.given = given
    return out


def dim_of(dim: Any, ndim: int) -> int:
    """`dim` counted from the front. IndexError unless -ndim <= dim < ndim (0-d counts as 1-d)."""
    span = max(ndim, 1)
    if dim is True or dim is False:
        raise TypeError("a dimension must be int, not bool")
    if not -span <= dim < span:
        if not -(2**63) <= dim < 2**63:
            raise ValueError("Overflow when unpacking long long")
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-span}, {span - 1}], "
            f"but got {dim})"
        )
    return dim if dim >= 0 else meant(dim % span, dim)


class AllDims(tuple[int, ...]):
    """All dimensions, which were not named one by one."""

    given: Any


def dims_of(dim: Any, ndim: int) -> tuple[int, ...]:
    """One dimension or several, as a tuple counted from the front; all for None or an empty one.

    RuntimeError when one is given twice.
    """
    if isinstance(dim, int):
        return (dim_of(dim, ndim),)
    if dim is None or len(dim) == 0:
        found = AllDims(range(ndim))
        found.given = dim
        return found
    dims = tuple([dim_of(each, ndim) for each in dim])
    for each in dims:
        if dims.count(each) > 1:
            raise RuntimeError(f"dim {each} appears multiple times in the list of dims")
    return dims


def sizes_of(sizes: tuple[Any, ...]) -> tuple[int, ...]:
    """`f(2, 3)` and `f((2, 3))` mean the same. TypeError for no sizes, and for what is no size."""
    if not sizes:
        raise TypeError("missing size")
    if len(sizes) == 1 and isinstance(sizes[0], tuple | list):
        sizes = tuple(sizes[0])
    if sizes and isinstance(sizes[0], bool):
        raise TypeError("a size must be int, not bool")
    return tuple(map(index, sizes))


def check_sizes(shape: Sequence[int]) -> None:
    """RuntimeError for a new tensor's shape with a negative size."""
    for size in shape:
        if size < 0:
            raise RuntimeError(
                f"Trying to create tensor with negative dimension {size}: {list(shape)}"
            )
