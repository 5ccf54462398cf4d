"""The names that tensors have in a program, and how a name is shown safely."""

import re
import unicodedata
from collections.abc import Mapping
from types import FrameType

from .tensors import Tensor, is_tensor

LONGEST = 24
"""Characters of a name that a picture shows; the rest is an ellipsis."""

# Not a learner's variables: IPython's output history (`_`, `__`, `_12`), and names such as `.0`.
_NOT_A_NAME = re.compile(r"_+\d*|.*\W.*")
# Control and formatting characters, line and paragraph separators, lone surrogates, unassigned.
_INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Cs", "Cn"}


def caller_names(frame: FrameType) -> dict[str, Tensor]:
    """Return the tensors that a frame's variables hold, local ones first, by name.

    A global name is left out where a local variable hides it or already names the same tensor.
    """
    scopes = [dict(frame.f_locals)]
    if frame.f_globals is not frame.f_locals:
        scopes.append(dict(frame.f_globals))
    names: dict[str, Tensor] = {}
    hidden: set[str] = set()
    named: set[int] = set()
    for scope in scopes:
        found = {
            name: value
            for name, value in scope.items()
            if name not in hidden and id(value) not in named and is_tensor(value)
            if not _NOT_A_NAME.fullmatch(name)
        }
        names |= found
        named |= {id(value) for value in found.values()}
        hidden |= scope.keys()
    return names


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
    visible = "".join(
        char.encode("unicode_escape").decode() if unicodedata.category(char) in _INVISIBLE else char
        for char in name[: longest + 1]
    )
    return visible if len(visible) <= longest else visible[: longest - 1] + "…"
