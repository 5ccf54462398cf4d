"""What every case has, and the kind that most are: the time of a problem's gradients."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache

from ..libraries import NUMPY, OURS, TORCH, Gradients
from ..outcome import Figure, Outcome, Unable
from ..pairs import compare
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

    def outcomes(self, effort: float) -> Outcomes:
        """The contestants' ratios, or why there is none; about `effort` seconds for each of them.
        Raises Unable if there is nothing to measure against."""
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

    def outcomes(self, effort: float) -> Outcomes:
        with self.measuring(self.reference) as reference:

            def ratio(name: str) -> Figure:
                if name == self.reference:
                    return Figure(1.0)
                with self.measuring(name) as one:
                    return compare(one, reference, effort_for(name, effort))

            return each(self.contestants(), ratio)


def each(names: Iterable[str], measure: Callable[[str], Figure]) -> Outcomes:
    outcomes: Outcomes = {}
    for name in names:
        try:
            outcomes[name] = measure(name)
        except Unable as why:
            outcomes[name] = why
    return outcomes


def effort_for(name: str, effort: float) -> float:
    """Ours is measured longest: the table is about it."""
    return 3 * effort if name == OURS else effort


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
