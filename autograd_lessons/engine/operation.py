"""How an operation is written down, and what happens when it is called.

An operation is a function on NumPy arrays, with the derivative for each of its inputs above it:

    @pointwise(
        self=lambda m, grad, other: grad * other,
        other=lambda m, grad, self: grad * self,
    )
    def mul(self, other):
        return self * other

A derivative takes `m` (the mathematics to compute with: NumPy, or the engine itself when backward
is recorded), `grad` (the gradient of the result), and by name whatever else it needs: an input, the
`result`, another argument, or `self_shape`, the shape of an input. Tensors among these are saved
when the operation runs, and only those that a wanted gradient needs. Gradients of inputs that were
broadcast are summed to the input's shape by backward, not here.
"""

import functools
from collections.abc import Callable
from operator import itemgetter
from typing import Any

import numpy as np

from . import dtypes, overrides
from .dtypes import F32, F64
from .grad_mode import mode
from .node import Node, next_number
from .quiet import IGNORE, loud, quiet
from .tensor import Tensor, leaf_edge, new, view_of

Rule = Callable[..., Any]
NUMBERS = frozenset((float, int, bool))

_make = object.__new__


class _Plan:
    """What to save for each derivative rule: found once, when the operation is defined."""

    def __init__(self, forward: Rule, rules: dict[str, Rule], node: str | None, outputs: int = 1):
        code = forward.__code__
        self.params = code.co_varnames[: code.co_argcount]
        self.inputs = tuple(rules)
        self.positions = tuple(self.params.index(name) for name in rules)
        needed = tuple(
            rule.__code__.co_varnames[2 : rule.__code__.co_argcount] for rule in rules.values()
        )
        self.picks = tuple(_picker(names, self.params) for names in needed)
        tensors = {*self.inputs, "result"}
        self.saved = tuple(tuple(name for name in names if name in tensors) for names in needed)
        self.node = type(
            node or _node_name(forward.__name__),
            (Node,),
            {
                "rules": tuple(rules.values()),
                "rule_names": needed,
                "input_names": self.inputs,
                "saved_names": frozenset(name for names in self.saved for name in names),
                "outputs": outputs,
                "__module__": "builtins",
            },
        )

    def record(self, args: tuple[Any, ...], arrays: tuple[Any, ...], out: Tensor) -> None:
        """Make the node of `out`, the result for `args`, whose values are `arrays`."""
        node = _make(self.node)
        data = out._data
        env = (*arrays, data)
        edges, values, cells = [], [], []
        for position, pick, saved in zip(self.positions, self.picks, self.saved, strict=True):
            value = args[position]
            if type(value) is Tensor and value._requires_grad:
                edges.append(value._edge or leaf_edge(value))
                values.append(pick(env))
                for name in saved:
                    tensor = out if name == "result" else args[self.params.index(name)]
                    if type(tensor) is Tensor:
                        cell = tensor._cell
                        if cell is None:
                            cell = tensor._cell = [0]
                        cells.append((cell, cell[0], name))
            else:
                edges.append((None, 0))
                values.append(None)
        node.next_functions = tuple(edges)
        node.values = tuple(values)
        node.cells = tuple(cells)
        node.number = next_number()
        node.shape = data.shape
        node.array_type = data.dtype
        out._edge = (node, 0)
        out._requires_grad = True


def _node_name(function: str) -> str:
    return "".join(word.capitalize() for word in function.strip("_").split("_")) + "Backward0"


def _picker(names: tuple[str, ...], params: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """A function from (arguments…, result) to the tuple of values with these names."""
    order = (*params, "result")
    if all(name in order for name in names):
        indices = [order.index(name) for name in names]
        if not indices:
            return lambda env: ()
        if len(indices) == 1:
            (index,) = indices
            return lambda env: (env[index],)
        return itemgetter(*indices)
    places = [(order.index(name.removesuffix("_shape")), name not in order) for name in names]
    return lambda env: tuple([np.shape(env[at]) if shape else env[at] for at, shape in places])


def differentiable(
    node: str | None = None, *, view: bool = False, **rules: Rule
) -> Callable[[Rule], Rule]:
    """Decorate a forward function on arrays: it takes tensors and is recorded.

    The decorated function is called with positional arguments only; PyTorch's signatures stand in
    front of it. `node` is the node's name where it isn't the function's own with `Backward0`.
    view: the result shares the memory of the first input.
    """

    def decorate(forward: Rule) -> Rule:
        plan = _Plan(forward, rules, node)
        name = forward.__name__

        @functools.wraps(forward)
        def call(*args: Any) -> Any:
            arrays = tuple([a._data if type(a) is Tensor else a for a in args])
            token = quiet(IGNORE)
            try:
                data = forward(*arrays)
            finally:
                loud(token)
            out = view_of(args[0], data) if view else new(data)
            if mode.enabled:
                for position in plan.positions:
                    value = args[position]
                    if type(value) is Tensor and value._requires_grad:
                        plan.record(args, arrays, out)
                        break
            if overrides.watchers:
                overrides.tell(name, args, out)
            return out

        return call

    return decorate


def unary(
    node: str | None = None, *, to_float: bool = True, **rules: Rule
) -> Callable[[Rule], Rule]:
    """`differentiable` for a function of each element of one tensor, with little overhead.

    to_float: integers are taken as floats, as in `exp`; otherwise they stay integers, as in `neg`.
    """

    def decorate(forward: Rule) -> Rule:
        plan = _Plan(forward, rules, node)
        name = forward.__name__
        (pick,) = plan.picks
        (saved,) = plan.saved
        saves_input, saves_result = "self" in saved, "result" in saved
        node_class = plan.node

        @functools.wraps(forward)
        def call(input: Tensor, *args: Any) -> Tensor:
            if type(input) is not Tensor:
                raise TypeError(_must_be_tensor(name, "input", 1, input))
            array = input._data
            if to_float and array.dtype.kind != "f":
                array = array.astype(dtypes.get_default_dtype().numpy)
            token = quiet(IGNORE)
            try:
                data = forward(array, *args)
            finally:
                loud(token)
            if type(data) is not np.ndarray:
                data = np.asarray(data)
            out = _make(Tensor)
            out._data = data
            if input._requires_grad and mode.enabled:
                made = _make(node_class)
                made.next_functions = (input._edge or leaf_edge(input),)
                made.values = (pick((array, *args, data)),)
                if saves_input:
                    cell = input._cell
                    if cell is None:
                        cell = input._cell = [0]
                    made.cells = ((cell, cell[0], "self"),)
                elif saves_result:
                    cell = out._cell = [0]
                    made.cells = ((cell, 0, "result"),)
                made.number = next_number()
                made.shape = data.shape
                made.array_type = data.dtype
                out._edge = (made, 0)
                out._requires_grad = True
            if overrides.watchers:
                overrides.tell(name, (input, *args), out)
            return out

        return call

    return decorate


def binary(
    node: str | None = None, *, to_float: bool = False, **rules: Rule
) -> Callable[[Rule], Rule]:
    """`differentiable` for a function of two broadcast operands, tensors or Python numbers.

    Operands of different types are promoted first. The function has an attribute `operator`: the
    same, but NotImplemented for operands that are neither tensor nor number.
    """

    def decorate(forward: Rule) -> Rule:
        plan = _Plan(forward, rules, node)
        name = forward.__name__
        recorded = bool(rules)

        def compute(input: Tensor, other: Any) -> Tensor:
            a = input._data
            if type(other) is Tensor:
                b = other._data
                if a.dtype is not b.dtype or to_float:
                    a, b = promoted(a, b, to_float)
            elif a.dtype is F32 or a.dtype is F64:
                b = constant(other, a.dtype)
            else:
                a, b = promoted(a, other, to_float)
            token = quiet(IGNORE)
            try:
                data = forward(a, b)
            except ValueError:
                raise RuntimeError(mismatch(np.shape(a), np.shape(b))) from None
            finally:
                loud(token)
            if type(data) is not np.ndarray:
                data = np.asarray(data)
            out = _make(Tensor)
            out._data = data
            if (
                recorded
                and mode.enabled
                and (input._requires_grad or (type(other) is Tensor and other._requires_grad))
            ):
                plan.record((input, other), (a, b), out)
                if type(other) is not Tensor:
                    out._edge[0].scalar = other  # type: ignore[index]
            if overrides.watchers:
                overrides.tell(name, (input, other), out)
            return out

        @functools.wraps(forward)
        def call(input: Tensor, other: Any) -> Tensor:
            if type(input) is not Tensor:
                raise TypeError(_must_be_tensor(name, "input", 1, input))
            if type(other) is not Tensor and type(other) not in NUMBERS:
                value = number(other)
                if value is None:
                    raise TypeError(_must_be_tensor(name, "other", 2, other))
                other = value
            return compute(input, other)

        @functools.wraps(forward)
        def operator(self: Tensor, other: Any) -> Any:
            if type(other) is not Tensor and type(other) not in NUMBERS:
                other = number(other)
                if other is None:
                    return NotImplemented
            return compute(self, other)

        call.operator = operator  # type: ignore[attr-defined]
        return call

    return decorate


_constants: dict[Any, np.ndarray] = {}


def constant(value: Any, array_type: np.dtype[Any]) -> np.ndarray:
    """A Python number as a 0-d array, from a small store: NumPy takes long to convert one."""
    key = (value, array_type)
    found = _constants.get(key)
    if found is None:
        found = np.asarray(value, dtype=array_type)
        if value != 0 and len(_constants) < 1000:  # 0.0 and -0.0 are the same key
            _constants[key] = found
    return found


def promoted(a: Any, b: Any, to_float: bool = False) -> tuple[Any, Any]:
    """Both operands as arrays of the type that they give together."""
    array_type = dtypes.result_array_type(a, b)
    if to_float and array_type.kind != "f":
        array_type = dtypes.get_default_dtype().numpy
    return np.asarray(a, dtype=array_type), np.asarray(b, dtype=array_type)


def number(value: Any) -> Any:
    """A Python number for what counts as one (NumPy scalars do), else None."""
    if isinstance(value, (bool, int, float)):
        return value
    return value.item() if isinstance(value, np.number | np.bool_) else None


def mismatch(one: tuple[int, ...], two: tuple[int, ...]) -> str:
    """PyTorch's words for two shapes that can't be broadcast together."""
    ndim = max(len(one), len(two))
    for dim in reversed(range(ndim)):
        a, b = (
            shape[dim - ndim + len(shape)] if dim - ndim + len(shape) >= 0 else 1
            for shape in (one, two)
        )
        if a != b and a != 1 and b != 1:
            return (
                f"The size of tensor a ({a}) must match the size of tensor b ({b}) "
                f"at non-singleton dimension {dim}"
            )
    raise AssertionError(f"{one} and {two} can be broadcast")


def run(m: Any, operation: Rule, *args: Any) -> Any:
    """An operation inside a derivative rule: on arrays just its forward, on tensors recorded."""
    return operation.__wrapped__(*args) if m is np else operation(*args)  # type: ignore[attr-defined]


def not_implemented(function: str) -> Rule:
    """The derivative rule of a function that PyTorch records and then can't differentiate."""

    def rule(m: Any, grad: Any) -> Any:
        raise RuntimeError(f"derivative for aten::{function} is not implemented")

    return rule


def _must_be_tensor(function: str, argument: str, position: int, value: Any) -> str:
    return (
        f"{function}(): argument '{argument}' (position {position}) must be Tensor, "
        f"not {type(value).__name__}"
    )
