"""Dropout: values that are left out by chance, in training."""

import numpy as np

from ...calls.warn_once import warn_outside
from ...operation import check_tensor
from ...operations.arithmetic import mul
from ...overrides import as_one
from ...random import draws
from ...random.sampling import default_generator
from ...tensor import Tensor, new

_NOT_AN_IMAGE = (
    "dropout2d: Received a {}-D input to dropout2d, which is deprecated and will result in an "
    "error in a future release. To retain the behavior and silence this warning, please use "
    "dropout instead. Note that dropout2d exists to provide channel-wise dropout on inputs with 2 "
    "spatial dimensions, a channel dimension, and an optional batch dimension (i.e. 3D or 4D "
    "inputs)."
)
_NOT_A_LINE = (
    "dropout1d: Expected 2D or 3D input, but received a {}D input. Note that dropout1d exists to "
    "provide channel-wise dropout on inputs with 1 spatial dimension, a channel dimension, and an "
    "optional batch dimension (i.e. 2D or 3D inputs)."
)
_A_LINE = (
    "dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout "
    "behavior is desired - input is interpreted as shape (N, C, L), where C is the channel dim. "
    "This behavior will change in a future release to interpret the input as one without a batch "
    "dimension, i.e. shape (C, H, W). To maintain the 1D channel-wise dropout behavior, please "
    "switch to using dropout1d instead."
)


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
    """`dropout` of whole channels of (batch, channels, length), or of one example of a batch."""
    _check_probability(p)
    dims = input.dim()
    if dims not in (2, 3):
        raise RuntimeError(_NOT_A_LINE.format(dims))
    return _dropped("dropout1d", input, p, training, inplace, dims - 1)


@as_one
def dropout2d(
    input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False
) -> Tensor:
    """`dropout` of whole channels of (batch, channels, height, width)."""
    _check_probability(p)
    dims = input.dim()
    if dims not in (3, 4):
        warn_outside(_NOT_AN_IMAGE.format(dims))
    if dims == 3:
        warn_outside(_A_LINE)
    return _dropped("dropout2d", input, p, training, inplace, 2)


def _check_probability(p: float) -> None:
    if p < 0.0 or p > 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")


def _dropped(
    name: str, input: Tensor, p: float, training: bool, inplace: bool, kept: int | None = None
) -> Tensor:
    """`dropout` with numbers of its own for the first `kept` dimensions, shared by the others."""
    _check_probability(p)
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
