"""A tensor's graph as data, read through PyTorch's public protocol, so from either library."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from .constants import Constants
from .graph import NOT_KEPT, UNKNOWN, Edge, Graph, Node, OperationNode, TensorNode
from .signs import is_leaf_end, node_name, sign_of
from .tensors import Place, Tensor, place
from .values import grad_text, kind_of, value_text
from .watch import Results


def collect(
    roots: Iterable[Tensor],
    names: Mapping[str, Tensor],
    results: Results | None = None,
) -> Graph:
    """Return the graph that `roots` were made by.

    `names` gives tensors their names; `results`, what `watch` saw, the values of results without
    a name, and the constants that nodes do not save. A result that neither knows has no box: its
    operation leads straight to the next one.
    """
    return collected(roots, names, results).graph


def collected(
    roots: Iterable[Tensor],
    names: Mapping[str, Tensor],
    results: Results | None = None,
    unknown: Mapping[Place, str] = MappingProxyType({}),
) -> "Collector":
    """Collect as `collect` does; what is returned also knows the keys of nodes and results.

    `unknown` are names of results that nobody holds any more: they get a box, without a value.
    """
    results = Results() if results is None else results
    collector = Collector(Constants(names, results.constants), unknown)
    roots = list(roots)
    for root in roots:
        collector.know(root)
        collector.roots.add(id(root))
    for name, tensor in names.items():
        collector.names[id(collector.know(tensor))].append(name)
    for where, tensor in results.items():
        if place(tensor) == where:  # else an in-place operation has overwritten this result
            collector.know(tensor)
    for root in roots:
        collector.add(root)
    return collector


class Collector:
    """A graph in the making. `keys` are those of the nodes, `key_at` tells those of results."""

    def __init__(self, constants: Constants, unknown: Mapping[Place, str]) -> None:
        self.constants = constants
        self.unknown = unknown
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self.roots: set[int] = set()
        self.names: defaultdict[int, list[str]] = defaultdict(list)
        # The tensors to be drawn if they belong to the graph, by the node that made them.
        self.results: defaultdict[Any, dict[int, Tensor]] = defaultdict(dict)
        self.keys: dict[Any, str] = {}
        self.boxes: dict[int, tuple[str, Tensor]] = {}  # holds the tensor, so that its id stays its
        self.hollow: dict[Place, str] = {}
        self.operations = 0

    @property
    def graph(self) -> Graph:
        """What has been collected."""
        return Graph(tuple(self.nodes), tuple(self.edges))

    def know(self, tensor: Tensor) -> Tensor:
        """Take note of a tensor; return the object that stands for it."""
        node, number = place(tensor)
        return tensor if node is None else self.results[node].setdefault(number, tensor)

    def add(self, root: Tensor) -> None:
        """Add everything that `root` was made of, inputs first, then `root`."""
        pending = [root.grad_fn]
        while pending and pending[0] is not None:
            node = pending[-1]
            if node in self.keys:
                pending.pop()
                continue
            sources = [source for source, _ in node.next_functions if source is not None]
            waiting = [source for source in sources if source not in self.keys]
            if waiting:
                pending.extend(reversed(waiting))
            else:
                self.add_node(node)
        if root.grad_fn is None:
            self.add_box(root)

    def add_node(self, node: Any) -> None:
        if is_leaf_end(node):
            self.keys[node] = self.add_box(node.variable)
            return
        key = self.keys[node] = f"op{self.operations}"
        self.operations += 1
        uses = list(node.next_functions)
        sign = sign_of(node, [self.operand(*use) for use in uses], self.constants)
        self.nodes.append(OperationNode(key, sign, node_name(node)))
        self.edges += [Edge(self.key_at(*use), key) for use in uses if use[0] is not None]
        for _, tensor in sorted(self.results.get(node, {}).items()):
            self.edges.append(Edge(key, self.add_box(tensor)))

    def add_box(self, tensor: Tensor) -> str:
        if id(tensor) not in self.boxes:
            key = self.next_box()
            self.boxes[id(tensor)] = key, tensor
            name = " = ".join(self.names.get(id(tensor), ()))
            texts = value_text(tensor), grad_text(tensor)
            root = id(tensor) in self.roots
            self.nodes.append(TensorNode(key, name, *texts, kind_of(tensor), root))
        return self.boxes[id(tensor)][0]

    def add_hollow(self, where: Place) -> str:
        if where not in self.hollow:
            key = self.hollow[where] = self.next_box()
            name = self.unknown[where]
            self.nodes.append(TensorNode(key, name, UNKNOWN, NOT_KEPT, "non_leaf"))
            self.edges.append(Edge(self.keys[where[0]], key))
        return self.hollow[where]

    def next_box(self) -> str:
        return f"t{len(self.boxes) + len(self.hollow)}"

    def key_at(self, node: Any, number: int) -> str:
        """The box of a result, or the operation where the result has no box."""
        result = self.results.get(node, {}).get(number)
        if result is not None:
            return self.add_box(result)
        return (
            self.add_hollow((node, number)) if (node, number) in self.unknown else self.keys[node]
        )

    def operand(self, node: Any, number: int) -> str | None:
        """How a sign names an operand: None where nothing is tracked, "" where it has no name."""
        if node is None:
            return None
        tensor = node.variable if is_leaf_end(node) else self.results.get(node, {}).get(number)
        unknown = self.unknown.get((node, number), "")
        return next(iter(self.names.get(id(tensor), ())), unknown)
