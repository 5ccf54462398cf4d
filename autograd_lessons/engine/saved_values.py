"""`node._saved_self` and kin: what a node keeps for backward, under PyTorch's names.

`saved.txt` has a line for each kind of node: PyTorch's names, and where they come from if not from
what we call the same: `indices=index`, another name; `alpha|1`, what it is where we don't keep it;
`self_sym_numel#count(self_shape)`, found from what we keep by a function in `_FOUND`.
Loaded when such an attribute is first asked for.
"""

import ast
import re
from functools import cache
from importlib.resources import files
from math import prod
from typing import Any

import numpy as np

from . import versions
from .dims import AllDims, Given
from .saved_errors import FREED, FREED_ERROR
from .tensor import new

_UNSIGNED = frozenset(
    (
        "dim", "dim0", "dim1", "dim2", "dims", "index", "start", "end", "ignore_index",
        "padding_idx", "diagonal", "offset", "shifts",
    )
)  # fmt: skip
# PyTorch gives negative ones as unsigned integers of 64 bits
_REDUCTIONS = {"none": 0, "mean": 1, "sum": 2}


def _strides(tensor: Any) -> tuple[int, ...]:
    array = tensor._data
    return tuple(step // array.itemsize for step in array.strides)


def _along(index: Any, dim: int, keepdim: bool = True) -> np.ndarray:
    """The positions along one dimension, of an index of arrays."""
    if not index:
        return np.zeros((), np.int64)
    return index[dim] if keepdim else np.squeeze(index[dim], dim)


_FOUND: dict[str, Any] = {
    "along": _along,
    "count": prod,
    "eps": lambda groups: groups.eps,
    "first": lambda shape: shape[0],
    "normalized": lambda groups: groups.shape,
    "shape": lambda tensor: tuple(tensor.shape),
    "strides": _strides,
    "training": lambda groups: groups.known is None,
    "whole": lambda value, like, reduction: new(
        np.asarray(0 if reduction == "none" else value, like._data.dtype)
    ),
}


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
    """What such nodes call the array that PyTorch saved under this name."""
    source = re.sub(r".*=|.*#along\(|[|,].*", "", names(node_class).get(name, ""))
    return source if source in (*node_class.saved_names, *node_class.array_names) else None


def find(node: Any, attribute: str) -> Any:
    """The value of such an attribute. RuntimeError for a tensor that was freed."""
    raw, _, name = attribute.rpartition("_saved_")
    if raw:
        from .saved_tensors import SavedTensor

        return SavedTensor(node, _own(type(node), name) or "")
    source = names(type(node))[name]
    if "|" in source:
        if any(name in needed for needed in node.rule_names):
            return _shown(name, _saved(node, name))
        return ast.literal_eval(source.partition("|")[2])
    if "#" in source:
        function, *needed = re.findall(r"\w+", source.partition("#")[2])
        values = [_kept(node, each) for each in needed]
        return None if values[0] is None else _shown(name, _FOUND[function](*values))
    return _shown(name, _kept(node, source.rpartition("=")[2]))


def _kept(node: Any, name: str) -> Any:
    if node.rules and not node.rule_names and node.values is not FREED:  # of several tensors
        code, values = node.rules[0].__code__, (each for each in node.values if each is not None)
        return dict(zip(code.co_varnames[2:], next(values), strict=False)).get(name)
    return _saved(node, name)


def _saved(node: Any, name: str) -> Any:
    """What the rules need, by our name for it. RuntimeError for a tensor that was freed."""
    if name not in node.saved_names and name not in node.array_names:
        return node.plain.get(name) if node.values is FREED else node.find(name)
    if node.values is FREED:
        uses = zip(node.rule_names, node.sources, strict=True)
        if all(source is None or name not in names for names, source in uses):
            return None  # no gradient needed it
        if name in node.plain and node.plain[name] is None:
            return None
        raise RuntimeError(FREED_ERROR)
    if versions.newest_exchange > node.number:
        node.follow_exchanges()
    value = node.find(name)
    if value is None:
        return None
    node.check_version(name)
    for place_name, operand in zip(node.input_names, node.operands or (), strict=False):
        if place_name == name and operand is not None and operand[1] is not value.dtype:
            value = value.astype(operand[1])  # as it was before it was promoted
    if name == "other" and node.scalar is not None:
        return node.scalar if node.lone else new(node.scalar)
    return node.unpack_one(name, value)


def _shown(name: str, value: Any) -> Any:
    """A saved value as PyTorch shows it."""
    if isinstance(value, np.ndarray):
        return new(value)
    if isinstance(value, Given | AllDims):
        value = value.given
    if isinstance(value, tuple | list):
        return tuple(_shown(name, each) for each in value)
    if isinstance(value, slice):
        return None
    if name == "reduction":
        return _REDUCTIONS.get(value, value)
    if name in _UNSIGNED and isinstance(value, int) and value < 0:
        return value + 2**64
    return value
