"""Seeing every operation: what pictures need and autograd does not."""

import functools
from _thread import _local, get_ident  # `threading` would take long to import
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Watcher = Callable[[str, tuple[Any, ...], Any], None]

watchers: list[Watcher] = []
"""Those of all threads: while there is none, operations don't stop to tell."""


class _Here(_local):
    inside = False  # a function that tells of itself as one


_here = _Here()


@contextmanager
def watch_results(watcher: Watcher) -> Iterator[None]:
    """In this block call `watcher(name, args, output)` after each operation of this thread.

    name: the function's name; args: what it was given, tensors and other things; output: the
    result, recorded or not. Leaving autograd is an operation, too: `detach`, `item`, `tensor`, …
    """
    thread = get_ident()

    def from_here(name: str, args: tuple[Any, ...], output: Any) -> None:
        if get_ident() == thread:
            watcher(name, args, output)

    watchers.append(from_here)
    try:
        yield
    finally:
        watchers.remove(from_here)


@contextmanager
def silent() -> Iterator[None]:
    """In this block watchers are told nothing of this thread."""
    before, _here.inside = _here.inside, True
    try:
        yield
    finally:
        _here.inside = before


def as_one(function: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate a function made of several operations: watchers are told of it, not of these, and
    errors about its arguments are its own."""

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            if not watchers:
                return function(*args, **kwargs)
            with silent():
                out = function(*args, **kwargs)
        except Exception as error:
            _explain(error, function, args, kwargs)
            raise
        tell(function.__name__, (*args, *kwargs.values()), out)
        return out

    return call


def _explain(error: Exception, function: Any, args: Any, named: Any) -> None:
    """A TypeError in PyTorch's words, if there is one to raise instead."""
    if isinstance(error, Warning):
        return
    from .calls.native import complaint

    wrong = complaint(function, args, named)
    if wrong is not None:
        raise TypeError(wrong) from None


def tell(name: str, args: tuple[Any, ...], output: Any) -> None:
    """Tell the watchers of one operation."""
    if not _here.inside:
        for watcher in tuple(watchers):
            watcher(name, args, output)
