"""The arguments of a call as functions know them, for what PyTorch takes in their stead."""

from typing import Any

import numpy as np

from ..tensor import Tensor
from .arguments import ALIASES, DTYPES, is_python_type, mistake, signatures

_OF_NUMBERS = frozenset(("int", "float", "Number", "tuple of ints"))


def as_known(owner: str, name: str, args: Any, named: Any) -> tuple[Any, Any]:
    """The arguments as functions know them: `dim` for NumPy's `axis`, `float64` for `float`, and
    Python's numbers for NumPy's and for what is in tensors, where numbers are wanted."""
    wanted = _numbers(owner, name, args, named)
    return (
        tuple(_plain(each, place in wanted) for place, each in enumerate(args)),
        {
            ALIASES.get(key, key): _plain(value, ALIASES.get(key, key) in wanted)
            for key, value in named.items()
        },
    )


def _numbers(owner: str, name: str, args: Any, named: Any) -> set[Any]:
    """Where numbers are wanted: places of arguments, and names."""
    method = owner == "Tensor"
    for each in signatures().get(f"{owner}.{name}", (False, []))[1]:
        if mistake(name, each, args[method:], named) is None:
            found: set[Any] = set()
            for place, parameter in enumerate(each.parameters):
                if parameter.type in _OF_NUMBERS:
                    found |= {parameter.name, place + method}
            return found
    return set()


def _plain(value: Any, as_number: bool) -> Any:
    if is_python_type(value):
        return DTYPES[value]
    if not as_number:
        return value
    if isinstance(value, np.number | np.bool_):
        return value.item()
    if isinstance(value, Tensor):
        return value._data.item()
    if isinstance(value, tuple | list) and any(isinstance(each, Tensor) for each in value):
        return [_plain(each, True) for each in value]
    return value
