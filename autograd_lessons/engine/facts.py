"""Small facts about a tensor: how it lies in memory, what kind of numbers it holds."""

from typing import Any

import numpy as np

from . import dtypes
from .calls.warn_once import warn_once
from .conversion import to
from .devices import check_device
from .dims import dim_of
from .dtypes import dtype as Dtype
from .formats import strided
from .operation import check_tensor
from .operations.shape import permute, transpose
from .tensor import Tensor


def stride(self: Tensor, dim: int | None = None) -> tuple[int, ...] | int:
    """How many elements further in memory the next one along each dimension is, or along `dim`."""
    array = self._data
    if array.size:
        steps = [step // array.itemsize for step in array.strides]
    else:
        steps = [1] * array.ndim
        for axis in reversed(range(array.ndim - 1)):
            steps[axis] = steps[axis + 1] * max(array.shape[axis + 1], 1)
    return tuple(steps) if dim is None else steps[dim_of(dim, array.ndim)]


def storage_offset(self: Tensor) -> int:
    """How many elements of the shared memory lie before the first of this tensor."""
    owner = array = self._data
    while isinstance(owner.base, np.ndarray):
        owner = owner.base
    return (data_ptr(self) - owner.__array_interface__["data"][0]) // array.itemsize


def data_ptr(self: Tensor) -> int:
    """The address of the first element."""
    return self._data.__array_interface__["data"][0]


def type_of(self: Tensor, dtype: Any = None, non_blocking: bool = False) -> Any:
    """The type's name, such as 'torch.FloatTensor'; with `dtype` the values in that type.

    ValueError for a name that isn't a type's.
    """
    if dtype is None:
        return f"torch.{self.dtype.printed_type}Tensor"
    dtype = getattr(dtype, "dtype", dtype)  # that of `torch.FloatTensor`, which is a class
    if isinstance(dtype, Dtype):
        return to(self, dtype)
    for known in dtypes.ALL:
        if dtype == f"torch.{known.printed_type}Tensor":
            return to(self, known)
    name = dtype.__name__ if isinstance(dtype, type) else dtype
    raise ValueError(f"invalid type: {name!r}")


def is_tensor(obj: Any, /) -> bool:
    """Whether `obj` is a tensor."""
    return isinstance(obj, Tensor)


def numel(input: Tensor) -> int:
    """How many elements a tensor has."""
    check_tensor("numel", input)
    return input._data.size


def is_floating_point(input: Tensor) -> bool:
    """Whether the numbers are of a floating point type."""
    check_tensor("is_floating_point", input)
    return input._data.dtype.kind == "f"


def is_complex(input: Tensor) -> bool:
    """Whether the numbers are complex: never."""
    check_tensor("is_complex", input)
    return False


def is_nonzero(input: Tensor) -> bool:
    """Whether the one element is not 0. RuntimeError for any other number of elements."""
    check_tensor("is_nonzero", input)
    return bool(input)


def is_same_size(self: Tensor, other: Tensor) -> bool:
    """Whether two tensors have the same shape."""
    return self._data.shape == other._data.shape


def reversed_dims(self: Tensor) -> Tensor:
    """`T`: the dimensions in reverse order."""
    if self.ndim == 0:
        warn_once(
            "Tensor.T is deprecated on 0-D tensors. This function is the identity in these cases."
        )
    elif self.ndim != 2:
        warn_once(
            "The use of `x.T` on tensors of dimension other than 2 to reverse their shape is "
            "deprecated and it will throw an error in a future release. Consider `x.mT` to "
            "transpose batches of matrices or `x.permute(*torch.arange(x.ndim - 1, -1, -1))` to "
            "reverse the dimensions of a tensor."
        )
    return permute(self, tuple(reversed(range(self.ndim))))


def transposed(self: Tensor) -> Tensor:
    """`mT`: each matrix transposed."""
    if self.ndim == 0:
        warn_once(
            "Tensor.mT is deprecated on 0-D tensors. This function is the identity in these cases."
        )
        return self
    if self.ndim == 1:
        raise RuntimeError(
            "tensor.mT is only supported on matrices or batches of matrices. Got 1-D tensor."
        )
    return transpose(self, -2, -1)


def conjugate_transposed(self: Tensor) -> Tensor:
    """`H`: a matrix transposed."""
    if self.ndim == 0:
        warn_once("Tensor.H is deprecated on 0-D tensors. Consider using x.conj().")
        return self
    if self.ndim != 2:
        raise RuntimeError(
            f"tensor.H is only supported on matrices (2-D tensors). Got {self.ndim}-D tensor."
            + (" For batches of matrices, consider using tensor.mH" if self.ndim > 2 else "")
        )
    return transpose(self, -2, -1)


def is_contiguous(self: Tensor, *, memory_format: Any = None) -> bool:
    """Whether the elements lie in memory one after the other, in order."""
    return self._data.flags.c_contiguous


def is_signed(self: Tensor) -> bool:
    """Whether the type has negative numbers."""
    return self.dtype.is_signed


def element_size(self: Tensor) -> int:
    """How many bytes an element takes."""
    return self._data.itemsize


def ndimension(self: Tensor) -> int:
    """How many dimensions the tensor has."""
    return self._data.ndim


def get_device(self: Tensor) -> int:
    """The number of the device: -1, which is the processor."""
    return -1


def cpu(self: Tensor) -> Tensor:
    """The tensor itself: it lives there."""
    return self


def cuda(self: Tensor, *args: Any, **named: Any) -> Tensor:
    """AssertionError: there is the CPU alone."""
    check_device("cuda")
    return self


PROPERTIES = {
    "itemsize": element_size,
    "nbytes": lambda self: self._data.nbytes,
    "layout": lambda self: strided,
    "name": lambda self: None,
    **dict.fromkeys(["is_cuda", "is_sparse", "is_meta", "is_quantized"], lambda self: False),
}
