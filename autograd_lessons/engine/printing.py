"""How a tensor prints: PyTorch's text, to the letter.

Three decisions give the text, in this order:

1. *which* elements are shown: all, or of large tensors the first and last of each dimension;
2. *how* a number looks: every number of one tensor has the same form (`1.`, `0.5000`, `5.0000e-01`)
   and the same width, chosen from the finite nonzero elements that are shown;
3. *where* lines break, both between the numbers and before `dtype=…` and `grad_fn=…`.
"""

from collections.abc import Callable, Iterator
from math import floor, inf, isfinite
from typing import Any

import numpy as np

_PROFILES: dict[str, dict[str, Any]] = {
    "default": {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80},
    "short": {"precision": 2, "threshold": 1000, "edgeitems": 2, "linewidth": 80},
    "full": {"precision": 4, "threshold": inf, "edgeitems": 3, "linewidth": 80},
}
_options: dict[str, Any] = _PROFILES["default"] | {"sci_mode": None}

_PREFIX = "tensor("


def set_printoptions(
    precision: int | None = None,
    threshold: float | None = None,
    edgeitems: int | None = None,
    linewidth: int | None = None,
    profile: str | None = None,
    sci_mode: bool | None = None,
) -> None:
    """Set how tensors print; what is not given stays as it is, except `sci_mode`.

    `precision`: digits after the point. `threshold`: tensors with more elements are summarised,
    showing `edgeitems` at both ends of each dimension. `linewidth`: where lines break.
    `profile`: "default", "short" or "full", set before the others; another name changes nothing.
    `sci_mode`: write every number as `1.0000e+00` (True), none (False), or as the numbers ask for
    (None, also when it is not given: PyTorch resets it in each call).
    """
    if profile in _PROFILES:
        _options.update(_PROFILES[profile])
    given = {
        "precision": precision,
        "threshold": threshold,
        "edgeitems": edgeitems,
        "linewidth": linewidth,
    }
    _options.update({name: value for name, value in given.items() if value is not None})
    _options["sci_mode"] = sci_mode


def get_printoptions() -> dict[str, Any]:
    """Return the options as they are now; `set_printoptions(**options)` brings them back."""
    return dict(_options)


unpack_dual: Any = None
"""Where to get values and tangents from, while there are dual tensors."""


def tensor_repr(
    data: np.ndarray,
    *,
    default_dtype: str = "float32",
    requires_grad: bool = False,
    grad_fn_name: str | None = None,
    tangent: Any = None,
) -> str:
    """Return what PyTorch's `repr` gives for a tensor that holds `data`.

    `default_dtype` is the dtype that goes without saying, by NumPy's name. `grad_fn_name` is the
    type name of the tensor's node (`"PowBackward0"`), None for a tensor without one.
    tangent: that of a dual tensor.
    """
    dtype = data.dtype.name
    suffixes = []
    if data.size == 0:
        text = "[]"
        if data.ndim != 1:
            suffixes.append(f"size={data.shape}")
        # There is nothing to see an int64 or a bool by, so those are named as well.
        dtype_is_clear = dtype == default_dtype
    else:
        text = _contents(data)
        if not _options["edgeitems"]:
            suffixes.append(f"size={data.shape}")
        dtype_is_clear = dtype in (default_dtype, "int64", "bool")
    if not dtype_is_clear:
        suffixes.append(f"dtype=torch.{dtype}")
    if grad_fn_name is not None:
        suffixes.append(f"grad_fn=<{grad_fn_name}>")
    elif requires_grad:
        suffixes.append("requires_grad=True")
    if tangent is not None:
        suffixes.append(f"tangent={tangent}")
    return _with_suffixes(_PREFIX + text, suffixes)


def _contents(data: np.ndarray) -> str:
    """Return the numbers in their brackets."""
    if data.ndim == 0:
        return _number_texts(data)[0][0]
    edge = _options["edgeitems"]
    if not data.size > _options["threshold"]:
        shown, longest = data, inf
    elif edge:
        longest = 2 * edge
        kept = [range(n) if n <= longest else [*range(edge), *range(-edge, 0)] for n in data.shape]
        shown = data[np.ix_(*kept)]
    else:
        return "[...]"
    texts, width = _number_texts(shown)
    return _nested(iter(texts), width, data.shape, longest, len(_PREFIX))


def _number_texts(numbers: np.ndarray) -> tuple[list[str], int]:
    """Return the text of each number, all in one form and padded to one width, and that width."""
    values = numbers.ravel().tolist()
    if numbers.dtype.kind != "f":
        texts = [str(value) for value in values]
        width = max(map(len, texts))
    else:
        texts = list(map(_float_form(numbers), values))
        # Zeros, infinities and nans don't count: a rare `-inf` may stick out of its column.
        counted = (len(t) for t, v in zip(texts, values, strict=True) if v and isfinite(v))
        width = max(counted, default=1)
    return [text.rjust(width) for text in texts], width


def _float_form(numbers: np.ndarray) -> Callable[[float], str]:
    """Return the function that writes one of these numbers: scientific, `1.` or fixed point."""
    precision, scientific = _options["precision"], _options["sci_mode"]
    ordinary = numbers[np.isfinite(numbers) & (numbers != 0)]
    if ordinary.size == 0:
        return _whole
    if scientific is None:
        magnitudes = np.abs(ordinary)
        # Python's floats are float64: the quotient is taken in it, whatever the tensor's dtype.
        smallest, largest = float(magnitudes.min()), float(magnitudes.max())
        scientific = largest / smallest > 1000.0 or largest > 1.0e8 or smallest < 1.0e-4
    if scientific:
        return f"{{:.{precision}e}}".format
    if (ordinary == np.ceil(ordinary)).all():
        return _whole
    return f"{{:.{precision}f}}".format


def _whole(value: float) -> str:
    """Write a whole number as `2.`: the point says that it is a float."""
    return f"{value:.0f}." if isfinite(value) else f"{value:.0f}"


def _nested(
    texts: Iterator[str], width: int, shape: tuple[int, ...], longest: float, indent: int
) -> str:
    """Return the block of `shape` in brackets, taking its numbers, `width` wide, from `texts`.

    Dimensions of more than `longest` elements show that many, and dots in their middle.
    """
    size, *inner = shape
    is_cut = size > longest
    count = int(longest) if is_cut else size
    if inner:
        rows = [_nested(texts, width, tuple(inner), longest, indent + 1) for _ in range(count)]
        if is_cut:
            rows.insert(count // 2, "...")
    else:
        items = [next(texts) for _ in range(count)]
        if is_cut:
            items.insert(count // 2, " ...")
        per_line = max(1, floor((_options["linewidth"] - indent) / (width + len(", "))))
        rows = [", ".join(items[i : i + per_line]) for i in range(0, len(items), per_line)]
    # A matrix has its rows line by line; between matrices there is an empty line, and so on.
    line_breaks = "\n" * max(1, len(inner))
    return "[" + f",{line_breaks}{' ' * (indent + 1)}".join(rows) + "]"


def _with_suffixes(text: str, suffixes: list[str]) -> str:
    """Append `dtype=…` and the like, on the last line where they fit, and the closing bracket."""
    line_length = len(text) - text.rfind("\n") + 1
    for suffix in suffixes:
        if line_length + len(suffix) + 2 > _options["linewidth"]:
            text += f",\n{' ' * len(_PREFIX)}{suffix}"
            line_length = len(_PREFIX) + len(suffix)
        else:
            text += f", {suffix}"
            line_length += len(suffix) + 2
    return text + ")"
