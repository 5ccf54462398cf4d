"""A lesson-sized graph that branches and joins: 1,000 operations on one-element tensors."""

from collections.abc import Callable
from typing import Any

import numpy as np

from ..libraries import TORCH
from ..problem import Arrays, Problem
from .case import Speed


def inputs() -> Arrays:
    return np.array([0.75], np.float32), np.array([0.5], np.float32)


def branches(library: Any) -> Callable[..., Any]:
    """8 branches of 31 times 4 operations, and the 8 additions that join them."""

    def function(x: Any, c: Any) -> Any:
        total = x
        for _ in range(8):
            y = x
            for _ in range(31):
                y = (y * c + x) * 0.5 - c
            total = total + y
        return total

    return function


CASE = Speed(
    "graph",
    {
        "en": "Graph of 1,000 operations on one-element tensors",
        "ko": "원소 하나짜리 텐서의 연산 1,000개로 된 그래프",
    },
    0.65,
    TORCH,
    Problem(inputs, branches),
)
