"""`x.data = other`: the tensor gets another array, behind autograd's back.

In PyTorch a node that saved an input keeps the tensor, and so backward computes with the values
that it has by then. Our nodes save arrays; so an array that was exchanged leaves a note of what
took its place, and backward looks there, but only if there was such an exchange since. A saved
result stays what it was.
"""

from typing import Any

import numpy as np

from .. import inference, versions
from ..calls.type_names import type_name
from ..notes import Notes
from ..tensor import Tensor
from ..versions import next_number

_DETACHED = (
    "Trying to use a saved tensor that has been detached in-place, i.e. with .detach_()."
    "This is not supported, please use out-of-place `.detach()` instead"
)


# Of an array whose place was taken: by what (None if its tensor was detached in place), and when.
_exchanges: Notes[tuple[np.ndarray | None, int]] = Notes()


def assign(tensor: Tensor, other: Any) -> None:
    """Give `tensor` the values of `other`, in memory that both share from now on.

    TypeError for anything but a tensor; RuntimeError for integers, if `tensor` requires grad.
    """
    if not isinstance(other, Tensor):
        raise TypeError(f"Variable data has to be a tensor, but got {type_name(other)}")
    if tensor._requires_grad and other._data.dtype.kind != "f":
        raise RuntimeError(
            "data set to a tensor that requires gradients must be floating point or complex dtype"
        )
    old, tensor._data = tensor._data, other._data.view()
    if tensor._counter is not None:
        tensor._counter.pass_on(old, tensor._data)
    if inference.is_inference(other):
        tensor._counter = other._counter
    _leave_note(old, tensor._data)


def note_detached(tensor: Tensor) -> None:
    """Note that the tensor was cut from its graph: where it was saved it is no longer of use."""
    _leave_note(tensor._data, None)


def _leave_note(array: np.ndarray, successor: np.ndarray | None) -> None:
    number = next_number()
    _exchanges.leave(array, (successor, number))
    versions.newest_first_change = versions.newest_exchange = number


def latest(array: Any, number: int) -> Any:
    """The array that is in this one's place now, if it was exchanged after `number`."""
    while (exchange := _exchanges.at(array)) is not None:
        successor, when = exchange
        if when <= number or successor is None:
            break
        array = successor
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


def check_attached(node: Any) -> None:
    """RuntimeError where an input that a node saved was detached in place since."""
    for names, given in zip(node.rule_names, node.values, strict=True):
        for name, value in zip(names, given or (), strict=False):
            if name not in node.input_names:
                continue
            successor, when = _exchanges.at(value) or (value, 0)
            if successor is None and when > node.number:
                raise RuntimeError(_DETACHED)
