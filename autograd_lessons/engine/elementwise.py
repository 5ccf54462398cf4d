"""Operations on each element, of one tensor or of two: what small graphs are made of.

`unary` and `binary` do what `differentiable` does, for the usual cases with as little work as they
can be done with: most of the time of a small graph goes by here.
"""

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from . import dtypes, overrides
from .broadcasting import mismatch
from .dtypes import F32, F64, refuse_huge
from .grad_mode import mode
from .operation import check_arguments, check_tensor
from .plan import Plan, Rule
from .quiet import IGNORE, loud, quiet
from .tensor import Tensor, counter_of
from .tracking import accumulator
from .versions import next_number

NUMBERS = frozenset((float, int, bool))

_make: Any = object.__new__
ndarray = np.ndarray


def own_code(function: Any) -> Any:
    """Give a function made by a decorator code of its own. Python adapts code to the types that it
    meets: what all operations share would meet all kinds of nodes, and stay slow."""
    function.__code__ = function.__code__.replace(co_name=function.__name__)
    return function


def unary(
    node: str | None = None, *, to_float: bool = True, **rules: Rule
) -> Callable[[Rule], Any]:
    """`differentiable` for a function of each element of one tensor, with little overhead.

    to_float: integers are taken as floats, as in `exp`; otherwise they stay integers, as in `neg`.
    """

    def decorate(forward: Rule) -> Any:
        plan = Plan(forward, rules, node)
        name = forward.__name__
        node_class: Any = plan.node
        node_class.elementwise = True
        (pick,), (saves,), (needs,) = plan.picks, plan.saves, plan.needs
        saves_self = "self" in saves
        only_self, only_result = needs == ("self",), needs == ("result",)

        @functools.wraps(forward)
        def call(input: Tensor, *args: Any, **named: Any) -> Tensor:
            try:
                array = input._data
            except AttributeError:
                check_tensor(name, input)
                raise
            if to_float and array.dtype.kind != "f":
                array = array.astype(dtypes.get_default_dtype().numpy)
            token = quiet(IGNORE)
            try:
                data = forward(array, *args, **named)
            except TypeError:
                check_arguments(name, args, named)
                raise
            finally:
                loud(token)
            if type(data) is not ndarray:
                data = np.asarray(data)
            out = _make(Tensor)
            out._data = data
            if input._requires_grad and mode.enabled:
                made = _make(node_class)
                made.sources = (input._source or accumulator(input),)
                made.values = (
                    ((array,),)
                    if only_self
                    else ((data,),)
                    if only_result
                    else (pick((array, *args, data)),)
                )
                if saves_self and input._counter is not None:
                    made.counters = ((input._counter, input._counter.count, "self"),)
                made.number = next_number()
                out._source = made
                out._requires_grad = True
            if overrides.watchers:
                overrides.tell(name, (input, *args), out)
            return out

        return own_code(call)

    return decorate


def binary(
    node: str | None = None,
    *,
    to_float: bool = False,
    numbers: bool = True,
    promote: Callable[..., Any] | None = None,
    lone: bool = False,
    **rules: Rule,
) -> Callable[[Rule], Any]:
    """`differentiable` for a function of two broadcast operands, tensors or Python numbers.

    Operands of different types are promoted first, by `promote` where `promoted` won't do. Without
    rules the result is never recorded. The function has an attribute `operator`: the same, but it
    returns NotImplemented for operands that are neither tensor nor number.
    numbers: the function takes a number as its second operand; its operator always does.
    lone: with a number the node has one edge; otherwise one for the number, too, leading nowhere.
    """

    def decorate(forward: Rule) -> Any:
        plan = Plan(forward, rules, node)
        operation = forward.__name__
        node_class: Any = plan.node
        node_class.lone, node_class.elementwise = lone, True
        unite = promote or promoted
        usual = NUMBERS if promote is None else NUMBERS - {bool}
        recorded = bool(rules)
        pick_0, pick_1 = plan.picks if recorded else (tuple, tuple)
        crossed = plan.needs == (("other",), ("self",))  # as of a product
        # Whether (self, other) are saved: by who is tracked.
        first, second = plan.saves if recorded else ((), ())
        saved = tuple(
            [each for each in enumerate(("self", "other")) if each[1] in names]
            for names in ((), first, second, first + second)
        )

        @functools.wraps(forward)
        def operator(self: Tensor, other: Any) -> Any:
            a = array = self._data
            b: Any
            if isinstance(other, Tensor):
                b = other_array = other._data
                other_tracked = other._requires_grad
                if a.dtype is not b.dtype or (to_float and a.dtype.kind != "f"):
                    a, b = unite(a, b, to_float)
                    counter_of(self), counter_of(other)  # the arrays saved are not their own
            else:
                if type(other) not in usual:
                    other = number(other)
                    if other is None:
                        return NotImplemented
                    if promote is not None:
                        promote(a, other)  # complains of what doesn't fit
                other_tracked = False
                array_type = a.dtype
                if array_type is F32 or array_type is F64:
                    b = _constants[array_type is F32].get(other)
                    if b is None:
                        b = constant(other, array_type)
                else:
                    a, b = unite(a, other, to_float)
            token = quiet(IGNORE)
            try:
                data = forward(a, b)
            except ValueError:
                raise RuntimeError(mismatch(np.shape(a), np.shape(b))) from None
            finally:
                loud(token)
            if type(data) is not ndarray:
                data = np.asarray(data)
            out = _make(Tensor)
            out._data = data
            if recorded and (self._requires_grad or other_tracked) and mode.enabled:
                tracked = self._requires_grad
                made = _make(node_class)
                made.sources = (
                    (self._source or accumulator(self)) if tracked else None,
                    (other._source or accumulator(other)) if other_tracked else None,
                )
                made.values = (
                    None if not tracked else (b,) if crossed else pick_0((a, b, data)),
                    None if not other_tracked else (a,) if crossed else pick_1((a, b, data)),
                )
                made.number = next_number()
                if self._counter is not None:
                    made.counters = _counts(saved[tracked + 2 * other_tracked], self, other)
                if not isinstance(other, Tensor):
                    made.scalar = other
                else:
                    if other._counter is not None:
                        made.counters = _counts(saved[tracked + 2 * other_tracked], self, other)
                    shape, other_shape = a.shape, b.shape
                    if shape != other_shape or a is not array or b is not other_array:
                        made.operands = (
                            None
                            if a is array and shape == data.shape
                            else (array.shape, array.dtype),
                            None
                            if b is other_array and other_shape == data.shape
                            else (other_array.shape, other_array.dtype),
                        )
                out._source = made
                out._requires_grad = True
            if overrides.watchers:
                overrides.tell(operation, (self, other), out)
            return out

        own_code(operator)

        @functools.wraps(forward)
        def call(input: Tensor, other: Any) -> Tensor:
            if not isinstance(input, Tensor):
                check_tensor(operation, input)
            if not numbers:
                check_tensor(operation, other, "other", 2)
            out = operator(input, other)
            if out is NotImplemented:
                check_tensor(operation, other, "other", 2)
            return out

        call.operator = operator  # type: ignore[attr-defined]
        return call

    return decorate


def _counts(saved: Any, *operands: Any) -> tuple[Any, ...]:
    """The version counters of those operands that were saved, with what they are at."""
    found = []
    for place, name in saved:
        operand = operands[place]
        if isinstance(operand, Tensor) and operand._counter is not None:
            found.append((operand._counter, operand._counter.count, name))
    return tuple(found)


_constants: tuple[dict[Any, np.ndarray], dict[Any, np.ndarray]] = ({}, {})  # float64, float32


def constant(value: Any, array_type: np.dtype[Any]) -> np.ndarray:
    """A Python number as a 0-d array, from a small store: NumPy takes long to convert one."""
    if array_type is not F32 and array_type is not F64:
        return _in_type(value, array_type)
    store = _constants[array_type is F32]
    found = store.get(value)
    if found is None:
        refuse_huge(value)
        token = quiet(IGNORE)
        try:
            found = np.asarray(value, dtype=array_type)
        finally:
            loud(token)
        if value != 0 and len(store) < 1000:  # 0.0 and -0.0 are the same key
            store[value] = found
    return found


def promoted(a: Any, b: Any, to_float: bool = False) -> tuple[Any, Any]:
    """Both operands as arrays of the type that they give together."""
    array_type = dtypes.result_array_type(a, b)
    if to_float and array_type.kind != "f":
        array_type = dtypes.get_default_dtype().numpy
    return _in_type(a, array_type), _in_type(b, array_type)


def _in_type(value: Any, array_type: np.dtype[Any]) -> np.ndarray:
    """An array or a number in another type; whole numbers beyond the type's range wrap around."""
    token = quiet(IGNORE)
    try:
        return np.asarray(value, dtype=array_type)
    except OverflowError:
        refuse_huge(value)
        return np.asarray(value & 2**64 - 1, dtype=np.uint64).astype(array_type)
    finally:
        loud(token)


def number(value: Any) -> Any:
    """A Python number for what counts as one (NumPy scalars do), else None."""
    if isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, np.bool_):
        return float(value)  # PyTorch takes it for a floating point number
    return value.item() if isinstance(value, np.number) else None
