"""A graph as data: what it holds is what PyTorch's own graph says."""

import gc
import random
import weakref
from collections import Counter
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from autograd_lessons.picture import NOT_KEPT, Edge, Graph, collect, texts_of, watch
from autograd_lessons.picture.collect import collected
from autograd_lessons.picture.graph import UNKNOWN


def states(graph: Graph) -> dict[str, tuple[str, str, str]]:
    return {node.name: (node.kind, node.value, node.grad) for node in graph.tensors}


def walked(root: Any) -> Iterator[tuple[Any, Any]]:
    """The uses in a graph, read from `next_functions` alone: (node, the node it uses)."""
    seen, waiting = set(), [root.grad_fn]
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        for source, _ in node.next_functions:
            if source is not None:
                yield node, source
                waiting.append(source)


def test_chain_before_and_after_backward(torch: ModuleType) -> None:
    x = torch.tensor([1.0], requires_grad=True)
    y = x**2
    z = 3 * y
    names = {"x": x, "y": y, "z": z}
    before = collect([z], names)
    assert states(before) == {
        "x": ("leaf", "[1]", "None"),
        "y": ("non_leaf", "[1]", NOT_KEPT),
        "z": ("non_leaf", "[3]", NOT_KEPT),
    }
    assert [node.key for node in before.nodes] == ["t0", "op0", "t1", "op1", "t2"]
    assert [(node.sign, node.name) for node in before.operations] == [
        ("x²", "PowBackward0"),
        ("× 3", "MulBackward0"),
    ]
    chain = ["t0", "op0", "t1", "op1", "t2"]
    assert before.edges == tuple(map(Edge, chain, chain[1:]))
    assert [node.root for node in before.tensors] == [False, False, True]

    y.retain_grad()
    z.backward()
    after = collect([z], names)
    assert states(after) == {
        "x": ("leaf", "[1]", "[6]"),
        "y": ("retained", "[1]", "[3]"),
        "z": ("non_leaf", "[3]", NOT_KEPT),
    }
    assert after.operations == before.operations
    assert after.edges == before.edges


def test_constants_are_left_out_once_they_are_freed(torch: ModuleType) -> None:
    x = torch.tensor(2.0, requires_grad=True)
    y = 3 * x
    z = y * y
    z.backward()
    graph = collect([z], {"x": x})
    assert [node.sign for node in graph.operations] == ["× …", "×"]


def test_tensor_used_twice_has_two_edges(torch: ModuleType) -> None:
    a = torch.tensor(1.5, requires_grad=True)
    b = a + a
    graph = collect([b], {"a": a, "b": b})
    assert graph.edges == (Edge("t0", "op0"), Edge("t0", "op0"), Edge("op0", "t1"))
    assert graph.inputs("op0") == ("t0", "t0")


def test_result_without_name_has_no_box_unless_watched(torch: ModuleType) -> None:
    x = torch.tensor(0.0, requires_grad=True)
    with watch() as results:
        z = torch.exp(x) + x
    plain = collect([z], {"x": x, "z": z})
    assert [node.name for node in plain.tensors] == ["x", "z"]
    assert Edge("op0", "op1") in plain.edges
    watched = collect([z], {"x": x, "z": z}, results)
    assert states(watched)[""] == ("non_leaf", "1", NOT_KEPT)
    assert Edge("op0", "t1") in watched.edges
    assert Edge("t1", "op1") in watched.edges
    assert texts_of(watched)["t1"] == ("no name", "1", "not kept")


def test_result_overwritten_in_place_is_not_shown_as_it_was(torch: ModuleType) -> None:
    x = torch.tensor(1.0, requires_grad=True)
    with watch() as results:
        y = x + 1
        y += 5
    graph = collect([y], {"x": x, "y": y}, results)
    assert [(node.name, node.value) for node in graph.tensors] == [("x", "1"), ("y", "7")]


def test_untracked_root_is_one_box(torch: ModuleType) -> None:
    x = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)
    graph = collect([x.argmax()], {"x": x})
    assert states(graph) == {"": ("untracked", "1", "None")}
    assert graph.edges == ()
    assert texts_of(graph) == {"t0": ("result", "1", "None")}


def test_leaf_root(torch: ModuleType) -> None:
    x = torch.tensor(1.0, requires_grad=True)
    assert states(collect([x], {"x": x})) == {"x": ("leaf", "1", "None")}


def test_several_roots_share_their_graph(torch: ModuleType) -> None:
    x = torch.tensor(1.0, requires_grad=True)
    y, z = x * 2, x.detach()
    graph = collect([y, z, y], {"x": x, "y": y, "z": z})
    assert [(node.name, node.kind, node.root) for node in graph.tensors] == [
        ("x", "leaf", False),
        ("y", "non_leaf", True),
        ("z", "untracked", True),
    ]


def test_tensor_with_two_names_shows_both(torch: ModuleType) -> None:
    x = torch.tensor(1.0, requires_grad=True)
    y = x * 2
    graph = collect([y], {"x": x, "w": x, "y": y})
    assert [node.name for node in graph.tensors] == ["x = w", "y"]


def test_variables_outside_the_graph_are_not_drawn(torch: ModuleType) -> None:
    x = torch.tensor(1.0, requires_grad=True)
    other = torch.tensor(5.0, requires_grad=True)
    graph = collect([x * 2], {"x": x, "other": other, "double": other * 2})
    assert [node.name for node in graph.tensors] == ["x", ""]


def test_leaf_that_stopped_requiring_grad_stays_in_the_graph(torch: ModuleType) -> None:
    x = torch.tensor(3.0, requires_grad=True)
    y = x**2
    x.requires_grad = False
    y.backward()
    assert states(collect([y], {"x": x, "y": y}))["x"] == ("untracked", "3", "None")


def test_rebound_name_does_not_name_the_old_leaf(torch: ModuleType) -> None:
    x = torch.tensor(1.0, requires_grad=True)
    y = x**2
    x = x.detach()
    graph = collect([y], {"x": x, "y": y})
    assert [node.name for node in graph.tensors] == ["", "y"]


def test_random_graphs_have_the_edges_of_next_functions(torch: ModuleType) -> None:
    for seed in range(20):
        chosen = random.Random(seed)
        tensors = [torch.tensor(float(n), requires_grad=True) for n in range(3)]
        for _ in range(25):
            a, b = chosen.choice(tensors), chosen.choice(tensors)
            tensors.append(chosen.choice([a + b, a * b, a - b, a.sin(), a * 2.0, -a]))
        root = tensors[-1]
        graph = collect([root], {})
        names = {node.key: getattr(node, "name", "") for node in graph.operations}
        found = Counter(
            (names[edge.target], names.get(edge.source, "leaf"))
            for edge in graph.edges
            if edge.target in names
        )

        def name(node: Any) -> str:
            return "leaf" if hasattr(node, "variable") else node.name()

        expected = Counter((name(node), name(source)) for node, source in walked(root))
        assert found == expected
        keys = [node.key for node in graph.nodes]
        assert all(keys.index(edge.source) < keys.index(edge.target) for edge in graph.edges)


def test_deep_graph_without_recursion(torch: ModuleType) -> None:
    x = y = torch.tensor(1.0, requires_grad=True)
    for _ in range(20_000):
        y = y + 1
    graph = collect([y], {"x": x})
    assert len(graph.operations) == 20_000
    assert graph.tensors[-1].value == "20001"


def test_wide_shared_graph_is_visited_once(torch: ModuleType) -> None:
    y = torch.tensor(1.0, requires_grad=True)
    for _ in range(200):  # 2 ** 200 paths
        y = y + y
    assert len(collect([y], {}).operations) == 200


def test_graph_and_watching_keep_nothing_alive(torch: ModuleType) -> None:
    gc.disable()  # freed without the cycle collector
    try:
        x = torch.tensor(1.0, requires_grad=True)
        with watch() as results:
            y = x.sin() * x
        graph = collect([y], {"x": x, "y": y}, results)
        watched = [weakref.ref(tensor) for tensor in results.values()]
        assert len(watched) == 2
        del y
        assert all(ref() is not None for ref in watched)
        del results
        assert all(ref() is None for ref in watched)
        leaf = weakref.ref(x)
        del x
        assert leaf() is None
        assert len(graph.tensors) == 3
    finally:
        gc.enable()


def test_watching_ends_with_its_block(torch: ModuleType) -> None:
    x = torch.tensor(1.0, requires_grad=True)
    with pytest.raises(ZeroDivisionError), watch() as results:  # noqa: PT012
        y = x + 1
        raise ZeroDivisionError
    assert len(results) == 1
    z = y + 1
    assert len(results) == 1
    assert collect([z], {}, results).tensors[1].value == "2"


def test_watching_keeps_no_untracked_results(torch: ModuleType) -> None:
    x = torch.tensor(1.0, requires_grad=True)
    with watch() as results:
        with torch.no_grad():
            x * 2
        x.detach()
        torch.tensor(1.0) * 3
    assert len(results) == 0
    assert repr(results) == "<0 watched results>"


def test_results_that_nobody_holds_can_have_boxes(torch: ModuleType) -> None:
    x = torch.tensor(2.0, requires_grad=True)
    y = (x + 1) * x
    sum_place = y.grad_fn.next_functions[0]
    found = collected([y], {"x": x, "y": y}, unknown={sum_place: "v₁"})
    assert [(node.name, node.value) for node in found.graph.tensors] == [
        ("x", "2"),
        ("v₁", UNKNOWN),
        ("y", "6"),
    ]
    assert found.key_at(*sum_place) == "t1"
    assert found.graph.inputs("t1") == (found.keys[sum_place[0]],)
    assert found.graph.inputs(found.keys[y.grad_fn]) == ("t1", "t0")
