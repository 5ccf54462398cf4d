"""Padding as layers, without parameters."""

from typing import Any

from ...tensor import Tensor
from .. import functional
from .module import Module


class _ConstantPadNd(Module):
    def forward(self, input: Tensor) -> Tensor:
        return functional.pad(input, self.padding, "constant", getattr(self, "value", 0))

    def extra_repr(self) -> str:
        return f"{self.padding}"


class ZeroPad2d(_ConstantPadNd):
    """Zeros around an image: one width, or (left, right, top, bottom)."""

    def __init__(self, padding: Any) -> None:
        super().__init__()
        self.padding = (padding,) * 4 if isinstance(padding, int) else tuple(padding)


class ConstantPad2d(_ConstantPadNd):
    """One value around an image: one width, or (left, right, top, bottom)."""

    def __init__(self, padding: Any, value: float) -> None:
        super().__init__()
        self.padding = (padding,) * 4 if isinstance(padding, int) else tuple(padding)
        self.value = value

    def extra_repr(self) -> str:
        return f"padding={self.padding}, value={self.value}"
