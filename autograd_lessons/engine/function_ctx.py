"""What the `forward` of a `torch.autograd.Function` leaves for its `backward`: `ctx`."""

import weakref
from typing import Any

from .inplace.data import latest
from .saved_errors import FREED, FREED_ERROR, modified
from .tensor import Tensor, counter_of, from_edge
from .tracking import edge_of


class FunctionCtx:
    """What `forward` leaves for `backward`: tensors, by `save_for_backward`, and any attributes."""

    needs_input_grad: tuple[bool, ...] = ()
    to_save: tuple[Any, ...] = ()
    dirty_tensors: tuple[Any, ...] = ()
    non_differentiable: tuple[Any, ...] = ()
    _saved: Any = ()
    _materialize = True
    _for_forward: Any = None
    _in_jvp = False

    def save_for_backward(self, *tensors: Any) -> None:
        """Keep these tensors (or None) for `saved_tensors`. Changes in place will be noticed."""
        self.to_save = tensors

    def save_for_forward(self, *tensors: Any) -> None:
        """Keep these tensors (or None): `saved_tensors`, in `jvp`."""
        self._for_forward = tensors

    def call_jvp(self, function: Any, tangents: Any) -> Any:
        """What the function's `jvp` makes of the inputs' tangents."""
        self._in_jvp = True
        try:
            return function.jvp(self, *tangents)
        finally:
            self._in_jvp = False

    def mark_dirty(self, *args: Any) -> None:
        """Say that these inputs were changed in place. They must be returned, too."""
        self.dirty_tensors = args

    def mark_non_differentiable(self, *args: Any) -> None:
        """Say that these outputs have no gradient."""
        if not all(isinstance(each, Tensor) for each in args):
            raise RuntimeError("mark_non_differentiable only accepts variable arguments, but got ")
        self.non_differentiable = args

    def set_materialize_grads(self, value: bool) -> None:
        """Whether `backward` gets zeros (True, as without this call) or None for missing grads."""
        if not isinstance(value, bool):
            raise TypeError(
                "set_materialize_grads received an invalid combination of arguments - got (), but "
                "expected (bool)"
            )
        self._materialize = value

    @property
    def saved_tensors(self) -> tuple[Any, ...]:
        """What was saved. RuntimeError when it was freed, or changed in place since."""
        if self._in_jvp and self._for_forward is not None:
            return self._for_forward
        if self._saved is FREED:
            raise RuntimeError(FREED_ERROR)
        return tuple([None if each is None else each.unpack() for each in self._saved])

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")


class SavedForBackward:
    """One saved tensor. An output is kept without the tensor itself, which holds the node."""

    def __init__(self, tensor: Tensor, node: Any, output: int | None) -> None:
        self.counter = counter_of(tensor)
        self.count = self.counter.count
        self.array = tensor._data
        self.leaf = tensor if tensor._source is None and output is None else None
        self.edge = edge_of(tensor) if output is None else None
        self.node, self.output, self.number = weakref.ref(node), output or 0, node.number

    def unpack(self) -> Tensor:
        place = self.edge or (self.node(), self.output)
        if self.counter.count != self.count:
            if self.counter.maker is not None and self.edge is not None:
                place = self.counter.maker  # the operation that changed it in place
            raise RuntimeError(
                modified(self.array.shape, self.array.dtype, place, self.counter.count, self.count)
            )
        if self.leaf is not None:
            return self.leaf
        return from_edge(latest(self.array, self.number) if self.edge else self.array, place)
