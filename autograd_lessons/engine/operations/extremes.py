"""The largest and the smallest elements, where all that are equal to them share the gradient."""

from typing import Any

import numpy as np

from ..dims import dims_of
from ..operation import differentiable
from ..tensor import Tensor
from .reduction import need_dim, need_elements


def _shared(
    m: Any, grad: Any, self: Any, result: Any, self_shape: Any, dim: Any, keepdim: bool
) -> Any:
    if not keepdim:
        kept = tuple([1 if d in dim else size for d, size in enumerate(self_shape)])
        grad, result = m.reshape(grad, kept), m.reshape(result, kept)
    mask = m.where(self == result, m.ones_like(self), 0.0)
    return grad / m.sum(mask, axis=dim, keepdims=True) * mask


def _first_zero(function: Any, array: np.ndarray, dim: Any, keepdim: bool) -> Any:
    """The extreme; of 0 and -0 the first, where NumPy takes the last."""
    found = np.asarray(function(array, axis=dim, keepdims=keepdim))
    zero = found == 0
    if array.dtype.kind == "f" and zero.any():
        last = function(np.flip(array, dim), axis=dim, keepdims=keepdim)
        return np.where(zero, last, found)
    return found


@differentiable("AmaxBackward0", self=_shared)
def amax_over(self, dim, keepdim):
    """The largest elements along dimensions: gradient g, shared evenly at a tie."""
    return _first_zero(np.max, self, dim, keepdim)


@differentiable("AminBackward0", self=_shared)
def amin_over(self, dim, keepdim):
    """The smallest elements along dimensions: gradient g, shared evenly at a tie."""
    return _first_zero(np.min, self, dim, keepdim)


def _public(name: str, operation: Any, meaning: str) -> Any:
    def extreme(input: Tensor, dim: Any = (), keepdim: bool = False) -> Tensor:
        array = input._data
        axes = dims_of(dim, array.ndim)
        if array.size == 0:
            if not isinstance(dim, int) and not dim:
                need_dim(name, array)
            for each in (dim,) if isinstance(dim, int) else dim:
                need_elements(name, array, each)
        return operation(input, axes if array.ndim else (), keepdim)

    extreme.__name__ = name
    extreme.__doc__ = f"""The {meaning} element, or those along `dim` (one dimension or several).

    RuntimeError or IndexError where there is no element.
    """
    return extreme


amax = _public("amax", amax_over, "largest")
amin = _public("amin", amin_over, "smallest")
