"""A tensor's values as Python numbers, lists and NumPy arrays."""

import contextlib
from typing import Any

import numpy as np

from . import overrides
from .calls.warn_once import TO_NUMBER, warn_once
from .grad_mode import mode


class PythonValues:
    """The part of `Tensor` that hands values out of autograd."""

    _data: np.ndarray
    _requires_grad: bool

    def item(self) -> Any:
        """The one element as a Python number. RuntimeError for any other number of elements."""
        if self._data.size != 1:
            raise RuntimeError(
                f"a Tensor with {self._data.size} elements cannot be converted to Scalar"
            )
        return self._told("item", self._data.item())

    def tolist(self) -> Any:
        """The values as nested lists of Python numbers."""
        return self._told("tolist", self._data.tolist())

    def numpy(self, *, force: bool = False) -> np.ndarray:
        """The values as an array that shares memory. RuntimeError if the tensor requires grad."""
        if self._requires_grad and not force and mode.enabled:
            raise RuntimeError(
                "Can't call numpy() on Tensor that requires grad. "
                "Use tensor.detach().numpy() instead."
            )
        array = self._data.view()
        if not array.flags.writeable:  # an expanded one
            with contextlib.suppress(ValueError):
                array.flags.writeable = True
        return self._told("numpy", array)

    def __array__(self, dtype: Any = None) -> np.ndarray:
        """The values for NumPy's functions. As PyTorch's, it doesn't know of `copy`, so that NumPy
        warns where it wants a copy, or none."""
        return self.numpy() if dtype is None else self.numpy().astype(dtype, copy=False)

    def __array_wrap__(self, array: np.ndarray) -> Any:
        """What NumPy's functions make of tensors, as a tensor."""
        from .creation.factories import from_numpy

        return from_numpy(array.astype("uint8") if array.dtype == bool else array)

    def _told(self, name: str, value: Any) -> Any:
        """What leaves autograd as no tensor."""
        if overrides.watchers:
            overrides.tell(name, (self,), value)
        return value

    def _one(self) -> Any:
        if self._data.size != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        return self._data.item()

    def __float__(self) -> float:
        if self._requires_grad and mode.enabled:
            warn_once(TO_NUMBER)
        return self._told("__float__", float(self._one()))

    def __int__(self) -> int:
        return int(self._one())

    def __index__(self) -> int:
        if self._data.size != 1 or self._data.dtype.kind == "f":
            raise TypeError("only integer tensors of a single element can be converted to an index")
        return int(self._data.item())

    def __bool__(self) -> bool:
        if self._data.size != 1:
            amount = "no values" if self._data.size == 0 else "more than one value"
            raise RuntimeError(f"Boolean value of Tensor with {amount} is ambiguous")
        return bool(self._data.item())
