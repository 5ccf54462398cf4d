"""Convolutions as layers: they hold kernel and bias, which start as those of `Linear` do."""

import math
from typing import Any, ClassVar

from ...tensor import Tensor
from .. import functional, init
from ..functions.convolution import tuple_of
from ..parameter import Parameter, empty
from .module import Module


class _Conv(Module):
    weight: Parameter
    bias: Parameter | None
    dims: ClassVar[int]
    transposed: ClassVar[bool] = False

    def _set(
        self,
        channels: tuple[int, int],
        kernel_size: Any,
        stride: Any,
        padding: Any,
        dilation: Any,
        groups: int,
        bias: bool,
        device: Any,
        dtype: Any,
    ) -> None:
        if groups <= 0:
            raise ValueError("groups must be a positive integer")
        for name, count in zip(("in_channels", "out_channels"), channels, strict=True):
            if count % groups:
                raise ValueError(f"{name} must be divisible by groups")
        self.in_channels, self.out_channels = channels
        self.kernel_size, self.stride = (
            tuple_of(each, self.dims) for each in (kernel_size, stride)
        )
        self.padding = padding if isinstance(padding, str) else tuple_of(padding, self.dims)
        self.dilation, self.groups = tuple_of(dilation, self.dims), groups
        first, second = reversed(channels) if not self.transposed else channels
        size = (first, second // groups, *self.kernel_size)
        self.weight = Parameter(empty(size, device=device, dtype=dtype))
        made = Parameter(empty(self.out_channels, device=device, dtype=dtype)) if bias else None
        self.register_parameter("bias", made)
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Draw new first values."""
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in = self.weight.numel() // self.weight.shape[0]
            bound = 1 / math.sqrt(fan_in)
            init.uniform_(self.bias, -bound, bound)

    def extra_repr(self) -> str:
        text = (
            f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, "
            f"stride={self.stride}"
        )
        usual = {
            "padding": (0,) * self.dims,
            "dilation": (1,) * self.dims,
            "output_padding": (0,) * self.dims,
            "groups": 1,
        }
        for name, value in usual.items():
            if getattr(self, name, value) != value:
                text += f", {name}={getattr(self, name)}"
        return text if self.bias is not None else f"{text}, bias=False"


class _Forward(_Conv):
    _each_its_own = ("__init__",)

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Any,
        stride: Any = 1,
        padding: Any = 0,
        dilation: Any = 1,
        groups: int = 1,
        bias: bool = True,
        padding_mode: str = "zeros",
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        if padding_mode != "zeros":
            raise ValueError(
                f"padding_mode must be 'zeros' here, but got padding_mode='{padding_mode}'"
            )
        shape = (kernel_size, stride, padding, dilation, groups)
        self._set((in_channels, out_channels), *shape, bias, device, dtype)

    def _settings(self) -> tuple[Any, ...]:
        return self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups


class Conv1d(_Forward):
    """Convolution of (batch, channels, length)."""

    dims = 1

    def forward(self, input: Tensor) -> Tensor:
        return functional.conv1d(input, *self._settings())


class Conv2d(_Forward):
    """Convolution of (batch, channels, height, width)."""

    dims = 2

    def forward(self, input: Tensor) -> Tensor:
        return functional.conv2d(input, *self._settings())


class _Transposed(_Conv):
    _each_its_own = ("__init__",)
    transposed = True

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Any,
        stride: Any = 1,
        padding: Any = 0,
        output_padding: Any = 0,
        groups: int = 1,
        bias: bool = True,
        dilation: Any = 1,
        padding_mode: str = "zeros",
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        if padding_mode != "zeros":
            raise ValueError(f'Only "zeros" padding mode is supported for {type(self).__name__}')
        self.output_padding = tuple_of(output_padding, self.dims)
        shape = (kernel_size, stride, padding, dilation, groups)
        self._set((in_channels, out_channels), *shape, bias, device, dtype)

    def _settings(self) -> tuple[Any, ...]:
        return (
            self.weight, self.bias, self.stride, self.padding, self.output_padding, self.groups,
            self.dilation,
        )  # fmt: skip


class ConvTranspose1d(_Transposed):
    """The transpose of a convolution: lengths grow by the stride."""

    dims = 1

    def forward(self, input: Tensor) -> Tensor:
        return functional.conv_transpose1d(input, *self._settings())


class ConvTranspose2d(_Transposed):
    """The transpose of a convolution: images grow by the stride."""

    dims = 2

    def forward(self, input: Tensor) -> Tensor:
        return functional.conv_transpose2d(input, *self._settings())
