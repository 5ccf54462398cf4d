"""Dimension arguments: negative ones count from the end, wrong ones raise PyTorch's IndexError."""

from operator import index
from typing import Any


def dim_of(dim: Any, ndim: int) -> int:
    """`dim` counted from the front. IndexError unless -ndim <= dim < ndim (0-d counts as 1-d)."""
    span = max(ndim, 1)
    if dim is True or dim is False:
        raise TypeError("a dimension must be int, not bool")
    if not -span <= dim < span:
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-span}, {span - 1}], "
            f"but got {dim})"
        )
    return dim % span


def dims_of(dim: Any, ndim: int) -> tuple[int, ...]:
    """One dimension or several, as a tuple counted from the front; all for None or an empty one.

    RuntimeError when one is given twice.
    """
    if isinstance(dim, int):
        return (dim_of(dim, ndim),)
    if dim is None or len(dim) == 0:
        return tuple(range(ndim))
    found = tuple(dim_of(each, ndim) for each in dim)
    for each in found:
        if found.count(each) > 1:
            raise RuntimeError(f"dim {each} appears multiple times in the list of dims")
    return found


def sizes_of(sizes: tuple[Any, ...]) -> tuple[int, ...]:
    """`f(2, 3)` and `f((2, 3))` mean the same. TypeError for no sizes, and for what is no size."""
    if not sizes:
        raise TypeError("missing size")
    if len(sizes) == 1 and isinstance(sizes[0], tuple | list):
        sizes = tuple(sizes[0])
    return tuple(map(index, sizes))
