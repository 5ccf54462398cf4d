"""What an operation saves for its derivative rules, and how it is recorded."""

from collections.abc import Callable
from operator import itemgetter
from typing import Any

import numpy as np

from .grad_mode import mode
from .node import Edge, Node, next_number
from .tensor import Tensor, leaf_edge, version_cell

Rule = Callable[..., Any]
Pick = Callable[[tuple[Any, ...]], tuple[Any, ...]]

UNTRACKED: Edge = (None, 0)
_make: Any = object.__new__


class Plan:
    """Found once, when an operation is defined: its node's class, and what each rule needs.

    params: the names of the forward function's arguments; inputs: those with a derivative rule.
    picks: for each rule, a function from (arguments…, result) to the values that it takes.
    saves: for each rule, which of these are tensors, to be watched for changes in place.
    """

    def __init__(self, forward: Rule, rules: dict[str, Rule], node: str | None) -> None:
        self.params = _parameters(forward)
        self.inputs = tuple((self.params.index(name), name) for name in rules)
        needed = tuple(_parameters(rule)[2:] for rule in rules.values())
        self.picks = tuple(_picker(names, self.params) for names in needed)
        tensors = {*rules, "result"}
        self.saves = tuple(tuple(name for name in names if name in tensors) for names in needed)
        full_name = node or _node_name(forward.__name__)
        self.node = type(
            full_name.rpartition("::")[2],
            (Node,),
            {
                "full_name": full_name,
                "rules": tuple(rules.values()),
                "rule_names": needed,
                "input_names": tuple(rules),
                "saved_names": frozenset(name for names in self.saves for name in names),
                "__module__": "builtins",
            },
        )

    def wants(self, args: tuple[Any, ...]) -> bool:
        """Whether this call is to be recorded."""
        if mode.enabled:
            for position, _ in self.inputs:
                value = args[position]
                if isinstance(value, Tensor) and value._requires_grad:
                    return True
        return False

    def record(self, args: tuple[Any, ...], arrays: tuple[Any, ...], out: Tensor) -> Any:
        """Make and return the node of `out`, the result for `args`, whose values are `arrays`."""
        node = _make(self.node)
        env = (*arrays, out._data)
        edges, values, cells = [], [], []
        for (position, _), pick, saves in zip(self.inputs, self.picks, self.saves, strict=True):
            value = args[position]
            if isinstance(value, Tensor) and value._requires_grad:
                edges.append(value._edge or leaf_edge(value))
                values.append(pick(env))
                for name in saves:
                    saved = out if name == "result" else args[self.params.index(name)]
                    if isinstance(saved, Tensor):
                        cell = version_cell(saved)
                        cells.append((cell, cell[0], name))
            else:
                edges.append(UNTRACKED)
                values.append(None)  # type: ignore[arg-type]
        node.next_functions = tuple(edges)
        node.values = tuple(values)
        node.cells = tuple(cells)
        node.number = next_number()
        out._edge = (node, 0)
        out._requires_grad = True
        return node


def _parameters(function: Rule) -> tuple[str, ...]:
    return function.__code__.co_varnames[: function.__code__.co_argcount]


def _node_name(function: str) -> str:
    return "".join(word.capitalize() for word in function.split("_")) + "Backward0"


def _picker(names: tuple[str, ...], params: tuple[str, ...]) -> Pick:
    """A function from (arguments…, result) to the tuple of values with these names."""
    order = (*params, "result")
    if all(name in order for name in names):
        indices = [order.index(name) for name in names]
        if len(indices) > 1:
            return itemgetter(*indices)
        return itemgetter(slice(indices[0], indices[0] + 1) if indices else slice(0, 0))
    places = [(order.index(name.removesuffix("_shape")), name not in order) for name in names]
    return lambda env: tuple([np.shape(env[at]) if shape else env[at] for at, shape in places])
