"""`x.data = other`: the tensor gets another array, behind autograd's back.

In PyTorch a node that saved an input keeps the tensor, and so backward computes with the values
that it has by then. Our nodes save arrays; so an array that was exchanged leaves a note of what
took its place, and backward looks there, but only if there was such an exchange since. A saved
result stays what it was.
"""

import weakref
from typing import Any

import numpy as np

from . import inference, versions
from .tensor import Tensor
from .versions import next_number


class _Note(weakref.ref[Any]):
    """What took an array's place, and when. It goes when the array goes."""

    __slots__ = ("key", "number", "successor")
    key: int
    number: int
    successor: np.ndarray


_notes: dict[int, _Note] = {}


def _forget(note: Any, notes: Any = _notes) -> None:  # called at exit as well
    if notes.get(note.key) is note:
        del notes[note.key]


def assign(tensor: Tensor, other: Any) -> None:
    """Give `tensor` the values of `other`, in memory that both share from now on.

    TypeError for anything but a tensor; RuntimeError for integers, if `tensor` requires grad.
    """
    if not isinstance(other, Tensor):
        raise TypeError(f"Variable data has to be a tensor, but got {type(other).__name__}")
    if tensor._requires_grad and other._data.dtype.kind != "f":
        raise RuntimeError(
            "data set to a tensor that requires gradients must be floating point or complex dtype"
        )
    old, tensor._data = tensor._data, other._data.view()
    if tensor._counter is not None:
        tensor._counter.pass_on(old, tensor._data)
    if inference.is_inference(other):
        tensor._counter = other._counter
    note = _Note(old, _forget)
    note.key, note.successor, note.number = id(old), tensor._data, next_number()
    _notes[note.key] = note
    versions.newest_first_change = versions.newest_exchange = note.number


def latest(array: Any, number: int) -> Any:
    """The array that is in this one's place now, if it was exchanged after `number`."""
    note = _notes.get(id(array))
    while note is not None and note.number > number:
        array = note.successor
        note = _notes.get(id(array))
    return array


def follow(node: Any) -> None:
    """Let a node compute with what is in the place of the inputs that it saved."""
    node.values = tuple(
        given
        and tuple(
            latest(value, node.number) if name in node.input_names else value
            for name, value in zip(names, given, strict=True)
        )
        for names, given in zip(node.rule_names, node.values, strict=True)
    )
