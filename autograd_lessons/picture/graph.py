"""A computation graph as data: texts only, no tensors, so that a picture keeps nothing alive."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["leaf", "non_leaf", "retained", "untracked"]

NOT_KEPT = "not kept"
FREED = "freed"
CHANGED = "changed in place"
UNKNOWN = "…"
"""The value of a result that nobody holds any more."""


@dataclass(frozen=True, slots=True)
class TensorNode:
    """A tensor: its variables' name, value, gradient and kind, and whether it is what was drawn.

    `name` is empty where no variable holds it; `grad` is a value, ``None`` or `NOT_KEPT`. `arrived`
    is what backward brought there, kept or not, as the lines to be shown for it, if any. Where that
    says more than the kind, `state` is ``frozen`` (an input that does not require grad) or
    ``silenced`` (the result of something unrecorded that was told to require grad).
    """

    key: str
    name: str
    value: str
    grad: str
    kind: Kind
    root: bool = False
    arrived: str = ""
    state: Literal["", "frozen", "silenced"] = ""


@dataclass(frozen=True, slots=True)
class OperationNode:
    """An operation: the sign that a beginner reads (``×3``) and the node's real name.

    One that was not recorded says why (`cut`, a key of the texts), and `name` is the function's.
    `saved` is what it keeps for backward, by name; a value can be `FREED` or `CHANGED`. One that
    stands for many left-out nodes says how many operations or tensors they are.
    """

    key: str
    sign: str
    name: str
    saved: tuple[tuple[str, str], ...] = ()
    operations: int = 0
    tensors: int = 0
    cut: str = ""


Node: TypeAlias = TensorNode | OperationNode


@dataclass(frozen=True, slots=True)
class Edge:
    """One use of a result, from the key of what made it to the key of what takes it (forward).

    `derivative` is the local derivative of the operation that takes it, where that is known. A
    `dotted` one carries no gradient: the use was not recorded.
    """

    source: str
    target: str
    derivative: str = ""
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """Tensors ``t0, t1, …`` and operations ``op0, op1, …``, inputs before what is made of them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def tensors(self) -> tuple[TensorNode, ...]:
        """The tensors in order of creation."""
        return tuple(node for node in self.nodes if isinstance(node, TensorNode))

    @property
    def operations(self) -> tuple[OperationNode, ...]:
        """The operations in order of creation."""
        return tuple(node for node in self.nodes if isinstance(node, OperationNode))

    def inputs(self, key: str) -> tuple[str, ...]:
        """Keys of what flows into the node `key`, in order of its arguments."""
        return tuple(edge.source for edge in self.edges if edge.target == key)
