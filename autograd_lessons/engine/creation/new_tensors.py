"""Tensors made from another's type: `x.new_zeros(2, 3)`."""

from typing import Any

from ..calls.warn_once import warn_outside
from ..dtypes import dtype as Dtype
from ..tensor import Tensor
from . import factories


def new_tensor(
    self: Tensor, data: Any, *, dtype: Dtype | None = None, requires_grad: bool = False
) -> Tensor:
    """`tensor(data)`, in this tensor's type unless told otherwise."""
    if isinstance(data, Tensor):
        warn_outside(factories.COPY_WARNING.format("tensor.new_tensor"))
        data = data._data
    dtype = self.dtype if dtype is None else dtype
    return factories.tensor(data, dtype=dtype, requires_grad=requires_grad)


def _new(name: str, create: Any, value: str) -> Any:
    def make(
        self: Tensor,
        *sizes: Any,
        size: Any = None,
        dtype: Dtype | None = None,
        requires_grad: bool = False,
    ) -> Tensor:
        dtype = self.dtype if dtype is None else dtype
        return create(*sizes, size=size, dtype=dtype, requires_grad=requires_grad)

    make.__name__ = name
    make.__doc__ = f"A tensor of the given size, {value} everywhere, in this tensor's type."
    return make


def new_full(
    self: Tensor,
    size: Any,
    fill_value: Any,
    *,
    dtype: Dtype | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """A tensor of the given size, one value everywhere, in this tensor's type."""
    if isinstance(size, int):
        raise TypeError("new_full(): argument 'size' (position 1) must be tuple of ints, not int")
    dtype = self.dtype if dtype is None else dtype
    return factories.full(size, fill_value, dtype=dtype, requires_grad=requires_grad)


new_zeros = _new("new_zeros", factories.zeros, "0")
new_ones = _new("new_ones", factories.ones, "1")
new_empty = _new("new_empty", factories.empty, "0")
