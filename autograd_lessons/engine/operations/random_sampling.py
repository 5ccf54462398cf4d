"""Chance in place (`x.normal_()`) and from tensors of parameters (`bernoulli(p)`).

These are operations like others, and recorded, but their results don't depend on what they replace:
all gradients are 0.
"""

from typing import Any

import numpy as np

from .. import dtypes
from ..broadcasting import broadcast_shape, fitted
from ..creation.factories import as_leaf
from ..dims import check_sizes, sizes_of
from ..dtypes import OF_NUMPY, need_floating
from ..dtypes import dtype as Dtype
from ..elementwise import unary
from ..inplace.values import become
from ..operation import differentiable, not_implemented
from ..random import draws
from ..random.sampling import Generator, default_generator
from ..tensor import Tensor, new
from .shape import expand


@unary("NormalBackward0", to_float=False, self=lambda m, grad: m.zeros_like(grad))
def normal_values(self, mean, std, source):
    """Normally distributed numbers: gradient 0."""
    need_floating(self.dtype, "normal_kernel_cpu")
    return draws.in_place_of(self, draws.normal, mean, std, generator=source)


@unary("UniformBackward0", to_float=False, self=lambda m, grad: m.zeros_like(grad))
def uniform_values(self, low, high, source):
    """Numbers evenly spread over an interval: gradient 0."""
    need_floating(self.dtype, "check_uniform_bounds")
    return draws.in_place_of(self, draws.uniform, low, high, generator=source)


@unary("BernoulliBackward2", to_float=False, self=lambda m, grad: m.zeros_like(grad))
def coin_values(self, p, source):
    """Ones with probability p, else zeros: gradient 0."""
    return draws.in_place_of(self, draws.bernoulli, p, generator=source)


@differentiable(
    "BernoulliBackward1",
    self=lambda m, grad: m.zeros_like(grad),
    p=lambda m, grad, p_shape: m.zeros_like(fitted(m, grad, p_shape)),
)
def coin_values_each(self, p, source):
    """Ones with a probability for each element, else zeros: gradients 0."""
    chances = np.broadcast_to(p, self.shape)
    return draws.in_place_of(self, draws.bernoulli, chances, generator=source)


@unary("BernoulliBackward0", to_float=False, self=lambda m, grad: m.zeros_like(grad))
def coins(self, source):
    """Ones with the probability that the element is, else zeros: gradient 0."""
    need_floating(self.dtype, "bernoulli_tensor_cpu_p_")
    return draws.bernoulli(self.shape, self, dtype=self.dtype, generator=source)


@unary("torch::autograd::NotImplemented", to_float=False, self=not_implemented("bernoulli"))
def coins_like(self, p, source):
    """Ones with probability p in the shape of x, else zeros: recorded, but not differentiable."""
    return draws.bernoulli(self.shape, p, dtype=self.dtype, generator=source)


@unary("ExponentialBackward0", to_float=False, self=lambda m, grad: m.zeros_like(grad))
def exponential_values(self, lambd, source):
    """Exponentially distributed numbers: gradient 0."""
    if self.dtype.kind != "f":
        raise RuntimeError(
            "Exponential distribution is a continuous probability distribution. dtype must be a "
            f"floating point but you specified {OF_NUMPY[self.dtype].printed_type}"
        )
    return draws.exponential(self.shape, lambd, dtype=self.dtype, generator=source)


def _whole_values(node: str) -> Any:
    @unary(node, to_float=False, self=lambda m, grad: m.zeros_like(grad))
    def whole_values(self, low, high, source):
        """Whole numbers, low <= n < high, or all from there that the type holds: gradient 0."""
        high = _end(self.dtype) if high is None else high
        return draws.in_place_of(self, draws.integers, low, high, generator=source)

    return whole_values


_whole_values_of_type, _whole_values_below, _whole_values_between = map(
    _whole_values, ("RandomBackward2", "RandomBackward1", "RandomBackward0")
)


def _end(kind: np.dtype[Any]) -> int:
    """One more than the last whole number that a type holds, without gaps before it."""
    if kind.kind == "f":
        return 2 ** (np.finfo(kind).nmant + 1) + 1
    return 2 if kind.kind == "b" else int(np.iinfo(kind).max) + 1


def normal_(
    self: Tensor, mean: float = 0, std: float = 1, *, generator: Generator | None = None
) -> Tensor:
    """Fill with normally distributed numbers; returns the tensor itself."""
    return become(self, normal_values, mean, std, generator or default_generator)


def uniform_(
    self: Tensor, from_: float = 0, to: float = 1, *, generator: Generator | None = None
) -> Tensor:
    """Fill with numbers evenly spread over from <= x < to; returns the tensor itself."""
    return become(self, uniform_values, from_, to, generator or default_generator)


def bernoulli_(self: Tensor, p: Any = 0.5, *, generator: Generator | None = None) -> Tensor:
    """Fill with ones, with probability p (a number, or a tensor of them), and zeros."""
    source = generator or default_generator
    if not isinstance(p, Tensor):
        return become(self, coin_values, p, source)
    expand(p.detach(), *self.shape)  # raises where it doesn't fit
    return become(self, coin_values_each, p, source)


def random_(self: Tensor, *bounds: int | None, generator: Generator | None = None) -> Tensor:
    """Fill with whole numbers: all that the type holds, `random_(to)` or `random_(from, to)`."""
    source = generator or default_generator
    if len(bounds) > 2 or not all(isinstance(bound, int | None) for bound in bounds):
        raise TypeError("random_() takes two whole numbers at most")
    if not bounds:
        return become(self, _whole_values_of_type, 0, None, source)
    if len(bounds) == 1:
        return become(self, _whole_values_below, 0, *bounds, source)
    return become(self, _whole_values_between, *bounds, source)


def exponential_(self: Tensor, lambd: float = 1, *, generator: Generator | None = None) -> Tensor:
    """Exponentially distributed numbers with mean 1 / `lambd`, in place."""
    return become(self, exponential_values, lambd, generator or default_generator)


def bernoulli(input: Tensor, p: float | None = None, *, generator: Generator | None = None) -> Any:
    """Ones with the probability that each element of `input` is, or with probability `p`."""
    source = generator or default_generator
    return coins(input, source) if p is None else coins_like(input, p, source)


@differentiable("NormalBackward1", self=lambda m, grad: m.zeros_like(grad))
def normal_around(self, std, source):
    """Normally distributed numbers around means: gradient 0."""
    need_floating(self.dtype, "normal_kernel_cpu")
    return draws.normal(self.shape, 0, std, dtype=self.dtype, generator=source) + self


@differentiable(
    "NormalBackward2", self=lambda m, grad, self_shape: m.zeros_like(fitted(m, grad, self_shape))
)
def normal_spread(self, mean, source):
    """Normally distributed numbers with standard deviations: gradient 0."""
    need_floating(self.dtype, "normal_kernel_cpu")
    standard = draws.normal(self.shape, dtype=self.dtype, generator=source)
    return standard * _deviations(self) + self.dtype.type(mean)


@differentiable(
    "NormalBackward3",
    self=lambda m, grad, self_shape: m.zeros_like(fitted(m, grad, self_shape)),
    std=lambda m, grad, std_shape: m.zeros_like(fitted(m, grad, std_shape)),
)
def normal_each(self, std, source):
    """Normally distributed numbers with means and standard deviations: gradients 0."""
    need_floating(self.dtype, "normal_kernel_cpu")
    shape = broadcast_shape(self.shape, std.shape)
    standard = draws.normal(shape, dtype=self.dtype, generator=source)
    return (standard * _deviations(std) + self).astype(self.dtype, copy=False)


def _deviations(std: np.ndarray) -> np.ndarray:
    if (std < 0).any():
        raise RuntimeError("normal expects all elements of std >= 0.0")
    return std


def normal(
    mean: Any,
    std: Any = 1.0,
    size: Any = None,
    *,
    generator: Generator | None = None,
    dtype: Dtype | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """Normally distributed numbers: `mean` and `std` tensors, or numbers and then with a `size`."""
    source = generator or default_generator
    numbers = isinstance(mean, int | float), isinstance(std, int | float)
    if size is not None and all(numbers):
        kind = (dtype or dtypes.get_default_dtype()).numpy
        dtypes.need_floating(kind, "normal_kernel_cpu")
        shape = sizes_of((tuple(size),))
        check_sizes(shape)
        data = draws.normal(shape, mean, std, dtype=kind, generator=source)
        return as_leaf(new(data), requires_grad)
    if size is None and isinstance(mean, Tensor) and isinstance(std, Tensor):
        return normal_each(mean, std, source)
    if size is None and isinstance(mean, Tensor) and numbers[1]:
        return normal_around(mean, std, source)
    if size is None and isinstance(std, Tensor) and numbers[0]:
        return normal_spread(std, mean, source)
    raise TypeError("normal() takes tensors, or numbers and a size")
