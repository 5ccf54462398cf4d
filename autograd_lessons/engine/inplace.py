"""Changing a tensor's values in place: `x.add_(y)`, `x += y`, `x.zero_()`, `x[0] = 1`.

The tensor then stands for the result: its `grad_fn` becomes the operation's node. Its version goes
up, so that backward notices where it had been saved for a derivative.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from . import activation, arithmetic, functions
from .conversion import clone
from .grad_mode import mode
from .indexing import getitem, numpy_index
from .node import Node
from .operation import unary
from .tensor import Tensor

_LEAF = "a leaf Variable that requires grad is being used in an in-place operation."


def check(target: Tensor) -> None:
    """RuntimeError where an in-place operation would be recorded on a leaf that requires grad."""
    if not mode.enabled:
        return
    if target._requires_grad and target._edge is None:
        raise RuntimeError(_LEAF)
    base = target._base
    if base is not None and base._requires_grad and base._edge is None:
        raise RuntimeError(f"a view of {_LEAF}")


def become(target: Tensor, operation: Callable[..., Tensor], *args: Any) -> Tensor:
    """Make `target` the result of `operation(target, *args)`, in its own memory.

    RuntimeError for a recorded leaf, and where the result's shape or type doesn't fit.
    """
    check(target)
    result = operation(target, *args)
    values, old = result._data, target._data
    if values.shape != old.shape:
        raise RuntimeError(
            f"output with shape {list(old.shape)} doesn't match the broadcast shape "
            f"{list(values.shape)}"
        )
    if "biuf".index(values.dtype.kind) > "biuf".index(old.dtype.kind):
        raise RuntimeError(
            f"result type {result.dtype.printed_type} can't be cast to the desired output type "
            f"{target.dtype.printed_type}"
        )
    edge = result._edge
    if edge is not None and target._base is not None:
        raise NotImplementedError(
            "recording an in-place operation on a view is not supported: write it as a new tensor"
        )
    if edge is not None:
        _protect(edge[0], target, result)
    np.copyto(old, values, casting="unsafe")
    touch(target)
    if edge is not None:
        target._edge, target._requires_grad = edge, True
        assert target._cell is not None
        target._cell[1:] = [edge]
    return target


def touch(target: Tensor) -> None:
    """Count one change of the tensor's values."""
    if target._cell is None:
        target._cell = [0]
    target._cell[0] += 1


def _protect(node: Any, target: Tensor, result: Tensor) -> None:
    """What the node saved: the old values need a copy, the result is from now on in `target`."""
    assert isinstance(node, Node)
    if target._cell is None:
        target._cell = [0]
    old, copy = target._data, None
    if "self" in node.saved_names:
        copy = old.copy()
    cells, values = [], []
    for cell, version, name in node.cells:
        if name == "self" and copy is not None:
            continue
        if name == "result":
            cell, version = target._cell, target._cell[0] + 1
        cells.append((cell, version, name))
    for names, given in zip(node.rule_names, node.values, strict=True):
        swap = {"self": copy, "result": old}
        values.append(
            given
            and tuple(
                swap[name] if name in swap and node.saved_names & {name} else value
                for name, value in zip(names, given, strict=True)
            )
        )
    node.cells, node.values = tuple(cells), tuple(values)


def _version_of(operation: Callable[..., Tensor]) -> Callable[..., Tensor]:
    def in_place(self: Tensor, *args: Any) -> Tensor:
        return become(self, operation, *args)

    in_place.__name__ = f"{operation.__name__}_"
    in_place.__doc__ = f"`{operation.__name__}` in place; returns the tensor itself."
    return in_place


@unary("ZeroBackward0", to_float=False, self=lambda m, grad: m.zeros_like(grad))
def zero(self):
    """0 everywhere: gradient 0."""
    return np.zeros_like(self)


@unary("FillBackward0", to_float=False, self=lambda m, grad: m.zeros_like(grad))
def fill(self, value):
    """One value everywhere: gradient 0."""
    return np.full_like(self, value)


def copy_(self: Tensor, src: Tensor) -> Tensor:
    """Take over the values of `src`, broadcast; the gradient goes to `src`."""
    from .shape import expand_as

    def copied(target: Tensor) -> Tensor:
        return clone(expand_as(src, target))

    return become(self, copied)


def setitem(self: Tensor, index: Any, value: Any) -> None:
    """`self[index] = value`. RuntimeError for a leaf that requires grad.

    NotImplementedError where it would have to be recorded.
    """
    part = getitem(self, index)
    check(self)
    tracked = self._requires_grad or (isinstance(value, Tensor) and value._requires_grad)
    if mode.enabled and tracked:
        raise NotImplementedError(
            "recording an assignment to elements is not supported: write it as a new tensor"
        )
    values = value._data if isinstance(value, Tensor) else np.asarray(value)
    try:
        values = np.broadcast_to(values, part._data.shape)
    except ValueError:
        raise RuntimeError(
            f"shape mismatch: value tensor of shape {list(values.shape)} cannot be broadcast to "
            f"indexing result of shape {list(part._data.shape)}"
        ) from None
    self._data[numpy_index(index)] = values
    touch(self)


METHODS = {
    f"{name}_": _version_of(operation)
    for name, operation in {
        "add": arithmetic.add,
        "sub": arithmetic.sub,
        "mul": arithmetic.mul,
        "div": arithmetic.div,
        "pow": arithmetic.pow,
        "neg": arithmetic.neg,
        "abs": arithmetic.abs,
        "sqrt": arithmetic.sqrt,
        "exp": functions.exp,
        "log": functions.log,
        "sin": functions.sin,
        "cos": functions.cos,
        "tanh": activation.tanh,
        "sigmoid": activation.sigmoid,
        "relu": activation.relu,
        "clamp": functions.clamp,
        "round": functions.round,
        "floor": functions.floor,
        "ceil": functions.ceil,
        "zero": zero,
        "fill": fill,
    }.items()
}
