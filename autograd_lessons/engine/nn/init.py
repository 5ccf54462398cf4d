"""`torch.nn.init`: first values of parameters, in place and unrecorded.

A weight that leads from n inputs to m outputs starts with a spread that depends on n ("fan in") or
m ("fan out"), so that values and gradients neither grow nor vanish from layer to layer.
"""

import math
from typing import Any

import numpy as np

from ..calls.warn_once import warn_outside
from ..creation.factories import empty_like
from ..grad_mode import no_grad
from ..lazy import renamed
from ..operations.choosing import where
from ..tensor import Tensor, new

__getattr__ = renamed("torch.nn.init", globals(), "nn.init")
_Source = Any


def uniform_(tensor: Tensor, a: float = 0.0, b: float = 1.0, generator: _Source = None) -> Tensor:
    """Evenly spread between a and b."""
    with no_grad():
        return tensor.uniform_(a, b, generator=generator)


def normal_(
    tensor: Tensor, mean: float = 0.0, std: float = 1.0, generator: _Source = None
) -> Tensor:
    """Normally distributed."""
    with no_grad():
        return tensor.normal_(mean, std, generator=generator)


def constant_(tensor: Tensor, val: float) -> Tensor:
    """One value everywhere."""
    with no_grad():
        return tensor.fill_(val)


def ones_(tensor: Tensor) -> Tensor:
    """1 everywhere."""
    return constant_(tensor, 1.0)


def zeros_(tensor: Tensor) -> Tensor:
    """0 everywhere."""
    with no_grad():
        return tensor.zero_()


def eye_(tensor: Tensor) -> Tensor:
    """Ones on the diagonal. ValueError for anything but a matrix."""
    if tensor.ndimension() != 2:
        raise ValueError("Only tensors with 2 dimensions are supported")
    tensor._data[...] = 0
    diagonal = range(min(tensor._data.shape))
    tensor._data[diagonal, diagonal] = 1
    return tensor


def calculate_gain(nonlinearity: str, param: Any = None) -> float:
    """How much a weight before this activation function is to spread more than 1/√n.

    ValueError for another name.
    """
    if nonlinearity in ("linear", "conv1d", "conv2d", "conv3d", "sigmoid"):
        return 1
    if nonlinearity == "leaky_relu":
        slope = 0.01 if param is None else param
        if isinstance(slope, bool) or not isinstance(slope, int | float):
            raise ValueError(f"negative_slope {param} not a valid number")
        return math.sqrt(2.0 / (1 + slope**2))
    gains = {"tanh": 5.0 / 3, "relu": math.sqrt(2.0), "selu": 3.0 / 4}
    if nonlinearity not in gains:
        raise ValueError(f"Unsupported nonlinearity {nonlinearity}")
    return gains[nonlinearity]


def _calculate_fan_in_and_fan_out(tensor: Tensor) -> tuple[int, int]:
    if tensor.dim() < 2:
        raise ValueError(
            "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions"
        )
    fan_out, fan_in, *field = tensor._data.shape
    return fan_in * math.prod(field), fan_out * math.prod(field)


def _spread(tensor: Tensor, a: float, mode: str, nonlinearity: str) -> float:
    """The standard deviation that K. He's rule asks for."""
    modes = ["fan_in", "fan_out"]
    if mode.lower() not in modes:
        raise ValueError(f"Mode {mode.lower()} not supported, please use one of {modes}")
    fan = _calculate_fan_in_and_fan_out(tensor)[modes.index(mode.lower())]
    return calculate_gain(nonlinearity, a) / math.sqrt(fan)


def _is_empty(tensor: Tensor) -> bool:
    if 0 in tensor._data.shape:
        warn_outside("Initializing zero-element tensors is a no-op")
        return True
    return False


def kaiming_uniform_(
    tensor: Tensor,
    a: float = 0,
    mode: str = "fan_in",
    nonlinearity: str = "leaky_relu",
    generator: _Source = None,
) -> Tensor:
    """Evenly spread, with standard deviation gain / √fan (He et al., 2015)."""
    if _is_empty(tensor):
        return tensor
    bound = math.sqrt(3.0) * _spread(tensor, a, mode, nonlinearity)
    return uniform_(tensor, -bound, bound, generator)


def kaiming_normal_(
    tensor: Tensor,
    a: float = 0,
    mode: str = "fan_in",
    nonlinearity: str = "leaky_relu",
    generator: _Source = None,
) -> Tensor:
    """Normally distributed, with standard deviation gain / √fan (He et al., 2015)."""
    if _is_empty(tensor):
        return tensor
    return normal_(tensor, 0, _spread(tensor, a, mode, nonlinearity), generator)


def _balanced(tensor: Tensor, gain: float) -> float:
    return gain * math.sqrt(2.0 / float(sum(_calculate_fan_in_and_fan_out(tensor))))


def xavier_uniform_(tensor: Tensor, gain: float = 1.0, generator: _Source = None) -> Tensor:
    """Evenly spread, with variance gain²·2 / (fan in + fan out) (Glorot and Bengio, 2010)."""
    bound = math.sqrt(3.0) * _balanced(tensor, gain)
    return uniform_(tensor, -bound, bound, generator)


def xavier_normal_(tensor: Tensor, gain: float = 1.0, generator: _Source = None) -> Tensor:
    """Normally distributed, with variance gain²·2 / (fan in + fan out)."""
    return normal_(tensor, 0.0, _balanced(tensor, gain), generator)


def trunc_normal_(
    tensor: Tensor,
    mean: float = 0.0,
    std: float = 1.0,
    a: float = -2.0,
    b: float = 2.0,
    generator: _Source = None,
) -> Tensor:
    """Normally distributed, drawn again where it is not between a and b.

    ValueError where hardly any would be.
    """
    low, high = (math.erf((bound - mean) / std / math.sqrt(2.0)) for bound in (a, b))
    if (high - low) / 2 <= 0.3:
        raise ValueError("trunc_normal_: less than a third of the distribution is between a and b")
    with no_grad():
        tensor.normal_(mean, std, generator=generator)
        while (outside := (tensor < a).logical_or(tensor > b)).any():
            drawn = empty_like(tensor).normal_(mean, std, generator=generator)
            tensor.copy_(where(outside, drawn, tensor))
    return tensor


def orthogonal_(tensor: Tensor, gain: float = 1, generator: _Source = None) -> Tensor:
    """Rows, or columns where these are fewer, at right angles and of length `gain`.

    ValueError for less than two dimensions.
    """
    if tensor.ndim < 2:
        raise ValueError("Only tensors with 2 or more dimensions are supported")
    if tensor._data.size == 0:
        return tensor
    rows = tensor.shape[0]
    columns = tensor.numel() // rows
    drawn = tensor.detach().new_empty((rows, columns)).normal_(0, 1, generator=generator)._data
    basis, triangle = np.linalg.qr(drawn.T if rows < columns else drawn)
    basis = basis * np.sign(np.diag(triangle))
    with no_grad():
        tensor.copy_(
            new(np.ascontiguousarray(basis.T if rows < columns else basis)).view_as(tensor)
        )
        tensor.mul_(gain)
    return tensor
