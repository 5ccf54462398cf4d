"""Two contestants measured in turn, so that a busy machine slows both alike."""

import statistics
import time
from collections.abc import Callable

from .outcome import Figure


def compare(one: Callable[[], float], two: Callable[[], float], effort: float) -> Figure:
    """The median ratio of what two measurements say, taken in pairs for about `effort` seconds.

    At least three pairs, unless they take far longer than that; the order alternates.
    """
    measured: list[tuple[float, float]] = []
    start = time.perf_counter()
    while (spent := time.perf_counter() - start) < effort or (
        len(measured) < 3 and spent < 4 * effort
    ):
        if len(measured) % 2:
            second, first = two(), one()
        else:
            first, second = one(), two()
        measured.append((first, second))
    return Figure(
        statistics.median(first / second for first, second in measured),
        {
            "median": statistics.median(first for first, _ in measured),
            "reference_median": statistics.median(second for _, second in measured),
            "pairs": len(measured),
        },
    )
