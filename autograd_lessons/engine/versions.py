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

# One clock for nodes and changes.
next_number = itertools.count().__next__

newest_first_change = -1  # or exchange, as below
newest_exchange = -1  # of a whole array, by `x.data = …`


class VersionCounter:
    """Counts the changes of one piece of memory; `array` is that of the tensor it was made for.

    maker: the place in the graph of the last recorded change, for error messages.
    """

    __slots__ = ("array", "count", "maker")

    def __init__(self, array: np.ndarray) -> None:
        self.array = weakref.ref(array)
        self.count = 0
        self.maker: Any = None

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
            _leave_note(array, self, newest_first_change)

    def pass_on(self, old: np.ndarray, new: np.ndarray) -> None:
        """Let `new` have the history of `old`, in whose place it is."""
        if self.array() is old:
            self.array = weakref.ref(new)
        note = _notes.get(id(old))
        if note is not None:
            _leave_note(new, note.counter, note.number)


class _Note(weakref.ref[Any]):
    """That an array was changed, when first, and its counter. It goes when the array goes."""

    __slots__ = ("counter", "key", "number")
    key: int
    counter: VersionCounter
    number: int


_notes: dict[int, _Note] = {}


def _leave_note(array: np.ndarray, counter: VersionCounter, number: int) -> None:
    note = _Note(array, _forget)
    note.key, note.counter, note.number = id(array), counter, number
    _notes[note.key] = note


def _forget(note: Any, notes: Any = _notes) -> None:  # called at exit as well
    if notes.get(note.key) is note:
        del notes[note.key]


def changed_since(array: np.ndarray, number: int) -> VersionCounter | None:
    """The counter of an array that was first changed after `number`, else None."""
    note = _notes.get(id(array))
    return note.counter if note is not None and note.number > number else None
