"""The nodes of the computation graph.

An operation on a tensor that requires grad leaves a `Node` behind: which nodes made its inputs
(`next_functions`), the derivative rule for each input, and the values these rules need. A leaf
tensor's place in the graph is its `AccumulateGrad` node, the end of every backward path.
"""

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType, ModuleType
from typing import Any, ClassVar, Optional

import numpy as np

from . import hooks as hooking
from .broadcasting import fitted

Edge = tuple[Optional["Node"], int]

next_number = itertools.count().__next__

FREED = "freed"
FREED_ERROR = (
    "Trying to backward through the graph a second time (or directly access saved tensors after "
    "they have already been freed). Saved intermediate values of the graph are freed when you call "
    ".backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the "
    "graph a second time or if you need to access saved tensors after calling backward."
)


class Node:
    """One recorded operation.

    next_functions: for each input, (the node that made it, which of that node's outputs it was).
    number: counts up with each node of the process; backward visits the highest first.
    values: for each input that wants a gradient, what its rule needs; `FREED` after backward.
    outputs: how many tensors the operation made.
    place_of_view: for a change of a view in place, a weak reference to the view's new node.
    cells: (version cell, version when saved, name) of each saved tensor.
    operands: for each input its (shape, type), where it was broadcast or converted.
    scalar: an operand that was a Python number.
    plain: what else the rules need but tensors, once these are freed.
    """

    next_functions: tuple[Edge, ...] = ()
    number = 0
    values: Any = ()
    cells: Sequence[tuple[list[Any], int, str]] = ()
    operands: tuple[tuple[tuple[int, ...], np.dtype[Any]], ...] | None = None
    scalar: Any = None
    plain: Mapping[str, Any] = MappingProxyType({})
    outputs = 1
    place_of_view: Callable[[], Any] = staticmethod(lambda: None)
    hooks: "hooking.NodeHooks | None" = None
    _metadata: dict[Any, Any] | None = None

    rules: tuple[Callable[..., Any], ...] = ()
    rule_names: ClassVar[tuple[tuple[str, ...], ...]] = ()
    full_name: ClassVar[str] = ""
    input_names: ClassVar[tuple[str, ...]] = ()
    saved_names: frozenset[str] = frozenset()
    custom: ClassVar[bool] = False  # made by a `torch.autograd.Function`

    @classmethod
    def name(cls) -> str:
        """The operation's name, such as `PowBackward0`."""
        return cls.full_name or cls.__name__

    def apply(self, m: ModuleType, grad: Any) -> tuple[Any, ...]:
        """The gradient for each input, from `grad`, the gradient of the output.

        `m` is the mathematics that the rules compute with: NumPy, or with `create_graph=True` the
        engine's own functions, so that what backward does is recorded too.

        RuntimeError when the saved values were freed, or modified since.
        """
        __tracebackhide__ = True
        values = self.values
        if values is FREED:
            raise RuntimeError(FREED_ERROR)
        for cell, version, name in self.cells:
            if cell[0] != version:
                raise RuntimeError(self._modified(name, cell, version))
        if m is not np and self.saved_names:
            values = self.unpack(values)
        rules = self.rules
        if len(rules) == 1 and values[0] is not None:
            return (rules[0](m, grad, *values[0]),)
        grads = []
        for rule, given in zip(rules, values):  # noqa: B905 (strict takes longer)
            grads.append(None if given is None else rule(m, grad, *given))
        if self.operands is not None:
            for position, operand in enumerate(self.operands):
                if grads[position] is not None:
                    grads[position] = fitted(m, grads[position], *operand)
        return tuple(grads)

    def release(self) -> None:
        """Free what was saved, unless no tensor was: then backward can run again."""
        if self.saved_names and self.values is not FREED:
            self.plain = {
                name: self._find(name)
                for names in self.rule_names
                for name in names
                if name not in self.saved_names
            }
            self.values, self.cells = FREED, ()

    def unpack(self, values: Any) -> tuple[Any, ...]:
        """The saved values as tensors that know where they came from, for recording."""
        return tuple(
            None
            if given is None
            else tuple(
                self.unpack_one(name, value) if name in self.saved_names else value
                for name, value in zip(names, given, strict=True)
            )
            for names, given in zip(self.rule_names, values, strict=True)
        )

    def unpack_one(self, name: str, value: Any) -> Any:
        """One saved array as the tensor it was, with its place in the graph."""
        from .tensor import from_edge

        if not isinstance(value, np.ndarray):
            return value
        if name == "result":
            return from_edge(value, (self, 0))
        return from_edge(value, self._place_of(name))

    def _place_of(self, name: str) -> Edge:
        """Where the input of this name was made."""
        if name not in self.input_names:
            return None, 0
        return self.next_functions[self.input_names.index(name)]

    def _modified(self, name: str, cell: list[Any], expected: int) -> str:
        value = self._find(name)
        place = (self, 0) if name == "result" else self._place_of(name)
        if name != "result" and len(cell) > 1:
            place = cell[1]  # the operation that changed it in place
        # A view of what was changed: its place was made anew.
        is_view = self.place_of_view() is not None if name == "result" else value.base is not None
        return modified(value, place, cell[0], expected, is_view)

    def _find(self, name: str) -> Any:
        for names, given in zip(self.rule_names, self.values, strict=True):
            if given is not None and name in names:
                return given[names.index(name)]
        return None

    def __getattr__(self, attribute: str) -> Any:
        """`_saved_self`, `_saved_exponent`, …: what the rules need, by PyTorch's names."""
        name = attribute.removeprefix("_raw").removeprefix("_saved_")
        raw = attribute.startswith("_raw_saved_")
        known = {each for names in self.rule_names for each in names}
        if name == attribute or name not in (self.saved_names if raw else known):
            raise AttributeError(f"'{self.name()}' object has no attribute '{attribute}'")
        if raw:
            from .saved_tensors import SavedTensor

            return SavedTensor(self, name)
        if name not in self.saved_names:
            return self.plain[name] if self.values is FREED else self._find(name)
        if self.values is FREED:
            uses = zip(self.rule_names, self.next_functions, strict=True)
            if all(source is None or name not in names for names, (source, _) in uses):
                return None  # no gradient needed it
            raise RuntimeError(FREED_ERROR)
        value = self._find(name)
        if value is None:
            return None
        for cell, version, saved in self.cells:
            if saved == name and cell[0] != version:
                raise RuntimeError(self._modified(name, cell, version))
        if name == "other" and self.scalar is not None:
            from .creation import tensor

            return tensor(self.scalar)
        return self.unpack_one(name, value)

    def __dir__(self) -> list[str]:
        saved = {f"_saved_{name}" for names in self.rule_names for name in names}
        return sorted({*super().__dir__(), *saved})

    def __call__(self, *grads: Any) -> Any:
        """Apply this node's derivative rules to gradients (tensors), as backward would.

        Returns one tensor for one input, else a tuple; `None` for an input that wants none.
        """
        from .autograd import call_node

        return call_node(self, grads)

    @property
    def metadata(self) -> dict[Any, Any]:
        """A dictionary for the user's own notes on this node."""
        if self._metadata is None:
            self._metadata = {}
        return self._metadata

    @property
    def requires_grad(self) -> bool:
        return True

    def _sequence_nr(self) -> int:
        return self.number

    def register_hook(self, hook: Callable[..., Any]) -> hooking.RemovableHandle:
        """Call `hook(grad_inputs, grad_outputs)` after this node ran; it may return other
        grad_inputs. Returns a handle whose `remove()` takes the hook away."""
        return hooking.of(self).add_post(hook)

    def register_prehook(self, hook: Callable[..., Any]) -> hooking.RemovableHandle:
        """Call `hook(grad_outputs)` before this node runs; it may return other grad_outputs."""
        return hooking.of(self).add_pre(hook)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} object at {hex(id(self))}>"


def modified(value: Any, place: Edge, found: int, expected: int, is_view: bool = False) -> str:
    """The message about a saved value, made at `place`, that was changed in place since."""
    from .anomaly import is_anomaly_enabled
    from .dtypes import OF_NUMPY

    of = f"torch.{OF_NUMPY[value.dtype].printed_type}Tensor {list(value.shape)}"
    maker, output = place
    which = ""
    if maker is not None and not isinstance(maker, AccumulateGrad):
        function = "AsStrided" if is_view else re.sub(r"Backward0?(?=\d*$)", "", maker.name())
        which = f", which is output {output} of {function},"
    hint = (
        "the backtrace further above shows the operation that failed to compute its gradient. The "
        "variable in question was changed in there or anywhere later. Good luck!"
        if is_anomaly_enabled()
        else "enable anomaly detection to find the operation that failed to compute its gradient, "
        "with torch.autograd.set_detect_anomaly(True, check_nan=False)."
    )
    return (
        "one of the variables needed for gradient computation has been modified by an inplace "
        f"operation: [{of}]{which} is at version {found}; expected version {expected} "
        f"instead. Hint: {hint}"
    )


class AccumulateGrad(Node):
    """Where a leaf's gradient arrives: adds it to `variable.grad`. `variable` is the leaf."""

    number = 2**64 - 1  # before every operation that is ready
    full_name = "torch::autograd::AccumulateGrad"

    def __init__(self, variable: Any) -> None:
        self.variable = variable

    def __lt__(self, other: Node) -> bool:
        return False  # which of several leaves comes first makes no difference
