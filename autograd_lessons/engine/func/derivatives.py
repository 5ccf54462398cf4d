"""`grad(f)` is the function that gives the gradient of f; so for Jacobians and Hessians."""

import functools
from collections.abc import Callable
from typing import Any

from ..autograd.functional import jvp as _jvp
from ..autograd.gradients import grad as _grad
from ..grad_mode import enable_grad, is_grad_enabled
from ..hooks import reachable
from ..node import AccumulateGrad
from ..operations.joining import stack
from ..operations.shape import alias, reshape
from ..tensor import Tensor
from ..tracking import source_of
from .trees import leaves, mapped

Function = Callable[..., Any]


def _inner(value: Any) -> Tensor:
    """An argument as an input of its own, which still belongs to the graph outside."""
    if not isinstance(value, Tensor):
        raise ValueError(f"Thing passed to transform API must be Tensor, got {type(value)}")
    return alias(value) if value._requires_grad else value.detach().requires_grad_()


def _outer(results: Any, inputs: Any, recorded: bool) -> Any:
    """Results without a graph, unless they depend on more than what `_inner` made."""
    own = leaves(inputs)

    def freed(value: Any) -> Any:
        if not isinstance(value, Tensor) or not value._requires_grad:
            return value
        return detached_if_inner(value, own) if recorded else value.detach()

    return mapped(freed, results)


def detached_if_inner(value: Tensor, own: list[Tensor]) -> Tensor:
    """A tensor, without its graph if this ends in no other leaves than one's own."""
    if not value._requires_grad:
        return value
    known = {id(each) for each in own if each.is_leaf}
    nodes = reachable([value.grad_fn or source_of(value)])
    ends = [each for each in nodes if isinstance(each, AccumulateGrad)]
    return value.detach() if all(id(each.variable) in known for each in ends) else value


def _gradients(outputs: Any, inputs: Any, starts: Any = None) -> Any:
    """The gradients of the sum of outputs for each input, zeros where there are none, recorded."""
    outputs = leaves(outputs)
    if not any(each._requires_grad for each in outputs):
        return mapped(lambda each: each.new_zeros(each.shape), inputs)
    found = iter(_grad(outputs, leaves(inputs), starts, create_graph=True, materialize_grads=True))
    return mapped(lambda each: next(found), inputs)


def _chosen(argnums: int | tuple[int, ...], args: tuple[Any, ...]) -> tuple[Any, list[Any]]:
    """(inputs to differentiate for, all arguments with these)."""
    numbers = (argnums,) if isinstance(argnums, int) else argnums
    for number in numbers:
        if not -len(args) <= number < len(args):
            raise RuntimeError(f"Got argnum={number}, but only {len(args)} positional inputs")
    all_args = list(args)
    for number in numbers:
        all_args[number] = mapped(_inner, args[number])
    inputs = [all_args[number] for number in numbers]
    return inputs[0] if isinstance(argnums, int) else tuple(inputs), all_args


def grad_and_value(
    func: Function, argnums: int | tuple[int, ...] = 0, has_aux: bool = False
) -> Function:
    """A function that gives (gradient, value) of `func`, whose result is a single number.

    has_aux: `func` returns (value, anything), and the result is (gradient, (value, anything)).
    RuntimeError where the result isn't a scalar.
    """

    @functools.wraps(func)
    def call(*args: Any, **kwargs: Any) -> Any:
        recorded = is_grad_enabled()
        with enable_grad():
            inputs, all_args = _chosen(argnums, args)
            made = func(*all_args, **kwargs)
            output, aux = made if has_aux else (made, None)
            if not isinstance(output, Tensor):
                raise RuntimeError(
                    "grad_and_value(f)(*args): Expected f(*args) to return a Tensor, got "
                    f"{type(output)}"
                )
            if output.ndim != 0:
                raise RuntimeError(
                    "grad_and_value(f)(*args): Expected f(*args) to return a scalar Tensor, got "
                    f"tensor with {output.ndim} dims. Maybe you wanted to use the vjp or jacrev "
                    "APIs instead?"
                )
            found = _gradients(output, inputs)
        value = (output, aux) if has_aux else output
        return tuple(_outer([found, value], inputs, recorded))

    return call


def grad(func: Function, argnums: int | tuple[int, ...] = 0, has_aux: bool = False) -> Function:
    """The function that gives the gradient of `func`, for the arguments that argnums tells."""

    @functools.wraps(func)
    def call(*args: Any, **kwargs: Any) -> Any:
        found, value = grad_and_value(func, argnums, has_aux)(*args, **kwargs)
        return (found, value[1]) if has_aux else found

    return call


def vjp(func: Function, *primals: Any, has_aux: bool = False) -> tuple[Any, ...]:
    """(func(*primals), the function that gives the vector-Jacobian product for gradients of it)."""
    recorded = is_grad_enabled()
    with enable_grad():
        inputs = mapped(_inner, primals)
        made = func(*inputs)
    output, aux = made if has_aux else (made, None)

    def product(*cotangents: Any, **_: Any) -> Any:
        given = cotangents[0] if len(cotangents) == 1 else cotangents
        with enable_grad():
            found = _gradients(output, inputs, leaves(given))
        return _outer(found, inputs, recorded)

    result = _outer(output, inputs, recorded)
    return (result, product, aux) if has_aux else (result, product)


def jvp(func: Function, primals: tuple[Any, ...], tangents: tuple[Any, ...]) -> tuple[Any, Any]:
    """(func(*primals), the Jacobian times `tangents`)."""
    return _jvp(func, primals, tangents)


def jacrev(func: Function, argnums: int | tuple[int, ...] = 0) -> Function:
    """The function that gives the Jacobian of `func`: of shape (output's shape, input's shape)."""

    @functools.wraps(func)
    def call(*args: Any, **kwargs: Any) -> Any:
        recorded = is_grad_enabled()
        with enable_grad():
            inputs, all_args = _chosen(argnums, args)
            output = func(*all_args, **kwargs)
            found = mapped(lambda each: _jacobian(each, inputs), output)
        return _outer(found, inputs, recorded)

    return call


def _jacobian(output: Tensor, inputs: Any) -> Any:
    rows = [_gradients(each, inputs) for each in reshape(output, -1).unbind()]
    return mapped(
        lambda each, *others: reshape(stack([each, *others]), (*output.shape, *each.shape)), *rows
    )


def jacfwd(func: Function, argnums: int | tuple[int, ...] = 0) -> Function:
    """The same as `jacrev`, here computed backward as well."""
    return jacrev(func, argnums)


def hessian(func: Function, argnums: int | tuple[int, ...] = 0) -> Function:
    """The function that gives the second derivatives of `func`."""
    return jacfwd(jacrev(func, argnums), argnums)
