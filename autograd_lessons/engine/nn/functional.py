"""`torch.nn.functional`: activation and loss functions."""

from ..activation import leaky_relu_with, relu, sigmoid, tanh
from ..tensor import Tensor

__all__ = ["leaky_relu", "relu", "sigmoid", "tanh"]


def leaky_relu(input: Tensor, negative_slope: float = 0.01) -> Tensor:
    """x where x > 0, else `negative_slope`·x."""
    return leaky_relu_with(input, negative_slope)
