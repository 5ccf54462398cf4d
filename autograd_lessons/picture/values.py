"""Values and gradients as the short texts that pictures and widgets show."""

import math
import re
from typing import Any

from .graph import NOT_KEPT, Kind
from .tensors import Tensor

ROOM = 10
"""Characters that the text of one number can have (``-1.234e-05``)."""

_MOST_ELEMENTS = 9
_MOST_ROWS = 4
_MOST_CHARACTERS = 44
_LONGEST_FACTOR = 16
_UNREADABLE = (NotImplementedError, RuntimeError, TypeError)  # meta, sparse and other layouts


def value_text(tensor: Tensor) -> str:
    """Return a tensor's value in four significant digits: ``0.5``, ``[1, 3, 3]``.

    A small matrix has a line for each row. Larger tensors show their shape and, on a second line,
    their smallest and largest element; those without readable values only their shape.
    """
    whole = _whole(tensor.detach())
    return (
        whole if whole is not None else "\n".join([f"shape {tuple(tensor.shape)}", *_range(tensor)])
    )


def one_line(text: str) -> str:
    """Return the text of a value on one line, as it is read aloud and printed."""
    return re.sub(r"\[ +", "[", " ".join(text.split()))


def factor_text(tensor: Tensor) -> str:
    """Return a local derivative as an edge shows it: one number where all are equal, few numbers,
    else the shape."""
    numbers = set(tensor.reshape(-1).tolist())
    if len(numbers) == 1:
        return number_text(numbers.pop())
    whole = one_line(value_text(tensor))
    return whole if len(whole) <= _LONGEST_FACTOR else f"shape {tuple(tensor.shape)}"


def number_text(number: Any) -> str:
    """Return a Python number in four significant digits, integers and integer parts whole."""
    if isinstance(number, bool):
        return str(number)
    if isinstance(number, int):
        whole = str(number)
        return whole if len(whole) <= ROOM else _scientific(number)
    if isinstance(number, float) and math.isfinite(number) and 9999.5 <= abs(number) < 999999.5:
        return f"{number:.0f}"
    return f"{number:.4g}"


def kind_of(tensor: Tensor) -> Kind:
    """Say what a tensor is to backward, which decides what becomes of its gradient."""
    if not tensor.requires_grad:
        return "untracked"
    if tensor.is_leaf:
        return "leaf"
    return "retained" if tensor.retains_grad else "non_leaf"


def grad_text(tensor: Tensor) -> str:
    """Return ``.grad`` as it is: a value, ``None``, or `NOT_KEPT` for a non-leaf that drops it."""
    if kind_of(tensor) == "non_leaf":
        return NOT_KEPT  # reading its .grad would warn
    return "None" if tensor.grad is None else value_text(tensor.grad)


def _whole(tensor: Tensor) -> str | None:
    """All elements of a small tensor, else None."""
    dimensions = len(tensor.shape)
    if dimensions == 0:
        try:
            return number_text(tensor.tolist())
        except _UNREADABLE:
            return None
    count = tensor.numel()
    if count == 0 and dimensions > 1:
        return None
    matrix = dimensions == 2 and tensor.shape[0] > 1
    if count > _MOST_ELEMENTS and not (matrix and tensor.shape[0] <= _MOST_ROWS and count < 100):
        return None
    try:
        value = tensor.tolist()
    except _UNREADABLE:
        return None
    lines = _rows(value) if matrix else [_written(value)]
    fits = len(lines) <= _MOST_ROWS and len(lines[0]) <= _MOST_CHARACTERS
    return "\n".join(lines) if fits else None


def _rows(matrix: list[list[Any]]) -> list[str]:
    """A matrix as PyTorch prints it: a row on each line, its columns below each other."""
    texts = [[number_text(number) for number in row] for row in matrix]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    rows = [", ".join(map(str.rjust, row, widths)) for row in texts]
    inner = [f" [{row}]," for row in rows]
    return [f"[{inner[0][1:]}", *inner[1:-1], f"{inner[-1][:-1]}]"]


def _range(tensor: Tensor) -> list[str]:
    """The smallest and the largest element of a tensor, where it has some: no line or one."""
    if tensor.numel() == 0:
        return []
    values = tensor.detach()
    try:
        low, high = values.min().item(), values.max().item()
    except _UNREADABLE:
        return []
    return [f"{number_text(low)} … {number_text(high)}"]


def _written(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_written(item) for item in value)}]"
    return number_text(value)


def _scientific(number: int) -> str:
    try:
        return f"{number:.4g}"
    except OverflowError:  # a Python int beyond float
        return f"{'-' if number < 0 else ''}{len(str(abs(number)))} digits"
