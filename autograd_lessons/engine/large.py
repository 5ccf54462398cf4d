"""Large arrays in the backward pass: as little new memory as possible.

A gradient that has arrived, and that nobody else holds, gives its memory to the gradient that is
made from it: nobody will read it again. A rule such as g·(1 - y²) makes an array for each step of
its formula: applied to a piece after the other, it takes a piece's memory for these.
"""

import sys
from typing import Any

import numpy as np

from .node import Node

LARGE = 2**17  # elements from which on it is worth it
_PIECES = 8


def references(array: Any) -> int:
    """How many hold an array, the caller's variable and this call included."""
    return sys.getrefcount(array)


def _references_when_alone() -> int:
    """`references` to an array that nobody else holds. It differs between versions of Python."""
    arrived = {0: np.zeros(1)}
    grad = arrived.pop(0)
    return references(grad)


ALONE = _references_when_alone()


def _is_product(rule: Any) -> bool:
    """Whether it is g times a saved value, as written in Python."""
    return rule.__code__.co_code == _product.__code__.co_code


def _product(m: Any, grad: Any, factor: Any) -> Any:
    return grad * factor


def in_its_memory(node: Node, grad: np.ndarray) -> tuple[Any, ...]:
    """`node.apply(np, grad)`; where each element is for itself, piece by piece, and in the memory
    of `grad` if the caller's variable is all that holds it."""
    alone = sys.getrefcount(grad) <= ALONE and grad.base is None
    if not node.elementwise or node.operands is not None or not grad.flags.c_contiguous:
        return node.apply(np, grad)
    values = node.checked_values()
    wanted = [place for place, given in enumerate(values) if given is not None]
    saved = [value for place in wanted for value in values[place] if np.ndim(value)]
    if not saved or any(v.shape != grad.shape or not v.flags.c_contiguous for v in saved):
        return node.apply(np, grad)
    grads: list[Any] = [None] * len(values)
    *others, last = wanted
    if all(_is_product(node.rules[place]) for place in wanted):
        for place in others:
            grads[place] = grad * values[place][0]
        grads[last] = np.multiply(grad, values[last][0], out=grad if alone else None)
        return tuple(grads)
    for place in wanted:
        grads[place] = grad if alone and place == last else np.empty_like(grad)
    lines = [[v.reshape(-1) if np.ndim(v) else v for v in values[place]] for place in wanted]
    given = grad.reshape(-1)
    length = -(-grad.size // _PIECES)
    for start in range(0, grad.size, length):
        piece = slice(start, start + length)
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
