"""The tensor: an array that knows how it was made.

What autograd needs to know of a tensor is little: whether it requires grad, where in the graph it
was made (`grad_fn`), and, for a leaf, the gradient that backward has accumulated. The operations
stand in modules of their own; `methods.py` says which of them are also methods.
"""

import weakref
from typing import TYPE_CHECKING, Any

import numpy as np

from . import dtypes, inference, overrides
from .devices import CPU, device
from .dtypes import dtype as Dtype
from .grad_mode import mode
from .lazy import load
from .node import AccumulateGrad, Edge, source_at
from .python_values import PythonValues
from .size import Size
from .tracking import Tracked
from .versions import VersionCounter


class Tensor(Tracked, PythonValues):
    """An n-dimensional array of numbers with PyTorch's autograd. Make one with `tensor(…)`.

    `_counter` counts changes in place, once a view or a change made it necessary; views of one
    another share it.
    """

    __array_priority__ = 1000  # NumPy's arrays and numbers leave operators to tensors

    __module__ = "torch"  # what `type(x)` prints

    _data: np.ndarray
    _counter: VersionCounter | None = None
    _base: "Tensor | None" = None
    _made_in: str | None = None  # of a view: how, if not by itself and recorded (`view_checks`)
    _changed_by: int | None = None  # of a view: the number of the node that last did so in place

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
        from .creation.legacy import made

        return made(dtypes.get_default_dtype(), args, of_any_type=True)

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

    def _is_view(self) -> bool:
        return self._base is not None and not inference.is_inference(self)

    @property
    def _version(self) -> int:
        if inference.is_inference(self):
            raise RuntimeError("Inference tensors do not track version counter.")
        return 0 if self._counter is None else self._counter.count

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
            load("inplace.data", "note_detached")(self)
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
        load("inplace.data", "assign")(self, other)

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
        from . import printing

        shown, tangent = self, None
        if printing.unpack_dual is not None:
            shown, tangent = printing.unpack_dual(self)
        return printing.tensor_repr(
            self._data,
            default_dtype=dtypes.get_default_dtype().name,
            requires_grad=shown._requires_grad,
            grad_fn_name=self._maker() if shown._requires_grad else None,
            tangent=tangent,
        )

    def _maker(self) -> str | None:
        try:
            return None if self._source is None else type(self.grad_fn).__name__
        except RuntimeError:  # of a view whose place in the graph is lost
            return "Invalid"

    def __format__(self, format_spec: str) -> str:
        if self._data.ndim == 0 and type(self) is Tensor:  # a parameter is no plain number
            return self.item().__format__(format_spec)
        return object.__format__(self, format_spec)


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
        counter = counter_of(base)
        counter.bases = (*counter.bases, weakref.ref(base))
    elif len(views) >= 16 and len(views).bit_count() == 1:  # now and then: forget the dead
        views[:] = [each for each in views if each() is not None]
    views.append(weakref.ref(out))
    return out


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
