"""`torch.autograd.functional`: Jacobians and Hessians, and their products with vectors.

Row i of a Jacobian is the gradient of output i. Its product with a vector from the left is one
backward pass. From the right it takes two: the first is linear in the gradient it starts with, so
backward through it multiplies from the other side.
"""

from collections.abc import Callable
from typing import Any

from ..creation.factories import zeros_like
from ..grad_mode import enable_grad, is_grad_enabled, set_grad_enabled
from ..lazy import offered
from ..operations.joining import stack
from ..operations.shape import alias, reshape, squeeze
from ..tensor import Tensor
from .gradients import grad as _grad

__all__ = ["hessian", "hvp", "jacobian", "jvp", "vhp", "vjp"]

__getattr__ = offered("torch.autograd.functional", globals(), {})[0]

_Tensors = tuple[Tensor, ...]


def _tuple(given: Any, what: str, function: str) -> tuple[bool, _Tensors]:
    """Whether it is a tuple, and it as one. TypeError for anything but tensors."""
    is_tuple = isinstance(given, tuple)
    tensors = given if is_tuple else (given,)
    for index, each in enumerate(tensors):
        if not isinstance(each, Tensor):
            of = f"value at index {index}" if is_tuple else f"given {what}"
            raise TypeError(
                f"The {what} given to {function} must be either a Tensor or a tuple of Tensors but "
                f"the {of} has type {type(each)}."
            )
    return is_tuple, tensors


_OUTPUTS = "outputs of the user-provided function"
_INPUT_IS = "the input to the user-provided function is"
_OUTPUT_IS = "the user-provided function returns"


def _leaves(tensors: _Tensors, create_graph: bool, tracked: bool = True) -> _Tensors:
    """The tensors as new ones, in their graph with `create_graph`, else without a past."""
    return tuple(
        alias(each)
        if create_graph and each._requires_grad
        else each.detach().requires_grad_(tracked)
        for each in tensors
    )


def _inputs(name: str, inputs: Any, create_graph: bool) -> tuple[bool, _Tensors]:
    """Whether the inputs are a tuple, and they as one, tracked."""
    many, given = _tuple(inputs, "inputs", name)
    return many, _leaves(given, create_graph)


def _outputs(
    name: str, func: Callable[..., Any], given: _Tensors, strict: bool
) -> tuple[bool, _Tensors]:
    """Whether `func` returns a tuple, and what it returns as one."""
    many, outputs = _tuple(func(*given), _OUTPUTS, name)
    for index, each in enumerate(outputs):
        if strict and not each._requires_grad:
            raise RuntimeError(
                f"Output {index} of the user-provided function does not require gradients. The "
                "outputs must be computed in a differentiable manner from the input when running "
                "in strict mode."
            )
    return many, outputs


def _check_vector(v: _Tensors, beside: _Tensors, is_tuple: bool) -> None:
    if len(v) != len(beside):
        if is_tuple:
            raise RuntimeError(
                f"v is a tuple of invalid length: should be {len(beside)} but got {len(v)}."
            )
        raise RuntimeError("The given v should contain a single Tensor.")
    for index, (one, two) in enumerate(zip(v, beside, strict=True)):
        if one.shape != two.shape:
            entry = f"Entry {index} in " if is_tuple else ""
            raise RuntimeError(
                f"{entry}v has invalid size: should be {two.shape} but got {one.shape}."
            )


def _vector(
    v: Any, beside: _Tensors, is_tuple: bool, name: str, create_graph: bool, this_is: str
) -> Any:
    """The vector to multiply with; None stands for 1 beside a single element."""
    if v is None:
        if len(beside) != 1 or beside[0]._data.size != 1:
            raise RuntimeError(
                f"The vector v can only be None if {this_is} a single Tensor with a single element."
            )
        return (None,)
    v = _leaves(_tuple(v, "v", name)[1], create_graph, tracked=False)
    _check_vector(v, beside, is_tuple)
    return v


def _gradients(
    outputs: Any, inputs: _Tensors, starts: Any = None, create_graph: bool = False, **keep: Any
) -> tuple[Any, ...]:
    """`grad` of those outputs that have a graph, None for all inputs where there are none."""
    starts = starts or (None,) * len(outputs)
    pairs = [
        (each, start)
        for each, start in zip(outputs, starts, strict=True)
        if each is not None and each._requires_grad
    ]
    if not pairs:
        return (None,) * len(inputs)
    tracked, starts = zip(*pairs, strict=True)
    return _grad(tracked, inputs, starts, create_graph=create_graph, allow_unused=True, **keep)


def _filled(grads: Any, beside: _Tensors, strict: bool = False, of: str = "The output") -> _Tensors:
    """Zeros in place of missing gradients, or with `strict` an error."""
    for index, each in enumerate(grads):
        if each is None and strict:
            raise RuntimeError(
                f"{of} of the user-provided function is independent of input "
                f"{index}. This is not allowed in strict mode."
            )
    return tuple(
        zeros_like(other) if each is None else each
        for each, other in zip(grads, beside, strict=True)
    )


def _result(found: Any, is_tuple: bool, create_graph: bool) -> Any:
    found = found if create_graph else tuple(each.detach() for each in found)
    return found if is_tuple else found[0]


def vjp(
    func: Callable[..., Any],
    inputs: Any,
    v: Any = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Any, Any]:
    """The outputs of `func`, and v multiplied with its Jacobian, vᵀJ."""
    with enable_grad():
        many_inputs, given = _inputs("vjp", inputs, create_graph)
        many_outputs, outputs = _outputs("vjp", func, given, strict)
        v = _vector(v, outputs, many_outputs, "vjp", create_graph, _OUTPUT_IS)
    with set_grad_enabled(create_graph or is_grad_enabled()):
        product = _filled(_gradients(outputs, given, v, create_graph), given, strict)
    return (
        _result(outputs, many_outputs, create_graph),
        _result(product, many_inputs, create_graph),
    )


def jvp(
    func: Callable[..., Any],
    inputs: Any,
    v: Any = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Any, Any]:
    """The outputs of `func`, and its Jacobian multiplied with v, Jv."""
    with enable_grad():
        many_inputs, given = _inputs("jvp", inputs, create_graph)
        v = _vector(v, given, many_inputs, "jvp", create_graph, _INPUT_IS)
        many_outputs, outputs = _outputs("jvp", func, given, strict)
        starts = tuple(zeros_like(each, requires_grad=True) for each in outputs)
        grads = _gradients(outputs, given, starts, create_graph=True)
        product = _filled(_gradients(grads, starts, v, create_graph), outputs)
    return (
        _result(outputs, many_outputs, create_graph),
        _result(product, many_outputs, create_graph),
    )


def jacobian(
    func: Callable[..., Any],
    inputs: Any,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    strategy: str = "reverse-mode",
) -> Any:
    """The Jacobian of `func`: for each output and each input a tensor of both their shapes.

    A single tensor, or a tuple, or a tuple of tuples, as outputs and inputs are.
    `vectorize` and `strategy` change nothing here.
    """
    with enable_grad():
        many_inputs, given = _inputs("jacobian", inputs, create_graph)
        many_outputs, outputs = _outputs("jacobian", func, given, strict)
        found = tuple(
            _rows(f"Output {index}", output, given, create_graph, strict)
            for index, output in enumerate(outputs)
        )
    per_output = tuple(_result(rows, many_inputs, create_graph) for rows in found)
    return per_output if many_outputs else per_output[0]


def _rows(
    name: str, output: Tensor, inputs: _Tensors, create_graph: bool, strict: bool
) -> _Tensors:
    """The derivatives of one output by each input."""
    rows: list[list[Tensor]] = [[] for _ in inputs]
    elements = reshape(output, (-1,))
    for index in range(output._data.size):
        grads = _gradients((elements[index],), inputs, None, create_graph, retain_graph=True)
        for row, grad in zip(rows, _filled(grads, inputs, strict, name), strict=True):
            row.append(grad)
    return tuple(
        reshape(stack(row), (*output.shape, *input.shape))
        for row, input in zip(rows, inputs, strict=True)
    )


def _scalar(func: Callable[..., Any], name: str) -> Callable[..., Tensor]:
    """`func`, which must return one element."""

    def function(*inputs: Tensor) -> Tensor:
        found = func(*inputs)
        is_tuple, (out, *_) = _tuple(found, _OUTPUTS, name)
        if is_tuple:
            raise RuntimeError(f"The function given to {name} should return a single Tensor")
        if out._data.size != 1:
            raise RuntimeError(
                f"The Tensor returned by the function given to {name} should contain a single "
                "element"
            )
        return out

    return function


def hessian(
    func: Callable[..., Any],
    inputs: Any,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    outer_jacobian_strategy: str = "reverse-mode",
) -> Any:
    """The second derivatives of `func`, which returns one element: the Jacobian of its Jacobian."""
    many_inputs, given = _tuple(inputs, "inputs", "hessian")
    function = _scalar(func, "hessian")

    def gradient(*inner: Tensor) -> Any:
        return jacobian(lambda *x: squeeze(function(*x)), inner, create_graph=True, strict=strict)

    found = jacobian(gradient, given, create_graph=create_graph, strict=strict)
    return found if many_inputs else found[0][0]


def vhp(
    func: Callable[..., Any],
    inputs: Any,
    v: Any = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Any, Any]:
    """The output of `func`, one element, and v multiplied with its Hessian, vᵀH."""
    return _hessian_product("vhp", func, inputs, v, create_graph, strict)


def hvp(
    func: Callable[..., Any],
    inputs: Any,
    v: Any = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Any, Any]:
    """The output of `func`, one element, and its Hessian multiplied with v: as `vhp`, since the
    Hessian is symmetric."""
    return _hessian_product("hvp", func, inputs, v, create_graph, strict)


def _hessian_product(
    name: str, func: Callable[..., Any], inputs: Any, v: Any, create_graph: bool, strict: bool
) -> tuple[Any, Any]:
    with enable_grad():
        many_inputs, given = _inputs(name, inputs, create_graph)
        v = _vector(v, given, many_inputs, name, create_graph, _INPUT_IS)
        _, (output,) = _outputs(name, _scalar(func, name), given, strict)
        grads = _filled(_gradients((output,), given, create_graph=True), given, strict)
        product = _filled(_gradients(grads, given, v, create_graph), given, strict)
    output = output if create_graph else output.detach()
    return output, _result(product, many_inputs, create_graph)
