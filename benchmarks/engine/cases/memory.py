"""What a process must have to go forward and backward: saved values and gradients at their most."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ..libraries import TORCH
from ..problem import Problem, check_equal
from ..worker import RETURNS_MEMORY, working
from . import elementwise
from .case import Compared, Measurement, gradients


@dataclass(frozen=True)
class Peak(Compared):
    """How far one forward and backward raise a fresh process's largest resident set."""

    problem: Problem
    warm_up: Problem  # loads what a first run loads

    def contestants(self) -> list[str]:
        return self.problem.contestants()

    @contextmanager
    def measuring(self, name: str) -> Iterator[Measurement]:
        def peak() -> float:
            with working(self.problem, name, self.warm_up, RETURNS_MEMORY) as worker:
                raised = worker.peak()
                check_equal(worker.gradients(), gradients(self.problem, self.reference))
                return raised

        yield peak


CASE = Peak(
    "elementwise-memory",
    {"en": "The same: peak memory", "ko": "같은 계산의 최대 메모리"},
    1.00,
    TORCH,
    elementwise.CASE.problem,
    elementwise.problem(8),
)
