"""Einstein's sums: `einsum("ij,jk->ik", a, b)`, by permuting, multiplying and summing.

Each operand gets its dimensions in one common order: those of the result first, then those that
are summed over. Then operands are multiplied two at a time, as batches of matrices.
"""

from collections.abc import Sequence
from math import prod
from typing import Any

from ..calls.type_names import type_name
from ..operation import check_tensors
from ..overrides import as_one
from ..tensor import Tensor
from .diagonals import diagonal
from .linalg import bmm
from .reduction import sum as total
from .shape import permute, reshape, unsqueeze, view

ELLIPSIS = "…"


@as_one
def einsum(equation: Any, *operands: Any) -> Tensor:
    """The sum of products that `equation` tells: one letter for each dimension of each operand,
    after `->` the letters of the result (left out: those that appear once, in alphabetic order).

    `...` stands for any further dimensions, which are broadcast. RuntimeError for an equation that
    doesn't fit the operands.
    """
    in_list = len(operands) == 1 and isinstance(operands[0], list | tuple)
    if in_list and not isinstance(equation, Tensor):
        operands = tuple(operands[0])
    if not operands:
        raise ValueError(
            "einsum(): must specify the equation string and at least one operand, or at least one "
            "operand and its subscripts list"
        )
    if isinstance(equation, Tensor):
        equation, operands = _from_lists((equation, *operands))
    if not isinstance(equation, str):
        kind = type_name(equation)
        raise TypeError(f"einsum(): argument 'equation' (position 1) must be str, not {kind}")
    check_tensors(operands, 1)
    left, arrow, right = equation.partition("->")
    terms = [_subscripts(term, equation) for term in left.split(",")]
    _check_terms(terms, operands)
    extra = max(
        (each.ndim - len(term) + 1 for term, each in zip(terms, operands, strict=True)
         if ELLIPSIS in term), default=0,
    )  # fmt: skip
    result = _subscripts(right, equation) if arrow else _implied(terms)
    _check_result(result, terms)
    letters = [*result, *sorted({each for term in terms for each in term} - set(result), key=_rank)]
    order = [name for each in letters for name in _names(each, extra)]
    summed = len(order) - sum(len(_names(each, extra)) for each in result)
    _check_sizes(terms, operands)
    ready = [
        _in_order(operand, term, order, extra)
        for term, operand in zip(terms, operands, strict=True)
    ]
    return _contracted(ready, len(order) - summed)


def _subscripts(term: str, equation: str) -> list[str]:
    letters = []
    text = term.replace("...", ELLIPSIS)
    for each in text:
        if each == " ":
            continue
        if each != ELLIPSIS and not (each.isascii() and each.isalpha()):
            raise RuntimeError(
                f"einsum(): invalid subscript given at index {equation.index(each)} in the "
                "equation string, subscripts must be in [a-zA-Z]"
            )
        letters.append(each)
    return letters


def _rank(letter: str) -> tuple[int, str]:
    """Capital letters come before small ones, the ellipsis before all."""
    return (-1 if letter == ELLIPSIS else 0), letter


def _names(letter: str, extra: int) -> list[str]:
    """The dimensions that a letter stands for: one, or those of the ellipsis."""
    return [f"{ELLIPSIS}{i}" for i in range(extra)] if letter == ELLIPSIS else [letter]


def _implied(terms: list[list[str]]) -> list[str]:
    every = [letter for term in terms for letter in term]
    once = {each for each in every if each == ELLIPSIS or every.count(each) == 1}
    return sorted(once, key=_rank)


def _check_terms(terms: list[list[str]], operands: Sequence[Tensor]) -> None:
    if len(terms) != len(operands):
        which = "fewer" if len(terms) > len(operands) else "more"
        raise RuntimeError(
            f"einsum(): {which} operands were provided than specified in the equation"
        )
    for position, (term, operand) in enumerate(zip(terms, operands, strict=True)):
        given = len(term) - (ELLIPSIS in term)
        if given > operand.ndim or (ELLIPSIS not in term and given != operand.ndim):
            ending = "" if ELLIPSIS in term else " and no ellipsis was given"
            relation = "is more than" if ELLIPSIS in term else "does not match"
            raise RuntimeError(
                f"einsum(): the number of subscripts in the equation ({given}) {relation} the "
                f"number of dimensions ({operand.ndim}) for operand {position}{ending}"
            )


def _check_result(result: list[str], terms: list[list[str]]) -> None:
    for letter in result:
        if result.count(letter) > 1:
            raise RuntimeError(
                f"einsum(): output subscript {letter} appears more than once in the output"
            )
        if letter != ELLIPSIS and not any(letter in term for term in terms):
            raise RuntimeError(
                f"einsum(): output subscript {letter} does not appear in the equation for any "
                "input operand"
            )


def _check_sizes(terms: list[list[str]], operands: Sequence[Tensor]) -> None:
    seen: dict[str, int] = {}
    for position, (term, operand) in enumerate(zip(terms, operands, strict=True)):
        if ELLIPSIS in term:
            continue
        for letter, size in zip(term, operand._data.shape, strict=True):
            known = seen.get(letter, 1)
            if size != known and 1 not in (size, known):
                raise RuntimeError(
                    f"einsum(): subscript {letter} has size {size} for operand {position} which "
                    f"does not broadcast with previously seen size {known}"
                )
            seen[letter] = max(size, known) if 0 not in (size, known) else 0


def _in_order(operand: Tensor, term: list[str], order: list[str], extra: int) -> Tensor:
    """The operand with one dimension for each name in `order`, of size 1 where it has none."""
    own = operand.ndim - len(term) + 1
    names: list[str] = []
    for letter in term:
        names += _names(letter, extra)[extra - own :] if letter == ELLIPSIS else [letter]
    for letter in dict.fromkeys(names):
        while names.count(letter) > 1:  # a letter used twice: the diagonal
            first = names.index(letter)
            second = names.index(letter, first + 1)
            operand = diagonal(operand, 0, first, second)
            names = [*names[:second], *names[second + 1 :]]
            names = [*names[:first], *names[first + 1 :], letter]
            back = list(range(len(names) - 1))
            back.insert(first, len(names) - 1)
            operand = permute(operand, back)
            names = [names[i] for i in back]
    for name in order:
        if name not in names:
            operand = unsqueeze(operand, len(names))
            names.append(name)
    return permute(operand, [names.index(name) for name in order])


def _contracted(ready: list[Tensor], kept: int) -> Tensor:
    """The product of operands in the common order, summed over all but the first `kept` dims."""
    ndim = ready[0].ndim
    last = {
        dim: max((i for i, each in enumerate(ready) if each._data.shape[dim] != 1), default=0)
        for dim in range(kept, ndim)
    }
    out = ready[0]
    if len(ready) == 1:
        return total(out, tuple(range(kept, ndim))) if ndim > kept else out
    for position, each in enumerate(ready[1:], 1):
        now = {dim for dim, end in last.items() if end == position or (position == 1 and end == 0)}
        a, b = out._data.shape, each._data.shape
        both = {dim for dim in now if a[dim] != 1 and b[dim] != 1}
        for_a = tuple(sorted(dim for dim in now - both if a[dim] != 1))
        for_b = tuple(sorted(dim for dim in now - both if b[dim] != 1))
        out = total(out, for_a, True) if for_a else out
        each = total(each, for_b, True) if for_b else each
        out = _product(out, each, both)
    return view(out, tuple(out._data.shape[:kept])) if ndim > kept else out


def _product(one: Tensor, two: Tensor, summed: set[int]) -> Tensor:
    """The product of two, summed over some dimensions (kept as size 1): one batch of matrices."""
    if not summed:
        return one * two
    if one.dtype is not two.dtype:
        expected, found = one.dtype.printed_type, two.dtype.printed_type
        raise RuntimeError(f"expected scalar type {expected} but found {found}")
    a, b = one._data.shape, two._data.shape
    others = [dim for dim in range(len(a)) if dim not in summed]
    batch = [dim for dim in others if a[dim] != 1 and b[dim] != 1]
    rows = [dim for dim in others if a[dim] != 1 and b[dim] == 1]
    columns = [dim for dim in others if a[dim] == 1]
    inner = sorted(summed)
    count, height, depth = (prod(a[dim] for dim in dims) for dims in (batch, rows, inner))
    width = prod(b[dim] for dim in columns)
    left = reshape(permute(one, [*batch, *rows, *inner, *columns]), (count, height, depth))
    right = reshape(permute(two, [*batch, *inner, *columns, *rows]), (count, depth, width))
    order = [*batch, *rows, *inner, *columns]
    sizes = [1 if dim in summed else max(a[dim], b[dim]) for dim in order]
    for place, dim in enumerate(order):
        if 0 in (a[dim], b[dim]) and dim not in summed:
            sizes[place] = 0
    out = view(bmm(left, right), tuple(sizes))
    return permute(out, [order.index(dim) for dim in range(len(a))])


def _from_lists(given: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    """`einsum(a, [0, 1], b, [1], [0])`: numbers in place of letters."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

    def spelled(subscripts: Any) -> str:
        return "".join("..." if each is Ellipsis else letters[each] for each in subscripts)

    operands = given[: len(given) // 2 * 2 : 2]
    terms = ",".join(spelled(each) for each in given[1 : len(operands) * 2 : 2])
    if len(given) % 2:
        terms += f"->{spelled(given[-1])}"
    return terms, operands
