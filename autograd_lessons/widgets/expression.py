"""Typed expressions such as ``x**2 * sin(x)``: read by an allow-list, never evaluated as Python."""

import ast
import math
import operator
import re
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from types import ModuleType
from typing import Any, NoReturn, TypeAlias

from .functions import FUNCTIONS, Function, call
from .mistake import Mistake, misread

Tensor: TypeAlias = Any
Number: TypeAlias = int | float

LONGEST = 200
"""Characters of an expression."""

MOST_OPERATIONS = 40
LARGEST_EXPONENT = 100
LARGEST_NUMBER = 1e30  # float32 ends near 3e38

CONSTANTS = {"pi": math.pi, "π": math.pi, "e": math.e}

_HOMES = {"torch", "torch.nn.functional", "F"}

_OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.MatMult: operator.matmul,
}


@dataclass(frozen=True)
class _Scope:
    """What a part of an expression is computed with."""

    library: ModuleType
    inputs: dict[str, Tensor]


_Step: TypeAlias = Callable[[_Scope], Tensor]
_Part: TypeAlias = Number | _Step
"""A part of an expression: a number, known at once, or how to compute a tensor."""


class Expression:
    """A function of `names`, written as text."""

    def __init__(self, text: str, names: Sequence[str]) -> None:
        """Raises Mistake for text that is no expression of `names`."""
        self.text = text
        self._part = _Reader(text, names).read()

    def function(self, library: ModuleType) -> Callable[..., Tensor]:
        """Return it as a function that takes a tensor by each name and computes with `library`."""

        def f(**inputs: Tensor) -> Tensor:
            return _tensor(self._part, _Scope(library, inputs))

        return f


class _Reader:
    """Turns a text into a part, a node of Python's syntax tree at a time; others are refused."""

    def __init__(self, text: str, names: Sequence[str]) -> None:
        self.text = text
        self.names = list(names)
        self.operations = 0
        # Spaces for all else that is blank: the text is one line, and places stay what they are.
        line = re.sub(r"\s", " ", text)
        self.indent = len(line) - len(line.lstrip())
        self.line = line.strip()
        self.bytes = self.line.encode("utf-8", "surrogatepass")

    def read(self) -> _Part:
        if not self.line:
            raise Mistake("empty", self.text, 0, 0)
        if len(self.line) > LONGEST:
            self.fail_at("too_long", LONGEST, len(self.line), most=LONGEST)
        for place, sign in enumerate(self.line):
            if not sign.isprintable() or sign == "·":  # which is part of a name for Python
                self.fail_at("sign", place, place + 1)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(self.line, mode="eval")
        except SyntaxError as error:
            self.fail_at(*misread(error, self.line))
        except (ValueError, MemoryError, RecursionError):
            self.fail_at("syntax", 0, len(self.line))
        return self.part(tree.body)

    def part(self, node: ast.expr) -> _Part:
        readers: dict[type[ast.expr], Callable[[Any], _Part]] = {
            ast.Constant: self.constant,
            ast.Name: self.name,
            ast.UnaryOp: self.unary,
            ast.BinOp: self.binary,
            ast.Call: self.call,
            ast.Subscript: self.element,
        }
        if type(node) not in readers:
            self.refuse(node)
        if not isinstance(node, ast.Constant | ast.Name):
            self.operations += 1  # which also bounds how deep parts lie in each other
            if self.operations > MOST_OPERATIONS:
                self.fail("too_many", node, most=MOST_OPERATIONS)
        return readers[type(node)](node)

    def refuse(self, node: ast.expr) -> NoReturn:
        if isinstance(node, ast.Compare):
            self.fail_between("refused", node.left, node.comparators[0])
        if isinstance(node, ast.Attribute):
            self.fail("method", node)
        self.fail("refused", node)

    def constant(self, node: ast.Constant) -> Number:
        value = node.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fail("refused", node)
        return self.checked(value, node)

    def name(self, node: ast.Name) -> _Part:
        name = node.id
        if name in self.names:
            return lambda scope: scope.inputs[name]
        if name in CONSTANTS:
            return CONSTANTS[name]
        if name in FUNCTIONS:
            self.fail("function", node)
        self.unknown("name", node, name, [*self.names, *CONSTANTS])

    def unary(self, node: ast.UnaryOp) -> _Part:
        if not isinstance(node.op, ast.USub | ast.UAdd):
            self.fail("refused", node)
        part = self.part(node.operand)
        if isinstance(node.op, ast.UAdd):
            return part
        if not callable(part):
            return -part
        return lambda scope: -part(scope)

    def binary(self, node: ast.BinOp) -> _Part:
        kind = type(node.op)
        if kind not in _OPERATORS:
            power = kind is ast.BitXor
            self.fail_between("power" if power else "refused", node.left, node.right)
        act = _OPERATORS[kind]
        left, right = self.part(node.left), self.part(node.right)
        if kind is ast.Pow and not callable(right) and abs(right) > LARGEST_EXPONENT:
            self.fail("exponent", node.right, most=LARGEST_EXPONENT)
        if not callable(left) and not callable(right):
            try:
                value = act(float(left), float(right))
            except (ArithmeticError, TypeError):
                value = math.nan
            return self.checked(value, node)

        def compute(scope: _Scope) -> Tensor:
            return act(
                left(scope) if callable(left) else left,
                right(scope) if callable(right) else right,
            )

        return compute

    def call(self, node: ast.Call) -> _Part:
        name, before = self.called(node.func)
        function = FUNCTIONS[name]
        arguments = [*before, *node.args]
        numbers = dict(zip(function.numbers, arguments[function.tensors :], strict=False))
        for keyword in node.keywords:
            if keyword.arg not in function.numbers or keyword.arg in numbers:
                self.fail("refused", keyword)
            numbers[keyword.arg] = keyword.value
        given = min(len(arguments), function.tensors) + len(numbers)
        if len(arguments) > function.most or given < function.fewest:
            self.fail("arguments", node, function=name, count=_counts(function))
        tensors = [self.part(argument) for argument in arguments[: function.tensors]]
        known = {word: self.number(value) for word, value in numbers.items()}
        return lambda scope: call(
            scope.library, name, [_tensor(tensor, scope) for tensor in tensors], known
        )

    def called(self, node: ast.expr) -> tuple[str, list[ast.expr]]:
        """The name of what is called, and for ``x.sum()`` its first argument."""
        before: list[ast.expr] = []
        if isinstance(node, ast.Attribute):
            name = node.attr
            if not self.is_home(node.value):
                if isinstance(node.value, ast.Name):
                    self.part(node.value)  # an unknown name is told of before its method
                before = [node.value]
        elif isinstance(node, ast.Name) and node.id not in self.names:
            name = node.id
        else:
            self.fail("times", node)
        if name not in FUNCTIONS:
            if name in CONSTANTS and not before:
                self.fail("times", node)
            self.unknown("callee", node, name, list(FUNCTIONS))
        return name, before

    def is_home(self, node: ast.expr) -> bool:
        """Whether it is the module in front of a function's name, as in a program."""
        return ast.unparse(node) in _HOMES and ast.unparse(node) not in self.names

    def element(self, node: ast.Subscript) -> _Step:
        owner = self.part(node.value)
        place = self.number(node.slice)
        if not callable(owner) or not isinstance(place, int):
            self.fail("refused", node)
        return lambda scope: owner(scope)[place]

    def number(self, node: ast.expr) -> Number:
        part = self.part(node)
        if callable(part):
            self.fail("number", node)
        return part

    def checked(self, value: Any, node: ast.expr) -> Number:
        # Also complex numbers, which a root of a negative number gives.
        if not isinstance(value, int | float) or not abs(value) <= LARGEST_NUMBER:
            self.fail("too_large", node)
        return value

    def unknown(self, key: str, node: ast.expr, name: str, known: list[str]) -> NoReturn:
        """Refuse a name, with the one that it looks like, if there is one."""
        lower = {other.lower(): other for other in reversed(known)}
        close = get_close_matches(name.lower(), lower, n=1, cutoff=0.6)
        if close:
            self.fail(f"like_{key}", node, like=lower[close[0]])
        self.fail(f"unknown_{key}", node, names=", ".join(self.names))

    def fail(self, key: str, node: ast.expr | ast.keyword, **facts: object) -> NoReturn:
        end = self.end(node)
        self.fail_at(key, self.start(node), end, **facts)

    def fail_between(self, key: str, left: ast.expr, right: ast.expr) -> NoReturn:
        """Fail at the sign between two operands."""
        start, end = self.end(left), self.start(right)
        # Parentheses do not count into an operand's place.
        sign = re.search(r"[^\s()]+", self.line[start:end])
        if sign:
            start, end = start + sign.start(), start + sign.end()
        self.fail_at(key, start, end)

    def fail_at(self, key: str, start: int, end: int, **facts: object) -> NoReturn:
        raise Mistake(key, self.text, self.indent + start, self.indent + end, **facts) from None

    def start(self, node: ast.expr | ast.keyword) -> int:
        return self.characters(node.col_offset)

    def end(self, node: ast.expr | ast.keyword) -> int:
        return self.characters(node.end_col_offset or 0)

    def characters(self, offset: int) -> int:
        """Python counts a place in bytes."""
        return len(self.bytes[:offset].decode("utf-8", "surrogatepass"))


def _tensor(part: _Part, scope: _Scope) -> Tensor:
    return part(scope) if callable(part) else scope.library.tensor(float(part))


def _counts(function: Function) -> str:
    fewest, most = function.fewest, function.most
    return str(fewest) if fewest == most else f"{fewest}–{most}"
