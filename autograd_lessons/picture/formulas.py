"""The derivative of each common operation as a formula that a beginner reads: ``2·x``, ``cos(x)``.

The same in every language, as operands are variables' names or numbers.
"""

import math
import re
from typing import Any

from .constants import Constants, saved_number, saved_value
from .signs import node_name, operand_name

# For each input, d result / d input, in terms of the operands {a}, {b}, {c} and of g, the gradient
# that arrives. Where there is no such factor (a matrix product), what is handed on stands instead.
_FORMULAS: dict[str, tuple[str, ...]] = {
    "Abs": ("sign({a})",),
    "Acos": ("−1/√(1 − {a}²)",),
    "Addmm": ("1", "g @ {c}ᵀ", "{b}ᵀ @ g"),
    "Asin": ("1/√(1 − {a}²)",),
    "Atan": ("1/(1 + {a}²)",),
    "Atan2": ("{b}/({a}² + {b}²)", "−{a}/({a}² + {b}²)"),
    "Bmm": ("g @ {b}ᵀ", "{a}ᵀ @ g"),
    "Ceil": ("0",),
    "Cos": ("−sin({a})",),
    "Cosh": ("sinh({a})",),
    "Div": ("1/{b}", "−{a}/{b}²"),
    "Dot": ("{b}", "{a}"),
    "Erf": ("2/√π · exp(−{a}²)",),
    "Exp": ("exp({a})",),
    "Exp2": ("2**{a} · ln 2",),
    "Expm1": ("exp({a})",),
    "Floor": ("0",),
    "Frac": ("1",),
    "Hypot": ("{a}/√({a}² + {b}²)", "{b}/√({a}² + {b}²)"),
    "Log": ("1/{a}",),
    "Log10": ("1/({a} · ln 10)",),
    "Log1p": ("1/(1 + {a})",),
    "Log2": ("1/({a} · ln 2)",),
    "LogSigmoid": ("1 − σ({a})",),
    "Logaddexp": ("σ({a} − {b})", "σ({b} − {a})"),
    "Logsumexp": ("softmax({a})",),
    "Maximum": ("1 if {a} > {b} else 0", "1 if {b} > {a} else 0"),
    "Mean": ("1/n",),
    "Minimum": ("1 if {a} < {b} else 0", "1 if {b} < {a} else 0"),
    "Mm": ("g @ {b}ᵀ", "{a}ᵀ @ g"),
    "Mul": ("{b}", "{a}"),
    "Mv": ("g · {b}ᵀ", "{a}ᵀ @ g"),
    "Neg": ("−1",),
    "Reciprocal": ("−1/{a}²",),
    "Relu": ("1 if {a} > 0 else 0",),
    "Round": ("0",),
    "Rsqrt": ("−1/(2·{a}·√{a})",),
    "Sgn": ("0",),
    "Sigmoid": ("σ({a})·(1 − σ({a}))",),
    "Sign": ("0",),
    "Silu": ("σ({a})·(1 + {a}·(1 − σ({a})))",),
    "Sin": ("cos({a})",),
    "Sinh": ("cosh({a})",),
    "Softplus": ("σ({a})",),
    "Sqrt": ("1/(2·√{a})",),
    "Sum": ("1",),
    "T": ("(g)ᵀ",),
    "Tan": ("1 + tan²({a})",),
    "Tanh": ("1 − tanh²({a})",),
    "Trunc": ("0",),
}
# What only moves, copies or converts elements hands every gradient on as it is.
_FORMULAS |= dict.fromkeys(
    (
        *("Alias", "Clone", "Expand", "Movedim", "Permute", "Reshape", "Squeeze", "Swapaxes"),
        *("ToCopy", "Transpose", "UnsafeView", "Unsqueeze", "View"),
    ),
    ("1",),
)

_SAVED = {
    "Addmm": ("self", "mat1", "mat2"),
    "Bmm": ("self", "mat2"),
    "Dot": ("self", "tensor"),
    "Mm": ("self", "mat2"),
    "Mv": ("self", "vec"),
}
"""What an operation saves its operands as, where that is not ``self`` and ``other``."""

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNKNOWN = "…"


def formulas_of(
    node: Any, operands: list[str | None], constants: Constants | None = None
) -> tuple[str | None, ...]:
    """Return for each input of `node` the formula of its local derivative.

    `operands` and `constants` are as for `sign_of`: for each input its name, "" if it has none, and
    None if nothing was tracked. None stands where nothing is tracked, the operation is not known
    here, or its constant is not known (any more).
    """
    base, overload = _split(node)
    first, second, third = _operands(node, base, operands, constants or Constants())
    found = _special(node, base, overload, first, second)
    if found is None:
        templates = _FORMULAS.get(base, ())
        found = tuple(each.format(a=first, b=second, c=third) for each in templates)
    return tuple(
        None if name is None or place >= len(found) or _UNKNOWN in found[place] else found[place]
        for place, name in enumerate(operands)
    )


def _split(node: Any) -> tuple[str, str]:
    found = re.fullmatch(r"(.*?)(?:Backward(\d*))?", node_name(node))
    assert found is not None  # everything matches
    return found[1], found[2] or ""


def _operands(
    node: Any, base: str, operands: list[str | None], constants: Constants
) -> tuple[str, str, str]:
    """How a formula writes the first operands: names, constants where nothing was tracked."""
    saved = _SAVED.get(base, ("self", "other"))
    written: list[str | None] = [
        constants.text(node, where) if name is None else operand_name(name)
        for where, name in zip(saved, operands, strict=False)
    ]
    first, second, third = (
        _UNKNOWN if one is None else _in_brackets(_minus(one))
        for one in [*written, None, None, None][:3]
    )
    return first, second, third


def _special(
    node: Any, base: str, overload: str, first: str, second: str
) -> tuple[str, ...] | None:
    """The formulas that depend on what else the node has saved; None if there is no more to say."""
    if base == "Pow":
        return _power(node, overload, first, second)
    if base == "Add":
        return "1", _scaled(node, "1")
    if base == "Sub":
        return "1", _scaled(node, "−1")
    if base == "Rsub":
        return "−1", "−1"
    return None


def _power(node: Any, overload: str, first: str, second: str) -> tuple[str, ...]:
    if overload == "0":
        return (_power_rule(saved_value(node, "exponent"), first),)
    if overload == "2":  # of a number: the exponent is the only input
        base = _in_brackets(saved_number(node, "self") or _UNKNOWN)
        return (f"{base}**{first} · ln {base}",)
    return f"{second}·{first}**({second} − 1)", f"{first}**{second} · ln {first}"


def _power_rule(exponent: Any, base: str) -> str:
    """n·xⁿ⁻¹, as one writes it for this n."""
    if not isinstance(exponent, int | float) or not math.isfinite(exponent):
        return _UNKNOWN
    if exponent in (0, 1):
        return f"{exponent:.0f}"
    factor = "−" if exponent == -1 else f"{_minus(f'{exponent:.4g}')}·"
    if exponent == 2:
        return f"{factor}{base}"
    if float(exponent).is_integer() and abs(exponent) < 100:
        return f"{factor}{base}{str(int(exponent) - 1).translate(_SUPERSCRIPTS)}"
    return f"{factor}{base}**{_in_brackets(_minus(f'{exponent - 1:.4g}'))}"


def _scaled(node: Any, factor: str) -> str:
    """`factor` times the alpha of a sum or difference."""
    alpha = saved_value(node, "alpha")
    if alpha in (None, 1):
        return factor
    return _minus(f"{factor.removesuffix('1')}{alpha:.4g}").replace("−−", "")


def _minus(number: str) -> str:
    return number.replace("-", "−")


def _in_brackets(operand: str) -> str:
    return f"({operand})" if operand.startswith("−") else operand
