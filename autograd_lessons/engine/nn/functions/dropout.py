"""Dropout: values that are left out by chance, in training."""

import numpy as np

from ...operation import check_tensor
from ...operations.arithmetic import mul
from ...overrides import as_one
from ...random import draws
from ...random.sampling import default_generator
from ...tensor import Tensor, new


@as_one
def dropout(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Tensor:
    """Each element is zeroed with probability p, and what is left divided by 1 - p.

    Without `training` nothing changes. ValueError unless p is a probability.
    """
    return _dropped("dropout", input, p, training, inplace)


@as_one
def dropout1d(
    input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False
) -> Tensor:
    """`dropout` of whole channels of (batch, channels, length)."""
    return _dropped("dropout1d", input, p, training, inplace, 2)


@as_one
def dropout2d(
    input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False
) -> Tensor:
    """`dropout` of whole channels of (batch, channels, height, width)."""
    return _dropped("dropout2d", input, p, training, inplace, 2)


def _dropped(
    name: str, input: Tensor, p: float, training: bool, inplace: bool, kept: int | None = None
) -> Tensor:
    """`dropout` with numbers of its own for the first `kept` dimensions, shared by the others."""
    if p < 0.0 or p > 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
    check_tensor(name, input)
    if not isinstance(training, bool):
        raise TypeError("training must be bool")
    if p == 0 or not training or input._data.size == 0:
        return input
    kind = input._data.dtype
    if p == 1:
        noise = np.zeros((), kind)
    else:
        shape = input._data.shape
        shape = shape if kept is None else shape[:kept] + (1,) * (len(shape) - kept)
        noise = draws.bernoulli(shape, 1 - p, dtype=kind, generator=default_generator)
        if kind.kind != "f":
            raise RuntimeError(
                "result type Float can't be cast to the desired output type "
                f"{input.dtype.printed_type}"
            )
        noise = noise / kind.type(1 - p)
    return input.mul_(new(noise)) if inplace else mul(input, new(noise))
