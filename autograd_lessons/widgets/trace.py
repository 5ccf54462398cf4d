"""A forward pass of a learner's function: its live tensors by their names."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from autograd_lessons.picture.collect import Collector, collected
from autograd_lessons.picture.signs import node_name
from autograd_lessons.picture.tensors import Place, is_tensor, place
from autograd_lessons.picture.watch import Results

Tensor = Any


@dataclass(frozen=True)
class Trace:
    """What went in, what came out (called `title`), the function's variables, what `watch` saw."""

    leaves: dict[str, Tensor]
    title: str
    result: Tensor
    variables: Mapping[str, object]
    results: Results

    @cached_property
    def names(self) -> dict[str, Tensor]:
        """The tensors that have a name, each by one."""
        names = {**self.leaves, self.title: self.result}
        known = {id(tensor) for tensor in names.values()}
        return names | {
            name: value
            for name, value in self.variables.items()
            if is_tensor(value) and id(value) not in known and name not in names
        }

    @cached_property
    def recorded(self) -> dict[str, Tensor]:
        """Each recorded result by a name that it will have in the next pass as well.

        That is its variable's; for what no variable holds, the operation and a number.
        """
        return dict(self._recorded())

    def collected(self) -> Collector:
        """Collect the result's graph as it is now, with every leaf."""
        collector = collected([self.result], self.names, self.results)
        for leaf in self.leaves.values():
            collector.add(leaf)  # even if nothing is made of it
        return collector

    def _recorded(self) -> Iterator[tuple[str, Tensor]]:
        named: dict[Place, str] = {}
        for name, tensor in self.names.items():
            if tensor.grad_fn is not None:
                named.setdefault(place(tensor), name)
        counts: Counter[str] = Counter()
        for where, tensor in {**self.results, place(self.result): self.result}.items():
            if tensor.grad_fn is None or place(tensor) != where:
                continue  # overwritten by an in-place operation
            if where in named:
                yield named[where], self.names[named[where]]
            else:
                operation = node_name(tensor.grad_fn)
                counts[operation] += 1
                yield f"{operation} {counts[operation]}", tensor
