"""Version counters: how often values were changed in place, and whether that was after a save.

A counter belongs to memory: a tensor, its views and what `detach()` makes of it share one. Most
tensors are never changed, so a counter is made when first needed, by a view or by a change. A node
notes the counters that it finds at what it saves. Where there was none, the first change leaves a
note at the array, and backward looks there, but only if there was such a change since.
"""

import itertools
import weakref
from typing import Any

import numpy as np

from .notes import Notes

# One clock for nodes and changes.
next_number = itertools.count().__next__

newest_first_change = -1  # or exchange, as below
newest_exchange = -1  # of a whole array, by `x.data = …`


class VersionCounter:
    """Counts the changes of one piece of memory; `array` is that of the tensor it was made for.

    maker: the class of the last recorded change's node, and which of its outputs, for errors.
    bases: the tensors in this memory that have views, weakly.
    """

    __slots__ = ("array", "bases", "count", "maker")

    def __init__(self, array: np.ndarray) -> None:
        self.array = weakref.ref(array)
        self.count = 0
        self.maker: Any = None
        self.bases: tuple[weakref.ref[Any], ...] = ()

    def note_maker(self, place: tuple[Any, int]) -> None:
        """Note the place that a recorded change gave. Of its node only the class: the node may hold
        this counter, and a cycle would keep both alive."""
        self.maker = type(place[0]), place[1]

    def bump(self) -> None:
        """Count a change."""
        self.count += 1
        if self.count == 1:
            self._note_first_change()

    def _note_first_change(self) -> None:
        global newest_first_change
        newest_first_change = next_number()
        array = self.array()
        if array is not None:
            first_changes.leave(array, (self, newest_first_change))

    def pass_on(self, old: np.ndarray, new: np.ndarray) -> None:
        """Let `new` have the history of `old`, in whose place it is."""
        if self.array() is old:
            self.array = weakref.ref(new)
        change = first_changes.at(old)
        if change is not None:
            first_changes.leave(new, change)


# Of an array that was changed: its counter, and when that was first.
first_changes: Notes[tuple[VersionCounter, int]] = Notes()


def changed_since(array: np.ndarray, number: int) -> VersionCounter | None:
    """The counter of an array that was first changed after `number`, else None."""
    change = first_changes.at(array)
    return change[0] if change is not None and change[1] > number else None
