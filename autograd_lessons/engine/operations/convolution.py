"""Convolution in one and two dimensions, and its transpose, with derivatives of any order.

y[n, o, p] = Σ x[n, c, s·p + d·k - padding]·w[o, c, k], over channels c and places k in the kernel.
This is linear in x and in w. So are the gradients: of x, where each y[p] goes back to the places
that it was made from (`spread`), and of w, where each w[k] gets the sum over all p (`correlate`).
The three are each other's derivatives.
"""

from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ..operation import differentiable, run


class Windows(NamedTuple):
    """Where a kernel is laid on the input, for each dimension: steps, zeros around it, distances
    of the kernel's elements. In `groups` the channels are kept apart."""

    stride: tuple[int, ...]
    padding: tuple[tuple[int, int], ...]
    dilation: tuple[int, ...]
    groups: int = 1


def windows_of(values: Any, kernel: tuple[int, ...], spec: Windows, fill: float = 0.0) -> Any:
    """A view of the input padded with `fill`: (batch, channels, *places, *kernel)."""
    if any(sum(each) for each in spec.padding):
        values = np.pad(values, ((0, 0), (0, 0), *spec.padding), constant_values=fill)
    reach = tuple(d * (k - 1) + 1 for d, k in zip(spec.dilation, kernel, strict=True))
    axes = tuple(range(2, values.ndim))
    steps = [slice(None, None, each) for each in (*spec.stride, *spec.dilation)]
    return sliding_window_view(values, reach, axes)[:, :, *steps]


def _columns(x: Any, kernel: tuple[int, ...], spec: Windows) -> Any:
    """The inputs of each output, as rows of a matrix: (batch, group, places, channels·kernel)."""
    view = windows_of(x, kernel, spec)
    batch, channels, *places = view.shape[: 2 + len(kernel)]
    view = view.reshape(batch, spec.groups, channels // spec.groups, *places, *kernel)
    dims = len(kernel)
    order = (0, 1, *range(3, 3 + dims), 2, *range(3 + dims, 3 + 2 * dims))
    row = prod((channels // spec.groups, *kernel))
    return view.transpose(order).reshape(batch, spec.groups, prod(places), row)


def _grouped(values: Any, groups: int) -> Any:
    """(batch, group, places, channels) of outputs."""
    batch, channels = values.shape[:2]
    places = prod(values.shape[2:])
    return values.reshape(batch, groups, channels // groups, places).swapaxes(2, 3)


def _convolve(x: Any, w: Any, spec: Windows) -> Any:
    columns = _columns(x, w.shape[2:], spec)
    rows = w.reshape(spec.groups, w.shape[0] // spec.groups, -1)
    padded = [size + sum(pad) for size, pad in zip(x.shape[2:], spec.padding, strict=True)]
    reach = [d * (k - 1) + 1 for d, k in zip(spec.dilation, w.shape[2:], strict=True)]
    places = [
        (size - far) // step + 1 for size, far, step in zip(padded, reach, spec.stride, strict=True)
    ]
    out = columns @ rows.swapaxes(1, 2)
    return np.ascontiguousarray(out.swapaxes(2, 3)).reshape(x.shape[0], w.shape[0], *places)


def _biased(values: Any, bias: Any) -> Any:
    return values if bias is None else values + bias.reshape(-1, *[1] * (values.ndim - 2))


def _convolved(m: Any, x: Any, w: Any, spec: Windows) -> Any:
    return run(m, convolve, x, w, spec)


def _spread(m: Any, grad: Any, w: Any, shape: Any, spec: Windows) -> Any:
    return run(m, spread, grad, w, shape, spec)


def _correlated(m: Any, x: Any, grad: Any, shape: Any, spec: Windows) -> Any:
    return run(m, correlate, x, grad, shape, spec)


_DOUBLE = "ConvolutionBackwardBackward0"


@differentiable(
    _DOUBLE,
    self=lambda m, grad, weight, spec: _convolved(m, grad, weight, spec),
    weight=lambda m, grad, self, weight_shape, spec: _correlated(m, grad, self, weight_shape, spec),
)
def spread(self, weight, shape, spec):
    """The gradient of the input: each output's goes to the places that it was made from."""
    kernel, groups = weight.shape[2:], spec.groups
    batch, channels, *places = self.shape
    rows = weight.reshape(groups, channels // groups, -1)
    parts = (_grouped(self, groups) @ rows).reshape(
        batch, groups, *places, shape[1] // groups, *kernel
    )
    dims = len(kernel)
    order = (0, 1, 2 + dims, *range(2, 2 + dims), *range(3 + dims, 3 + 2 * dims))
    parts = parts.transpose(order).reshape(batch, shape[1], *places, *kernel)
    padded = [size + sum(pad) for size, pad in zip(shape[2:], spec.padding, strict=True)]
    out = np.zeros((batch, shape[1], *padded), self.dtype)
    for offset in np.ndindex(*kernel):
        begins = [d * at for d, at in zip(spec.dilation, offset, strict=True)]
        target = tuple(
            slice(begin, begin + step * (count - 1) + 1, step)
            for begin, step, count in zip(begins, spec.stride, places, strict=True)
        )
        out[:, :, *target] += parts[(..., *offset)]
    inside = tuple(
        slice(before, before + size)
        for (before, _), size in zip(spec.padding, shape[2:], strict=True)
    )
    return out[:, :, *inside]


@differentiable(
    _DOUBLE,
    self=lambda m, grad, self_shape, other, spec: _spread(m, other, grad, self_shape, spec),
    other=lambda m, grad, self, spec: _convolved(m, self, grad, spec),
)
def correlate(self, other, shape, spec):
    """The gradient of the weight: for each of its elements, inputs times outputs' gradients."""
    columns = _columns(self, tuple(shape[2:]), spec)
    return (_grouped(other, spec.groups).swapaxes(2, 3) @ columns).sum(0).reshape(shape)


@differentiable(
    _DOUBLE,
    self=lambda m, grad, self_shape, weight, spec: _spread(m, grad, weight, self_shape, spec),
    weight=lambda m, grad, self, weight_shape, spec: _correlated(m, self, grad, weight_shape, spec),
)
def convolve(self, weight, spec):
    """Convolution without a bias, inside derivatives."""
    return _convolve(self, weight, spec)


def _bias_gradient(m: Any, grad: Any) -> Any:
    return m.sum(grad, axis=(0, *range(2, grad.ndim)))


@differentiable(
    "ConvolutionBackward0",
    input=lambda m, grad, input_shape, weight, spec: _spread(m, grad, weight, input_shape, spec),
    weight=lambda m, grad, input, weight_shape, spec: _correlated(
        m, input, grad, weight_shape, spec
    ),
    bias=_bias_gradient,
)
def convolution(input, weight, bias, spec):
    """Σ x·w + b."""
    return _biased(_convolve(input, weight, spec), bias)


@differentiable(
    "ConvolutionBackward0",
    input=lambda m, grad, weight, spec: _convolved(m, grad, weight, spec),
    weight=lambda m, grad, input, weight_shape, spec: _correlated(
        m, grad, input, weight_shape, spec
    ),
    bias=_bias_gradient,
)
def transposed_convolution(input, weight, bias, shape, spec):
    """Each input spread over the places that a convolution would make it from, + b."""
    return _biased(spread.__wrapped__(input, weight, shape, spec), bias)
