"""Backward with `create_graph=True`: what derivative rules do is recorded as PyTorch records it.

PyTorch's rules are written in C++, where an operation with a number is another one than in Python:
`2 * x` is MulBackward1 with one edge, `1 - x` the difference of two tensors, SubBackward0.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from .node import Node, Output
from .versions import next_number

_WITH_NUMBER = frozenset(("AddBackward0", "DivBackward0", "MulBackward0", "SubBackward0"))


def apply(node: Node, m: Any, grad: Any, values: Any) -> tuple[Any, ...]:
    """The gradients of a node's inputs, with their own places in the graph."""
    start = next_number()
    if node.saved_names:
        values = _unpacked(node, values)
    grads: Any = [None] * len(values)
    # PyTorch computes them in the order of the inputs' names; backward will go the other way.
    places: Any = range(len(values))
    if node.input_names:
        places = sorted(places, key=node.input_names.__getitem__)
    for place in places:
        if values[place] is not None:
            grads[place] = node.rules[place](m, grad, *values[place])
    grads = tuple(grads)
    if node.operands is not None:
        grads = node.fit_operands(m, grads)
    for made in _made_since(start, grads):
        _rename(made)
    return grads


def _unpacked(node: Node, values: Any) -> tuple[Any, ...]:
    """The saved values as tensors that know where they came from."""
    return tuple(
        None
        if given is None
        else tuple(
            node.unpack_one(name, value) if name in node.saved_names else value
            for name, value in zip(names, given, strict=True)
        )
        for names, given in zip(node.rule_names, values, strict=True)
    )


def _made_since(start: int, tensors: Any) -> Iterator[Any]:
    """The nodes that lead to these tensors, as far as they are newer than that."""
    seen = set()
    stack = [tensor._source for tensor in tensors if tensor is not None]
    while stack:
        node = stack.pop()
        if type(node) is Output:
            node = node.node
        if node is not None and start < node.number < 2**63 and node not in seen:
            seen.add(node)
            stack.extend(node.sources)
            yield node


def _rename(node: Any) -> None:
    if node.scalar is None:
        return
    kind: Any = type(node)
    if kind.__name__ in _WITH_NUMBER:
        node.__class__ = _with_number(kind)
    elif kind.__name__ == "RsubBackward1":
        node.__class__ = _reversed(kind)
        node.sources, node.values, node.scalar = (None, *node.sources[:1]), node.values[::-1], None


@cache
def _with_number(kind: Any) -> Any:
    name = kind.__name__[:-1] + "1"
    return type(name, (kind,), {"__module__": "builtins", "full_name": name, "lone": True})


@cache
def _reversed(kind: Any) -> Any:
    name = "SubBackward0"
    swapped = {each: getattr(kind, each)[::-1] for each in ("rules", "rule_names")}
    own = {"__module__": "builtins", "full_name": name, "lone": False, **swapped}
    return type(name, (kind,), own)
