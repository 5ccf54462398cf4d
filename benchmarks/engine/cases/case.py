"""What every case has, and the kind that most are: the time of a problem's gradients."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache

from ..libraries import NUMPY, OURS, TORCH, Gradients
from ..outcome import Figure, Outcome, Unable
from ..pairs import Effort, Pair, figure, take_pairs
from ..problem import Problem, check_equal
from ..worker import working

Outcomes = dict[str, Outcome]  # by contestant
Measurement = Callable[[], float]

REFERENCES = {
    TORCH: {"en": "PyTorch", "ko": "PyTorch"},
    NUMPY: {"en": "NumPy by hand", "ko": "직접 작성한 NumPy"},
}


@dataclass(frozen=True)
class Case:
    """One row. `limit`: what our ratio should stay within."""

    name: str
    titles: dict[str, str]  # by language
    limit: float

    def target(self, language: str) -> str:
        """The limit, and what it is a multiple of."""
        return f"{self.limit:.2f} × {self.unit(language)}"

    def unit(self, language: str) -> str:
        raise NotImplementedError

    def outcomes(self, effort: Effort) -> Outcomes:
        """The contestants' ratios, or why there is none.

        Raises Unable if there is nothing to measure against.
        """
        raise NotImplementedError


@dataclass(frozen=True)
class Compared(Case):
    """The contestants are measured in turn with one of them, `reference`."""

    reference: str

    def unit(self, language: str) -> str:
        return REFERENCES[self.reference][language]

    def contestants(self) -> list[str]:
        raise NotImplementedError

    def measuring(self, name: str) -> AbstractContextManager[Measurement]:
        """While it is entered, the contestant can be measured. Raises Unable."""
        raise NotImplementedError

    def outcomes(self, effort: Effort) -> Outcomes:
        # Anew in several processes: each is a little faster or slower for as long as it lives.
        pairs: dict[str, list[Pair]] = {}
        settled: Outcomes = {self.reference: Figure(1.0)}
        for _ in range(effort.processes):
            with self.measuring(self.reference) as reference:
                for name in [name for name in self.contestants() if name not in settled]:
                    seconds = effort_for(name, effort).share()
                    try:
                        with self.measuring(name) as one:
                            taken = take_pairs(one, reference, seconds)
                    except Unable as why:
                        settled[name] = why
                    else:
                        pairs.setdefault(name, []).extend(taken)
        return {name: figure(taken) for name, taken in pairs.items()} | settled


def effort_for(name: str, effort: Effort) -> Effort:
    """Ours is measured longest: the table is about it."""
    return effort * 3 if name == OURS else effort


@cache
def gradients(problem: Problem, reference: str) -> Gradients:
    """What the others' gradients are to equal."""
    with working(problem, reference) as worker:
        return worker.gradients()


@dataclass(frozen=True)
class Speed(Compared):
    """The time of forward and backward."""

    problem: Problem

    def contestants(self) -> list[str]:
        return self.problem.contestants()

    @contextmanager
    def measuring(self, name: str) -> Iterator[Measurement]:
        with working(self.problem, name) as worker:
            check_equal(worker.gradients(), gradients(self.problem, self.reference))
            yield worker.seconds
