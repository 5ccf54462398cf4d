"""Two contestants measured in turn, so that a busy machine slows both alike."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from .outcome import Figure

Pair = tuple[float, float]


@dataclass(frozen=True)
class Effort:
    """How long to measure a contestant in all, and in how many fresh processes."""

    seconds: float
    processes: int

    def __mul__(self, factor: int) -> "Effort":
        return Effort(self.seconds * factor, self.processes)

    def share(self) -> float:
        """The seconds for one of the processes."""
        return self.seconds / self.processes


CAREFUL, QUICK = Effort(4.0, 3), Effort(0.01, 1)


def take_pairs(one: Callable[[], float], two: Callable[[], float], seconds: float) -> list[Pair]:
    """What two measurements say, taken in pairs for about so long; the order alternates.

    At least three pairs, unless they take far longer than that.
    """
    pairs: list[Pair] = []
    start = time.perf_counter()
    while (spent := time.perf_counter() - start) < seconds or (
        len(pairs) < 3 and spent < 4 * seconds
    ):
        if len(pairs) % 2:
            second, first = two(), one()
        else:
            first, second = one(), two()
        pairs.append((first, second))
    return pairs


def figure(pairs: list[Pair]) -> Figure:
    """The median of the pairs' ratios."""
    return Figure(
        statistics.median(first / second for first, second in pairs),
        {
            "median": statistics.median(first for first, _ in pairs),
            "reference_median": statistics.median(second for _, second in pairs),
            "pairs": len(pairs),
        },
    )
