"""How fast the engine is, as ratios to PyTorch (one thread) and to hand-written NumPy.

    python benchmarks/engine.py

Each figure is the median of ratios measured in pairs, one right after the other, so that a busy
machine slows both.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # read when NumPy is imported

import numpy as np
import torch

from autograd_lessons import engine

Run = Callable[[], object]


def one_element(t: Any) -> Run:
    x = t.ones(1, requires_grad=True)
    return lambda: (3 * x**2).backward()


def graph(t: Any, operations: int = 1000) -> Run:
    x, c = t.ones(1, requires_grad=True), t.ones(1, requires_grad=True)

    def run() -> None:
        y = x
        for _ in range(operations // 4):
            y = ((y * c).sin() + x) * 0.5
        y.backward()

    return run


def chain(t: Any) -> Run:
    x = t.ones(1, requires_grad=True)

    def run() -> None:
        y = x
        for _ in range(100_000):
            y = y * 0.5
        y.backward()

    return run


def network(t: Any) -> Run:
    """One training step's forward and backward: batch 64, 784-128-10, cross-entropy, float32."""
    draw = np.random.default_rng(0)
    images = t.tensor(draw.random((64, 784), np.float32))
    labels = t.tensor(draw.integers(0, 10, 64))
    w1, w2 = (
        t.tensor(draw.normal(0, 0.05, shape).astype(np.float32), requires_grad=True)
        for shape in ((784, 128), (128, 10))
    )

    def run() -> None:
        w1.grad = w2.grad = None
        t.nn.functional.cross_entropy((images @ w1).relu() @ w2, labels).backward()

    return run


def network_by_hand() -> Run:
    """The same step in NumPy alone."""
    draw = np.random.default_rng(0)
    images, labels = draw.random((64, 784), np.float32), draw.integers(0, 10, 64)
    w1, w2 = (draw.normal(0, 0.05, shape).astype(np.float32) for shape in ((784, 128), (128, 10)))
    rows = np.arange(64)

    def run() -> Any:
        h = images @ w1
        a = np.maximum(h, 0)
        z = a @ w2
        z = z - z.max(1, keepdims=True)
        e = np.exp(z)
        p = e / e.sum(1, keepdims=True)
        loss = -np.log(p[rows, labels]).mean()
        p[rows, labels] -= 1
        p /= 64
        return loss, images.T @ ((p @ w2.T) * (h > 0)), a.T @ p

    return run


def pairs(one: Run, two: Run, seconds: float = 3.0) -> float:
    """The median ratio of the times of `one` and `two`, run in turn."""
    for run in (one, two):
        run()
    ratios = []
    end = time.perf_counter() + seconds
    repeat = max(1, int(0.01 / max(_time(two, 1), 1e-6)))
    while time.perf_counter() < end or len(ratios) < 5:
        ratios.append(_time(one, repeat) / _time(two, repeat))
    return statistics.median(ratios)


def _time(run: Run, repeat: int) -> float:
    start = time.perf_counter()
    for _ in range(repeat):
        run()
    return time.perf_counter() - start


def importing(statement: str) -> Run:
    return lambda: subprocess.run([sys.executable, "-c", statement], check=True)


def main() -> None:
    torch.set_num_threads(1)
    rows = [
        ("3*x**2, one element", "torch", pairs(one_element(engine), one_element(torch))),
        ("1,000 operations on one element", "torch", pairs(graph(engine), graph(torch))),
        ("chain of 100,000 operations", "torch", pairs(chain(engine), chain(torch))),
        ("network step", "NumPy", pairs(network(engine), network_by_hand())),
        ("network step", "torch", pairs(network(engine), network(torch))),
        (
            "import",
            "import numpy",
            pairs(importing("import autograd_lessons.engine"), importing("import numpy")),
        ),
    ]
    for name, other, ratio in rows:
        print(f"{name:34} {ratio:5.2f} x {other}")


if __name__ == "__main__":
    main()
