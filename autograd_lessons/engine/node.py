"""The nodes of the computation graph.

An operation on a tensor that requires grad leaves a `Node` behind: which nodes made its inputs
(`next_functions`), the derivative rule for each input, and the values these rules need. A leaf
tensor's place in the graph is its `AccumulateGrad` node, the end of every backward path.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any, ClassVar, Optional, Union, final

import numpy as np

from . import hooks as hooking
from . import versions
from .broadcasting import fitted
from .kept_values import KeptValues
from .saved_errors import FREED

Edge = tuple[Optional["Node"], int]


@final
class Output:
    """Where a tensor comes from that is one of several outputs of a node."""

    __slots__ = ("node", "number")

    def __init__(self, node: "Node", number: int) -> None:
        self.node, self.number = node, number


Source = Union["Node", Output, None]


def edge_at(source: Source) -> Edge:
    """A source as (node, number of its output)."""
    return (source.node, source.number) if type(source) is Output else (source, 0)


def seen(edge: Edge) -> Edge:
    """The same place, whose node the user gets to see: it has its `_saved_self` and kin now.

    Looking for what an attribute could mean in `__getattr__` would slow down all others.
    """
    node = edge[0]
    if node is not None and not node.shows_saved:
        from .saved_values import attach

        attach(type(node))
    return edge


def source_at(edge: Edge) -> Source:
    """A place in the graph as a source: just the node, where it has one output."""
    node, output = edge
    return node if node is None or node.outputs == 1 else Output(node, output)


_PUBLIC = (
    "_input_metadata", "_register_hook_dict", "_sequence_nr", "_set_sequence_nr", "metadata",
    "name", "next_functions", "register_hook", "register_prehook", "requires_grad",
)  # fmt: skip


class Node(KeptValues):
    """One recorded operation.

    sources: for each input, where it was made: a node, one of its outputs, None if untracked.
    number: counts up with each node of the process; backward visits the highest first.
    outputs: how many tensors the operation made.
    scalar: an operand that was a Python number; lone: it has no edge.
    """

    __module__ = "torch.autograd.graph"

    sources: tuple[Source, ...] = ()
    number = 0
    scalar: Any = None
    lone = False
    outputs = 1
    hooks: "hooking.NodeHooks | None" = None
    _metadata: dict[Any, Any] | None = None

    rules: tuple[Callable[..., Any], ...] = ()
    full_name: ClassVar[str] = ""
    elementwise: ClassVar[bool] = False  # each element's gradient depends on that element alone
    shows_saved: ClassVar[bool] = False  # has `_saved_self` and kin, as users see it

    @classmethod
    def name(cls) -> str:
        """The operation's name, such as `PowBackward0`."""
        return cls.full_name or cls.__name__

    @property
    def next_functions(self) -> tuple[Edge, ...]:
        """For each input, (the node that made it, which of that node's outputs it was)."""
        sources = self.sources[:1] if self.lone and self.scalar is not None else self.sources
        return tuple([seen(edge_at(source)) for source in sources])

    def apply(self, m: ModuleType, grad: Any) -> tuple[Any, ...]:
        """The gradient for each input, from `grad`, the gradient of the output.

        `m` is the mathematics that the rules compute with: NumPy, or with `create_graph=True` the
        engine's own functions, so that what backward does is recorded too.

        RuntimeError when the saved values were freed, or modified since.
        """
        values = self.values
        if values is FREED or self.counters or versions.newest_first_change > self.number:
            values = self.checked_values()
        if m is not np:
            from . import recorded

            return recorded.apply(self, m, grad, values)
        rules = self.rules
        if len(values) == 2:  # written out: this is where the time goes
            one, two = values
            grads: tuple[Any, ...] = (
                None
                if one is None
                else rules[0](m, grad, one[0])
                if len(one) == 1
                else rules[0](m, grad, *one),
                None
                if two is None
                else rules[1](m, grad, two[0])
                if len(two) == 1
                else rules[1](m, grad, *two),
            )
            return grads if self.operands is None else self.fit_operands(m, grads)
        if len(values) == 1:
            (one,) = values
            return (rules[0](m, grad, one[0]) if len(one) == 1 else rules[0](m, grad, *one),)
        return tuple(
            [
                None if given is None else rule(m, grad, *given)
                for rule, given in zip(rules, values)  # noqa: B905 (strict takes longer)
            ]
        )

    def fit_operands(self, m: ModuleType, grads: tuple[Any, ...]) -> tuple[Any, ...]:
        """The gradients of operands that were broadcast or converted."""
        one, two = grads
        first, second = self.operands or (None, None)
        return (
            one if one is None or first is None else fitted(m, one, *first),
            two if two is None or second is None else fitted(m, two, *second),
        )

    def unpack_one(self, name: str, value: Any) -> Any:
        """One saved array as the tensor it was, with its place in the graph."""
        from .tensor import from_edge

        if not isinstance(value, np.ndarray):
            return value
        for place, operand in zip(self.input_names, self.operands or (), strict=False):
            if place == name and operand is not None and operand[1].kind == "f":
                value = value.astype(operand[1], copy=False)  # it was converted for the operation
        tensor = from_edge(value, (self, 0) if name == "result" else self._place_of(name))
        if tensor._counter is None:  # a new tensor: it shares the old one's version
            for counter, _, saved in self.counters:
                if saved == name:
                    tensor._counter = counter
        return tensor

    def _place_of(self, name: str) -> Edge:
        """Where the input of this name was made."""
        if name not in self.input_names:
            return None, 0
        if name == "self" and self.clone is not None:
            return self.clone, 0
        return edge_at(self.sources[self.input_names.index(name)])

    def __call__(self, *grads: Any) -> Any:
        """Apply this node's derivative rules to gradients (tensors), as backward would.

        Returns one tensor for one input, else a tuple; `None` for an input that wants none.
        """
        from .node_call import call_node

        return call_node(self, grads)

    @property
    def metadata(self) -> dict[Any, Any]:
        """A dictionary for the user's own notes on this node."""
        if self._metadata is None:
            self._metadata = {}
        return self._metadata

    def __dir__(self) -> list[str]:
        seen((self, 0))
        saved = [name for name in dir(type(self)) if "_saved_" in name]
        return sorted([*dir(object), *_PUBLIC, *saved])

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


class NotImplemented(Node):
    """An operation that is recorded, but has no derivative: it has edges to tracked inputs only."""

    full_name = "torch::autograd::NotImplemented"

    @property
    def next_functions(self) -> tuple[Edge, ...]:
        return tuple([edge for edge in super().next_functions if edge[0] is not None])


class AccumulateGrad(Node):
    """Where a leaf's gradient arrives: adds it to `variable.grad`. `variable` is the leaf."""

    __module__ = "builtins"  # what `type(node)` prints

    number = 2**64 - 1  # before every operation that is ready
    full_name = "torch::autograd::AccumulateGrad"
    variable: Any

    def __lt__(self, other: Node) -> bool:
        return False  # which of several leaves comes first makes no difference


def _refusing(name: str) -> Callable[[Node, Any], None]:
    def refuse(node: Node, value: Any) -> None:
        kind = type(node).__name__
        raise AttributeError(f"attribute '{name}' of '{kind}' objects is not writable")

    return refuse


for _name in ("metadata", "next_functions"):
    setattr(Node, _name, vars(Node)[_name].setter(_refusing(_name)))
