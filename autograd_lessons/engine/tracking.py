"""What autograd knows of a tensor: whether it requires grad, its gradient, where it was made."""

import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from . import hooks, inference, overrides
from .calls.type_names import type_name
from .calls.warn_once import warn_outside
from .dtypes import C_NAMES
from .grad_mode import mode
from .node import AccumulateGrad, Edge, Node, Source, edge_at, seen

if TYPE_CHECKING:
    from .tensor import Tensor

_NON_LEAF_GRAD = (
    "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad "
    "attribute won't be populated during autograd.backward(). If you indeed want the .grad field "
    "to be populated for a non-leaf Tensor, use .retain_grad() on the non-leaf Tensor. If you "
    "access the non-leaf Tensor by mistake, make sure you access the leaf Tensor instead. See "
    "github.com/pytorch/pytorch/pull/30531 for more information."
)
_NOT_A_LEAF = "you can only change requires_grad flags of leaf variables."
_USE_DETACH = (
    " If you want to use a computed variable in a subgraph that doesn't require differentiation "
    "use var_no_grad = var.detach()."
)


class Tracked:
    """The part of `Tensor` that autograd works with.

    `_source` is the node that made it, or one of several outputs of the node that did; None for a
    leaf.
    """

    _data: np.ndarray
    _requires_grad = False
    _source: Source = None
    _grad: "Tensor | None" = None
    _views: "list[weakref.ref[Tensor]] | None" = None
    _follows_base = False  # of a view: it requires grad because its base does, and has no place
    _accumulator: "weakref.ref[AccumulateGrad] | None" = None
    _leaf_node: AccumulateGrad | None = None  # that of another leaf, held by this stand-in
    _leaf_hooks: "hooks.NodeHooks | None" = None
    _retains = False

    if TYPE_CHECKING:  # what `Tensor` has besides

        def __getattr__(self, name: str) -> Any: ...

    @property
    def is_leaf(self) -> bool:
        """True unless a recorded operation made it. Untracked tensors are leaves by convention."""
        return not self._source

    @property
    def grad_fn(self) -> Node | None:
        """The node of the operation that made it; None for a leaf."""
        return seen(edge_at(self._source))[0]

    @property
    def output_nr(self) -> int:
        """Which of its node's outputs it is."""
        source: Any = self._source
        return edge_at(getattr(source, "before", source))[1]  # that of a view that lost its place

    @property
    def retains_grad(self) -> bool:
        """True for a non-leaf on which `retain_grad()` was called."""
        return self._retains

    @property
    def requires_grad(self) -> bool:
        """Whether operations on it are recorded. Set it on leaves of floating point type only.

        RuntimeError when it is set to False on a non-leaf, or to True on integers.
        """
        return self._requires_grad

    @requires_grad.setter
    def requires_grad(self, flag: bool) -> None:
        if not isinstance(flag, bool):
            raise RuntimeError("requires_grad must be a bool")
        if self._source is not None:
            raise RuntimeError(_NOT_A_LEAF + ("" if flag else _USE_DETACH))
        if flag and self._data.dtype.kind != "f":
            raise RuntimeError(
                "only Tensors of floating point and complex dtype can require gradients"
            )
        if flag and inference.is_inference(self) and not mode.inference:
            raise RuntimeError(
                "Setting requires_grad=True on inference tensor outside InferenceMode is not "
                "allowed."
            )
        if self._follows_base and not flag:
            return  # its base still does
        self._requires_grad, self._follows_base = flag, False
        self._lead_views()

    @requires_grad.deleter
    def requires_grad(self) -> None:
        raise RuntimeError("requires_grad must be a bool")

    def _lead_views(self) -> None:
        """Views without a past require grad if their base does."""
        for reference in self._views or ():
            view = reference()
            if view is not None and view._source is None:
                view._requires_grad, view._follows_base = self._requires_grad, True

    def requires_grad_(self, requires_grad: bool = True) -> Self:
        """Set `requires_grad` in place and return the tensor. Errors as for the attribute."""
        if requires_grad and self._data.dtype.kind != "f":
            raise RuntimeError("only Tensors of floating point dtype can require gradients")
        if self._source is None or requires_grad is not True:
            self.requires_grad = requires_grad
        return self

    @property
    def grad(self) -> "Tensor | None":
        """The gradient accumulated by backward; None before, and for non-leaves (with a warning)
        unless `retain_grad()` was called."""
        if self._source is not None and not self._retains and self._grad is None:
            warn_outside(_NON_LEAF_GRAD)
        return self._grad

    @grad.setter
    def grad(self, grad: "Tensor | None") -> None:
        if grad is not None:
            self._check_grad(grad)
        self._grad = grad
        if overrides.watchers:
            overrides.tell("grad", (self, grad), None)

    @grad.deleter
    def grad(self) -> None:
        self._grad = None

    def _check_grad(self, grad: Any) -> None:
        if not isinstance(grad, Tracked):
            raise TypeError(
                f"assigned grad expected to be a Tensor or None but got grad of type "
                f"{type_name(grad)}"
            )
        if grad is self:
            raise RuntimeError("can't assign Variable as its own grad")
        if grad._data.dtype != self._data.dtype:
            theirs, ours = C_NAMES[grad.dtype.name], self.dtype.printed_type
            raise RuntimeError(
                f"attempting to assign a gradient with dtype '{theirs}' to a tensor with "
                f"grad_dtype '{ours}'. The gradient must match the tensor's grad_dtype (defaults "
                "to the tensor's dtype). You can set the tensor's grad_dtype attribute with a "
                "specific dtype, or None to allow any dtype. Set grad_dtype with caution. "
                "Diverging the dtypes of a tensor and its gradient may break downstream systems "
                "that assume they match."
            )
        if grad._data.shape != self._data.shape:
            raise RuntimeError(
                f"attempting to assign a gradient of size '{list(grad.shape)}' to a tensor of size "
                f"'{list(self.shape)}'. Please ensure that the gradient and the tensor are the "
                "same size"
            )

    def retain_grad(self) -> None:
        """Keep this non-leaf's gradient in `.grad` at the next backward. Does nothing on a leaf.

        RuntimeError on a tensor that does not require grad.
        """
        if not self._requires_grad:
            raise RuntimeError("can't retain_grad on Tensor that has requires_grad=False")
        node = self.grad_fn
        if node is None or self._retains:
            return
        hooks.of(node).retain(self.output_nr, self)
        self._retains = True

    def _keep(self, grad: "Tensor") -> None:
        """What `retain_grad` does when the gradient comes by: keep it, or add it to the kept."""
        from . import tensor_math

        if self._grad is None:
            self._grad = tensor_math.clone(grad)
        else:
            self._grad = tensor_math.add(self._grad, grad)

    def register_hook(self, hook: Callable[..., Any]) -> hooks.RemovableHandle:
        """Call `hook(grad)` when backward has this tensor's gradient; what it returns, if anything,
        takes the gradient's place. RuntimeError on a tensor that does not require grad."""
        if not self._requires_grad:
            raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
        return self._hooks().add_tensor(self.output_nr, hook)

    def register_post_accumulate_grad_hook(self, hook: Callable[..., Any]) -> hooks.RemovableHandle:
        """Call `hook(tensor)` after backward has added to this leaf's `.grad`."""
        if not self._requires_grad:
            raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
        if self._source is not None:
            raise RuntimeError(
                "post accumulate grad hooks cannot be registered on non-leaf tensors"
            )
        return hooks.RemovableHandle(self._hooks().accumulated, hook)

    def _hooks(self) -> hooks.NodeHooks:
        node = self.grad_fn
        if node is not None:
            return hooks.of(node)
        node = accumulator(self)
        if self._leaf_hooks is None:
            self._leaf_hooks = hooks.NodeHooks() if node is None else hooks.of(node)
        if node is not None:
            node.hooks = self._leaf_hooks
        return self._leaf_hooks


for _method in (Tracked.register_hook, Tracked.register_post_accumulate_grad_hook):
    _method.__qualname__ = f"Tensor.{_method.__name__}"  # as errors about arguments call them

_make: Any = object.__new__


def accumulator(leaf: Tracked) -> AccumulateGrad | None:
    """The place of a leaf that requires grad in the graph: its AccumulateGrad node, made once. None
    for a view that requires grad only because its base does.

    The leaf refers to the node weakly, the node to the leaf strongly: no cycle keeps them alive.
    """
    node: Any = None if leaf._accumulator is None else leaf._accumulator()
    if node is None:
        if leaf._follows_base:
            return None
        node = _make(AccumulateGrad)
        node.variable = leaf
        if leaf._leaf_hooks is not None:
            node.hooks = leaf._leaf_hooks
        leaf._accumulator = weakref.ref(node)
    return node


def source_of(tensor: Tracked) -> Source:
    """Where the tensor's gradient goes in the graph; None if it does not require grad."""
    return tensor._source or accumulator(tensor) if tensor._requires_grad else None


def edge_of(tensor: Tracked) -> Edge:
    """`source_of` as (node, number of its output), as in `next_functions`."""
    return edge_at(source_of(tensor))
