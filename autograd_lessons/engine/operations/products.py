"""A sum with a product or a quotient, in one operation, as optimizers use it.

In the formulas x is the first operand, a and b are the others, v is `value` and g is `grad`.
"""

from typing import Any

import numpy as np

from ..broadcasting import broadcast_shape, fitted
from ..conversion import to, to_result_type
from ..kernels.vector_math import multiply_add
from ..operation import differentiable
from ..tensor import Tensor

_INTEGER_DIVISION = (
    "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will "
    "perform a true division of tensor1 and tensor2. The historic addcdiv behavior can be "
    "implemented as (input + value * torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer "
    "inputs and as (input + value * tensor1 / tensor2) for float inputs. The future addcdiv "
    "behavior is just the latter implementation: (input + value * tensor1 / tensor2), for all "
    "dtypes."
)


@differentiable(
    "AddcmulBackward0",
    self=lambda m, grad, self_shape: fitted(m, grad, self_shape),
    tensor1=lambda m, grad, tensor2, value, tensor1_shape: fitted(
        m, grad * (tensor2 * value), tensor1_shape
    ),
    tensor2=lambda m, grad, tensor1, value, tensor2_shape: fitted(
        m, grad * (tensor1 * value), tensor2_shape
    ),
)
def product_added(self, tensor1, tensor2, value):
    """x + v·a·b: gradients g, g·v·b and g·v·a."""
    if self.dtype.kind != "f":
        return self + self.dtype.type(value) * tensor1 * tensor2
    return multiply_add(self.dtype.type(value) * tensor1, tensor2, self)


def _over(m: Any, value: Any, tensor: Any) -> Any:
    return value / tensor if m is np else m.div(m.ones_like(tensor) * value, tensor)


@differentiable(
    "AddcdivBackward0",
    self=lambda m, grad, self_shape: fitted(m, grad, self_shape),
    tensor1=lambda m, grad, tensor2, value, tensor1_shape: fitted(
        m, grad * _over(m, value, tensor2), tensor1_shape
    ),
    tensor2=lambda m, grad, tensor1, tensor2, value, tensor2_shape: fitted(
        m, -grad * (value * tensor1 / (tensor2 * tensor2)), tensor2_shape
    ),
)
def quotient_added(self, tensor1, tensor2, value):
    """x + v·a/b: gradients g, g·v/b and -g·v·a/b²."""
    return self + self.dtype.type(value) * tensor1 / tensor2


def _operands(*given: Any) -> Any:
    """The tensors in the type that they give together. RuntimeError for shapes that don't fit."""
    first, second, third = given
    kind = to_result_type(to_result_type(first, second), third).dtype
    broadcast_shape(*(each._data.shape for each in given))
    return [to(each, kind) for each in given]


def addcmul(input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: Any = 1) -> Tensor:
    """input + value · tensor1 · tensor2."""
    return product_added(*_operands(input, tensor1, tensor2), value)


def addcdiv(input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: Any = 1) -> Tensor:
    """input + value · tensor1 / tensor2. RuntimeError for two integers."""
    operands = _operands(input, tensor1, tensor2)
    if tensor1._data.dtype.kind != "f" and tensor2._data.dtype.kind != "f":
        raise RuntimeError(_INTEGER_DIVISION)
    return quotient_added(*operands, value)
