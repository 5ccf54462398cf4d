"""A tensor's graph as data, read through PyTorch's public protocol, so from either library."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from .constants import Constants
from .cuts import Source, Unrecorded, history_of, untracked_of
from .graph import NOT_KEPT, UNKNOWN, Edge, Graph, Node, OperationNode, TensorNode
from .paths import Step, made_of, maker
from .signs import is_leaf_end, name_of_unrecorded, node_name, sign_of, sign_of_unrecorded
from .tensors import Place, Tensor, place
from .values import grad_text, kind_of, value_text
from .watch import Results


def collect(
    roots: Iterable[Tensor],
    names: Mapping[str, Tensor],
    results: Results | None = None,
) -> Graph:
    """Return the graph that `roots` were made by, and what `watch` noted of what was not recorded.

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
            collector.know(tensor, where)
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
        self.leaves: dict[Any, Tensor] = {}
        self.ghosts: dict[Unrecorded | None, str] = {}
        self.boxes: dict[int, tuple[str, Any]] = {}  # holds the thing, so that its id stays its
        self.hollow: dict[Place, str] = {}
        self.operations = 0

    @property
    def graph(self) -> Graph:
        """What has been collected."""
        return Graph(tuple(self.nodes), tuple(self.edges))

    def know(self, tensor: Tensor, where: Place | None = None) -> Tensor:
        """Take note of a tensor, which is at `where`; return the object that stands for it."""
        node, number = where or place(tensor)
        return tensor if node is None else self.results[node].setdefault(number, tensor)

    def add(self, root: Tensor) -> None:
        """Add everything that `root` was made of, inputs first, then `root`."""
        first = maker(root)
        pending: list[tuple[Step, Iterator[Step]]] = []
        if first is not None and not self.has(first):
            pending.append((first, made_of(first)))
        while pending:
            step, sources = pending[-1]
            waiting = next((source for source in sources if not self.has(source)), None)
            if waiting is not None:
                pending.append((waiting, made_of(waiting)))
                continue
            pending.pop()
            if isinstance(step, Unrecorded):
                self.add_unrecorded(step)
            else:
                self.add_node(step)
        if root.grad_fn is None:
            self.add_box(root)

    def has(self, step: Step) -> bool:
        """Whether a step is drawn already."""
        return step in (self.ghosts if isinstance(step, Unrecorded) else self.keys)

    def add_node(self, node: Any) -> None:
        if is_leaf_end(node):
            self.leaves[node] = node.variable
            self.keys[node] = self.add_box(node.variable)
            return
        key = self.keys[node] = self.next_operation()
        uses = node.next_functions
        sign = sign_of(node, [self.operand(*use) for use in uses], self.constants)
        untracked = [self.key_of(source) for source in untracked_of(node)]
        self.nodes.append(OperationNode(key, sign, node_name(node)))
        self.edges += [Edge(self.key_at(*use), key) for use in uses if use[0] is not None]
        self.add_dotted(untracked, key)
        for _, tensor in sorted(self.results.get(node, {}).items()):
            self.edges.append(Edge(key, self.add_box(tensor)))

    def add_unrecorded(self, operation: Unrecorded) -> None:
        key = self.ghosts[operation] = self.next_operation()
        sources = [self.key_of(source, unnamed=True) for source in operation.sources]
        name = name_of_unrecorded(operation.operation)
        self.nodes.append(OperationNode(key, sign_of_unrecorded(name), name, cut=operation.cut))
        self.add_dotted(sources, key)

    def add_dotted(self, sources: Iterable[str | None], key: str) -> None:
        self.edges += [Edge(source, key, dotted=True) for source in sources if source]

    def key_of(self, source: Source, unnamed: bool = False) -> str | None:
        """What went into an operation: a box, or the operation where it has none.

        None for a constant: an untracked tensor that nothing is known of. With `unnamed`, it has a
        box, too.
        """
        if source.place is not None:
            return self.key_at(*source.place)
        if (tensor := source.tensor) is None:
            return None if source.history is None else self.ghosts[source.history]
        if unnamed or source.history is not None or id(tensor) in self.names:
            return self.add_box(tensor, source)
        return None

    def add_box(self, tensor: Tensor, source: Source | None = None) -> str:
        if id(tensor) in self.boxes:
            return self.boxes[id(tensor)][0]
        history = None if source is None else source.history
        if history is None and tensor.grad_fn is None:
            history = history_of(tensor)
        # What is left of one unnamed result can be several tensors with its values.
        thing = tensor if history is None or id(tensor) in self.names else history
        if id(thing) not in self.boxes:
            key = self.next_box()
            self.boxes[id(thing)] = key, thing
            name = " = ".join(self.names.get(id(tensor), ()))
            texts = value_text(tensor), grad_text(tensor)
            root = id(tensor) in self.roots
            kind = kind_of(tensor)
            silenced = kind == "leaf" and history is not None and history.cut != "rebuilt"
            state: Any = "silenced" if silenced else ""
            if kind == "untracked" and source is not None and history is None:
                state = "frozen"
            self.nodes.append(TensorNode(key, name, *texts, kind, root, state=state))
            if history in self.ghosts:
                self.add_dotted([self.ghosts[history]], key)
        return self.boxes[id(thing)][0]

    def add_hollow(self, where: Place) -> str:
        if where not in self.hollow:
            key = self.hollow[where] = self.next_box()
            name = self.unknown[where]
            self.nodes.append(TensorNode(key, name, UNKNOWN, NOT_KEPT, "non_leaf"))
            self.edges.append(Edge(self.keys[where[0]], key))
        return self.hollow[where]

    def next_operation(self) -> str:
        self.operations += 1
        return f"op{self.operations - 1}"

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
        leaf = self.leaves.get(node)
        tensor = self.results.get(node, {}).get(number) if leaf is None else leaf
        unknown = self.unknown.get((node, number), "")
        return next(iter(self.names.get(id(tensor), ())), unknown)
