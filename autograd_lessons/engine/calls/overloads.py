"""The error for a call that fits none of the ways to call a function, in PyTorch's words."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .type_names import type_name


def parts_of(text: str) -> list[str]:
    """A signature's parameters, the `*` among them."""
    return [each.strip() for each in re.findall(r"(?:[^,{(]|\{[^}]*\}|\([^)]*\))+", text)] or [""]


def _as_told(named: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Arguments with a name, in the order in which PyTorch tells of them: the last comes first."""
    return list(named.items())[::-1]


def _description(args: Any, named: Any) -> str:
    """The types that were given."""
    kinds = [type_name(each) for each in args]
    kinds += [f"{key}={type_name(value)}" for key, value in _as_told(named)]
    return f"({', '.join(kinds)}{'' if args or not named else ', '})"


def _listed(value: Any) -> str:
    """A value's type; of a list the types in it, too."""
    if not isinstance(value, tuple | list):
        return type_name(value)
    inside = ", ".join(map(type_name, value))
    if isinstance(value, tuple):
        return f"tuple of ({inside}{',' if len(value) == 1 else ''})"
    return f"list of [{inside}]"


def none_fits(name: str, signatures: Sequence[Any], args: Any, named: Any) -> str:
    """The error that lists all ways, with what was wrong about those of as many arguments."""
    start = f"{name}() received an invalid combination of arguments - got "
    if len(signatures) == 1:
        parts = parts_of(signatures[0].text)
        unknown = _unknown(parts, named)
        if unknown:
            return f"{start}unrecognized keyword arguments: {', '.join(unknown)}"
        as_many = len(parts) == len(args) + len(named)
        given = _marked(parts, args, named) if as_many else _description(args, named)
        return f"{start}{given}, but expected ({signatures[0].text})"
    ways = "".join(f" * ({each.text})\n{_note(each, args, named)}" for each in signatures)
    return f"{start}{_description(args, named)}, but expected one of:\n{ways}"


def _unknown(parts: list[str], named: Any) -> list[str]:
    """The names that are none of the last parameters'; PyTorch takes a default for a name here."""
    last = [part.rpartition(" ")[2] for part in parts[max(len(parts) - len(named), 0) :]]
    return [key for key, _ in _as_told(named) if key not in last]


def _note(signature: Any, args: Any, named: Any) -> str:
    parts = parts_of(signature.text)
    if len(parts) != len(args) + len(named):
        return ""
    start = "      didn't match because some of the "
    unknown = _unknown(parts, named)
    if unknown:
        return f"{start}keywords were incorrect: {', '.join(unknown)}\n"
    return f"{start}arguments have invalid types: {_marked(parts, args, named)}\n"


def _marked(parts: list[str], args: Any, named: Any) -> str:
    """The types that were given, with `!` around those that differ from the parameters'."""
    marked = []
    for place, part in enumerate(parts):
        wanted, _, name = part.rpartition(" ")
        value = args[place] if place < len(args) else named[name]
        kind = type_name(value)
        fits = kind == wanted or (wanted, kind) in (("float", "int"), ("Tensor", "Parameter"))
        shown = _listed(value) if place < len(args) else f"{name}={_listed(value)}"
        marked.append(shown if fits else f"!{shown}!")
    return f"({', '.join(marked)}{'' if args else ', '})"
