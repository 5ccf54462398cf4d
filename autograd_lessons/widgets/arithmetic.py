"""Sums and products of gradients, as one writes them."""

from collections.abc import Sequence

from autograd_lessons.picture.tensors import Tensor
from autograd_lessons.picture.values import one_line, value_text


def brief(tensor: Tensor | None) -> str:
    """Return a gradient's value on one line, a single number's without brackets."""
    if tensor is None:
        return "None"
    return one_line(value_text(tensor.reshape(()) if tensor.numel() == 1 else tensor))


def times(first: str, second: str) -> str:
    """Return a product of two terms: ``3 · (-4)``."""
    return f"{bracketed(first)} · {bracketed(second)}"


def plus(terms: Sequence[str]) -> str:
    """Return a sum: ``4 + (-3)``."""
    first, *others = terms
    return " + ".join([first, *(f"({term})" if term[:1] in "-−" else term for term in others)])


def bracketed(term: str) -> str:
    """Return a factor, in brackets where a product would tear it apart."""
    loose = term[:1] in "-−" or any(sign in term for sign in (" + ", " − ", " if ", " · ", "/("))
    return f"({term})" if loose and not term.startswith("[") else term
