"""The graph's side of `torch.autograd.Function`: backward at its node."""

from typing import Any, ClassVar

import numpy as np

from .broadcasting import fitted
from .calls.type_names import type_name
from .function_ctx import FunctionCtx, SavedForBackward
from .grad_mode import no_grad
from .hooks import Onlooker
from .inplace.view_checks import check
from .inplace.views import refresh, view_became
from .listening import as_tensors
from .node import Node, edge_at, source_at
from .saved_errors import FREED
from .tensor import Tensor, counter_of, new, view_of
from .tracking import edge_of, source_of
from .versions import next_number


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
            place = places.get(id(each))
            saved.append(None if each is None else SavedForBackward(each, self, place))
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
