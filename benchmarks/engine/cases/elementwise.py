"""Ten elementwise operations on a million float32: what copies cost."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from ..libraries import NUMPY, Gradients, Run
from ..problem import Arrays, Problem
from .case import Speed


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


CASE = Speed(
    "elementwise",
    {
        "en": "Ten elementwise operations on 1,000,000 float32",
        "ko": "float32 1,000,000개에 원소별 연산 열 가지",
    },
    1.35,
    NUMPY,
    problem(1_000_000),
)
