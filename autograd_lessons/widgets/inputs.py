"""The inputs of an explored function: numbers, and vectors with a slider for each element."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from autograd_lessons.picture.tensors import is_tensor

from .numbers import real

Value: TypeAlias = float | list[float]

MOST_ELEMENTS = 6
"""Elements of a vector that still have a slider each."""


class Inputs:
    """The inputs' names and how they start.

    A row is a number to be set: ``x``, or for an element of a vector ``x[0]``. `start` holds them
    all, by row.
    """

    def __init__(self, given: Mapping[str, object]) -> None:
        """Raises TypeError or ValueError, naming the input, for what is no number or vector."""
        if not given:
            raise TypeError("explore needs an input with its start value, such as x=1.0")
        self.rows: dict[str, list[str]] = {}
        self.start: dict[str, float] = {}
        self._vectors = set()
        for name, value in given.items():
            elements = _elements(value, name)
            if elements is None:
                self.start[name] = _number(value, name)
                self.rows[name] = [name]
            else:
                self._vectors.add(name)
                rows = self.rows[name] = [f"{name}[{place}]" for place in range(len(elements))]
                self.start |= {
                    row: _number(element, row) for row, element in zip(rows, elements, strict=True)
                }

    @property
    def names(self) -> list[str]:
        """The inputs' names, in order."""
        return list(self.rows)

    @property
    def single(self) -> bool:
        """Whether there is one input and it is one number: then there is a curve."""
        return list(self.rows) == list(self.start)[:1] == list(self.start)

    def assembled(self, values: Mapping[str, float]) -> dict[str, Value]:
        """Return each input's value: a number or a list of numbers."""
        return {
            name: [values[row] for row in rows] if name in self._vectors else values[name]
            for name, rows in self.rows.items()
        }


def gradient_name(name: str, row: str) -> str:
    """Return how a row's part of the gradient is written: ``x.grad``, ``x.grad[0]``."""
    return f"{name}.grad{row.removeprefix(name)}"


def _elements(value: Any, name: str) -> Sequence[object] | None:
    """The elements of a vector; None for what is one number or nothing of the kind."""
    if is_tensor(value) or isinstance(value, np.ndarray):
        shape = tuple(value.shape)
        if len(shape) > 1:
            raise ValueError(f"{name} must be a number or a vector, not of shape {shape}")
        if not shape:
            return None
        value = [_shortest(element) for element in value.tolist()]
    if not isinstance(value, list | tuple):
        return None
    if not 1 <= len(value) <= MOST_ELEMENTS:
        raise ValueError(
            f"{name} must have 1 to {MOST_ELEMENTS} elements, a slider for each, not {len(value)}"
        )
    return value


def _number(value: Any, name: str) -> float:
    if is_tensor(value):
        value = _shortest(value.item())
    return real(value, name)


def _shortest(number: Any) -> Any:
    """The shortest number that is the same float32: 0.1, not 0.10000000149."""
    return float(str(np.float32(number))) if isinstance(number, float) else number
