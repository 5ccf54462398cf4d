"""The tensor: an array that knows how it was made.

What autograd needs to know of a tensor is little: whether it requires grad, where in the graph it
was made (`grad_fn`), and, for a leaf, the gradient that backward has accumulated. The operations
stand in modules of their own; `methods.py` says which of them are also methods.
"""

import warnings
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from . import dtypes, hooks, inference, overrides
from .devices import CPU, device
from .dtypes import dtype as Dtype
from .grad_mode import mode
from .later import load
from .node import AccumulateGrad, Edge, Node, Source, edge_at, seen, source_at
from .python_values import PythonValues
from .size import Size
from .type_names import type_name
from .versions import VersionCounter

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


class Tensor(PythonValues):
    """An n-dimensional array of numbers with PyTorch's autograd. Make one with `tensor(…)`.

    `_source` is the node that made it, or one of several outputs of the node that did; None for a
    leaf. `_counter` counts changes in place, once a view or a change made it necessary; views of
    one another share it.
    """

    __array_priority__ = 1000  # NumPy's arrays and numbers leave operators to tensors

    __module__ = "torch"  # what `type(x)` prints

    _data: np.ndarray
    _requires_grad = False
    _source: Source = None
    _grad: "Tensor | None" = None
    _counter: VersionCounter | None = None
    _base: "Tensor | None" = None
    _views: "list[weakref.ref[Tensor]] | None" = None
    _made_in: str | None = None  # of a view: how, if not by itself and recorded (`view_checks`)
    _changed_by: int | None = None  # of a view: the number of the node that last did so in place
    _follows_base = False  # of a view: it requires grad because its base does, and has no place
    _accumulator: "weakref.ref[AccumulateGrad] | None" = None
    _leaf_node: AccumulateGrad | None = None  # that of another leaf, held by this stand-in
    _leaf_hooks: "hooks.NodeHooks | None" = None
    _retains = False

    if TYPE_CHECKING:  # the operations, which methods.py attaches
        __add__: Any
        __radd__: Any
        __sub__: Any
        __rsub__: Any
        __mul__: Any
        __rmul__: Any
        __truediv__: Any
        __rtruediv__: Any
        __pow__: Any
        __neg__: Any
        __matmul__: Any
        __getitem__: Any
        __iter__: Any
        __gt__: Any
        __lt__: Any

        def __getattr__(self, name: str) -> Any: ...

    def __new__(cls, *args: Any) -> "Tensor":
        from .legacy import made

        return made(dtypes.get_default_dtype(), args)

    # What it is ---------------------------------------------------------------------------------

    @property
    def shape(self) -> Size:
        """Its size along each dimension; `torch.Size([])` for a single number."""
        return Size(self._data.shape)

    @property
    def dtype(self) -> Dtype:
        """The type of its numbers, such as `torch.float32`."""
        return dtypes.OF_NUMPY[self._data.dtype]

    @property
    def ndim(self) -> int:
        return self._data.ndim

    @property
    def T(self) -> "Tensor":
        """The dimensions in reverse order."""
        return load("facts", "reversed_dims")(self)

    @property
    def mT(self) -> "Tensor":
        """Each matrix transposed."""
        return load("facts", "transposed")(self)

    @property
    def H(self) -> "Tensor":
        """The matrix transposed: its numbers are real."""
        return load("facts", "conjugate_transposed")(self)

    @property
    def device(self) -> device:
        return CPU

    @property
    def is_leaf(self) -> bool:
        """True unless a recorded operation made it. Untracked tensors are leaves by convention."""
        return getattr(self._source, "before", self._source) is None

    @property
    def grad_fn(self) -> Node | None:
        """The node of the operation that made it; None for a leaf."""
        return seen(edge_at(self._source))[0]

    @property
    def output_nr(self) -> int:
        """Which of its node's outputs it is."""
        return edge_at(self._source)[1]

    @property
    def retains_grad(self) -> bool:
        """True for a non-leaf on which `retain_grad()` was called."""
        return self._retains

    def _is_view(self) -> bool:
        return self._base is not None and not inference.is_inference(self)

    @property
    def _version(self) -> int:
        if inference.is_inference(self):
            raise RuntimeError("Inference tensors do not track version counter.")
        return 0 if self._counter is None else self._counter.count

    # Requiring gradients ------------------------------------------------------------------------

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

    def _lead_views(self) -> None:
        """Views without a past require grad if their base does."""
        for reference in self._views or ():
            view = reference()
            if view is not None and view._source is None:
                view._requires_grad, view._follows_base = self._requires_grad, True

    def requires_grad_(self, requires_grad: bool = True) -> "Tensor":
        """Set `requires_grad` in place and return the tensor. Errors as for the attribute."""
        if requires_grad and self._data.dtype.kind != "f":
            raise RuntimeError("only Tensors of floating point dtype can require gradients")
        if self._source is None or not requires_grad:
            self.requires_grad = requires_grad
        return self

    @property
    def grad(self) -> "Tensor | None":
        """The gradient accumulated by backward; None before, and for non-leaves (with a warning)
        unless `retain_grad()` was called."""
        if self._source is not None and not self._retains and self._grad is None:
            warnings.warn(_NON_LEAF_GRAD, UserWarning, stacklevel=2)
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
        if not isinstance(grad, Tensor):
            raise TypeError(
                f"assigned grad expected to be a Tensor or None but got grad of type "
                f"{type_name(grad)}"
            )
        if grad is self:
            raise RuntimeError("can't assign Variable as its own grad")
        if grad._data.dtype != self._data.dtype:
            theirs, ours = grad.dtype.printed_type, self.dtype.printed_type
            raise RuntimeError(
                f"attempting to assign a gradient with dtype '{theirs.lower()}' to a tensor with "
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
        if self._leaf_hooks is None:
            self._leaf_hooks = hooks.NodeHooks()
        node = accumulator(self)
        if node is not None:
            node.hooks = self._leaf_hooks
        return self._leaf_hooks

    def detach(self) -> "Tensor":
        """The same values, in shared memory, without the graph: an untracked tensor."""
        out = sharing(self, self._data.view())  # its array stays when `self.data` is set
        if overrides.watchers:
            overrides.tell("detach", (self,), out)
        return out

    def detach_(self) -> "Tensor":
        """Cut this tensor itself from the graph that made it, which makes it a leaf."""
        if self._base is not None:
            raise RuntimeError(
                "Can't detach views in-place. Use detach() instead. If you are using "
                "DistributedDataParallel (DDP) for training, and gradient_as_bucket_view is set as "
                "True, gradients are views of DDP buckets, and hence detach_() cannot be called "
                "on these gradients. To fix this error, please refer to the Optimizer.zero_grad() "
                "function in torch/optim/optimizer.py as the solution."
            )
        if self._source is not None:
            load("new_data", "note_detached")(self)
        self._source, self._requires_grad = None, False
        self._lead_views()
        return self

    @property
    def data(self) -> "Tensor":
        """The same values in shared memory, outside autograd: changes made here go unnoticed."""
        out = new(self._data.view())  # an array of its own, as changes here are not to be noted
        if inference.is_inference(self):
            out._counter = self._counter
        if overrides.watchers:
            overrides.tell("data", (self,), out)
        return out

    @data.setter
    def data(self, other: "Tensor") -> None:
        load("new_data", "assign")(self, other)

    @data.deleter
    def data(self) -> None:
        raise RuntimeError("Deleting tensor data is not allowed. Delete tensor instead!")

    def __len__(self) -> int:
        if self._data.ndim == 0:
            raise TypeError("len() of a 0-d tensor")
        return len(self._data)

    def __hash__(self) -> int:
        return id(self)

    def __repr__(self, *, tensor_contents: None = None) -> str:
        from .printing import tensor_repr

        return tensor_repr(
            self._data,
            default_dtype=dtypes.get_default_dtype().name,
            requires_grad=self._requires_grad,
            grad_fn_name=self._maker(),
        )

    def _maker(self) -> str | None:
        try:
            return None if self._source is None else type(self.grad_fn).__name__
        except RuntimeError:  # of a view whose place in the graph is lost
            return "Invalid"

    def __format__(self, spec: str) -> str:
        if self._data.ndim == 0:
            return self.item().__format__(spec)
        return object.__format__(self, spec)


_make: Any = object.__new__


def new(data: Any) -> Tensor:
    """A leaf that holds this array (or NumPy scalar), untracked."""
    out = _make(Tensor)
    out._data = data if type(data) is np.ndarray else np.asarray(data)
    return out


def counter_of(tensor: Tensor) -> VersionCounter:
    """The tensor's version counter, made on first use."""
    counter = tensor._counter
    if counter is None:
        counter = tensor._counter = VersionCounter(tensor._data)
    return counter


def sharing(tensor: Tensor, data: np.ndarray) -> Tensor:
    """An untracked tensor that shares memory and version with `tensor`."""
    out = new(data)
    out._counter = counter_of(tensor)
    return out


def view_of(tensor: Tensor, data: np.ndarray) -> Tensor:
    """A view: `sharing`, and base and view know each other (the base its views weakly).

    Made without recording, it requires grad if its base does, but as a leaf: it has no past.
    """
    out = sharing(tensor, data)
    out._base = base = tensor if tensor._base is None else tensor._base
    if not mode.enabled:
        out._made_in = "inference" if mode.inference else "no_grad"
        out._requires_grad, out._follows_base = base._requires_grad, True
    else:
        out._made_in = tensor._made_in
    views = base._views
    if views is None:
        views = base._views = []
    elif len(views) >= 16 and len(views).bit_count() == 1:  # now and then: forget the dead
        views[:] = [each for each in views if each() is not None]
    views.append(weakref.ref(out))
    return out


def accumulator(leaf: Tensor) -> AccumulateGrad | None:
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


def source_of(tensor: Tensor) -> Source:
    """Where the tensor's gradient goes in the graph; None if it does not require grad."""
    return tensor._source or accumulator(tensor) if tensor._requires_grad else None


def edge_of(tensor: Tensor) -> Edge:
    """`source_of` as (node, number of its output), as in `next_functions`."""
    return edge_at(source_of(tensor))


def from_edge(data: np.ndarray, edge: Edge) -> Tensor:
    """The tensor at this place of the graph: the leaf itself, or one with this `grad_fn`."""
    node = edge[0]
    if isinstance(node, AccumulateGrad):
        return node.variable
    out = new(data)
    if node is not None:
        out._source, out._requires_grad = source_at(edge), True
    return out


def placed_at(data: np.ndarray, place: Edge) -> Tensor:
    """A tensor with these values, whose gradient goes where that of another at `place` goes."""
    if not isinstance(place[0], AccumulateGrad):
        return from_edge(data, place)
    out = new(data)
    out._requires_grad, out._accumulator = True, place[0].variable._accumulator
    out._leaf_node = place[0]
    return out
