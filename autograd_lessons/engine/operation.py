"""How an operation is written down, and what happens when it is called.

An operation is a function on NumPy arrays, with the derivative for each of its inputs above it:

    @binary(
        self=lambda m, grad, other: grad * other,
        other=lambda m, grad, self: grad * self,
    )
    def mul(self, other):
        return self * other

A derivative takes `m` (the mathematics to compute with: NumPy, or the engine itself when backward
is recorded), `grad` (the gradient of the result), and by name whatever else it needs: an input, the
`result`, another argument, or `self_shape`, the shape of an input. Tensors among these are saved
when the operation runs, and only those that a wanted gradient needs. Gradients of operands that
`binary` broadcast are summed to the operand's shape by backward, not here.
"""

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from . import overrides
from .calls.type_names import type_name
from .grad_mode import mode
from .node import Output
from .plan import Plan, Rule
from .quiet import IGNORE, loud, quiet
from .tensor import Tensor, new, view_of
from .tracking import accumulator, source_of
from .versions import next_number

_make: Any = object.__new__


def differentiable(
    node: str | None = None, *, view: bool = False, frees: tuple[str, ...] = (), **rules: Rule
) -> Callable[[Rule], Any]:
    """Decorate a forward function on arrays: it takes tensors and is recorded.

    The decorated function is called with positional arguments only; PyTorch's signatures stand in
    front of it. `node` is the node's name where it isn't the function's own with `Backward0`.
    view: the result shares the memory of the first input. frees: names of arrays without gradient,
    such as an index, that are freed after backward as saved tensors are.
    """

    def decorate(forward: Rule) -> Any:
        plan = Plan(forward, rules, node, frees)
        name = forward.__name__
        if not view and plan.inputs == ((0, plan.params[0]),):
            return _of_first(forward, plan)
        if not view and len(plan.params) == len(plan.inputs) == 2:
            return _of_two(forward, plan)

        @functools.wraps(forward)
        def call(*args: Any) -> Tensor:
            arrays = [a._data if isinstance(a, Tensor) else a for a in args]
            token = quiet(IGNORE)
            try:
                data = forward(*arrays)
            finally:
                loud(token)
            if view:
                out = view_of(args[0], data)
            else:
                out = _make(Tensor)
                out._data = data if type(data) is np.ndarray else np.asarray(data)
            if mode.enabled:
                plan.record(args, arrays, out)
            if overrides.watchers:
                overrides.tell(name, args, out)
            return out

        return call

    return decorate


def _of_first(forward: Rule, plan: Plan) -> Any:
    """`differentiable` where only the first argument has a derivative, with little overhead."""
    name, node_class = forward.__name__, plan.node
    (pick,), (saves,) = plan.picks, plan.saves
    saves_first = plan.params[0] in saves

    @functools.wraps(forward)
    def call(first: Any, *others: Any) -> Tensor:
        array, rest = first, others
        tracked = counter = None
        if isinstance(first, Tensor):
            array, counter = first._data, first._counter
            tracked = first._requires_grad and mode.enabled
        for other in others:
            if isinstance(other, Tensor):
                rest = tuple([a._data if isinstance(a, Tensor) else a for a in others])
                break
        token = quiet(IGNORE)
        try:
            data = forward(array, *rest)
        finally:
            loud(token)
        out = _make(Tensor)
        out._data = data = data if type(data) is np.ndarray else np.asarray(data)
        if tracked:
            made = _make(node_class)
            made.sources = (first._source or accumulator(first),)
            made.values = (pick((array, *rest, data)),)
            if saves_first and counter is not None:
                made.counters = ((counter, counter.count, plan.params[0]),)
            made.number = next_number()
            out._source = made
            out._requires_grad = True
        if overrides.watchers:
            overrides.tell(name, (first, *others), out)
        return out

    return call


def _of_two(forward: Rule, plan: Plan) -> Any:
    """`differentiable` of two tensors and nothing else, with little overhead."""
    name, node_class = forward.__name__, plan.node
    crossed = plan.needs == (plan.params[1:], plan.params[:1])  # as of a product

    @functools.wraps(forward)
    def call(one: Tensor, other: Tensor) -> Tensor:
        a, b = one._data, other._data
        token = quiet(IGNORE)
        try:
            data = forward(a, b)
        finally:
            loud(token)
        out = _make(Tensor)
        out._data = data = data if type(data) is np.ndarray else np.asarray(data)
        if (one._requires_grad or other._requires_grad) and mode.enabled:
            if one._counter is not None or other._counter is not None or not crossed:
                plan.record((one, other), (a, b), out)
            else:
                made = _make(node_class)
                tracked = one._requires_grad
                made.sources = (
                    (one._source or accumulator(one)) if tracked else None,
                    (other._source or accumulator(other)) if other._requires_grad else None,
                )
                made.values = ((b,) if tracked else None, (a,) if other._requires_grad else None)
                made.number = next_number()
                out._source = made
                out._requires_grad = True
        if overrides.watchers:
            overrides.tell(name, (one, other), out)
        return out

    return call


def several(node: str | None = None, *, view: bool = False, **rules: Rule) -> Callable[[Rule], Any]:
    """`differentiable` for a forward function that returns a list of arrays.

    The results are a tuple of tensors that share one node. `grad` in a rule is the list of their
    gradients, with None for those that got none.
    """

    def decorate(forward: Rule) -> Any:
        plan = Plan(forward, rules, node)
        name = forward.__name__

        @functools.wraps(forward)
        def call(*args: Any) -> tuple[Tensor, ...]:
            arrays = tuple([a._data if isinstance(a, Tensor) else a for a in args])
            made = forward(*arrays)
            outs = tuple([view_of(args[0], data) if view else new(data) for data in made])
            if view and mode.enabled:
                for out in outs:
                    out._made_in = "several"
            shared = plan.record(args, arrays, outs[0]) if outs and mode.enabled else None
            if shared is not None:
                shared.outputs = len(outs)
                for position, out in enumerate(outs):
                    out._source = shared if len(outs) == 1 else Output(shared, position)
                    out._requires_grad = True
            if overrides.watchers:
                for out in outs:
                    overrides.tell(name, args, out)
            return outs

        return call

    return decorate


def joining(node: str | None = None, *, tensors: Rule) -> Callable[[Rule], Any]:
    """`differentiable` for a function of a list of tensors, and of other arguments.

    The one rule gives the gradient of one of them: `rule(m, grad, position, shapes, *others)`.
    """

    def decorate(forward: Rule) -> Any:
        plan = Plan(forward, {}, node)
        name = forward.__name__

        @functools.wraps(forward)
        def call(given: Sequence[Tensor], *others: Any) -> Tensor:
            arrays = [each._data for each in given]
            out = new(forward(arrays, *others))
            if mode.enabled and any(each._requires_grad for each in given):
                made = _make(plan.node)
                shapes = tuple([array.shape for array in arrays])
                made.rules = (tensors,) * len(arrays)
                made.sources = tuple([source_of(each) for each in given])
                made.values = tuple(
                    (position, shapes, *others) if each._requires_grad else None
                    for position, each in enumerate(given)
                )
                made.number = next_number()
                out._source, out._requires_grad = made, True
            if overrides.watchers:
                overrides.tell(name, tuple(given), out)
            return out

        return call

    return decorate


def run(m: Any, operation: Any, *args: Any) -> Any:
    """An operation inside a derivative rule: on arrays just its forward, on tensors recorded."""
    return operation.__wrapped__(*args) if m is np else operation(*args)


def not_implemented(function: str) -> Rule:
    """The derivative rule of a function that PyTorch records and then can't differentiate."""

    def rule(m: Any, grad: Any) -> Any:
        raise RuntimeError(f"derivative for aten::{function} is not implemented")

    return rule


def check_tensor(function: str, value: Any, argument: str = "input", position: int = 1) -> None:
    """TypeError in PyTorch's words unless `value` is a tensor."""
    if not isinstance(value, Tensor):
        raise TypeError(
            f"{function}(): argument '{argument}' (position {position}) must be Tensor, "
            f"not {type_name(value)}"
        )


def check_tensors(given: Sequence[Any], argument: int = 0) -> None:
    """TypeError in PyTorch's words unless all of a list, the argument of this number, are."""
    for position, each in enumerate(given):
        if not isinstance(each, Tensor):
            raise TypeError(
                f"expected Tensor as element {position} in argument {argument}, but got "
                f"{type_name(each)}"
            )


def check_arguments(method: str, args: tuple[Any, ...], named: dict[str, Any]) -> None:
    """TypeError in PyTorch's words unless these are good arguments of a tensor's method."""
    from .calls.arguments import problem

    wrong = problem("Tensor", method, args, named)
    if wrong is not None:
        raise TypeError(wrong) from None
