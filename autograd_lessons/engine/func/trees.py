"""Tensors in lists, tuples and dictionaries."""

from collections.abc import Callable
from typing import Any


def leaves(tree: Any) -> list[Any]:
    """What is in lists, tuples and dictionaries."""
    if isinstance(tree, dict):
        tree = tree.values()
    elif not isinstance(tree, list | tuple):
        return [tree]
    return [leaf for each in tree for leaf in leaves(each)]


def mapped(function: Callable[..., Any], tree: Any, *others: Any) -> Any:
    """A tree with the function's result for each leaf, and for those of others in its place."""
    if isinstance(tree, dict):
        return type(tree)(
            (key, mapped(function, each, *(other[key] for other in others)))
            for key, each in tree.items()
        )
    if isinstance(tree, list | tuple):
        made = [mapped(function, *each) for each in zip(tree, *others, strict=True)]
        return type(tree)(*made) if hasattr(tree, "_fields") else type(tree)(made)
    return function(tree, *others)
