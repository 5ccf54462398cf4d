"""A program of `ways` that has run: what every tensor was before backward, and is afterwards."""

import warnings
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from autograd_lessons import engine
from autograd_lessons.picture import Graph, collect, value_text, watch
from autograd_lessons.picture.signs import node_name
from autograd_lessons.picture.values import one_line

from .ways import NAMES, PRELUDE, WEIGHTS, Program

Tensor = Any


@dataclass(frozen=True)
class State:
    """A tensor's `requires_grad`, its `grad_fn` and its `.grad`, as texts."""

    requires_grad: str
    grad_fn: str
    grad: str


class Stopped:
    """Runs `program` on the engine; `error` is what it raised at the statement `raised_at`."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.error = self.raised_at = ""
        self._known: dict[str, Any] = {"torch": engine, "__name__": __name__}
        self._execute(PRELUDE)
        with watch() as self._results:
            self._run(program.forward)
            first = self._tensors()
            self.before = {name: state_of(tensor) for name, tensor in first.items()}
            if not self.error:
                self._run(program.backward)
        self._last = self._tensors()
        self.after = {name: state_of(tensor) for name, tensor in self._last.items()}
        self._moved = [name for name in first if first[name] is not self._last[name]]

    @property
    def reached(self) -> list[int]:
        """The layers whose weight got a gradient."""
        grads = [self.after[name].grad for name in WEIGHTS]
        return [layer for layer, grad in enumerate(grads, start=1) if grad != "None"]

    @cached_property
    def graph(self) -> Graph:
        """The graph of the last result, with what was cut off; of a name that moved as well."""
        made = [name for name in NAMES if name in self._last and name not in WEIGHTS]
        roots = [made[-1], *self._moved]
        return collect([self._last[name] for name in roots], self._last, self._results)

    def _run(self, statements: tuple[str, ...]) -> None:
        for statement in statements:
            try:
                self._execute(statement)
            except RuntimeError as error:
                self.error, self.raised_at = f"RuntimeError: {error}", statement
                return

    def _execute(self, statement: str) -> None:
        exec(statement, self._known)  # noqa: S102 - our own text, which the learner only chooses

    def _tensors(self) -> dict[str, Tensor]:
        found = {}
        for name in NAMES:
            owner, _, attribute = name.partition(".")
            if owner in self._known:
                thing = self._known[owner]
                found[name] = getattr(thing, attribute) if attribute else thing
        return found


def state_of(tensor: Tensor) -> State:
    """Return what there is to say of a tensor, of either library."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # reading .grad of what is no leaf
        grad = tensor.grad
    return State(
        str(tensor.requires_grad),
        "None" if tensor.grad_fn is None else node_name(tensor.grad_fn),
        "None" if grad is None else one_line(value_text(grad)),
    )
