"""`torch.autograd.forward_ad`: tangents carried along with values, from the inputs on.

    with dual_level():
        x = make_dual(primal, tangent)
        value, tangent = unpack_dual(f(x))

What is computed from a dual tensor is recorded as for backward, which its `requires_grad` shows,
other than in PyTorch; under `no_grad` there is no tangent. `tangents.py` makes the tangent.
"""

from contextlib import ContextDecorator
from typing import Any, NamedTuple

from .. import printing
from ..func.derivatives import detached_if_inner
from ..grad_mode import enable_grad
from ..hooks import reachable
from ..operation import differentiable
from ..operations.shape import alias
from ..tensor import Tensor
from ..tracking import source_of
from . import function
from .tangents import linearize, product


class _Dual(NamedTuple):
    """What a dual tensor was made of: an input of its own, and the tangent there."""

    dual: Tensor
    source: Any  # the node that made it: a change in place makes a tensor of another one
    input: Tensor
    tangent: Tensor


_duals: dict[int, _Dual] | None = None  # by `id`; None outside of a level
_plain: dict[int, Tensor] = {}  # by `id`: what was unpacked in this level


class UnpackedDualTensor(NamedTuple):
    """What `unpack_dual` returns; tangent is None for a tensor that has none."""

    primal: Tensor
    tangent: Tensor | None


UnpackedDualTensor.__module__ = "torch.autograd.forward_ad"


def enter_dual_level() -> int:
    """Begin the one level that there can be at a time. RuntimeError within another."""
    global _duals
    if _duals is not None:
        raise RuntimeError("Nested forward mode AD is not supported at the moment")
    _duals = {}
    function.forward_mode, printing.unpack_dual = _linearize, unpack_dual
    return 0


def exit_dual_level(*, level: int | None = None) -> None:
    """End the level: its tangents are gone."""
    global _duals
    if _duals is None:
        raise RuntimeError("Dual level must be a positive number.")
    _duals = function.forward_mode = printing.unpack_dual = None
    _plain.clear()


class dual_level(ContextDecorator):
    """In this block, or in a function that this decorates, there are dual tensors."""

    def __enter__(self) -> int:
        return enter_dual_level()

    def __exit__(self, *exception: object) -> None:
        exit_dual_level()


@differentiable("ViewBackward0", self=lambda m, grad: grad)
def _same(self):
    return self


@differentiable("Identity", view=True, self=lambda m, grad: grad)
def _view(self):
    return self.view()


def make_dual(tensor: Tensor, tangent: Tensor, *, level: int | None = None) -> Tensor:
    """The tensor, as a view, with a tangent of its shape.

    RuntimeError outside of a level, for other shapes, and for what has a tangent already;
    ValueError for integers.
    """
    if _duals is None:
        raise RuntimeError(
            "Trying to create a dual Tensor for forward AD but no level exists, make sure to "
            "enter_dual_level() first."
        )
    for name, each in (("primal", tensor), ("tangent", tangent)):
        if not each.is_floating_point():
            raise ValueError(
                f"Expected {name} to be floating point or complex, but got: {each.dtype}"
            )
    if tensor.shape != tangent.shape:
        raise RuntimeError(
            "Trying to set a forward gradient that has a different size than that of the original "
            f"Tensor, this is not supported. Tensor is of size {list(tensor.shape)} while the "
            f"given forward gradient is of size {list(tangent.shape)}."
        )
    if _used(tensor):
        raise RuntimeError(
            "Making a dual Tensor based on a Tensor that already has a forward gradient at the "
            "same level 0 is not supported."
        )
    with enable_grad():
        input = alias(tensor) if tensor._requires_grad else tensor.detach().requires_grad_()
        dual = _same(input)
    _duals[id(dual)] = _Dual(dual, dual._source, input, tangent)
    return dual


def _used(tensor: Any) -> list[_Dual]:
    """The dual tensors that this one was made from, or is."""
    if not _duals or not isinstance(tensor, Tensor) or not tensor._requires_grad:
        return []
    nodes = reachable([tensor.grad_fn or source_of(tensor)])
    return [each for each in _duals.values() if each.source in nodes]


def unpack_dual(tensor: Tensor, *, level: int | None = None) -> UnpackedDualTensor:
    """(value, tangent): how the tensor changes where the dual tensors change along their tangents.

    Both belong to the graph of what else they were made from, for a backward pass.
    """
    used = [] if id(tensor) in _plain else _used(tensor)
    if not used:
        return UnpackedDualTensor(tensor, None)
    (own,) = [each for each in used if each.source is tensor._source] or (None,)
    inputs = [each.input for each in used]
    tangent = (
        product(tensor, inputs, [each.tangent for each in used]) if own is None else own.tangent
    )
    primal = detached_if_inner(tensor, inputs)
    with enable_grad():
        primal = _view(primal) if primal is tensor else primal
    _plain.update({id(each): each for each in (primal, tangent)})
    return UnpackedDualTensor(primal, tangent)


def _linearize(node: Any, inputs: tuple[Any, ...]) -> None:
    if any(_used(each) for each in inputs):
        linearize(node, inputs)
