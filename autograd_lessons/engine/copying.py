"""Copying and storing tensors, with `copy` and `pickle`: values and `requires_grad`, no graph."""

import copy
from typing import Any

import numpy as np

from .calls.warn_once import warn_outside
from .lazy import load
from .tensor import Tensor, counter_of

_NO_LEAF = (
    "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at "
    "the moment.  If you were attempting to deepcopy a module, this may be because of a "
    "torch.nn.utils.weight_norm usage, see https://github.com/pytorch/pytorch/pull/103001"
)


def rebuilt(kind: type[Tensor] | str, array: np.ndarray, requires_grad: bool) -> Tensor:
    """The leaf that was stored as these; kind: its class, or the name of one of the engine's."""
    if isinstance(kind, str):
        kind = Tensor if kind == "Tensor" else load("nn.parameter", kind)
    out = object.__new__(kind)
    out._data, out._requires_grad = array, requires_grad
    if kind is Tensor:  # PyTorch puts its memory into an empty one
        counter_of(out).bump()
    return out


def _notes(tensor: Tensor) -> dict[str, Any]:
    """Attributes that the program gave the tensor."""
    return {
        name: value
        for name, value in vars(tensor).items()
        if name != "_data" and not hasattr(Tensor, name)
    }


def __reduce_ex__(self: Tensor, protocol: Any) -> Any:
    """What `pickle` and `copy.copy` take of a tensor. A result becomes a leaf."""
    for hook in () if self._leaf_hooks is None else self._leaf_hooks.tensor.get(0, {}).values():
        warn_outside(
            f"backward hook {hook!r} on tensor will not be serialized.  If this is expected, you "
            "can decorate the function with @torch.utils.hooks.unserializable_hook to suppress "
            "this warning"
        )
    kind: Any = type(self)
    if kind.__module__.partition(".")[0] == "torch":  # so it says, but it is not from there
        kind = kind.__name__
    return rebuilt, (kind, self._data, self._requires_grad), _notes(self)


def __deepcopy__(self: Tensor, memo: dict[int, Any]) -> Tensor:
    """A leaf with values (and `.grad`) of its own. Copied together, views still share memory.

    RuntimeError for a tensor that a recorded operation made.
    """
    if self._source is not None:
        raise RuntimeError(_NO_LEAF)
    out = rebuilt(type(self), _copied(self._data, memo), self._requires_grad)
    if self._grad is not None:
        out._grad = __deepcopy__(self._grad, memo)
    vars(out).update(copy.deepcopy(_notes(self), memo))
    return out


def _copied(array: np.ndarray, memo: dict[int, Any]) -> np.ndarray:
    """A copy of the memory that the array is a part of, made once, and the same part of it."""
    whole = array
    while isinstance(whole.base, np.ndarray):
        whole = whole.base
    if whole is array or not whole.flags.forc:
        if id(array) not in memo:
            memo[id(array)] = array.copy(order="K")
        return memo[id(array)]
    copied = _copied(whole, memo)
    start = array.__array_interface__["data"][0] - whole.__array_interface__["data"][0]
    flat = copied.reshape(-1, order="A").view(np.uint8)
    return np.ndarray(array.shape, array.dtype, flat, start, array.strides)
