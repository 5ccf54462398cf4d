"""The names that tensors have in a program, and how a name is shown safely."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from types import FrameType
from typing import Any, cast

from .tensors import Tensor, is_tensor

LONGEST = 24
"""Characters of a name that a picture shows; the rest is an ellipsis."""

_MOST = 1000
"""Parameters of a module and elements of a list that are looked at."""

# Not a learner's variables: IPython's output history (`_`, `__`, `_12`), and names such as `.0`.
_NOT_A_NAME = re.compile(r"_+\d*|.*\W.*")
# Control and formatting characters, line and paragraph separators, lone surrogates, unassigned.
_INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Cs", "Cn"}


def caller_names(frame: FrameType) -> dict[str, Tensor]:
    """Return the tensors that a frame's variables hold, local ones first, by name.

    A tensor without a variable of its own has the name of a module's parameter (``model.weight``)
    or else of its place in a list, tuple or dict (``params[0]``). A global name is left out
    where a local variable hides it or already names the same tensor.
    """
    scopes = [dict(frame.f_locals)]
    if frame.f_globals is not frame.f_locals:
        scopes.append(dict(frame.f_globals))
    names: dict[str, Tensor] = {}
    hidden: set[str] = set()
    named: set[int] = set()
    for scope in scopes:
        history = scope.get("_oh")  # IPython's: all that cells have shown
        variables = {
            name: value
            for name, value in scope.items()
            if name not in hidden and not _NOT_A_NAME.fullmatch(name) and value is not history
        }
        own = {
            name: value
            for name, value in variables.items()
            if is_tensor(value) and id(value) not in named
        }
        names |= own
        named |= {id(tensor) for tensor in own.values()}
        for inside in (_parameters, _elements):
            for name, value in variables.items():
                for full_name, tensor in inside(name, value):
                    if id(tensor) not in named:
                        names[full_name] = tensor
                        named.add(id(tensor))
        hidden |= scope.keys()
    return names


def _parameters(name: str, value: Any) -> Iterable[tuple[str, Tensor]]:
    """The parameters of a module, of any class that offers PyTorch's `named_parameters`."""
    if issubclass(type(value), type) or not callable(
        getattr(type(value), "named_parameters", None)
    ):
        return []
    try:
        found = [
            (f"{name}.{inner}", each) for inner, each in islice(value.named_parameters(), _MOST)
        ]
    except Exception:  # a learner's own, unfinished: no reason to draw nothing
        return []
    return [each for each in found if is_tensor(each[1])]


def _elements(name: str, value: object) -> Iterable[tuple[str, Tensor]]:
    """The tensors in a list, tuple or dict itself."""
    items: Iterable[tuple[object, object]] = ()
    if type(value) in (list, tuple):
        items = enumerate(islice(cast(Sequence[object], value), _MOST))
    elif type(value) is dict:
        items = islice(value.items(), _MOST)
    return [
        (f"{name}[{key!r}]", each)
        for key, each in items
        if is_tensor(each) and type(key) in (int, str)
    ]


def checked_names(names: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return `names` as a dict; raise TypeError for anything but tensors by name."""
    if not isinstance(names, Mapping):
        raise TypeError(f"names must be a dict of tensors by name, not {type(names).__name__}")
    for name, value in names.items():
        if not isinstance(name, str):
            raise TypeError(f"a name must be a str, not {type(name).__name__}")
        if not is_tensor(value):
            raise TypeError(f"names[{name!r}] must be a tensor, not {type(value).__name__}")
    return dict(names)


def shown(name: str, longest: int = LONGEST) -> str:
    """Return `name` on one line: invisible characters as Python escapes, cut with an ellipsis."""
    if name.isprintable() and len(name) <= longest:
        return name
    visible = "".join(
        char.encode("unicode_escape").decode() if unicodedata.category(char) in _INVISIBLE else char
        for char in name[: longest + 1]
    )
    return visible if len(visible) <= longest else visible[: longest - 1] + "…"
