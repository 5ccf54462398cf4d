"""A program that calls `retain_grad` and `backward`, run on a fresh forward pass."""

import warnings
from collections.abc import Sequence
from functools import partial
from typing import Any, TypeAlias

from autograd_lessons.picture.values import one_line, value_text

from .trace import Trace

Tensor = Any
Call: TypeAlias = tuple[str, ...]
"""``("retain_grad", name)`` or ``("backward",)``."""


class Retained:
    """What a program leaves behind: the live tensors by name, and what hooks saw of gradients.

    `asked` tells for each name on which `retain_grad` was called how many backward passes had run.
    """

    def __init__(self, trace: Trace, program: Sequence[Call]) -> None:
        self.trace = trace
        self.tensors: dict[str, Tensor] = {**trace.leaves, **trace.recorded}
        self.seen: dict[str, list[str]] = {name: [] for name in self.tensors}
        self.asked = {name: 0 for name, tensor in trace.recorded.items() if tensor.retains_grad}
        self.passes = 0
        for name, tensor in self.tensors.items():
            tensor.register_hook(partial(self._see, name))
        for call in program:
            self._run(*call)

    def grad(self, name: str) -> str:
        """Return what reading ``.grad`` gives, without the warning that may come with it."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            grad = self.tensors[name].grad
        return "None" if grad is None else brief(grad)

    def fate(self, name: str) -> str:
        """Return what becomes of a tensor's gradient, as a key of the texts."""
        tensor, passed = self.tensors[name], len(self.seen[name])
        if tensor.is_leaf:
            asked = "_asked" if name in self.asked else ""
            return f"leaf.{_times(passed, self.passes)}{asked}"
        if name not in self.asked:
            return f"dropped.{_times(passed, self.passes)}"
        kept = self.passes - self.asked[name]
        if self.asked[name] and passed:
            return "late.still" if kept == 0 else "late.then"
        return f"retained.{_times(passed, self.passes)}"

    def _run(self, what: str, name: str = "") -> None:
        if what == "backward":
            # The graph is needed for another call, and for what the picture reads off it.
            self.trace.result.backward(retain_graph=True)
            self.passes += 1
        else:
            self.tensors[name].retain_grad()
            self.asked.setdefault(name, self.passes)

    def _see(self, name: str, gradient: Tensor) -> None:
        self.seen[name].append(brief(gradient))


def brief(tensor: Tensor) -> str:
    """Return a tensor's value in one line."""
    return one_line(value_text(tensor))


def _times(passed: int, passes: int) -> str:
    if passes == 0:
        return "waiting"
    return "unreached" if passed == 0 else "once" if passed == 1 else "again"
