"""Seeing every operation: what pictures need and autograd does not."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Watcher = Callable[[str, tuple[Any, ...], Any], None]

watchers: list[Watcher] = []


@contextmanager
def watch_results(watcher: Watcher) -> Iterator[None]:
    """In this block call `watcher(name, args, output)` after each operation.

    name: the function's name; args: what it was given, tensors and other things; output: the
    result, recorded or not.
    """
    watchers.append(watcher)
    try:
        yield
    finally:
        watchers.remove(watcher)


def as_one(function: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate a function made of several operations: watchers are told of it, not of these."""

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if not watchers:
            return function(*args, **kwargs)
        waiting = watchers[:]
        watchers.clear()
        try:
            out = function(*args, **kwargs)
        finally:
            watchers[:] = waiting
        tell(function.__name__, args, out)
        return out

    return call


def tell(name: str, args: tuple[Any, ...], output: Any) -> None:
    """Tell the watchers of one operation."""
    for watcher in watchers:
        watcher(name, args, output)
