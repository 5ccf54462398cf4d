"""Tensors side by side or on top of each other, whatever number of dimensions they have."""

from collections.abc import Sequence
from typing import Any

from ..operation import check_tensors
from ..overrides import as_one
from ..tensor import Tensor
from .joining import cat
from .shape import reshape, unsqueeze


def _each(function: Any, tensors: Any) -> Any:
    """A function that takes one tensor, several, or a list of them."""
    if len(tensors) == 1 and isinstance(tensors[0], list | tuple):
        tensors = tuple(tensors[0])
    elif len(tensors) == 1:
        return function(tensors[0])
    return tuple(function(each) for each in tensors)


@as_one
def atleast_1d(*tensors: Any) -> Any:
    """With one dimension if there was none."""
    return _each(lambda one: reshape(one, (1,)) if one.ndim == 0 else one, tensors)


@as_one
def atleast_2d(*tensors: Any) -> Any:
    """With two dimensions if there were less: a vector becomes a row."""

    def wide(one: Tensor) -> Tensor:
        if one.ndim == 0:
            return reshape(one, (1, 1))
        return unsqueeze(one, 0) if one.ndim == 1 else one

    return _each(wide, tensors)


@as_one
def atleast_3d(*tensors: Any) -> Any:
    """With three dimensions if there were less: a vector becomes one of (1, n, 1), a matrix gets a
    last dimension."""

    def deep(one: Tensor) -> Tensor:
        if one.ndim == 0:
            return reshape(one, (1, 1, 1))
        if one.ndim == 1:
            return unsqueeze(unsqueeze(one, 0), -1)
        return unsqueeze(one, -1) if one.ndim == 2 else one

    return _each(deep, tensors)


def _listed(name: str, tensors: Any) -> Sequence[Tensor]:
    if isinstance(tensors, Tensor):
        raise TypeError(
            f"{name}(): argument 'tensors' (position 1) must be tuple of Tensors, not Tensor"
        )
    if not tensors:
        raise RuntimeError(f"{name} expects a non-empty TensorList")
    check_tensors(tensors)
    return tensors


@as_one
def hstack(tensors: Sequence[Tensor]) -> Tensor:
    """Tensors side by side: vectors one after the other, matrices along their columns."""
    ready = [atleast_1d(each) for each in _listed("hstack", tensors)]
    return cat(ready, 0 if ready[0].ndim == 1 else 1)


@as_one
def vstack(tensors: Sequence[Tensor]) -> Tensor:
    """Tensors on top of each other: vectors become rows."""
    return cat([atleast_2d(each) for each in _listed("vstack", tensors)], 0)


@as_one
def dstack(tensors: Sequence[Tensor]) -> Tensor:
    """Tensors behind one another, along the third dimension."""
    return cat([atleast_3d(each) for each in _listed("dstack", tensors)], 2)


@as_one
def column_stack(tensors: Sequence[Tensor]) -> Tensor:
    """Tensors side by side: vectors become columns."""
    return hstack(
        [
            reshape(each, (-1, 1)) if each.ndim < 2 else each
            for each in _listed("column_stack", tensors)
        ]
    )
