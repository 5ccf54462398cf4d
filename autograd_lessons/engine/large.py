"""Large arrays in the backward pass: as little new memory as possible.

A rule such as g·(1 - y²) makes an array for each step of its formula. Applied piece by piece, these
stay in the processor's cache; and a gradient that has arrived, and that nobody else holds, gives
its memory to the gradient that is made from it: nobody will read it again.
"""

import sys
from typing import Any

import numpy as np

from .node import Node

LARGE = 2**17  # elements from which on it is worth it
_PIECE = 2**16


def references(array: Any) -> int:
    """How many hold an array, the caller's variable and this call included."""
    return sys.getrefcount(array)


def _references_when_alone() -> int:
    """`references` to an array that nobody else holds. It differs between versions of Python."""
    arrived = {0: np.zeros(1)}
    grad = arrived.pop(0)
    return references(grad)


ALONE = _references_when_alone()


def in_pieces(node: Node, grad: np.ndarray) -> tuple[Any, ...]:
    """`node.apply(np, grad)`, piece by piece where each element is for itself.

    Then the memory of `grad` is used if the caller's variable is all that holds it.
    """
    alone = sys.getrefcount(grad) <= ALONE and grad.base is None
    if not node.elementwise or node.operands is not None or not grad.flags.c_contiguous:
        return node.apply(np, grad)
    values = node.checked_values()
    wanted = [place for place, given in enumerate(values) if given is not None]
    saved = [value for place in wanted for value in values[place] if np.ndim(value)]
    if not saved or any(v.shape != grad.shape or not v.flags.c_contiguous for v in saved):
        return node.apply(np, grad)
    grads: list[Any] = [None] * len(values)
    for place in wanted:
        grads[place] = grad if alone and place == wanted[-1] else np.empty_like(grad)
    lines = [[v.reshape(-1) if np.ndim(v) else v for v in values[place]] for place in wanted]
    given = grad.reshape(-1)
    for start in range(0, grad.size, _PIECE):
        piece = slice(start, start + _PIECE)
        for place, line in zip(wanted, lines, strict=True):
            parts = [v[piece] if np.ndim(v) else v for v in line]
            grads[place].reshape(-1)[piece] = node.rules[place](np, given[piece], *parts)
    return tuple(grads)


def added(one: np.ndarray, other: np.ndarray, grads: tuple[Any, ...]) -> np.ndarray:
    """one + other, in the memory of `one` if that is held only where gradients wait for their node,
    by the caller and in `grads`."""
    held = ALONE + 1 + sum(each is one for each in grads)
    if one is other or sys.getrefcount(one) > held or one.base is not None:
        return one + other
    one += other
    return one
