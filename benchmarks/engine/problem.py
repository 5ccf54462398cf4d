"""What all libraries are to differentiate, and how a library's run of it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .libraries import CONTESTANTS, LIBRARIES, NUMPY, Gradients, Run
from .outcome import Unable

Arrays = tuple[np.ndarray, ...]


@dataclass(frozen=True)
class Problem:
    """The gradients of a function of float32 arrays.

    `arrays()` are its inputs; `function(library)` is the function of that library's tensors;
    `by_hand(*arrays)` is a run that returns the gradients, written in NumPy.
    All are functions of a module or partials of them: they are sent to other processes.
    """

    arrays: Callable[[], Arrays]
    function: Callable[[Any], Callable[..., Any]]
    by_hand: Callable[..., Run] | None = None

    def contestants(self) -> list[str]:
        return [name for name in CONTESTANTS if name != NUMPY or self.by_hand]

    def prepare(self, contestant: str) -> tuple[Run, Callable[[Any], Gradients]]:
        """A run of forward and backward, and what reads the gradients from its result."""
        if contestant == NUMPY:
            assert self.by_hand, "see contestants()"
            return self.by_hand(*self.arrays()), list
        library = LIBRARIES[contestant]()
        run = library.differentiate(self.function(library), self.arrays())
        return run, library.gradients


def check_equal(got: Gradients, expected: Gradients) -> None:
    """Raise Unable if gradients are of another type or differ by more than float32 rounds."""
    for ours, theirs in zip(got, expected, strict=True):
        if ours.dtype != theirs.dtype:
            raise Unable("dtype", ours.dtype)
        scale = float(np.abs(theirs).max())
        if ours.shape != theirs.shape or not np.allclose(ours, theirs, 1e-3, 1e-5 * scale):
            raise Unable("differs")
