"""Loading a module when one of its names is first asked for.

Importing the engine takes hardly longer than importing NumPy: most programs use few operations.
"""

import functools
import importlib
from collections.abc import Callable, Mapping
from typing import Any

from .calls.warn_once import warn_outside


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


def missing(
    module: str, renamed: Mapping[str, Any] | None = None, shown: str | None = None
) -> Callable[[str], Any]:
    """The `__getattr__` of a module that stands for PyTorch's of this name.

    renamed: its names; what is there as `name_` can still be called `name`, with a warning that
    calls the module as `shown`.
    """

    def no_such(name: str) -> Any:
        found = None if renamed is None else renamed.get(f"{name}_")
        if found is not None and not name.startswith("_"):
            return _under_old_name(found, f"{shown or module}.{name}")
        raise AttributeError(f"module '{module}' has no attribute '{name}'")

    return no_such


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
