"""A function's curve as data: sampled points in connected pieces, and the part of y to show."""

import math
from collections.abc import Callable
from itertools import pairwise

Point = tuple[float, float]

# A grid in step with round numbers: in [-3, 3] it meets every multiple of 0.05, so kinks are sharp.
INTERVALS = 120


def sample(f: Callable[[float], float], low: float, high: float) -> list[list[Point]]:
    """Return the points of `f` over [low, high] in pieces; between pieces the curve is broken.

    `f` returns nan or inf where it has no value: there is a gap. A jump also ends a piece.
    """
    grid = [low + (high - low) * index / INTERVALS for index in range(INTERVALS + 1)]
    points = [(x, f(x)) for x in grid]
    finite = [y for _, y in points if math.isfinite(y)]
    if not finite:
        return []
    bottom, top = view(finite)
    suspicious = (top - bottom) / 20
    pieces: list[list[Point]] = [[points[0]] if math.isfinite(points[0][1]) else []]
    for left, right in pairwise(points):
        if not math.isfinite(right[1]):
            pieces.append([])
            continue
        if pieces[-1] and abs(right[1] - left[1]) > suspicious:
            jump = _find_jump(f, left, right)
            if jump:
                pieces[-1].append(jump[0])
                pieces.append([jump[1]])
        pieces[-1].append(right)
    return [piece for piece in pieces if piece]


def _find_jump(
    f: Callable[[float], float], left: Point, right: Point
) -> tuple[Point, Point] | None:
    """Halve the interval around the largest change: it shrinks on a steep curve, not at a jump."""
    whole = abs(right[1] - left[1])
    for _ in range(10):
        x = (left[0] + right[0]) / 2
        middle = (x, f(x))
        if not math.isfinite(middle[1]):
            return left, right
        if abs(middle[1] - left[1]) > abs(right[1] - middle[1]):
            right = middle
        else:
            left = middle
        if abs(right[1] - left[1]) < whole / 2:
            return None
    return left, right


def view(ys: list[float]) -> tuple[float, float]:
    """Return the lowest and highest y to show: all of `ys` unless a few dwarf the rest (a pole)."""
    ordered = sorted(ys)
    bottom, top = ordered[0], ordered[-1]
    margin = len(ordered) // 12
    low, high = ordered[margin], ordered[-1 - margin]
    if top - bottom > 4 * (high - low) > 0:
        bottom, top = max(bottom, low - (high - low) / 2), min(top, high + (high - low) / 2)
    room = (top - bottom) * 0.06 or abs(bottom) / 2 or 1.0
    return bottom - room, top + room
