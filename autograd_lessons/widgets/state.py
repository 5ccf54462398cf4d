"""What `explore` is set to, and how it is read from what a learner has typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from .evaluate import Explored
from .expression import Expression
from .inputs import Inputs
from .mistake import Mistake
from .numbers import parse
from .run import Run
from .wording import bad_entry

Complaints: TypeAlias = dict[str, str | Mistake]
"""What is wrong, by row; by "" what is wrong with the expression or the function."""


@dataclass(frozen=True)
class State:
    """A function with everything that decides how it runs; `expression` is None for code."""

    explored: Explored
    expression: str | None
    values: dict[str, float]
    frozen: frozenset[str] = frozenset()
    retained: frozenset[str] = frozenset()

    def run(self) -> Run:
        """Run the function."""
        return self.explored.run(self.values, self.frozen, self.retained)


class Reader:
    """Reads a state from texts; `start` is the first one."""

    def __init__(self, f: Callable[..., Any] | str, given: Mapping[str, object]) -> None:
        """Raises TypeError or ValueError for what cannot be explored, Mistake for an expression."""
        self._given = given
        self.inputs = Inputs(given)
        typed = f if isinstance(f, str) else None
        self.start = State(self._explored(f), typed, self.inputs.start)

    def read(
        self, last: State, typed: str | None, entered: Mapping[str, object]
    ) -> tuple[State, Complaints]:
        """Return what stands in the fields, for what is bad the `last` state's, and why it is bad.

        `typed` is the expression, `entered` the numbers by row; others stand at their start.
        """
        state, complaints = last, Complaints()
        if typed != last.expression and None not in (typed, last.expression):
            try:
                # Which results are retained is a matter of the old expression.
                explored = self._explored(str(typed))
                state = replace(last, explored=explored, expression=typed, retained=frozenset())
            except Mistake as mistake:
                complaints[""] = mistake
        values = dict(self.start.values)
        for row in values:
            if row in entered:
                number = parse(str(entered[row]))
                if isinstance(number, str):
                    complaints[row] = bad_entry(number, row, str(entered[row]))
                    number = last.values[row]
                values[row] = number
        return replace(state, values=values), complaints

    def _explored(self, f: Callable[..., Any] | str) -> Explored:
        function = Expression(f, self.inputs.names) if isinstance(f, str) else f
        return Explored(function, self.inputs, self._given.values())
