"""The sign of an operation that a beginner reads, from the node's name and saved values."""

import re
from functools import lru_cache
from typing import Any

from .constants import Constants, saved_value
from .saved import signed

_SIGNS = {
    "Add": "+",
    "Sub": "−",
    "Mul": "×",
    "Div": "÷",
    "Mm": "@",
    "Mv": "@",
    "Dot": "@",
    "Bmm": "@",
    "Addmm": "@ +",
    "T": "transpose",
    "ToCopy": "to",
    "View": "reshape",
    "UnsafeView": "reshape",
    "CopySlices": "[…] =",
}
_WITH_CONSTANT = ("Neg", "Rsub", "Pow", "Select")
_BINARY = ("Add", "Sub", "Mul", "Div", "Mm", "Mv", "Dot", "Bmm")
UNKNOWN_CONSTANT = "…"
"""What a sign shows for a constant that is not known."""

_LONGEST_OPERAND = 8
_LONGEST_CONSTANT = 12
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_MEMORY = "autograd_lessons.sign"


def node_name(node: Any) -> str:
    """Return a node's name as its printed form has it, without a C++ namespace."""
    return str(node.name()).rpartition("::")[2]


def is_leaf_end(node: Any) -> bool:
    """Whether a path backward ends at `node`: its `variable` is a leaf."""
    return node_name(node) == "AccumulateGrad"


def operand_name(name: str) -> str:
    """Return an operand's name as signs and formulas write it: ``( )`` for none or a long one."""
    return name if name.isprintable() and 0 < len(name) <= _LONGEST_OPERAND else "( )"


def sign_of(node: Any, operands: list[str | None], constants: Constants) -> str:
    """Return the sign of `node`.

    `operands` has for each input its name, "" if it has none, and None if nothing was tracked;
    `constants` knows what stands in its place. Backward frees what it knows from saved values, so
    a sign with a constant is remembered in the node's own `metadata`, and goes when the node goes.
    """
    base = _base(node_name(node))
    of_constant = base in _BINARY and len(operands) == 2 and None in operands
    if base not in _WITH_CONSTANT and not of_constant:
        return _SIGNS.get(base) or _snake(base)
    memory = getattr(node, "metadata", {})
    sign, complete = _read(node, base, operands, constants)
    if complete:
        memory[_MEMORY] = sign
        return sign
    return str(memory.get(_MEMORY, sign))


def _read(
    node: Any, base: str, operands: list[str | None], constants: Constants
) -> tuple[str, bool]:
    """Return the sign, and whether every constant in it is known."""
    operand = operand_name(next((name for name in operands if name is not None), ""))
    if base == "Neg":
        return f"−{operand}", True
    if base == "Rsub":
        constant = constants.text(node)
        return f"{_short(constant)} − {operand}", constant is not None
    if base == "Pow":
        return _power(node, operand, constants)
    if base == "Select":
        index = saved_value(node, "index") if saved_value(node, "dim") == 0 else None
        return f"[{UNKNOWN_CONSTANT if index is None else signed(index)}]", True
    first = operands[0] is None
    # A sum saves neither term, its gradient needs none: only `watch` knows it.
    constant = constants.text(node, "self" if first else "other")
    terms = (_short(constant), _SIGNS[base])
    return " ".join(terms if first and base != "Mul" else terms[::-1]), constant is not None


@lru_cache(256)
def _base(name: str) -> str:
    return re.sub(r"Backward\d*$", "", name)


def _power(node: Any, operand: str, constants: Constants) -> tuple[str, bool]:
    exponent = saved_value(node, "exponent")
    if isinstance(exponent, int) and abs(exponent) < 100:
        return f"{operand}{str(exponent).translate(_SUPERSCRIPTS)}", True
    if node_name(node).endswith("2"):
        base = constants.text(node, "self")
        return f"{_short(base)}**{operand}", base is not None
    constant = constants.text(node, "exponent")
    return f"{operand}**{_short(constant)}", constant is not None


def _short(constant: str | None) -> str:
    return constant if constant and len(constant) <= _LONGEST_CONSTANT else UNKNOWN_CONSTANT


@lru_cache(256)
def _snake(base: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", base).lower()


_UNRECORDED = {
    "gt": ">",
    "lt": "<",
    "ge": "≥",
    "le": "≤",
    "eq": "=",
    "ne": "≠",
    "add": "+",
    "sub": "−",
    "mul": "×",
    "div": "÷",
    "matmul": "@",
    "mm": "@",
}


def name_of_unrecorded(function: str) -> str:
    """Return an operation's name from that of the function that computed it."""
    name = re.sub(r"_(all|along|scalar|tensor)$", "", function)
    name = re.sub(r"^__[ir]?(add|sub|mul|truediv|pow|matmul)__$", r"\1", name).strip("_")
    return {"converted": "to", "truediv": "div"}.get(name, name)


def sign_of_unrecorded(name: str) -> str:
    """Return the sign of an operation that left no node."""
    return _UNRECORDED.get(name, name)
