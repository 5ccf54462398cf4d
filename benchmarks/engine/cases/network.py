"""A training step: batch 64, 784-128-10, cross-entropy, float32."""

from collections.abc import Callable
from typing import Any

import numpy as np

from ..libraries import NUMPY, Gradients, Run
from ..problem import Arrays, Problem
from .case import Speed

BATCH = 64


def data() -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(0)
    return draw.random((BATCH, 784), np.float32), draw.integers(0, 10, BATCH)


def parameters() -> Arrays:
    draw = np.random.default_rng(1)
    return (
        draw.normal(0, 0.05, (784, 128)).astype(np.float32),
        np.zeros(128, np.float32),
        draw.normal(0, 0.05, (128, 10)).astype(np.float32),
        np.zeros(10, np.float32),
    )


def step(library: Any) -> Callable[..., Any]:
    images, labels = map(library.constant, data())

    def loss(w1: Any, b1: Any, w2: Any, b2: Any) -> Any:
        hidden = library.relu(images @ w1 + b1)
        return library.cross_entropy(hidden @ w2 + b2, labels)

    return loss


def step_by_hand(w1: np.ndarray, b1: np.ndarray, w2: np.ndarray, b2: np.ndarray) -> Run:
    images, labels = data()
    rows = np.arange(BATCH)

    def run() -> Gradients:
        hidden = images @ w1
        hidden += b1
        np.maximum(hidden, 0, out=hidden)
        scores = hidden @ w2
        scores += b2
        scores -= scores.max(1, keepdims=True)
        # The gradient is softmax less the labels; the loss itself is what a program prints.
        gradient = np.exp(scores)
        totals = gradient.sum(1, keepdims=True)
        np.mean(np.log(totals[:, 0]) - scores[rows, labels])
        gradient /= totals
        gradient[rows, labels] -= 1
        gradient /= BATCH
        before = gradient @ w2.T
        before *= hidden > 0
        return [images.T @ before, before.sum(0), hidden.T @ gradient, gradient.sum(0)]

    return run


CASE = Speed(
    "network",
    {
        "en": "Training step of a network: batch 64, 784-128-10, cross-entropy, float32",
        "ko": "신경망의 학습 한 단계: 배치 64, 784-128-10, 교차 엔트로피, float32",
    },
    1.20,
    NUMPY,
    Problem(parameters, step, step_by_hand),
)
