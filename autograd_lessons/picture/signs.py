"""The sign of an operation that a beginner reads, from the node's name and saved values."""

import re
from typing import Any

from .tensors import is_tensor
from .values import number_text

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
_BINARY = ("Add", "Sub", "Mul", "Div", "Mm", "Mv", "Dot", "Bmm")
_UNKNOWN = "…"
_LONGEST_OPERAND = 8
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


def sign_of(node: Any, operands: list[str | None]) -> str:
    """Return the sign of `node`.

    `operands` has for each input its name, "" if it has none, and None if nothing was tracked.

    Constants are read from what the node saved for backward. Backward frees that, so the sign
    is remembered in the node's own `metadata`, and goes when the node goes.
    """
    memory = getattr(node, "metadata", {})
    sign, complete = _read(node, operands)
    if complete:
        memory[_MEMORY] = sign
        return sign
    return str(memory.get(_MEMORY, sign))


def _read(node: Any, operands: list[str | None]) -> tuple[str, bool]:
    """Return the sign, and whether every constant in it could be read."""
    base = re.sub(r"Backward\d*$", "", node_name(node))
    operand = operand_name(next((name for name in operands if name is not None), ""))
    if base == "Neg":
        return f"−{operand}", True
    if base == "Rsub":  # what the constant was is not saved
        return f"{_UNKNOWN} − {operand}", True
    if base == "Pow":
        return _power(node, operand)
    if base == "Select":
        index = saved_value(node, "index") if saved_value(node, "dim") == 0 else None
        return f"[{_UNKNOWN if index is None else _signed(index)}]", True
    if base in _BINARY and len(operands) == 2 and None in operands:
        return _with_constant(node, _SIGNS[base], constant_first=operands[0] is None)
    return _SIGNS.get(base) or _snake(base), True


def _with_constant(node: Any, sign: str, constant_first: bool) -> tuple[str, bool]:
    constant = saved_number(node, "self" if constant_first else "other")
    shown = constant or _UNKNOWN  # a sum saves neither term, its gradient needs none
    if constant_first and sign != "×":
        return f"{shown} {sign}", constant is not None
    return f"{sign} {shown}", constant is not None


def _power(node: Any, operand: str) -> tuple[str, bool]:
    exponent = saved_value(node, "exponent")
    if isinstance(exponent, int) and abs(exponent) < 100:
        return f"{operand}{str(exponent).translate(_SUPERSCRIPTS)}", True
    base = saved_number(node, "self")
    if node_name(node).endswith("2") and base is not None:
        return f"{base}**{operand}", True
    constant = saved_number(node, "exponent")
    return f"{operand}**{constant or _UNKNOWN}", constant is not None


def saved_value(node: Any, name: str) -> Any:
    """Return what `node` saved for backward, None if there is none or backward has freed it."""
    try:
        return getattr(node, f"_saved_{name}", None)
    except RuntimeError:
        return None


def saved_number(node: Any, name: str) -> str | None:
    """Return a saved constant as text, None if it is not one number."""
    saved = saved_value(node, name)
    if is_tensor(saved):
        if saved.numel() != 1:
            return None
        saved = saved.detach().item()
    return None if saved is None else number_text(saved)


def _signed(index: int) -> int:
    """PyTorch gives a negative index as unsigned 64 bits."""
    return index - 2**64 if index >= 2**63 else index


def _snake(base: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", base).lower()
