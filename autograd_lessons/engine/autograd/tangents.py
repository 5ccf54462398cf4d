"""Products with a Jacobian from the right, as forward-mode differentiation needs them.

A backward pass multiplies with the Jacobian from the left and is linear in what it starts with; so
backward through *it* multiplies from the right, and that is the tangent.
"""

from functools import partial
from typing import Any

from ..creation.factories import zeros_like
from ..func.derivatives import detached_if_inner
from ..grad_mode import enable_grad, is_grad_enabled
from ..tensor import Tensor
from .gradients import grad as _grad


def product(output: Tensor, inputs: list[Tensor], tangents: list[Tensor]) -> Tensor:
    """The Jacobian of `output` times the tangents of the inputs that it was made from."""
    with enable_grad():
        start = zeros_like(output).requires_grad_()
        grads = _grad(output, inputs, start, create_graph=True)
        starts = [tangent.to(each.dtype) for tangent, each in zip(tangents, inputs, strict=True)]
        pairs = [pair for pair in zip(grads, starts, strict=True) if pair[0]._requires_grad]
        if not pairs:
            return start.detach()
        outputs, given = zip(*pairs, strict=True)
        (found,) = _grad(outputs, start, given, create_graph=True, materialize_grads=True)
    return detached_if_inner(found, [*inputs, start])


def linearize(node: Any, inputs: tuple[Any, ...]) -> None:
    """Have backward at a custom function's node do what makes its `jvp` give the tangents."""
    with enable_grad():
        tangents = [
            zeros_like(each).requires_grad_() if isinstance(each, Tensor) else None
            for each in inputs
        ]
        made = node.ctx.call_jvp(node.function, tangents)
    node.linear = partial(_transposed, tangents, made if isinstance(made, tuple) else (made,))


def _transposed(tangents: list[Any], made: tuple[Any, ...], grads: list[Any]) -> Any:
    """The gradients of a custom function's inputs, from how `jvp` made `made` of `tangents`."""
    wanted = [each for each in tangents if each is not None]
    found = iter(_grad(made, wanted, grads, True, is_grad_enabled(), allow_unused=True))
    return tuple(None if each is None else next(found) for each in tangents)
