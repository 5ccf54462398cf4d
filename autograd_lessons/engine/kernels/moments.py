"""Means, variances and sums of products, in the order of PyTorch's layer and batch normalization.

The order matters more than elsewhere: what is 0 in one is noise of 1e-8 in another, which shows in
a print. Rows are added in vectors of 32 bytes, whose lanes are put together at the end. `fused` is
`multiply_add`: PyTorch's compiled kernels round once for a product and a sum.
"""

import numpy as np

from ..dtypes import F32, F64
from .accuracy import LARGE
from .accuracy import multiply_add as fused
from .summation import in_turn, total

_VECTORS = 16  # in a row; of longer ones there are several sums, as in `summation`
_ROWS = 64  # of more nobody reads the last digits, which take time


def of_rows(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance of each row: running ones of each lane (Welford, 1962) and of what fills no
    vector, then these put together (Chan, Golub and LeVeque, 1979)."""
    kind, size, lanes = rows.dtype.type, rows.shape[1], 32 // rows.itemsize
    vectors = size // lanes
    if rows.size > LARGE or vectors > _VECTORS:
        mean = total(rows, (1,)) / kind(size)
        away = rows - mean[:, None]
        return mean, total(away * away, (1,)) / kind(size)
    columns = rows.T.copy()
    rest = columns[vectors * lanes :]
    mean, squares = np.zeros((2, len(rows)), kind)
    for count, column in enumerate(rest, 1):
        away = column - mean
        mean = mean + away / kind(count)
        squares = squares + away * (column - mean)
    lane_means, lane_squares = np.zeros((2, lanes, len(rows)), kind)
    for count, vector in enumerate(
        columns[: vectors * lanes].reshape(vectors, lanes, len(rows)), 1
    ):
        away, share = vector - lane_means, kind(1) / kind(count)
        if vectors > 2:
            lane_means = fused(away, share, lane_means)
            lane_squares = fused(away, vector - lane_means, lane_squares)
        else:
            lane_means = lane_means + away * share
            lane_squares = lane_squares + away * (vector - lane_means)
    count = len(rest)
    for lane_mean, lane_square in zip(lane_means, lane_squares, strict=True) if vectors else ():
        share = kind(vectors) / kind(count + vectors)
        away = lane_mean - mean
        mean = fused(away, share, mean)
        squares = squares + fused(away * away * share, kind(count), lane_square)
        count += vectors
    return mean, squares / kind(size)


def along_rows(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The sum of the products in each row."""
    products, lanes = one * other, 32 // one.itemsize
    size = products.shape[1]
    if products.size > LARGE:
        return total(products, (1,))
    if size < lanes:
        return in_turn(products, (1,))
    whole = size - size % lanes
    lane_sums = in_turn(products[:, :whole].reshape(len(products), -1, lanes), (1,))
    if whole != size:
        rest = one[:, whole:], np.broadcast_to(other, one.shape)[:, whole:]
        lane_sums[:, : size - whole] = fused(*rest, lane_sums[:, : size - whole])
    while lane_sums.shape[1] > 1:
        half = lane_sums.shape[1] // 2
        lane_sums = lane_sums[:, :half] + lane_sums[:, half:]
    return lane_sums[:, 0]


def along_columns(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The sum of the products in each column, row after row."""
    if one.size > LARGE or len(one) > _ROWS:
        return total(one * other, (0,))
    if one.dtype is not F32:
        return in_turn(one * other, (0,))
    out = np.zeros(one.shape[1:], F32)
    for products in one.astype(F64) * other:  # these products are exact
        out = (products + out).astype(F32)
    return out
