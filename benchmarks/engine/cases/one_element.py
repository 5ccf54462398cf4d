"""The smallest graph: what recording and walking cost, with next to nothing computed."""

from collections.abc import Callable
from typing import Any

import numpy as np

from ..libraries import TORCH
from ..problem import Arrays, Problem
from .case import Speed


def one() -> Arrays:
    return (np.ones(1, np.float32),)


def square(library: Any) -> Callable[..., Any]:
    return lambda x: 3 * x**2


CASE = Speed(
    "one-element",
    {
        "en": "`3*x**2` on one element, forward and backward",
        "ko": "원소 하나의 `3*x**2`, 순전파와 역전파",
    },
    0.30,
    TORCH,
    Problem(one, square),
)
