"""Random programs: what is drawn is what each library's own graph says, and the same for both."""

from collections import Counter
from collections.abc import Callable
from types import ModuleType
from typing import Any

import torch as pytorch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd_lessons import engine
from autograd_lessons.picture import Graph, collect, draw
from autograd_lessons.picture.summary import drawable

# Each takes PyTorch or the engine and two tensors; it makes one or several.
OPERATIONS: list[Callable[[Any, Any, Any], Any]] = [
    lambda torch, a, b: a + b,
    lambda torch, a, b: a * b,
    lambda torch, a, b: a - b,
    lambda torch, a, b: a.sigmoid(),
    lambda torch, a, b: a**2,
    lambda torch, a, b: a.sum(),
    lambda torch, a, b: 0.5 * a,
    lambda torch, a, b: a.detach(),
    lambda torch, a, b: torch.where(a > 0, a, b),
    lambda torch, a, b: a.clone().mul_(b.sum()),
    lambda torch, a, b: a.reshape(-1).unbind()[:2],
    lambda torch, a, b: torch.stack([a.sum(), b.sum()]).max(0)[:1],
]
STEP = st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 99), st.integers(0, 99))
LONG_STEP = st.tuples(st.sampled_from(OPERATIONS[:8]), st.integers(0, 99), st.integers(0, 99))
PROGRAM = st.lists(STEP, min_size=1, max_size=25)

Program = list[tuple[Callable[[Any, Any, Any], Any], int, int]]


def run(torch: ModuleType, program: Program) -> dict[str, Any]:
    """The tensors of a random program by name: two leaves, an untracked one, then what it makes."""
    made = [
        torch.tensor([1.0, -2.0], requires_grad=True),
        torch.tensor([[0.5, 1.0], [1.5, 2.0]], requires_grad=True),
        torch.tensor(3.0),
    ]
    for operation, first, second in program:
        result = operation(torch, made[first % len(made)], made[second % len(made)])
        made += result if isinstance(result, tuple | list) else [result]
    return {f"v{place}": tensor for place, tensor in enumerate(made)}


def uses(roots: list[Any]) -> Counter[tuple[str, str]]:
    """The edges of a graph by the names of their nodes, from `next_functions` alone."""
    seen, waiting = set(), [root.grad_fn for root in roots if root.grad_fn is not None]
    found: Counter[tuple[str, str]] = Counter()
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            sources = [source for source, _ in node.next_functions if source is not None]
            found.update((plain(node), plain(source)) for source in sources)
            waiting += sources
    return found


def plain(node: Any) -> str:
    """The node's name without PyTorch's C++ namespace: ``torch::autograd::AccumulateGrad``."""
    return str(node.name()).rpartition("::")[2]


def drawn_uses(graph: Graph) -> Counter[tuple[str, str]]:
    """The same, read from the picture: a box between two operations is passed over."""
    names = {node.key: node.name for node in graph.operations}
    makers = {edge.target: edge.source for edge in graph.edges if edge.target not in names}
    made_by = {
        node.key: names[makers[node.key]] if node.key in makers else "AccumulateGrad"
        for node in graph.tensors
    }
    return Counter(
        (names[edge.target], names.get(edge.source) or made_by[edge.source])
        for edge in graph.edges
        if edge.target in names
    )


def inputs_stand_first(graph: Graph) -> None:
    places = {node.key: place for place, node in enumerate(graph.nodes)}
    assert len(places) == len(graph.nodes)
    assert all(places[edge.source] < places[edge.target] for edge in graph.edges)


@settings(deadline=None, max_examples=1500)
@given(PROGRAM, st.booleans())
def test_random_graphs_are_those_of_next_functions(program: Program, named: bool) -> None:
    graphs = []
    for torch in (engine, pytorch):
        tensors = run(torch, program)
        roots = list(tensors.values())[-2:]
        graph = collect(roots, tensors if named else {})
        assert drawn_uses(graph) == uses(roots)
        inputs_stand_first(graph)
        graphs.append(graph)
    assert graphs[0] == graphs[1]


@settings(deadline=None, max_examples=15)
@given(PROGRAM, st.booleans())
def test_random_graphs_are_drawn_alike(program: Program, backward: bool) -> None:
    svgs = []
    for torch in (engine, pytorch):
        tensors = run(torch, program)
        root = list(tensors.values())[-1].sum()
        if backward and root.requires_grad:
            root.backward()
        svgs.append(draw(root, names=tensors, legend=True).svg)
        assert svgs[-1] == draw(root, names=tensors, legend=True).svg
    assert svgs[0] == svgs[1]


@settings(deadline=None, max_examples=10)
@given(st.lists(LONG_STEP, min_size=150, max_size=300))
def test_summaries_count_everything_and_have_no_circles(
    program: Program,
) -> None:
    tensors = run(engine, program)
    roots = list(tensors.values())[-40:]
    whole = collect(roots, dict(list(tensors.items())[::7]))
    graph = drawable(whole)
    assert len(graph.nodes) <= 200
    shown = sum(node.operations or 1 for node in graph.operations if not node.tensors)
    assert shown == len(whole.operations)
    inputs_stand_first(graph)
    given_in = sum(node.tensors for node in graph.operations) + len(graph.tensors)
    assert given_in <= len(whole.tensors)
