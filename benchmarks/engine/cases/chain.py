"""Graphs as deep as they are long: no recursion, and no cost that grows with the length."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from ..libraries import TORCH
from ..outcome import Figure, Unable
from ..pairs import Effort, figure, take_pairs
from ..problem import Problem, check_equal
from ..worker import working
from .case import Case, Outcomes, Speed, effort_for
from .one_element import one


def links(operations: int, library: Any) -> Callable[..., Any]:
    """Its gradient is 1, exactly."""

    def function(x: Any) -> Any:
        for _ in range(operations // 2):
            x = x * 2.0 * 0.5
        return x

    return function


def chain(operations: int) -> Problem:
    return Problem(one, partial(links, operations))


@dataclass(frozen=True)
class Growth(Case):
    """A library's cost per operation in its last chain over that in its first."""

    lengths: tuple[int, ...]

    def unit(self, language: str) -> str:
        shortest = f"{self.lengths[0]:,}"
        return {"en": f"at {shortest}", "ko": f"{shortest}개일 때"}[language]

    def outcomes(self, effort: Effort) -> Outcomes:
        outcomes: Outcomes = {}
        for name in chain(1).contestants():
            try:
                outcomes[name] = self._growth(name, effort_for(name, effort).seconds)
            except Unable as why:
                outcomes[name] = why
        return outcomes

    def _growth(self, name: str, seconds: float) -> Figure:
        with ExitStack() as stack:
            costs = []
            for length in self.lengths:
                worker = stack.enter_context(working(chain(length), name))
                check_equal(worker.gradients(), [np.ones(1, np.float32)])
                costs.append(lambda worker=worker, length=length: worker.seconds() / length)
            longer = [figure(take_pairs(cost, costs[0], seconds / 2)) for cost in costs[1:]]
        by_length = zip(self.lengths[1:], longer, strict=True)
        details = {f"{length:,}": growth.details for length, growth in by_length}
        return Figure(longer[-1].ratio, details)


DEEP = Speed(
    "chain",
    {"en": "Chain of 100,000 operations", "ko": "연산 100,000개를 이은 사슬"},
    0.65,
    TORCH,
    chain(100_000),
)
GROWTH = Growth(
    "chain-growth",
    {
        "en": "Cost of each operation in a chain of 1,000,000",
        "ko": "연산 1,000,000개를 이은 사슬에서 연산 하나의 비용",
    },
    1.50,
    (10_000, 100_000, 1_000_000),
)
