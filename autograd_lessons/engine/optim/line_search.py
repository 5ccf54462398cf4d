"""A line search: how far to go in a direction (Nocedal and Wright, chapter 3).

A step t is good (strong Wolfe conditions) when the loss has fallen by a part of what the slope
promised, and the slope has become flatter. First t grows until a good step lies in between, then
that bracket is narrowed. In it the next t is the minimum of the cubic through its ends.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from ..tensor import Tensor

_FALL, _FLAT, _LEAST, _MOST = 1e-4, 0.9, 1e-9, 25


class _Point(NamedTuple):
    t: Any
    loss: Any
    grad: Tensor
    slope: Any


def _minimum(one: Any, two: Any, bounds: Any = None) -> Any:
    """Where the cubic with these values and slopes is least."""
    low, high = bounds or ((one.t, two.t) if one.t <= two.t else (two.t, one.t))
    d1 = one.slope + two.slope - 3 * (one.loss - two.loss) / (one.t - two.t)
    square = d1**2 - one.slope * two.slope
    if not square >= 0:
        return (low + high) / 2.0
    d2 = square.sqrt()
    if one.t <= two.t:
        share = (two.slope + d2 - d1) / (two.slope - one.slope + 2 * d2)
        best = two.t - (two.t - one.t) * share
    else:
        share = (one.slope + d2 - d1) / (one.slope - two.slope + 2 * d2)
        best = one.t - (one.t - two.t) * share
    return min(max(best, low), high)


def strong_wolfe(
    evaluate: Callable[[Any], tuple[Any, Tensor]],
    t: Any,
    d: Tensor,
    loss: Any,
    grad: Tensor,
    slope: Any,
    most: int = _MOST,
) -> tuple[Any, Tensor, Any, int]:
    """(loss, gradient, t, how often `evaluate` was called) of a good step along d."""

    def point(t: Any) -> _Point:
        loss, grad = evaluate(t)
        return _Point(t, loss, grad, grad.dot(d))

    start = _Point(0, loss, grad.clone(), slope)
    bracket, tried = _bracketed(point, start, t, most)
    best, tried = _narrowed(point, start, bracket, d.abs().max(), tried, most)
    return best.loss, best.grad, best.t, tried


def _fell(now: _Point, start: _Point) -> bool:
    """Whether the loss has fallen by enough."""
    return not now.loss > (start.loss + _FALL * now.t * start.slope)


def _is_flat(now: _Point, start: _Point) -> bool:
    """Whether the slope is flat enough."""
    return abs(now.slope) <= -_FLAT * start.slope


def _bracketed(
    point: Callable[[Any], _Point], start: _Point, t: Any, most: int
) -> tuple[list[_Point], int]:
    """(a good step, or two with one in between; how many were tried)."""
    before, now, tried = start, point(t), 1
    while tried - 1 < most:
        if not _fell(now, start) or (tried > 2 and now.loss >= before.loss):
            return [before, now], tried
        if _is_flat(now, start):
            return [now], tried
        if now.slope >= 0:
            return [before, now], tried
        bounds = now.t + 0.01 * (now.t - before.t), now.t * 10
        before, now = now, point(_minimum(before, now, bounds))
        tried += 1
    return [start, now], tried


def _narrowed(
    point: Callable[[Any], _Point],
    start: _Point,
    bracket: list[_Point],
    size: Any,
    tried: int,
    most: int,
) -> tuple[_Point, int]:
    """(the best step of a bracket, narrowed; how many were tried); size: how far t = 1 goes."""
    found, slow = len(bracket) == 1, False
    low = 0 if bracket[0].loss <= bracket[-1].loss else 1
    while not found and tried - 1 < most:
        left, right = sorted(each.t for each in bracket)
        if (right - left) * size < _LEAST:
            break
        t = _minimum(*bracket)
        near = 0.1 * (right - left)
        too_near = min(right - t, t - left) < near  # to an end, to get on
        if too_near and (slow or t >= right or t <= left):
            t = right - near if abs(t - right) < abs(t - left) else left + near
            too_near = False
        slow = too_near
        now = point(t)
        tried += 1
        if not _fell(now, start) or now.loss >= bracket[low].loss:
            bracket[1 - low] = now
            low = 0 if bracket[0].loss <= bracket[1].loss else 1
            continue
        if _is_flat(now, start):
            found = True
        elif now.slope * (bracket[1 - low].t - bracket[low].t) >= 0:
            bracket[1 - low] = bracket[low]
        bracket[low] = now
    return bracket[low], tried
