"""`node._saved_self` and kin: what a node keeps for backward, under PyTorch's names.

`saved.txt` has a line for each kind of node: PyTorch's names, and what we call it where that
differs: `indices=index`; `alpha|1` is 1 where we don't keep it; `self_sym_numel#self_shape` counts
a shape's elements. Loaded when such an attribute is first asked for.
"""

import ast
import re
from functools import cache
from importlib.resources import files
from math import prod
from typing import Any

import numpy as np

from .tensor import new

_UNSIGNED = frozenset(
    ("dim", "dim0", "dim1", "dim2", "dims", "index", "start", "end", "ignore_index", "padding_idx")
)  # PyTorch gives negative ones as unsigned integers of 64 bits
_REDUCTIONS = {"none": 0, "mean": 1, "sum": 2}


@cache
def _known() -> dict[str, dict[str, str]]:
    """For each kind of node: where each of PyTorch's names comes from."""
    found = {}
    lines = files(__package__).joinpath("saved.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        node, *entries = line.split()
        found[node] = {re.split("[=#|]", each)[0]: each for each in entries}
    return found


def names(node_class: Any) -> dict[str, str]:
    """PyTorch's names of what such nodes save, with where each comes from."""
    known = _known().get(node_class.__name__)
    if known is not None:
        return known
    ours = {name for needed in node_class.rule_names for name in needed}
    return {name: name for name in sorted(ours) if not name.endswith(("_shape", "_type"))}


class Saved:
    """One of these attributes."""

    def __init__(self, attribute: str) -> None:
        self.attribute = attribute

    def __get__(self, node: Any, node_class: type) -> Any:
        return self if node is None else find(node, self.attribute)


def attach(node_class: Any) -> None:
    """Give a kind of nodes the attributes for what it saves."""
    node_class.shows_saved = True
    for name in names(node_class):
        setattr(node_class, f"_saved_{name}", Saved(f"_saved_{name}"))
        if _own(node_class, name) is not None:
            setattr(node_class, f"_raw_saved_{name}", Saved(f"_raw_saved_{name}"))


def _own(node_class: Any, name: str) -> str | None:
    """What such nodes call the tensor that PyTorch saved under this name."""
    source = names(node_class).get(name, "").rpartition("=")[2]
    return source if source in node_class.saved_names else None


def find(node: Any, attribute: str) -> Any:
    """The value of such an attribute. RuntimeError for a tensor that was freed."""
    raw, _, name = attribute.rpartition("_saved_")
    if raw:
        from .saved_tensors import SavedTensor

        return SavedTensor(node, _own(type(node), name) or "")
    source = names(type(node))[name]
    if "|" in source:
        if any(name in needed for needed in node.rule_names):
            return node.saved(name)
        return ast.literal_eval(source.partition("|")[2])
    if "#" in source:
        return prod(node.saved(source.partition("#")[2]))
    return _shown(name, node.saved(source.rpartition("=")[2]))


def _shown(name: str, value: Any) -> Any:
    """A saved value as PyTorch shows it."""
    if isinstance(value, np.ndarray):
        return new(value)
    if isinstance(value, tuple | list):
        return tuple(_shown(name, each) for each in value)
    if isinstance(value, slice):
        return None
    if name == "reduction":
        return _REDUCTIONS.get(value, value)
    if name in _UNSIGNED and isinstance(value, int) and value < 0:
        return value + 2**64
    return value
