"""Sums in the order of PyTorch's kernels, which makes them the same to the last bit.

A float32 sum depends on its order: each addition rounds. PyTorch adds vectors of 32 bytes (that is
8 float32 numbers, the lanes), four vectors side by side, and lets no running sum grow long: after
16 additions it moves up to the next level, that level after 16 of its own, and so on (pairwise
summation, with 16 instead of 2). At the end come the numbers that fill no vector, then the lanes,
one after the other.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import prod
from typing import Any

import numpy as np

# Elements. From 32768 on PyTorch's order depends on how many threads there are; of some thousands
# nobody reads the last digits, and in NumPy this order takes twice as long as NumPy's own.
_LARGE = 4096
_LEVELS = 4
_SHORT = 512  # columns
_add: Any = np.add.reduce


def total(values: Any, axes: Sequence[int] | None = None, keepdims: bool = False) -> Any:
    """The sum of an array, of all elements or along some axes, as `numpy.sum`."""
    size, ndim = values.size, values.ndim
    if not 4 <= size < _LARGE or values.dtype.kind != "f":
        return quick(values, axes, keepdims)
    if ndim == 2 and axes == (0,) and values.shape[1] > 1 and values.flags.c_contiguous:
        out = _of_rows(values)  # the usual case, quickly
        return out.reshape(1, -1) if keepdims else out
    if axes is None or len(axes) == ndim:
        if values.flags.f_contiguous:
            values = values.T
        if values.flags.c_contiguous:
            out = _of_line(values.reshape(-1))
        elif ndim == 1:
            out = _by_four(values)
        elif ndim == 2 and 0 not in values.strides:
            out = _of_part(values)
        else:
            return quick(values, axes, keepdims)
        return out.reshape((1,) * (ndim * keepdims)) if keepdims else out
    if ndim == 2 and values.flags.f_contiguous and not values.flags.c_contiguous:
        out = total(values.T, (1 - axes[0],))
        return np.expand_dims(out, axes[0]) if keepdims else out
    if ndim == 2 and not values.flags.c_contiguous and 0 not in values.strides:
        out = _of_slice(values, axes[0])
        return np.expand_dims(out, axes[0]) if keepdims else out
    first, last = min(axes), max(axes) + 1
    if not values.flags.c_contiguous or len(axes) != last - first:
        return quick(values, axes, keepdims)
    shape = values.shape
    before, rows, columns = prod(shape[:first]), prod(shape[first:last]), prod(shape[last:])
    if columns == 1:
        out = _along_lines(values.reshape(before, rows))
    elif before == 1:
        out = _of_rows(values.reshape(rows, columns))
    else:
        out = _of_rows(values.reshape(before, rows, columns).swapaxes(0, 1))
    middle = (1,) * ((last - first) * keepdims)
    return np.asarray(out.reshape(shape[:first] + middle + shape[last:]), order="C")


def in_turn(values: Any, axes: Sequence[int], keepdims: bool = False) -> Any:
    """The sum along some axes, each element added to the sum of those before it, as in norms."""
    if not 1 < values.size < 32768:
        return quick(values, axes, keepdims)
    out = np.add.accumulate(in_memory_order(values, axes), axis=0)[-1]
    return np.expand_dims(out, tuple(axes)) if keepdims else out


def in_memory_order(values: Any, axes: Sequence[int]) -> Any:
    """The array with these axes made one, the first: what lies side by side stays side by side."""
    kept = [axis for axis in range(values.ndim) if axis not in axes]
    shape = values.shape
    order = sorted(axes, key=lambda axis: -values.strides[axis])
    lines = values.transpose(*order, *kept)
    return lines.reshape(prod(shape[axis] for axis in axes), *(shape[axis] for axis in kept))


def quick(values: Any, axes: Sequence[int] | None, keepdims: bool = False) -> Any:
    """The sum in whatever order is quickest.

    Of a matrix's columns, or of its rows if they are short, that is a product with ones: several
    times as fast as `numpy.sum`, which also lets a column's running sum grow too long.
    """
    kind = values.dtype
    if values.ndim == 2 and axes is not None and len(axes) == 1 and kind.kind == "f":
        rows, columns = values.shape
        if axes[0] == 0 and values.size:
            out = (ones if rows <= _LARGE else np.ones)(rows, kind).dot(values)
            return out.reshape(1, -1) if keepdims else out
        if axes[0] == 1 and columns <= _SHORT and values.size:
            out = values.dot(ones(columns, kind))
            return out.reshape(-1, 1) if keepdims else out
    axes = None if axes is None else tuple(axes)
    out = _add(values, axis=axes, keepdims=keepdims, initial=kind.type(0), dtype=kind)
    return out if axes is None else np.asarray(out, order="C")


@lru_cache(maxsize=8)
def ones(count: int, array_type: Any) -> Any:
    """A vector of ones: a product with it is a sum."""
    return np.ones(count, array_type)


def _levels(rows: Any) -> Any:
    """The sum of rows: 16 make one of the next level; rows left over wait at theirs."""
    count = len(rows)
    if count <= 16:
        return _add(rows, axis=0, initial=0)
    step = 1 << max(4, (count - 1).bit_length() // _LEVELS)
    left = []
    for _ in range(_LEVELS - 1):
        count = len(rows)
        if count < step:
            break
        whole = count // step * step
        if whole != count:
            left.append(_add(rows[whole:], axis=0, initial=0))
        rows = _add(rows[:whole].reshape(-1, step, *rows.shape[1:]), axis=1, initial=0)
    highest = _add(rows, axis=0)
    if not left:
        return highest
    out = left[0]
    for each in left[1:]:
        out = out + each
    return out + highest


def _by_four(rows: Any) -> Any:
    """The sum of rows, every fourth with its like, the last ones with the first."""
    left = len(rows) % 4
    if left == len(rows):
        return _add(rows, axis=0, initial=0)
    whole = rows[:-left] if left else rows
    four = _levels(whole.reshape(len(whole) // 4, -1)).reshape(4, *rows.shape[1:])
    for each in rows[-left:] if left else ():
        four[0] += each
    return _add(four, axis=0)


def _of_line(line: Any) -> Any:
    """The sum of elements that lie in memory one after the other."""
    size, lanes = line.size, 32 // line.itemsize
    if size < lanes:
        return _by_four(line)
    whole = size - size % lanes
    vector = _by_four(line[:whole].reshape(-1, lanes))
    if whole != size:
        vector[0] += _add(line[whole:], initial=0)
    return np.add.accumulate(vector)[-1]


def _of_part(values: Any) -> Any:
    """The sum of a part of a matrix: line after line, or of one line where the steps are even."""
    if values.strides[0] < values.strides[1]:
        values = values.T
    rows, columns = values.shape
    if 1 in values.shape or values.strides[0] == columns * values.strides[1]:
        return _by_four(values.reshape(rows * columns))
    return np.add.accumulate(_of_slice(values, 1))[-1]


def _of_slice(values: Any, axis: int) -> Any:
    """The sum along an axis of a part of a matrix."""
    if values.strides[0] < values.strides[1]:
        values, axis = values.T, 1 - axis
    unbroken = values.strides[1] == values.itemsize
    if axis == 0:
        return _of_rows(values, 0 if unbroken else 4)
    if unbroken:
        return _along_lines(values)
    return _by_four(values.T)


def _along_lines(lines: Any) -> Any:
    """The sum of each line; all have the same length."""
    size, lanes = lines.shape[1], 32 // lines.itemsize
    if len(lines) == 1:
        return _of_line(lines[0])
    if size < lanes:
        return _by_four(lines.T)
    whole = size - size % lanes
    vectors = lines[:, :whole].reshape(len(lines), -1, lanes).transpose(1, 2, 0)
    parts = _by_four(vectors)
    if whole != size:
        parts[0] += _add(lines[:, whole:], axis=1, initial=0)
    return np.add.accumulate(parts, axis=0)[-1]


def _of_rows(rows: Any, together: int = 0) -> Any:
    """The sum of rows: four vectors of columns at a time, what is left of them each by itself."""
    columns, lanes = rows.shape[-1], 32 // rows.itemsize
    together = together or (4 * lanes if columns >= lanes else 4)
    whole = columns - columns % together
    if whole == columns:
        return _levels(rows)
    if not whole:
        return _by_four(rows)
    parts = (_levels(rows[..., :whole]), _by_four(rows[..., whole:]))
    return np.concatenate(parts, axis=-1)
