"""Loading a module when one of its names is first asked for.

Importing the engine takes hardly longer than importing NumPy: most programs use few operations.
"""

import importlib
from collections.abc import Callable, Mapping
from typing import Any


def places(table: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """For each name (module, name there), from a table of module: names.

    >>> places({"one": "a b", "two": "c=d"})
    {'a': ('one', 'a'), 'b': ('one', 'b'), 'c': ('two', 'd')}
    """
    found = {}
    for module, names in table.items():
        for each in names.split():
            name, _, there = each.partition("=")
            found[name] = module, there or name
    return found


def load(module: str, *names: str) -> Any:
    """A module of the engine, or what has a name there, or an attribute of that."""
    found = importlib.import_module(f".{module}", __package__)
    for name in names:
        found = getattr(found, name)
    return found


def missing(module: str) -> Callable[[str], Any]:
    """The `__getattr__` of a module that stands for PyTorch's of this name."""

    def no_such(name: str) -> Any:
        raise AttributeError(f"module '{module}' has no attribute '{name}'")

    return no_such


class Later:
    """Stands for an attribute of a class until it is first asked for."""

    def __init__(self, name: str, find: Callable[[], Any]) -> None:
        self.name, self.find = name, find

    def __get__(self, instance: Any, owner: type) -> Any:
        for each in owner.__mro__:
            if each.__dict__.get(self.name) is self:
                setattr(each, self.name, self.find())
        return getattr(owner if instance is None else instance, self.name)
