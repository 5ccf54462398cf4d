"""More ways to arrange elements: moved dimensions, reversed, rotated and repeated elements."""

from typing import Any

import numpy as np

from ..broadcasting import broadcast_shape
from ..calls.type_names import type_name
from ..calls.warn_once import warn_once
from ..conversion import packed
from ..dims import check_sizes, dim_of, dims_of, sizes_of
from ..operation import check_tensor, check_tensors, differentiable, run
from ..overrides import as_one
from ..size import Size
from ..tensor import Tensor
from .reduction import sum_over
from .shape import alias, expand, full_shape, permute_dims, transpose, view, view_as_shape


@differentiable("FlipBackward0", self=lambda m, grad, dims: m.flip(grad, dims))
def flip_over(self, dims):
    """The elements in reverse: the gradient in reverse."""
    return np.flip(self, dims).copy(order="K")


def flip(input: Tensor, *dims: Any, **named: Any) -> Tensor:
    """The elements in reverse order along `dims`."""
    wanted = sizes_of((named["dims"],) if named else dims)
    dims = dims_of(wanted, input.ndim) if wanted else ()
    return flip_over(input, dims if input.ndim else ())


def _flipped(name: str, dim: int, least: int, meaning: str) -> Any:
    def flip_one(input: Tensor) -> Tensor:
        check_tensor(name, input)
        if input.ndim < least:
            raise RuntimeError(f"Input must be >= {least}-d.")
        return flip(input, dim)

    flip_one.__name__ = name
    flip_one.__doc__ = f"The {meaning} in reverse order."
    return flip_one


fliplr = _flipped("fliplr", 1, 2, "columns")
flipud = _flipped("flipud", 0, 1, "rows")


def _rolled_back(m: Any, grad: Any, shifts: Any, dims: Any) -> Any:
    return run(m, roll_by, grad, tuple(-each for each in reversed(shifts)), dims[::-1])


@differentiable("RollBackward0", self=_rolled_back)
def roll_by(self, shifts, dims):
    """The elements shifted round: the gradient shifted back."""
    return np.asarray(np.roll(self, shifts if dims else shifts[0], dims or None), order="C")


def roll(input: Tensor, shifts: Any, dims: Any = ()) -> Tensor:
    """The elements moved `shifts` places along `dims`, those over the edge to the other end.

    Without `dims` along the flattened tensor. RuntimeError unless there is a shift for each.
    """
    check_tensor("roll", input)
    shifts, dims = ((each,) if isinstance(each, int) else tuple(each) for each in (shifts, dims))
    if len(shifts) != max(len(dims), 1):
        raise RuntimeError(
            f"shifts and dimensions must align. shifts: {len(shifts)}, dims:{len(dims)}"
        )
    if not input.ndim and dims:
        raise IndexError(f"Dimension specified as {dims[0]} but tensor has no dimensions")
    return roll_by(input, shifts, tuple(dim_of(each, input.ndim) for each in dims))


def _repeat_back(m: Any, grad: Any, self_shape: Any, repeats: Any) -> Any:
    extra = len(repeats) - len(self_shape)
    if extra:
        grad = run(m, sum_over, grad, tuple(range(extra)), False)
    sizes: list[int] = []
    dims = []
    for times, size in zip(repeats[extra:], self_shape, strict=True):
        if times != 1:
            dims.append(len(sizes))
            sizes.append(times)
        sizes.append(size)
    return run(m, sum_over, m.reshape(grad, tuple(sizes)), tuple(dims), False) if dims else grad


@differentiable("RepeatBackward0", self=_repeat_back)
def repeated(self, repeats):
    """The elements several times: the sum of the gradients of all their copies."""
    return np.asarray(np.tile(self, repeats), order="C")


def repeat(input: Tensor, *repeats: Any) -> Tensor:
    """The tensor `repeats` times along each dimension; more than it has make new ones in front."""
    times = sizes_of(repeats)
    if len(times) < input.ndim:
        raise RuntimeError(
            "Number of dimensions of repeat dims can not be smaller than number of dimensions of "
            "tensor"
        )
    shape = (1,) * (len(times) - input.ndim) + tuple(input._data.shape)
    sizes = [one * two for one, two in zip(times, shape, strict=True)]
    check_sizes(sizes)
    return repeated(input, times)


@as_one
def tile(input: Tensor, *dims: Any) -> Tensor:
    """`repeat`, where the numbers count from the last dimension."""
    times = sizes_of(dims)
    return repeat(input, (1,) * (input.ndim - len(times)) + times)


@as_one
def movedim(input: Tensor, source: Any, destination: Any) -> Tensor:
    """Dimensions `source` moved to the places `destination`; the others keep their order."""
    given = [[each] if isinstance(each, int) else list(each) for each in (source, destination)]
    if len(given[0]) != len(given[1]):
        raise RuntimeError(
            f"movedim: Invalid source or destination dims: source ({given[0]} dims) should contain "
            f"the same number of dims as destination ({given[1]} dims)"
        )
    start, end = ([dim_of(each, input.ndim) for each in dims] for dims in given)
    for name, found, dims in (("source", start, given[0]), ("destination", end, given[1])):
        if len(set(found)) < len(found):
            raise RuntimeError(f"movedim: repeated dim in `{name}` ({dims})")
    if not input.ndim:
        return alias(input)
    order = [dim for dim in range(input.ndim) if dim not in start]
    for place, dim in sorted(zip(end, start, strict=True)):
        order.insert(place, dim)
    return permute_dims(input, tuple(order))


def swapaxes(input: Tensor, axis0: int, axis1: int) -> Tensor:
    """With two dimensions exchanged, as `transpose`."""
    return transpose(input, axis0, axis1)


def swapdims(input: Tensor, dim0: int, dim1: int) -> Tensor:
    """With two dimensions exchanged, as `transpose`."""
    return transpose(input, dim0, dim1)


def broadcast_to(input: Tensor, *size: Any) -> Tensor:
    """Dimensions of size 1 repeated to `size`, as `expand`."""
    return expand(input, *size)


_NO_INDEXING = (
    "torch.meshgrid: in an upcoming release, it will be required to pass the indexing argument."
)


@as_one
def meshgrid(*tensors: Any, indexing: str | None = None) -> tuple[Tensor, ...]:
    """The coordinates of all points of a grid, from those along its axes; "xy" exchanges the
    first two dimensions. RuntimeError for other letters and for types that differ."""
    if len(tensors) == 1 and isinstance(tensors[0], list | tuple):
        tensors = tuple(tensors[0])
    check_tensors(tensors)
    if indexing is None:
        warn_once(_NO_INDEXING)
        indexing = "ij"
    if indexing not in ("ij", "xy"):
        raise RuntimeError(
            f'torch.meshgrid: indexing must be one of "xy" or "ij", but received: {indexing}'
        )
    if any(each.dtype is not tensors[0].dtype for each in tensors):
        raise RuntimeError("meshgrid expects all tensors to have the same dtype")
    swapped = indexing == "xy" and len(tensors) > 1
    axes = (tensors[1], tensors[0], *tensors[2:]) if swapped else tensors
    shape = tuple(each._data.size for each in axes)
    grids = [
        expand(
            view_as_shape(each, tuple(-1 if at == place else 1 for at in range(len(axes)))), shape
        )
        for place, each in enumerate(axes)
    ]
    if swapped:
        grids[:2] = grids[1::-1]
    return tuple(grids)


def broadcast_shapes(*shapes: Any) -> Size:
    """The shape that tensors of these shapes give together. RuntimeError if they don't fit."""
    shape: tuple[int, ...] = ()
    for position, each in enumerate(shapes):
        wanted = (each,) if isinstance(each, int) else tuple(each)
        try:
            shape = np.broadcast_shapes(shape, wanted)
        except ValueError:
            at = max(i for i in range(-len(wanted), 0) if _differ(shape, wanted, i))
            raise RuntimeError(
                f"Attempting to broadcast a dimension of length {wanted[at]} at {at}! Mismatching "
                f"argument at index {position} had {wanted}; but expected shape should be "
                f"broadcastable to {list(shape)}"
            ) from None
    return Size(shape)


def _differ(one: tuple[int, ...], two: tuple[int, ...], dim: int) -> bool:
    return -dim <= len(one) and 1 not in (one[dim], two[dim]) and one[dim] != two[dim]


def broadcast_tensors(*tensors: Tensor) -> tuple[Tensor, ...]:
    """The tensors, each expanded to the shape that they give together."""
    shape = broadcast_shape(*(each._data.shape for each in tensors))
    return tuple(each if each._data.shape == shape else expand(each, shape) for each in tensors)


def unflatten(input: Tensor, dim: int, sizes: Any) -> Tensor:
    """Dimension `dim` as several of these sizes; -1 is found from the rest.

    RuntimeError where they don't multiply to its size.
    """
    if not isinstance(sizes, tuple | list):
        raise TypeError(
            "unflatten(): argument 'sizes' (position 2) must be tuple of ints, not "
            f"{type_name(sizes)}"
        )
    dim, shape = dim_of(dim, input.ndim), input._data.shape
    if not sizes:
        raise RuntimeError("unflatten: sizes must be non-empty")
    try:
        inner = full_shape(tuple(sizes), shape[dim] if shape else 1)
    except RuntimeError:
        raise RuntimeError(
            f"unflatten: Provided sizes {list(sizes)} don't multiply up to the size of dim {dim} "
            f"({shape[dim] if shape else 1}) in the input tensor"
        ) from None
    return view(input, (*shape[:dim], *inner, *shape[dim + 1 :]))


def ravel(input: Tensor) -> Tensor:
    """All elements in one dimension."""
    return view_as_shape(contiguous(input), (input._data.size,))


def contiguous(input: Tensor, *, memory_format: Any = None) -> Tensor:
    """The tensor itself if its elements lie in memory one after the other, else a copy."""
    return input if input._data.flags.c_contiguous else packed(input)
