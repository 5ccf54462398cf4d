"""Shapes of two operands: what fits together, and the way back for gradients."""

from typing import Any

import numpy as np

from .kernels.summation import total


def mismatch(one: tuple[int, ...], two: tuple[int, ...]) -> str:
    """PyTorch's words for two shapes that can't be broadcast together."""
    ndim = max(len(one), len(two))
    padded = [(1,) * (ndim - len(shape)) + tuple(shape) for shape in (one, two)]
    for dim in reversed(range(ndim)):
        a, b = padded[0][dim], padded[1][dim]
        if a != b and 1 not in (a, b):
            return (
                f"The size of tensor a ({a}) must match the size of tensor b ({b}) "
                f"at non-singleton dimension {dim}"
            )
    raise AssertionError(f"{one} and {two} can be broadcast")


def broadcast_shape(*shapes: tuple[int, ...]) -> tuple[int, ...]:
    """The shape that operands of these shapes have together. RuntimeError where they don't fit."""
    shape: tuple[int, ...] = ()
    for each in shapes:
        try:
            shape = np.broadcast_shapes(shape, each)
        except ValueError:
            raise RuntimeError(mismatch(shape, each)) from None
    return shape


def fitted(
    m: Any, grad: Any, shape: tuple[int, ...], array_type: np.dtype[Any] | None = None
) -> Any:
    """The gradient of an operand from that of its broadcast or converted values.

    A value that was used n times gets the sum of n gradients; a number that was converted gets its
    gradient converted back.
    """
    array = grad if m is np else grad._data
    if array.shape != shape:
        extra = array.ndim - len(shape)
        stretched = tuple(range(extra))
        if 1 in shape:
            stretched += tuple(
                dim + extra
                for dim, size in enumerate(shape)
                if size == 1 and array.shape[dim + extra] != 1
            )
        if m is np:
            grad = total(grad, stretched)
            if 1 in shape or not shape:
                grad = grad.reshape(shape)
        elif not shape:
            grad = m.sum(grad)
        else:
            grad = m.sum(grad, axis=stretched, keepdims=True)
            grad = m.reshape(grad, shape) if extra else grad
    if array_type is not None and array.dtype != array_type:
        grad = grad.astype(array_type) if m is np else m.cast(grad, array_type)
    return grad
