"""Ten elementwise operations on a million float32: what copies cost, in time and in memory."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from ..libraries import NUMPY, TORCH, Gradients, Run
from ..problem import Arrays, Problem, check_equal
from ..worker import working
from .case import Compared, Measurement, Speed, gradients


def inputs(size: int) -> Arrays:
    draw = np.random.default_rng(0)
    return draw.random(size, np.float32), draw.random(size, np.float32)


def ten(library: Any) -> Callable[..., Any]:
    f = library.functions

    def function(x: Any, w: Any) -> Any:
        a = f.sin(x * w)
        b = a + x
        c = f.exp(-(b * b))
        d = f.tanh(c * w)
        return f.sum((d - a) * x)

    return function


def ten_by_hand(x: np.ndarray, w: np.ndarray) -> Run:
    def run() -> Gradients:
        product = x * w
        a = np.sin(product)
        b = a + x
        c = np.exp(-(b * b))
        d = np.tanh(c * w)
        difference = d - a
        np.sum(difference * x)

        # The gradient of d is x, that of a is -x and what comes through b.
        into_tanh = (1 - d * d) * x
        dw = into_tanh * c
        db = into_tanh  # its buffer, used on
        db *= w
        db *= c
        db *= b
        db *= -2
        dx = difference
        dx += db
        da = db
        da -= x
        da *= np.cos(product, out=product)
        dw += da * x
        dx += da * w
        return [dx, dw]

    return run


def problem(size: int) -> Problem:
    return Problem(partial(inputs, size), ten, ten_by_hand)


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
            with working(self.problem, name, self.warm_up) as worker:
                raised = worker.peak()
                check_equal(worker.gradients(), gradients(self.problem, self.reference))
                return raised

        yield peak


MILLION = 1_000_000
TIME = Speed(
    "elementwise",
    {
        "en": "Ten elementwise operations on 1,000,000 float32",
        "ko": "float32 1,000,000개에 원소별 연산 열 가지",
    },
    1.35,
    NUMPY,
    problem(MILLION),
)
MEMORY = Peak(
    "elementwise-memory",
    {"en": "The same: peak memory", "ko": "같은 계산의 최대 메모리"},
    1.00,
    TORCH,
    problem(MILLION),
    problem(8),
)
