"""Loading a module when one of its names is first asked for.

Importing the engine takes hardly longer than importing NumPy: most programs use few operations.
"""

import functools
import importlib
from collections.abc import Callable, Mapping
from typing import Any

from .calls.warn_once import warn_outside


def places(table: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """For each name (module, name there), from a table of module: names; `.` is the module itself.

    >>> places({"one": "a b", "two": "c=d", "of.three": "."})
    {'a': ('one', 'a'), 'b': ('one', 'b'), 'c': ('two', 'd'), 'three': ('of.three',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    for module, names in table.items():
        for each in names.split():
            if each == ".":
                found[module.rpartition(".")[2]] = (module,)
            else:
                name, _, there = each.partition("=")
                found[name] = module, there or name
    return found


def load(module: str, *names: str) -> Any:
    """A module of the engine, or what has a name there, or an attribute of that."""
    found = importlib.import_module(f".{module}", __package__)
    for name in names:
        found = getattr(found, name)
    return found


def offered(
    module: str,
    namespace: dict[str, Any],
    table: Mapping[str, str],
    prepared: Callable[[Any, str], Any] = lambda found, name: found,
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` of a module that stands for PyTorch's of this name.

    namespace: its names, where those of the table are added when they are first asked for;
    prepared: called with what has been loaded and its name, gives what is offered.
    """
    found = places(table)

    def get(name: str) -> Any:
        if name not in found:
            raise AttributeError(f"module '{module}' has no attribute '{name}'")
        loaded = load(*found[name])
        own = found[name][0].rpartition(".")[2]
        if own not in found:
            namespace.pop(own, None)  # a module of ours: `optim.adam` is an error in PyTorch
        namespace[name] = prepared(loaded, name)
        return namespace[name]

    return get, lambda: sorted(found)


def renamed(module: str, namespace: dict[str, Any], shown: str) -> Callable[[str], Any]:
    """The `__getattr__` of a module where what is called `name_` can still be called `name`, with a
    warning that calls the module as `shown`."""

    def get(name: str) -> Any:
        if name.startswith("_") or f"{name}_" not in namespace:
            raise AttributeError(f"module '{module}' has no attribute '{name}'")
        return _under_old_name(namespace[f"{name}_"], f"{shown}.{name}")

    return get


def _under_old_name(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*args: Any, **named: Any) -> Any:
        warn_outside(f"`{name}` is now deprecated in favor of `{name}_`.", FutureWarning)
        return function(*args, **named)

    return call


class Lazy:
    """Stands for an attribute of a class until it is first asked for."""

    def __init__(self, name: str, find: Callable[[], Any]) -> None:
        self.name, self.find = name, find

    def __get__(self, instance: Any, owner: type) -> Any:
        for each in owner.__mro__:
            if each.__dict__.get(self.name) is self:
                setattr(each, self.name, self.find())
        return getattr(owner if instance is None else instance, self.name)
