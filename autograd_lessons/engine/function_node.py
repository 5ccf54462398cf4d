"""The graph's side of `torch.autograd.Function`: what it saves, and backward at its node."""

import weakref
from typing import Any, ClassVar

import numpy as np

from .broadcasting import fitted
from .calls.type_names import type_name
from .grad_mode import no_grad
from .hooks import Onlooker
from .inplace.data import latest
from .inplace.view_checks import check
from .inplace.views import refresh, view_became
from .listening import as_tensors
from .node import Node, edge_at, source_at
from .saved_errors import FREED, FREED_ERROR, modified
from .tensor import Tensor, counter_of, from_edge, new, view_of
from .tracking import edge_of, source_of
from .versions import next_number


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


class _Saved:
    """One saved tensor. An output is kept without the tensor itself, which holds the node."""

    def __init__(self, tensor: Tensor, node: "FunctionNode", output: int | None) -> None:
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


class FunctionNode(Node, Onlooker):
    """The node of a custom function: backward calls the function's own `backward`."""

    linear: Any = None  # what gives the gradients instead of `backward`, where `jvp` was called
    function: ClassVar[Any]
    ctx: FunctionCtx

    def __init__(self, ctx: FunctionCtx) -> None:
        Onlooker.__init__(self)
        self.ctx = ctx
        self.number = next_number()

    def take(self, args: tuple[Any, ...]) -> None:
        """Remember the places, shapes and types of the inputs, as they are before `forward`."""
        tensors = [each for each in args if isinstance(each, Tensor)]
        self.sources = tuple([source_of(each) for each in tensors])
        self.given = tuple([isinstance(each, Tensor) for each in args])
        self.inputs = tuple([(each._data.shape, each._data.dtype) for each in tensors])

    def give(self, outputs: list[Any]) -> None:
        """Remember the shapes and types of the outputs."""
        self.made = tuple(
            [
                (each._data.shape, each._data.dtype) if isinstance(each, Tensor) else None
                for each in outputs
            ]
        )
        self.outputs = len(outputs)

    def save(self, outputs: list[Any]) -> None:
        saved: list[Any] = []
        places = {
            id(each): place
            for place, each in enumerate(outputs)
            if isinstance(each, Tensor) and edge_at(each._source)[0] is self
        }
        for position, each in enumerate(self.ctx.to_save):
            if each is not None and not isinstance(each, Tensor):
                raise TypeError(
                    "save_for_backward can only save variables, but argument "
                    f"{position} is of type {type_name(each)}"
                )
            saved.append(None if each is None else _Saved(each, self, places.get(id(each))))
        self.ctx._saved = tuple(saved)
        if saved:
            self.saved_names, self.frees = ("saved_tensors",), True

    def apply(self, m: Any, grad: Any) -> tuple[Any, ...]:
        arrived = as_tensors(grad if self.outputs > 1 else [grad])
        grads = [
            self._missing(place) if each is None else each for place, each in enumerate(arrived)
        ]
        if self.linear is not None:
            returned = self.linear(grads)
        else:
            returned = self.function._call_backward(self.ctx, *grads)
        handed_on = self._checked(returned if isinstance(returned, tuple) else (returned,))
        if m is np:
            return tuple([None if each is None else each._data for each in handed_on])
        return tuple(handed_on)

    def _missing(self, output: int) -> Tensor | None:
        """In place of a gradient that didn't come: zeros, if wanted."""
        form = self.made[output]
        return new(np.zeros(*form)) if form is not None and self.ctx._materialize else None

    def _checked(self, grads: tuple[Any, ...]) -> list[Any]:
        """The gradients of the tensor inputs, if there is one for each, of a fitting shape."""
        count, name = len(self.given), type(self).__name__
        extra = grads[count:]
        if len(grads) < count or any(each is not None for each in extra):
            raise RuntimeError(
                f"function {name} returned an incorrect number of gradients (expected {count}, "
                f"got {len(grads)})"
            )
        found: list[Any] = []
        for position, (grad, was_tensor) in enumerate(zip(grads, self.given, strict=False)):
            if was_tensor:
                found.append(self._fitted(grad, len(found)))
            elif grad is not None:
                raise RuntimeError(
                    f"function {name} returned a gradient different than None at position "
                    f"{position + 1}, but the corresponding forward input was not a Variable"
                )
        return found

    def _fitted(self, grad: Any, index: int) -> Tensor | None:
        if grad is None:
            return None
        if not isinstance(grad, Tensor):
            raise RuntimeError(f"expected Variable or None (got {type_name(grad)})")
        if self.sources[index] is None:
            return None
        shape, array_type = self.inputs[index]
        if grad._data.shape == shape and grad._data.dtype is array_type:
            return grad
        from . import tensor_math

        try:
            np.broadcast_to(np.empty(shape), grad._data.shape)
        except ValueError:
            raise RuntimeError(
                f"Function {type(self).__name__} returned an invalid gradient at index {index} - "
                f"got {list(grad._data.shape)} but expected shape compatible with {list(shape)}"
            ) from None
        return fitted(tensor_math, grad, shape, array_type)

    def release(self) -> None:
        self.ctx._saved = FREED

    def __getattr__(self, attribute: str) -> Any:
        """The attributes of `ctx`, which in PyTorch is the node itself."""
        if attribute == "ctx":
            raise AttributeError(attribute)
        return getattr(self.ctx, attribute)

    def __call__(self, *grads: Any) -> Any:
        raise TypeError(f"'{type(self).__name__}' object is not callable")

    def __repr__(self) -> str:
        return f"<torch.autograd.function.{type(self).__name__} object at {hex(id(self))}>"


def wrapped(
    ctx: FunctionCtx, node: FunctionNode | None, inputs: tuple[Any, ...], outputs: list[Any]
) -> list[Any]:
    """The outputs, with their places in the graph: inputs among them as views of these, unless
    they were changed in place. Without a node, or as non-differentiable ones, they have no place.
    """
    for each in ctx.dirty_tensors:
        if not isinstance(each, Tensor):
            raise RuntimeError("mark_dirty can only accept variables, but argument ")
    dirty = {id(each) for each in ctx.dirty_tensors}
    untracked = {id(each) for each in ctx.non_differentiable}
    if not dirty <= {id(each) for each in outputs}:
        raise RuntimeError(
            "Some elements marked as dirty during the forward method were not returned as output. "
            "The inputs that are modified inplace must all be outputs of the Function."
        )
    given = {id(each) for each in inputs if isinstance(each, Tensor)}
    for each in ctx.dirty_tensors:
        counter_of(each).bump()
    if node is not None:
        node.give(outputs)
    found: list[Any] = []
    tracked = [
        id(each)
        for each in outputs
        if isinstance(each, Tensor) and id(each) not in untracked and each._data.dtype.kind == "f"
    ]
    made_in = "several" if node is not None and len(tracked) > 1 else "function"
    for place, out in enumerate(outputs):
        if isinstance(out, Tensor):
            if node is None or id(out) not in tracked:
                if id(out) in given and out._requires_grad:
                    out = out.detach()
                elif id(out) in given and id(out) not in dirty:
                    with no_grad():
                        out = view_of(out, out._data)
                    out._made_in = made_in
                elif out._requires_grad and out._base is None:
                    out.detach_()
            elif id(out) in dirty:
                _change(out, inputs, node, place)
            else:
                if id(out) in given:
                    out = view_of(out, out._data)
                if out._base is not None:
                    out._made_in = made_in
                out._source, out._requires_grad = source_at((node, place)), True
        found.append(out)
    if node is not None:
        node.save(outputs)
    return found


def _change(out: Tensor, inputs: tuple[Any, ...], node: FunctionNode, place: int) -> None:
    """An input that was changed in place now stands for the output."""
    if out._base is not None:
        check(out, inputs)
    if out._requires_grad and out._source is None and out._base is None:
        raise RuntimeError(
            "a leaf Variable that requires grad has been used in an in-place operation."
        )
    base = out if out._base is None else out._base
    if out is base:
        out._source, out._requires_grad = source_at((node, place)), True
    else:
        tensors = [each for each in inputs if isinstance(each, Tensor)]
        out._source = node.sources[[each is out for each in tensors].index(True)]  # as it was
        view_became(out, node, place)
    counter_of(out).note_maker(edge_of(base))
    if base._views:
        refresh(base)
