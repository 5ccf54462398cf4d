"""What an operation saves for its derivative rules, and how it is recorded."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

import numpy as np

from .node import Node, NotImplemented, Source
from .tensor import Tensor
from .tracking import accumulator
from .versions import next_number

Rule = Callable[..., Any]
Pick = Callable[[tuple[Any, ...]], tuple[Any, ...]]

_make: Any = object.__new__


class Plan:
    """Found once, when an operation is defined: its node's class, and what each rule needs.

    params: the names of the forward function's arguments; inputs: those with a derivative rule.
    needs: for each rule, the names of what it takes besides the gradient.
    picks: for each rule, a function from (arguments…, result) to the values that it takes.
    saves: for each rule, which of these are tensors, to be watched for changes in place.
    frees: names of other arrays that are freed after backward, as tensors are; with a `?` where
    None may stand in their place.
    """

    def __init__(
        self, forward: Rule, rules: dict[str, Rule], node: str | None, frees: tuple[str, ...] = ()
    ) -> None:
        self.params = _parameters(forward)
        optional = [name[:-1] for name in frees if name.endswith("?")]
        frees = tuple(name.removesuffix("?") for name in frees)
        self.inputs = tuple((self.params.index(name), name) for name in rules)
        self.needs = needed = tuple(_parameters(rule)[2:] for rule in rules.values())
        self.picks = tuple(_picker(names, self.params) for names in needed)
        tensors = {*rules, "result"}
        self.saves = tuple(tuple(name for name in names if name in tensors) for names in needed)
        places = {name: place for place, name in enumerate(self.params)}
        # For each rule: the input's position, what to pick, and where the tensors are it saves.
        self._steps = tuple(
            (position, pick, tuple((places.get(name), name) for name in saves))
            for (position, _), pick, saves in zip(self.inputs, self.picks, self.saves, strict=True)
        )
        full_name = node or _node_name(forward.__name__)
        freed = [not {*tensors, *frees}.isdisjoint(names) for names in needed]
        releases = {} if all(freed) else {"release": Node.release_if_saved}
        plain = tuple(
            (rule, at, name)
            for rule, names in enumerate(needed)
            for at, name in enumerate(names)
            if (name not in tensors and name not in frees) or name in optional
        )
        self.node = type(
            full_name.rpartition("::")[2],
            (NotImplemented if full_name == NotImplemented.full_name else Node,),
            {
                "full_name": full_name,
                "rules": tuple(rules.values()),
                "rule_names": needed,
                "input_names": tuple(rules),
                "saved_names": tuple(
                    sorted(
                        {name for names in self.saves for name in names},
                        key=lambda name: (name == "result", name),
                    )
                ),
                "plain_places": plain,
                "keeps_more": bool(plain or releases),
                "array_names": frees,
                "frees": any(freed),
                **releases,
                "__module__": "builtins",
            },
        )

    def record(self, args: tuple[Any, ...], arrays: Sequence[Any], out: Tensor) -> Any:
        """Make and return the node of `out`, the result for `args`, whose values are `arrays`.

        None if no input requires grad.
        """
        env: Any = None
        sources: list[Source] = []
        values: list[Any] = []
        counters: list[tuple[Any, int, str]] = []
        for position, pick, saves in self._steps:
            value = args[position]
            if isinstance(value, Tensor) and value._requires_grad:
                if env is None:
                    env = (*arrays, out._data)
                sources.append(value._source or accumulator(value))
                values.append(pick(env))
                for place, name in saves:
                    saved = out if place is None else args[place]
                    if isinstance(saved, Tensor) and (counter := saved._counter) is not None:
                        counters.append((counter, counter.count, name))
            else:
                sources.append(None)
                values.append(None)
        if env is None:
            return None
        node = _make(self.node)
        node.sources = tuple(sources)
        node.values = tuple(values)
        if counters:
            node.counters = counters
        node.number = next_number()
        out._source = node
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
