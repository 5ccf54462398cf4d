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

    start = before = _Point(0, loss, grad.clone(), slope)
    now, tried = point(t), 1
    bracket: list[_Point] = []
    found = False
    while tried - 1 < most:
        too_high = now.loss > (start.loss + _FALL * now.t * slope)
        if too_high or (tried > 2 and now.loss >= before.loss):
            bracket = [before, now]
            break
        if abs(now.slope) <= -_FLAT * slope:
            bracket, found = [now], True
            break
        if now.slope >= 0:
            bracket = [before, now]
            break
        bounds = now.t + 0.01 * (now.t - before.t), now.t * 10
        before, now = now, point(_minimum(before, now, bounds))
        tried += 1
    if not bracket:
        bracket = [start, now]
    size, slow = d.abs().max(), False
    low = 0 if bracket[0].loss <= bracket[-1].loss else 1
    while not found and tried - 1 < most:
        ends = [each.t for each in bracket]
        if abs(ends[1] - ends[0]) * size < _LEAST:
            break
        t = _minimum(*bracket)
        near = 0.1 * (max(ends) - min(ends))
        if min(max(ends) - t, t - min(ends)) < near:  # too close to an end to get on
            if slow or t >= max(ends) or t <= min(ends):
                upper = abs(t - max(ends)) < abs(t - min(ends))
                t = max(ends) - near if upper else min(ends) + near
                slow = False
            else:
                slow = True
        else:
            slow = False
        now = point(t)
        tried += 1
        if now.loss > (start.loss + _FALL * t * slope) or now.loss >= bracket[low].loss:
            bracket[1 - low] = now
            low = 0 if bracket[0].loss <= bracket[1].loss else 1
            continue
        if abs(now.slope) <= -_FLAT * slope:
            found = True
        elif now.slope * (bracket[1 - low].t - bracket[low].t) >= 0:
            bracket[1 - low] = bracket[low]
        bracket[low] = now
    best = bracket[low]
    return best.loss, best.grad, best.t, tried
