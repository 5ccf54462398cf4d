"""Notes at arrays: what is known of an array, found by the array itself."""

import weakref
from typing import Any, Generic, TypeVar

import numpy as np

_Content = TypeVar("_Content")


class _Note(weakref.ref[Any]):
    __slots__ = ("content", "key")
    content: Any
    key: int


class Notes(Generic[_Content]):
    """At most one note at each array, which does not keep the array: it goes when that goes."""

    def __init__(self) -> None:
        self._notes: dict[int, Any] = {}

    def __len__(self) -> int:
        return len(self._notes)

    def leave(self, array: np.ndarray, content: _Content) -> None:
        """Leave a note, in the place of an earlier one."""
        note = _Note(array, self._forget)
        note.key, note.content = id(array), content
        self._notes[note.key] = note

    def at(self, array: Any) -> _Content | None:
        """What was noted at an array, None if nothing was."""
        note = self._notes.get(id(array))
        return None if note is None else note.content

    def _forget(self, note: Any) -> None:
        key = note.key
        if self._notes.get(key) is note:
            del self._notes[key]
