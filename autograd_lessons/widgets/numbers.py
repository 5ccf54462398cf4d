"""Numbers as a learner types and reads them: parsing, rounding to readable steps, printing."""

import math
from numbers import Real
from typing import Literal

# Beyond it a square leaves float32's exact integers, and no curve says anything.
LARGEST = 1e6

Problem = Literal["empty", "not_a_number", "not_finite", "too_large"]


def parse(typed: str) -> float | Problem:
    """Return the number that `typed` means, or what is wrong with it.

    Decimals have a point whatever the locale.
    """
    if not typed.strip():
        return "empty"
    try:
        value = float(typed)
    except ValueError:
        return "not_a_number"
    return problem(value) or value


def problem(value: float) -> Problem | None:
    """Return why an input cannot be `value`, or None if it can."""
    if not math.isfinite(value):
        return "not_finite"
    return "too_large" if abs(value) > LARGEST else None


def real(value: object, what: str) -> float:
    """Return `value` as a finite float of usable size.

    Raises TypeError for what is not a number (a bool is not), ValueError for nan, inf and numbers
    too large; both name `what`.
    """
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{what} must be a number, not {type(value).__name__}")
    try:
        number = float(value)
    except OverflowError:  # an integer beyond all floats
        number = math.inf
    if wrong := problem(number):
        limit = f" (at most {LARGEST:,.0f} away from 0)" if wrong == "too_large" else ""
        raise ValueError(f"{what} must be a finite number{limit}, not {number}")
    return number


def show(value: float) -> str:
    """Return the shortest text that reads back as `value`, without a needless `.0`."""
    text = repr(value + 0.0)  # -0.0 reads as 0
    return text.removesuffix(".0")


def nice_step(step: float) -> float:
    """Return the smallest of 1, 2, 5 times a power of ten that is not below `step`."""
    power = math.floor(math.log10(step))
    for factor in (1, 2, 5, 10):
        # 10.0**-1 * 2 is exactly 0.2; the division keeps negative powers exact as well.
        candidate = factor * 10.0**power if power >= 0 else factor / 10.0**-power
        if candidate >= step * (1 - 1e-9):
            return candidate
    raise AssertionError("unreachable: ten times the power of ten is above the step")


def reaching(value: float, low: float, high: float) -> tuple[float, float]:
    """Return the range from `low` to `high`, stretched to a readable end if `value` is outside."""
    if low <= value <= high:
        return low, high
    step = nice_step((max(high, value) - min(low, value)) / 12)
    if value < low:
        return math.floor(value / step) * step, high
    return low, math.ceil(value / step) * step


def ticks(low: float, high: float, about: int) -> list[float]:
    """Return the multiples of one readable step in [low, high], some `about` of them."""
    step = nice_step((high - low) / about)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    digits = max(0, -math.floor(math.log10(step)))
    return [round(index * step, digits) + 0.0 for index in range(first, last + 1)]
