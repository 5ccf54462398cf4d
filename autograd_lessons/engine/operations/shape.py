"""The same elements in another arrangement. Nearly all results are views: they share memory.

The gradient of a rearrangement is the gradient, arranged back.
"""

from math import prod
from typing import Any

import numpy as np

from ..broadcasting import fitted
from ..conversion import packed
from ..dims import dim_of, dims_of, sizes_of
from ..operation import check_tensor, differentiable, run
from ..overrides import as_one
from ..tensor import Tensor

_ALL: Any = object()  # no dimension named


def _back(m: Any, grad: Any, self_shape: Any) -> Any:
    return m.reshape(grad, self_shape)


@differentiable("ViewBackward0", view=True, self=_back)
def view_as_shape(self, shape):
    """The elements in another shape."""
    return np.reshape(self, shape)


@differentiable("ReshapeAliasBackward0", view=True, self=_back)
def alias_as_shape(self, shape):
    """The elements in another shape, for `reshape` of elements with gaps or in another order."""
    return np.reshape(self, shape)


@differentiable("UnsafeViewBackward0", self=_back)
def copy_as_shape(self, shape):
    """The elements in another shape, where they don't lie in memory one after the other."""
    return np.reshape(self, shape)


@differentiable(
    "UnsqueezeBackward0",
    view=True,
    self=lambda m, grad, self_shape, dim: _squeezed(m, grad, self_shape, dim),
)
def unsqueeze_at(self, dim):
    """A new dimension of size 1."""
    return np.expand_dims(self, dim)


def _squeezed(m: Any, grad: Any, self_shape: Any, dim: int) -> Any:
    return _back(m, grad, self_shape) if m is np else squeeze(grad, dim)


def _unsqueezed(m: Any, grad: Any, self_shape: Any, dims: Any) -> Any:
    if m is np:
        return _back(m, grad, self_shape)
    for dim in dims:
        if self_shape and self_shape[dim] == 1:
            grad = unsqueeze_at(grad, dim)
    return grad


@differentiable(
    "SqueezeBackward0",
    view=True,
    self=lambda m, grad, self_shape: _unsqueezed(m, grad, self_shape, range(len(self_shape))),
)
def squeeze_all(self):
    """Without any dimension of size 1."""
    return np.squeeze(self)


@differentiable(
    "SqueezeBackward1",
    view=True,
    self=lambda m, grad, self_shape, dim: _unsqueezed(m, grad, self_shape, (dim,)),
)
def squeeze_at(self, dim):
    """Without dimension `dim` if its size is 1."""
    return np.squeeze(self, dim) if self.ndim and self.shape[dim] == 1 else self


@differentiable(
    "SqueezeBackward2",
    view=True,
    self=lambda m, grad, self_shape, dims: _unsqueezed(m, grad, self_shape, sorted(dims)),
)
def squeeze_several(self, dims):
    """Without those of the dimensions whose size is 1."""
    return np.squeeze(self, tuple(dim for dim in dims if self.ndim and self.shape[dim] == 1))


@differentiable(
    "TransposeBackward0",
    view=True,
    self=lambda m, grad, dim0, dim1: m.swapaxes(grad, dim0, dim1) if grad.ndim else grad,
)
def transpose_dims(self, dim0, dim1):
    """Two dimensions exchanged."""
    return np.swapaxes(self, dim0, dim1) if self.ndim else self


def _transposed(m: Any, grad: Any) -> Any:
    return run(m, transpose_matrix, grad)


@differentiable("TBackward0", view=True, self=_transposed)
def transpose_matrix(self):
    """A matrix mirrored at its diagonal; a vector or a number as it is."""
    return self.T


@differentiable(
    "PermuteBackward0",
    view=True,
    self=lambda m, grad, dims: m.transpose(grad, tuple(np.argsort(dims).tolist())),
)
def permute_dims(self, dims):
    """The dimensions in another order."""
    return np.transpose(self, dims)


@differentiable(
    "ExpandBackward0",
    view=True,
    self=lambda m, grad, self_shape: fitted(m, grad, self_shape),
)
def expand_to(self, shape):
    """Dimensions of size 1 repeated: backward sums the gradients of the repetitions."""
    return np.broadcast_to(self, shape)


@differentiable("AliasBackward0", view=True, self=lambda m, grad: grad)
def alias(self):
    """A view of everything."""
    return self[...]


def full_shape(shape: tuple[int, ...], count: int) -> tuple[int, ...]:
    """`shape` with a -1 filled in. RuntimeError unless it has `count` elements."""
    message = f"shape '{list(shape)}' is invalid for input of size {count}"
    if shape.count(-1) > 1:
        raise RuntimeError("only one dimension can be inferred")
    for position, size in enumerate(shape):
        if size < -1:
            raise RuntimeError(
                f"invalid shape dimension {size} at index {position} of shape {list(shape)}"
            )
    if -1 in shape:
        known = prod(size for size in shape if size != -1)
        if not known and not count:
            raise RuntimeError(
                f"cannot reshape tensor of 0 elements into shape {list(shape)} because the "
                "unspecified dimension size -1 can be any value and is ambiguous"
            )
        if not known or count % known:
            raise RuntimeError(message)
        return tuple(count // known if size == -1 else size for size in shape)
    if prod(shape) != count:
        raise RuntimeError(message)
    return shape


def _is_view(array: np.ndarray, shape: tuple[int, ...]) -> bool:
    return array.size == 0 or np.shares_memory(np.reshape(array, shape), array)


@as_one
def reshape(input: Tensor, *shape: Any) -> Tensor:
    """The elements in another shape, as a view where memory allows; -1 is found from the rest.

    RuntimeError when the number of elements differs.
    """
    array = input._data
    full = full_shape(sizes_of(shape), array.size)
    if _is_view(array, full):
        return (view_as_shape if array.flags.c_contiguous else alias_as_shape)(input, full)
    return copy_as_shape(packed(input), full)


def view(input: Tensor, *shape: Any) -> Tensor:
    """`reshape` that never copies. RuntimeError where only a copy could have this shape."""
    array = input._data
    full = full_shape(sizes_of(shape), array.size)
    if not _is_view(array, full):
        raise RuntimeError(
            "view size is not compatible with input tensor's size and stride (at least one "
            "dimension spans across two contiguous subspaces). Use .reshape(...) instead."
        )
    return view_as_shape(input, full)


def view_as(input: Tensor, other: Tensor) -> Tensor:
    """`view` in the shape of another tensor."""
    check_tensor("view_as", other, "other")
    return view(input, other.shape)


def reshape_as(input: Tensor, other: Tensor) -> Tensor:
    """`reshape` to the shape of another tensor."""
    check_tensor("reshape_as", other, "other")
    return reshape(input, tuple(other.shape))


def flatten(input: Tensor, start_dim: int = 0, end_dim: int = -1) -> Tensor:
    """Dimensions `start_dim` to `end_dim` as one."""
    start, end = dim_of(start_dim, input.ndim), dim_of(end_dim, input.ndim)
    if start > end:
        raise RuntimeError("flatten() has invalid args: start_dim cannot come after end_dim")
    if input.ndim == 0:
        return reshape(input, (1,))
    if start == end:
        return input
    shape = input._data.shape
    return reshape(input, (*shape[:start], prod(shape[start : end + 1]), *shape[end + 1 :]))


def unsqueeze(input: Tensor, dim: int) -> Tensor:
    """With a new dimension of size 1 at `dim`."""
    return unsqueeze_at(input, dim_of(dim, input.ndim + 1))


def squeeze(input: Tensor, dim: Any = _ALL, *others: int) -> Tensor:
    """Without dimensions of size 1, or without `dim` (one or several) where the size is 1."""
    if dim is _ALL:
        return squeeze_all(input)
    if others:
        dim = (dim, *others)
    if isinstance(dim, tuple | list):
        return squeeze_several(input, dims_of(dim, input.ndim) if dim else ())
    return squeeze_at(input, dim_of(dim, input.ndim))


def transpose(input: Tensor, dim0: int, dim1: int) -> Tensor:
    """With two dimensions exchanged."""
    return transpose_dims(input, dim_of(dim0, input.ndim), dim_of(dim1, input.ndim))


def t(input: Tensor) -> Tensor:
    """A matrix transposed; fewer dimensions stay as they are. RuntimeError for more than two."""
    if input.ndim > 2:
        raise RuntimeError(f"t() expects a tensor with <= 2 dimensions, but self is {input.ndim}D")
    return transpose_matrix(input)


def permute(input: Tensor, *dims: Any) -> Tensor:
    """The dimensions in the order `dims`."""
    order = sizes_of(dims)
    if len(order) != input.ndim:
        raise RuntimeError(
            "permute(sparse_coo): number of dimensions in the tensor input does not match the "
            "length of the desired ordering of dimensions i.e. input.dim() = "
            f"{input.ndim} is not equal to len(dims) = {len(order)}"
        )
    found = tuple(dim_of(each, input.ndim) for each in order)
    if len(set(found)) < len(found):
        raise RuntimeError("permute(): duplicate dims are not allowed.")
    return permute_dims(input, found)


def expand(input: Tensor, *sizes: Any) -> Tensor:
    """Dimensions of size 1 repeated to `sizes`; -1 leaves a size as it is."""
    wanted = sizes_of(sizes)
    shape = input._data.shape
    extra = len(wanted) - len(shape)
    if extra < 0:
        name = input.dtype.printed_type
        kind = "CPUBoolType" if name == "Bool" else f"torch.{name}Tensor"
        raise RuntimeError(
            f"expand({kind}{{{list(shape)}}}, size={list(wanted)}): the number of sizes provided "
            f"({len(wanted)}) must be greater or equal to the number of dimensions in the tensor "
            f"({len(shape)})"
        )
    full = list(wanted)
    for dim, size in reversed(list(enumerate(shape))):
        if full[dim + extra] == -1:
            full[dim + extra] = size
        elif size != 1 and full[dim + extra] != size:
            raise RuntimeError(
                f"The expanded size of the tensor ({full[dim + extra]}) must match the existing "
                f"size ({size}) at non-singleton dimension {dim + extra}.  "
                f"Target sizes: {list(wanted)}.  Tensor sizes: {list(shape)}"
            )
    for dim, size in reversed(list(enumerate(full[:extra]))):
        if size < 0:
            raise RuntimeError(
                f"The expanded size of the tensor ({size}) isn't allowed in a leading, "
                f"non-existing dimension {dim}"
            )
    return expand_to(input, tuple(full))


def expand_as(input: Tensor, other: Tensor) -> Tensor:
    """`input` repeated to the shape of `other`."""
    return expand(input, other.shape)
