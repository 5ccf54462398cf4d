"""`torch.autograd.gradcheck`: the gradients that backward computes, beside measured ones.

Each input element is moved a little to both sides; how much the outputs change is the numerical
Jacobian. It has to be about equal to the one whose rows backward computes.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from .autograd.gradients import grad as _grad
from .calls.warn_once import warn_outside
from .dtypes import float64
from .random.sampling import rand
from .tensor import Tensor, new


class GradcheckError(RuntimeError):
    """The gradients are not what they should be."""


def gradcheck(
    func: Callable[..., Any],
    inputs: Any,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
    nondet_tol: float = 0.0,
    check_undefined_grad: bool = True,
    check_grad_dtypes: bool = False,
    check_batched_grad: bool = False,
    check_batched_forward_grad: bool = False,
    check_forward_ad: bool = False,
    check_backward_ad: bool = True,
    fast_mode: bool = False,
) -> bool:
    """Whether backward through `func` gives, for each of `inputs` that requires grad, what small
    changes of it (by `eps`) give. The inputs should be float64.

    check_forward_ad: whether tangents (`forward_ad`) do as well; check_backward_ad: gradients.
    GradcheckError if not, or False with `raise_exception=False`. ValueError where no input requires
    grad. `check_undefined_grad`, `check_batched_…` and `fast_mode` change nothing here.
    """
    inputs = _as_tuple(inputs)
    _check_inputs(inputs)
    try:
        made = _as_tuple(func(*inputs))
        numerical = [_numerical(func, inputs, each, made, eps) for each in _tracked(inputs)]
        if check_forward_ad:
            _check_tangents(func, inputs, numerical, atol, rtol)
        if check_backward_ad:
            _check_gradients(inputs, made, numerical, atol, rtol, nondet_tol, check_grad_dtypes)
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


def _as_tuple(given: Any) -> tuple[Any, ...]:
    return tuple(given) if isinstance(given, tuple | list) else (given,)


def _tracked(given: Any) -> list[Tensor]:
    return [each for each in given if isinstance(each, Tensor) and each._requires_grad]


def _check_inputs(inputs: tuple[Any, ...]) -> None:
    for position, each in enumerate(inputs):
        if not _tracked([each]):
            continue
        if each.dtype is not float64:
            warn_outside(
                f"Input #{position} requires gradient and is not a double precision floating point "
                "or complex. This check will likely fail if all the inputs are not of double "
                "precision floating point or complex. "
            )
        if 0 in each._data.strides and each._data.size > 1:
            raise RuntimeError(
                f"The {position}th input has a dimension with stride 0. gradcheck only supports "
                "inputs that are non-overlapping to be able to compute the numerical gradients "
                "correctly. You should call .contiguous on the input before passing it to "
                "gradcheck."
            )
    if not _tracked(inputs):
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of them "
            "have requires_grad=True."
        )


def _check_gradients(
    inputs: tuple[Any, ...],
    made: tuple[Any, ...],
    numerical: list[list[np.ndarray]],
    atol: float,
    rtol: float,
    nondet_tol: float,
    check_grad_dtypes: bool,
) -> None:
    outputs = _tracked(made)
    if not outputs:
        if any(np.any(jacobian != 0) for of_input in numerical for jacobian in of_input):
            raise GradcheckError("Numerical gradient for function expected to be zero")
        return
    places = [place for place, each in enumerate(made) if _tracked([each])]
    for number, (place, output) in enumerate(zip(places, outputs, strict=True)):
        analytical = _analytical(output, inputs, nondet_tol, check_grad_dtypes)
        for index, (found, of_input) in enumerate(zip(analytical, numerical, strict=True)):
            _check_close("mismatch", number, index, of_input[place], found, atol, rtol)
    _check_linear(outputs, _tracked(inputs))


def _check_close(
    what: str, output: int, input: int, one: np.ndarray, two: np.ndarray, atol: float, rtol: float
) -> None:
    if not np.allclose(two, one, rtol, atol):
        raise GradcheckError(
            f"Jacobian {what} for output {output} with respect to input {input},\n"
            f"numerical:{new(one)}\nanalytical:{new(two)}\n"
        )


def _check_tangents(
    func: Callable[..., Any],
    inputs: tuple[Any, ...],
    numerical: list[list[np.ndarray]],
    atol: float,
    rtol: float,
) -> None:
    what = "computed with forward mode mismatch"
    places = [place for place, each in enumerate(inputs) if _tracked([each])]
    for index, (place, of_input) in enumerate(zip(places, numerical, strict=True)):
        found = [np.zeros_like(each) for each in of_input]
        for row in range(inputs[place]._data.size):
            for jacobian, tangent in zip(found, _tangents(func, inputs, place, row), strict=True):
                if tangent is not None:
                    jacobian[row] = tangent._data.reshape(-1)
        for output, (one, two) in enumerate(zip(of_input, found, strict=True)):
            _check_close(what, output, index, one, two, atol, rtol)


def _tangents(func: Callable[..., Any], inputs: Any, place: int, row: int) -> list[Tensor | None]:
    """How the outputs change with one element of an input."""
    from .autograd.forward_ad import dual_level, make_dual, unpack_dual

    given = list(inputs)
    direction = np.zeros_like(inputs[place]._data)
    direction[np.unravel_index(row, direction.shape)] = 1
    with dual_level():
        given[place] = make_dual(inputs[place], new(direction))
        return [unpack_dual(each).tangent for each in _as_tuple(func(*given))]


def _numerical(
    func: Callable[..., Any], inputs: Any, input: Tensor, made: Any, eps: float
) -> list[np.ndarray]:
    """For each output, how each of its elements changes with each element of `input`."""
    jacobians = [np.zeros((input._data.size, each._data.size), each._data.dtype) for each in made]
    values = input._data
    for row, at in enumerate(np.ndindex(values.shape)):
        original = values[at]
        ends = []
        for step in (-eps, eps):
            values[at] = original + values.dtype.type(step)
            ends.append([each._data.copy() for each in _as_tuple(func(*inputs))])
        values[at] = original
        for jacobian, low, high in zip(jacobians, *ends, strict=True):
            _check_same(low, high, eps)
            change = (new(high) - new(low))._data
            jacobian[row] = (change / (2 * eps)).reshape(-1)
    return jacobians


def _check_same(one: np.ndarray, two: np.ndarray, eps: float) -> None:
    if one.shape != two.shape:
        raise AssertionError(
            "Expected `func` to return outputs with the same shape when inputs are perturbed "
            f"by {eps}, but got: shapes {new(one).shape} and {new(two).shape}."
        )


def _analytical(
    output: Tensor, inputs: Any, nondet_tol: float, check_grad_dtypes: bool
) -> list[np.ndarray]:
    """For each input, the derivatives of the output's elements, one backward pass for each."""
    tracked = _tracked(inputs)
    count = output._data.size
    first, second = (
        [np.zeros((each._data.size, count), each._data.dtype) for each in tracked] for _ in "12"
    )
    types_fit = sizes_fit = True
    for jacobians in (first, second):
        for column in range(count):
            one = np.zeros(count, output._data.dtype)
            one[column] = 1
            start = new(one.reshape(output._data.shape))
            grads = _grad(output, tracked, start, retain_graph=True, allow_unused=True)
            for each, grad, jacobian in zip(tracked, grads, jacobians, strict=True):
                if grad is not None:
                    types_fit &= grad.dtype is each.dtype
                    sizes_fit &= grad.shape == each.shape
                    jacobian[:, column] = grad._data.reshape(-1)
    if not types_fit and check_grad_dtypes:
        raise GradcheckError("Gradient has dtype mismatch")
    if not sizes_fit:
        raise GradcheckError("Analytical gradient has incorrect size")
    for one, two in zip(first, second, strict=True):
        if one.size and np.max(np.abs(one - two)) > nondet_tol:
            raise GradcheckError(
                "Backward is not reentrant, i.e., running backward with same input and grad_output "
                "multiple times gives different values, although analytical gradient matches "
                f"numerical gradient.The tolerance for nondeterminism was {nondet_tol}."
            )
    return first


def _check_linear(outputs: list[Tensor], inputs: list[Tensor]) -> None:
    """Gradients that start at 0 have to stay 0."""
    zeros = [new(np.zeros_like(each._data)) for each in outputs]
    for grad in _grad(outputs, inputs, zeros, allow_unused=True):
        if grad is not None and np.any(grad._data != 0):
            raise GradcheckError("backward not multiplied by grad_output")


def gradgradcheck(
    func: Callable[..., Any],
    inputs: Any,
    grad_outputs: Any = None,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
    nondet_tol: float = 0.0,
    check_undefined_grad: bool = True,
    check_grad_dtypes: bool = False,
    fast_mode: bool = False,
) -> bool:
    """`gradcheck` of the gradients of `func`: whether its second derivatives are right.

    grad_outputs: the gradients to start with; random ones when left out.
    """
    inputs = _as_tuple(inputs)
    if grad_outputs is None:
        outputs = _tracked(_as_tuple(func(*inputs)))
        grad_outputs = [
            (rand(tuple(each.shape), dtype=each.dtype) * 2 - 1).requires_grad_() for each in outputs
        ]

    def gradients(*given: Any) -> tuple[Any, ...]:
        primals, starts = given[: len(inputs)], given[len(inputs) :]
        outputs = _tracked(_as_tuple(func(*primals)))
        found = _grad(outputs, _tracked(primals), starts, create_graph=True, allow_unused=True)
        return tuple(each for each in found if each is not None)

    return gradcheck(
        gradients,
        (*inputs, *_as_tuple(grad_outputs)),
        eps=eps,
        atol=atol,
        rtol=rtol,
        raise_exception=raise_exception,
        nondet_tol=nondet_tol,
        check_grad_dtypes=check_grad_dtypes,
    )
