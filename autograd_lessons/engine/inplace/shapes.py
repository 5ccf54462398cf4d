"""Changing a tensor's shape in place: `x.unsqueeze_(0)` makes x itself what `x.unsqueeze(0)` is.

The values stay where they are in memory; the tensor becomes another view of them.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from .. import overrides
from ..operations import shape
from ..tensor import Tensor, counter_of
from . import values
from .views import move, refresh_all

# What PyTorch calls the nodes, by those of the operations that are not in place.
_NODES = {
    "SqueezeBackward0": "SqueezeBackward3",
    "SqueezeBackward1": "SqueezeBackward4",
    "SqueezeBackward2": "SqueezeBackward5",
    "TBackward0": "TBackward1",
    "TransposeBackward0": "TransposeBackward1",
    "UnsqueezeBackward0": "UnsqueezeBackward1",
}


@cache
def _renamed(kind: Any) -> Any:
    name = _NODES[kind.__name__]
    return type(name, (kind,), {"full_name": name, "__module__": "builtins"})


def _in_place(operation: Callable[..., Tensor]) -> Callable[..., Tensor]:
    def change(self: Tensor, *args: Any, **named: Any) -> Tensor:
        with overrides.silent():
            values.check(self)
            view = operation(self, *args, **named)
            node: Any = view.grad_fn
            data = view._data
            values.touch(self)
            counter_of(self).pass_on(self._data, data)
            self._data = data
            if node is not None:
                node.__class__ = _renamed(node.__class__)
                move(self, node)
                counter_of(self).note_maker((node, 0))
            refresh_all(self, but=self)
        if overrides.watchers:
            overrides.tell(f"{operation.__name__}_", (self, *args), self)
        return self

    change.__name__ = f"{operation.__name__}_"
    change.__doc__ = f"`{operation.__name__}` in place; returns the tensor itself."
    return change


squeeze_ = _in_place(shape.squeeze)
t_ = _in_place(shape.t)
transpose_ = _in_place(shape.transpose)
unsqueeze_ = _in_place(shape.unsqueeze)
