"""Logarithms of sums of exponentials, which must not overflow: the largest is taken out first."""

from typing import Any

import numpy as np

from .. import dtypes
from ..conversion import cast
from ..dims import dims_of
from ..elementwise import binary
from ..kernels import accuracy
from ..kernels.summation import total
from ..operation import differentiable, run
from ..tensor import Tensor
from .functions import exp
from .reduction import restored


@binary(
    numbers=False,
    self=lambda m, grad, self, other: grad / (1 + run(m, exp, other - self)),
    other=lambda m, grad, self, other: grad / (1 + run(m, exp, self - other)),
)
def logaddexp(self, other):
    """ln(eˣ + eʸ): gradients g / (1 + eʸ⁻ˣ) and g / (1 + eˣ⁻ʸ)."""
    dtypes.need_floating(self.dtype, "logaddexp_cpu")
    return np.logaddexp(self, other)


def _back(
    m: Any, grad: Any, self: Any, result: Any, self_shape: Any, dim: Any, keepdim: bool
) -> Any:
    grad, result = (restored(m, each, self_shape, dim, keepdim) for each in (grad, result))
    return grad * run(m, exp, self - result)


@differentiable("LogsumexpBackward0", self=_back)
def logsumexp_over(self, dim, keepdim):
    """y = ln Σ eˣ: gradient g·eˣ⁻ʸ, which is g·softmax(x)."""
    axis = dim if self.ndim else None
    if self.size == 0:
        return accuracy.log(total(self, axis, keepdim))
    largest = np.max(self, axis=axis, keepdims=True)
    largest = np.where(np.isinf(largest), 0, largest).astype(self.dtype)
    logarithm = accuracy.log(total(accuracy.exp(self - largest), axis, keepdim))
    return logarithm + (largest if keepdim else np.squeeze(largest, axis))


def logsumexp(input: Tensor, dim: Any, keepdim: bool = False) -> Tensor:
    """ln Σ eˣ along `dim` (one dimension or several); integers are taken as floats."""
    if input._data.dtype.kind != "f":
        input = cast(input, dtypes.get_default_dtype().numpy)
    return logsumexp_over(input, dims_of(dim, input.ndim), keepdim)
