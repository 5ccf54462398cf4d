"""PyTorch's random numbers on the CPU, as NumPy arrays: how random bits become numbers.

Every function takes its bits from `generator`, and so moves it on: the same seed gives the same
numbers only for the same calls in the same order.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from ..dims import check_sizes
from ..dtypes import C_NAMES
from ..kernels.vector_math import fused_multiply_add, log, sin_cos
from .generator import Generator

_Shape = tuple[int, ...]
_DType = np.dtype[Any]

_FLOAT32, _FLOAT64, _INT64 = np.dtype("float32"), np.dtype("float64"), np.dtype("int64")

_NO_PROBABILITIES = (
    "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  "
    "(Could this error message be improved?  "
    "If so, please report an enhancement request to PyTorch.)"
)


def uniform(
    shape: _Shape,
    low: float = 0.0,
    high: float = 1.0,
    *,
    dtype: _DType = _FLOAT32,
    generator: Generator,
) -> np.ndarray:
    """Return numbers evenly spread over `low <= x < high` (`rand`, `uniform_`).

    RuntimeError if low > high, or if a bound or their distance is beyond the dtype.
    """
    name, greatest = C_NAMES[dtype.name], float(np.finfo(dtype).max)
    for bound, value in (("from", low), ("to", high)):
        if not -greatest <= value <= greatest:
            raise RuntimeError(f"{bound} is out of bounds for {name}")
    if low > high:
        raise RuntimeError(
            f"uniform_ expects to return a [from, to) range, but found from={low:g} > to={high:g}"
        )
    if high - low > greatest:
        raise RuntimeError(
            f"uniform_ expects to-from <= std::numeric_limits<{name.title()}>::max(), but found "
            f"to={high:g} and from={low:g} which result in to-from to exceed the limit"
        )
    values = _unit(math.prod(shape), dtype, generator)
    if (low, high) != (0, 1):
        start, stop = dtype.type(low), dtype.type(high)
        values = fused_multiply_add(values, stop - start, start)
        values[values == stop] = start
    return values.reshape(shape)


def normal(
    shape: _Shape,
    mean: float = 0.0,
    std: float = 1.0,
    *,
    dtype: _DType = _FLOAT32,
    generator: Generator,
    gaps: bool = False,
) -> np.ndarray:
    """Return normally distributed numbers (`randn`, `normal_`).

    Fewer than 16, or numbers for a tensor with gaps in memory, come from another recipe than 16 and
    more, so `randn(8)` is not the beginning of `randn(16)`. RuntimeError if `std` is negative.
    """
    if not std >= 0:
        raise RuntimeError(f"normal expects std >= 0.0, but found std {std:g}")
    size = math.prod(shape)
    if size < 16 or gaps:
        standard = np.array([_one_normal(generator) for _ in range(size)], np.float64)
        values = fused_multiply_add(standard, std, mean).astype(dtype)
    else:
        values = fused_multiply_add(
            _many_normals(size, dtype, generator), dtype.type(std), dtype.type(mean)
        )
    return values.reshape(shape)


def in_place_of(
    array: np.ndarray, draw: Callable[..., np.ndarray], *args: Any, **named: Any
) -> Any:
    """Return numbers from `draw` for an array's elements, in the order of these in memory."""
    order = sorted(range(array.ndim), key=lambda dim: -array.strides[dim])
    if draw is normal:
        named["gaps"] = not array.flags.c_contiguous
    args = tuple([a.transpose(order) if isinstance(a, np.ndarray) else a for a in args])
    drawn = draw(tuple([array.shape[dim] for dim in order]), *args, dtype=array.dtype, **named)
    return drawn.transpose(np.argsort(order)) if array.ndim else drawn


def integers(
    shape: _Shape,
    low: int,
    high: int,
    *,
    dtype: _DType = _INT64,
    generator: Generator,
) -> np.ndarray:
    """Return whole numbers, `low <= n < high` (`randint`).

    The remainder of a draw divided by the range. Some numbers so come up more often, by a sixteenth
    at most: from a range of 2**28 on, draws have 64 bits instead of 32.
    RuntimeError if the range is empty, or beyond an integer dtype.
    """
    if low >= high:
        raise RuntimeError(
            f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}"
        )
    if dtype.kind != "f":
        lowest, highest = _integer_range(dtype)
        for bound, value in (("from", low), ("to - 1", high - 1)):
            if not lowest <= value <= highest:
                raise RuntimeError(f"{bound} is out of bounds for {C_NAMES[dtype.name]}")
    size = math.prod(shape)
    draws = generator.draw_64(size) if high - low >= 2**28 else generator.draw_32(size)
    offsets = (draws % np.uint64(high - low)).astype(np.int64)
    return (offsets + low).astype(dtype).reshape(shape)


def _integer_range(dtype: _DType) -> tuple[int, int]:
    return (0, 1) if dtype.kind == "b" else (np.iinfo(dtype).min, np.iinfo(dtype).max)


def permutation(n: int, *, dtype: _DType = _INT64, generator: Generator) -> np.ndarray:
    """Return 0, 1, …, n - 1 in random order (`randperm`): each place swaps with a later one.

    The same numbers as PyTorch's for n below 214,748,364. RuntimeError if n is negative.
    """
    check_sizes([n])
    draws = generator.draw_32(max(n - 1, 0))
    partners = np.arange(n - 1) + draws % np.arange(n, 1, -1)
    order = list(range(n))
    for i, partner in enumerate(partners.tolist()):
        order[i], order[partner] = order[partner], order[i]
    return np.array(order, dtype)


def bernoulli(
    shape: _Shape,
    p: float | np.ndarray,
    *,
    dtype: _DType = _FLOAT32,
    generator: Generator,
) -> np.ndarray:
    """Return ones with probability `p`, else zeros (`bernoulli`, `bernoulli_`, dropout's mask).

    A number `p` compares with float64 uniforms, an array `p` with uniforms of its own dtype.
    On Intel processors PyTorch asks another generator (MKL's) when `p` is a number; these are the
    numbers it gives on all others. RuntimeError if `p` is no probability.
    """
    if isinstance(p, np.ndarray):
        draw_dtype = p.dtype
        if not ((p >= 0) & (p <= 1)).all():
            raise RuntimeError(_NO_PROBABILITIES)
    else:
        draw_dtype = _FLOAT64
        if not 0 <= p <= 1:
            raise RuntimeError(f"bernoulli_ expects p to be in [0, 1], but got p={p:g}")
    draws = _unit(math.prod(shape), draw_dtype, generator)
    return (draws.reshape(shape) < p).astype(dtype)


def exponential(
    shape: _Shape,
    rate: float = 1.0,
    *,
    dtype: _DType = _FLOAT32,
    generator: Generator,
) -> np.ndarray:
    """Return exponentially distributed numbers (`exponential_`); on Intel processors PyTorch asks
    another generator, as for `bernoulli`. RuntimeError unless the rate is positive."""
    if not rate > 0:
        raise RuntimeError(f"exponential_ expects lambda > 0.0, but found lambda={rate:g}")
    uniforms = _unit(math.prod(shape), _FLOAT64, generator)
    return (-1 / rate * np.log1p(-uniforms)).astype(dtype).reshape(shape)


def _unit(count: int, dtype: _DType, generator: Generator) -> np.ndarray:
    """Return `count` uniforms, 0 <= u < 1: as many random bits as the dtype has digits."""
    if dtype == _FLOAT32:
        return (generator.draw_32(count) & (2**24 - 1)).astype(np.float32) * np.float32(2**-24)
    return (generator.draw_64(count) & np.uint64(2**53 - 1)).astype(np.float64) * 2.0**-53


def _one_normal(generator: Generator) -> float:
    """Return one standard normal (Box and Muller: two uniforms give two normals)."""
    if generator.spare_normal is not None:
        value, generator.spare_normal = generator.spare_normal, None
        return value
    u1, u2 = _unit(2, _FLOAT64, generator).tolist()
    radius, angle = math.sqrt(-2 * math.log1p(-u2)), 2 * math.pi * u1
    generator.spare_normal = radius * math.sin(angle)
    return radius * math.cos(angle)


def _many_normals(size: int, dtype: _DType, generator: Generator) -> np.ndarray:
    """Return 16 or more standard normals, made in blocks of 16.

    A last block that isn't full ends at the end of the others: it replaces some of theirs.
    """
    values = _unit(size, dtype, generator)
    whole = size - size % 16
    values[:whole] = _box_muller(values[:whole])
    if whole < size:
        values[-16:] = _box_muller(_unit(16, dtype, generator))
    return values


def _box_muller(uniforms: np.ndarray) -> np.ndarray:
    """Return normals for uniforms: of each 16, eight radii, eight angles; cosines before sines."""
    blocks = uniforms.reshape(-1, 2, 8)
    u1, u2 = 1 - blocks[:, 0], blocks[:, 1]
    angle = uniforms.dtype.type(2 * math.pi) * u2
    if uniforms.dtype == _FLOAT32:
        logarithm, (sine, cosine) = log(u1), sin_cos(angle)
    else:
        # PyTorch asks the C library here, as `math` does; NumPy's own may differ in the last bit.
        logarithm = _each(math.log, u1)
        sine, cosine = _each(math.sin, angle), _each(math.cos, angle)
    radius = np.sqrt(-2 * logarithm)
    return np.stack([radius * cosine, radius * sine], axis=1).ravel()


def _each(function: Callable[[float], float], values: np.ndarray) -> np.ndarray:
    return np.array(list(map(function, values.ravel().tolist()))).reshape(values.shape)
