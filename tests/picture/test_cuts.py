"""What was not recorded, as `watch` notes it and `draw` shows it; nothing is kept alive."""

import copy
import gc
import threading
import weakref
from collections.abc import Callable
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from autograd_lessons.language import LANGUAGES, set_language, text
from autograd_lessons.picture import Edge, collect, draw, texts_of, watch
from autograd_lessons.picture.style import GHOST_FILL, GHOST_LINE, MUTED

from .test_svg import HOSTILE, contrast, groups, texts

SVG = "{http://www.w3.org/2000/svg}"


def no_grad(torch: ModuleType, x: Any) -> Any:
    with torch.no_grad():
        return x * 2


def switched_off(torch: ModuleType, x: Any) -> Any:
    torch.set_grad_enabled(False)
    try:
        return x * 2
    finally:
        torch.set_grad_enabled(True)


def inference(torch: ModuleType, x: Any) -> Any:
    with torch.inference_mode():
        return x * 2


def rebuilt(torch: ModuleType, x: Any) -> Any:
    with pytest.warns(UserWarning, match="To copy construct"):
        return torch.tensor(x)


CUTS: dict[str, tuple[Callable[[ModuleType, Any], Any], str, str]] = {
    "argmax": (lambda torch, x: x.argmax(), "index", "argmax"),
    "argmin": (lambda torch, x: torch.argmin(x, 0), "index", "argmin"),
    "argsort": (lambda torch, x: x.argsort(), "index", "argsort"),
    "indices of sort": (lambda torch, x: x.sort()[1], "index", "sort"),
    "indices of topk": (lambda torch, x: torch.topk(x, 2).indices, "index", "topk"),
    "indices of max": (lambda torch, x: x.max(0).indices, "index", "max"),
    ">": (lambda torch, x: x > 2, "comparison", ">"),
    "==": (lambda torch, x: x == x.detach(), "comparison", "="),
    "isclose": (lambda torch, x: torch.isclose(x, x), "comparison", "isclose"),
    "to": (lambda torch, x: x.to(torch.int64), "cast", "to"),
    "int": (lambda torch, x: x.int(), "cast", "int"),
    "long": (lambda torch, x: x.long(), "cast", "long"),
    "bool": (lambda torch, x: x.bool(), "cast", "bool"),
    "detach": (lambda torch, x: x.detach(), "detach", "detach"),
    "data": (lambda torch, x: x.data, "detach", "data"),
    "no_grad": (no_grad, "no_grad", "×"),
    "set_grad_enabled": (switched_off, "no_grad", "×"),
    "inference_mode": (inference, "inference_mode", "×"),
    "torch.tensor": (rebuilt, "rebuilt", "tensor"),
}


@pytest.mark.parametrize("name", CUTS)
def test_a_cut_is_drawn_with_its_reason(torch: ModuleType, name: str) -> None:
    run, cut, sign = CUTS[name]
    x = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)
    with watch():
        y = run(torch, x)
    graph = collect([y], {"x": x, "y": y})
    ghosts = [node for node in graph.operations if node.cut == cut]
    assert [node.sign for node in ghosts] == [sign]
    assert Edge("t0", ghosts[0].key, dotted=True) in graph.edges
    assert graph.tensors[0].name == "x"
    assert graph.tensors[-1].name == "y"
    assert graph.edges[-1] == Edge(ghosts[0].key, graph.tensors[-1].key, dotted=True)


@pytest.mark.parametrize("method", ["int", "long", "short", "bool"])
def test_conversions_are_casts(torch: ModuleType, method: str) -> None:
    x = torch.tensor([1.0], requires_grad=True)
    with watch():
        y = getattr(x, method)()
    assert [node.cut for node in collect([y], {"x": x}).operations] == ["cast"]


@pytest.mark.parametrize(
    "take",
    [
        lambda torch, x: torch.tensor(x.item()),
        lambda torch, x: torch.tensor([x.item(), 1.0]),
        lambda torch, x: torch.tensor(float(x)),
        lambda torch, x: torch.tensor(x.reshape(1).tolist()),
        lambda torch, x: torch.tensor(x.detach().numpy()),
    ],
    ids=["item", "item in a list", "float", "tolist", "numpy"],
)
@pytest.mark.filterwarnings("ignore:Converting a tensor with requires_grad")
def test_the_way_through_a_python_value_is_seen(torch: ModuleType, take: Any) -> None:
    x = torch.tensor(2.5, requires_grad=True)
    with watch():
        y = take(torch, x) * 2
    graph = collect([y], {"x": x, "y": y})
    cuts = [node.cut for node in graph.operations if node.cut not in ("", "after")]
    assert cuts in (["number"], ["detach"])
    assert graph.tensors[0].name == "x"


def test_a_number_that_came_from_a_tensor_cuts_within_a_graph(torch: ModuleType) -> None:
    x = torch.tensor(3.0, requires_grad=True)
    with watch():
        y = x * x.item()
        z = x * 3.0  # an equal number is not the same
    assert [node.cut for node in collect([y], {"x": x}).operations] == ["number", ""]
    assert [node.cut for node in collect([z], {"x": x}).operations] == [""]


def test_frozen_leaf_stands_beside_the_path(torch: ModuleType) -> None:
    w = torch.tensor(4.0)
    h = torch.tensor(3.0, requires_grad=True)
    with watch():
        y = w * h
    graph = collect([y], {"w": w, "h": h, "y": y})
    assert [(node.name, node.state) for node in graph.tensors] == [
        ("h", ""),
        ("w", "frozen"),
        ("y", ""),
    ]
    assert Edge("t0", "op0") in graph.edges
    assert Edge("t1", "op0", dotted=True) in graph.edges


def test_everything_frozen_is_a_path_without_a_cut(torch: ModuleType) -> None:
    w, b = torch.tensor(4.0), torch.tensor(1.0)
    with watch():
        y = w * b
    graph = collect([y], {"w": w, "b": b, "y": y})
    assert [node.cut for node in graph.operations] == ["after"]
    assert [node.state for node in graph.tensors] == ["frozen", "frozen", ""]


def test_silencing_is_not_mending(torch: ModuleType) -> None:
    x = torch.tensor([1.0, 3.0], requires_grad=True)
    with watch():
        y = x.argmax().float().requires_grad_()
    y.backward()
    graph = collect([y], {"x": x, "y": y})
    assert [node.cut for node in graph.operations] == ["index", "after"]
    last = graph.tensors[-1]
    assert (last.name, last.kind, last.grad, last.state) == ("y", "leaf", "1", "silenced")
    assert all(edge.dotted for edge in graph.edges)


def test_detaching_in_the_middle_keeps_both_halves(torch: ModuleType) -> None:
    a, b = (torch.tensor(n, requires_grad=True) for n in (2.0, 3.0))
    with watch():
        y = (a**2).detach() * b
    graph = collect([y], {"a": a, "b": b, "y": y})
    solid = [edge for edge in graph.edges if not edge.dotted]
    assert [node.cut for node in graph.operations] == ["", "detach", ""]
    assert len(solid) == 3
    keys = [node.key for node in graph.nodes]
    assert all(keys.index(edge.source) < keys.index(edge.target) for edge in graph.edges)


def test_changes_in_place_without_record_are_seen(torch: ModuleType) -> None:
    x = torch.tensor(2.0, requires_grad=True)
    total = torch.tensor(0.0)
    with watch(), torch.no_grad():
        total += x
        total.mul_(3)
    graph = collect([total], {"x": x, "total": total})
    assert [node.name for node in graph.tensors] == ["x", "total"]
    assert {node.cut for node in graph.operations} == {"no_grad"}


def test_a_part_written_to_without_record_is_seen(torch: ModuleType) -> None:
    x = torch.tensor(2.0, requires_grad=True)
    y = torch.zeros(2)
    with watch(), torch.no_grad():
        y[0] = x
    graph = collect([y], {"x": x, "y": y})
    assert [node.cut for node in graph.operations] == ["no_grad"]
    assert [node.name for node in graph.tensors] == ["x", "y"]


def test_values_taken_for_their_shape_are_no_cut(torch: ModuleType) -> None:
    x = torch.tensor([1.0], requires_grad=True)
    with watch():
        made = torch.zeros_like(x), x.new_ones(2)
    for y in made:
        assert collect([y], {"x": x}).edges == ()


def test_recorded_operations_are_no_cut(torch: ModuleType) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with watch():
        y = (x.clone().reshape(2, 1).round() + 1).max()
    assert not any(edge.dotted for edge in collect([y], {"x": x}).edges)


def test_without_watch_nothing_is_drawn(torch: ModuleType) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with watch():
        pass
    assert collect([x.argmax()], {"x": x}).edges == ()


def test_engine_and_pytorch_are_drawn_alike() -> None:
    import torch as pytorch

    from autograd_lessons import engine

    drawn = []
    for torch in (engine, pytorch):
        x: Any = torch.tensor([1.0, 3.0], requires_grad=True)
        with watch():
            y = (x.detach() * x.argmax()).sum()
        drawn.append(draw(y, names={"x": x, "y": y}).svg)
    assert drawn[0] == drawn[1]


def drawn(torch: ModuleType, name: str = "x") -> Any:
    x = torch.tensor([1.0, 3.0], requires_grad=True)
    with watch():
        y = x.argmax()
    return draw(y, names={name: x, "y": y}, legend=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_ghosts_are_dotted_and_say_why(torch: ModuleType, language: str) -> None:
    set_language(language)
    picture = drawn(torch)
    found = groups(picture.svg)
    oval = found["op0"].find(f"{SVG}ellipse")
    assert oval is not None
    assert oval.attrib["stroke-dasharray"]
    assert texts(found["op0"]) == ["argmax", text("picture.cut.index")]
    assert list(texts_of(picture.graph)["op0"]) == texts(found["op0"])
    for edge in ("e0", "e1"):
        path = found[edge].find(f"{SVG}path")
        assert path is not None
        assert path.attrib["stroke-dasharray"]
    assert text("picture.cut.index") in picture._repr_html_()
    assert text("picture.legend.cut") in picture.svg


def test_ghosts_in_plain_text(torch: ModuleType) -> None:
    assert repr(drawn(torch)).splitlines()[1:] == [
        "  x = [1, 3]  leaf, grad None",
        "  y = 1  untracked, grad None, argmax (not recorded: index) of x",
    ]


def test_ghosts_with_derivatives_and_saved_values(torch: ModuleType) -> None:
    x = torch.tensor(3.0, requires_grad=True)
    with watch():
        y = x.detach() * x
    picture = draw(y, names={"x": x, "y": y}, saved=True, derivatives=True)
    labels = [edge.derivative for edge in picture.graph.edges if edge.target == "op1"]
    assert labels == ["3", ""]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text(torch: ModuleType, name: str) -> None:
    picture = drawn(torch, name)
    ElementTree.fromstring(picture.svg)
    assert picture._repr_html_().count("<") == 1


def test_contrast_of_ghosts() -> None:
    assert contrast(MUTED, GHOST_FILL) >= 4.5
    assert contrast(GHOST_LINE, GHOST_FILL) >= 4.5


@pytest.fixture
def _no_cycle_collector() -> Any:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_no_cycle_collector")
def test_what_is_noted_lives_as_long_as_the_result(torch: ModuleType) -> None:
    x = torch.tensor([1.0, 3.0], requires_grad=True)
    with watch():
        y = (x * 2).argmax().float() * 2
        z = x * x.detach() * x.sum().item()
    alive = [weakref.ref(each) for each in (x, y, z)]
    assert len(collect([y], {}).operations) == 4
    del x
    assert len(collect([y], {}).tensors) == 4  # as a graph keeps its leaves
    del y, z
    assert [ref() for ref in alive] == [None] * 3


@pytest.mark.usefixtures("_no_cycle_collector")
def test_inference_without_watch_keeps_nothing_alive(torch: ModuleType) -> None:
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    state, seen = torch.tensor([1.0, 1.0]), []
    with torch.no_grad():
        for _ in range(5):
            state = (w * state).sin()
            seen.append(weakref.ref(state))
    assert [ref() is None for ref in seen] == [True] * 4 + [False]


@pytest.mark.usefixtures("_no_cycle_collector")
def test_results_that_are_dropped_are_freed_while_watching(torch: ModuleType) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with watch(), torch.no_grad():
        seen = [weakref.ref(x * n) for n in range(5)]
    assert [ref() for ref in seen] == [None] * 5


@pytest.mark.usefixtures("_no_cycle_collector")
def test_a_gradient_of_ones_own_does_not_keep_its_tensor(torch: ModuleType) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with watch():
        x.grad = x.detach() * 2
    alive = weakref.ref(x)
    del x
    assert alive() is None


@pytest.mark.usefixtures("_no_cycle_collector")
def test_a_memory_written_to_in_a_loop_is_freed(torch: ModuleType) -> None:
    w = torch.tensor(0.5, requires_grad=True)
    memory = torch.zeros(4)
    with watch():
        for n in range(1, 4):
            memory[n] = w * memory[n - 1].clone() + 1
    memory.sum().backward()
    alive = weakref.ref(memory)
    del memory
    assert alive() is None


@pytest.mark.usefixtures("_no_cycle_collector")
def test_a_long_history_is_forgotten_without_recursion(torch: ModuleType) -> None:
    x = y = torch.tensor(1.0, requires_grad=True)
    first = weakref.ref(x)
    with watch(), torch.no_grad():
        for _ in range(20_000):
            y = y + 1
    assert len(collect([y], {}).operations) == 20_000
    del x
    assert first() is not None
    del y
    assert first() is None


def test_threads_watch_their_own(torch: ModuleType) -> None:
    found: list[list[str]] = []
    both = threading.Barrier(2)

    def work(name: str) -> None:
        for _ in range(20):
            x = torch.tensor([1.0, 3.0], requires_grad=True)
            both.wait()
            with watch() as results:
                y = getattr(x, name)(0).float() * torch.stack([x, x]).detach().sum()
            names = [node.name for node in collect([y], {"x": x}).operations if node.cut != "after"]
            found.append([*names, str(len(results))])

    threads = [threading.Thread(target=work, args=[name]) for name in ("argmax", "argmin")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted(
        [["argmax", "StackBackward0", "detach", "1"], ["argmin", "StackBackward0", "detach", "1"]]
        * 20
    )


def test_watched_results_can_be_copied(torch: ModuleType) -> None:
    x = torch.tensor([1.0, 3.0], requires_grad=True)
    with watch():
        y = x.detach()
    assert vars(copy.deepcopy(y)).keys() == vars(copy.deepcopy(x.detach())).keys()


def test_watching_changes_no_result(torch: ModuleType) -> None:
    def run() -> list[np.ndarray]:
        x = torch.tensor([1.0, -3.0, 2.0], requires_grad=True)
        y = (x.detach() * x.relu() / x.abs().max().item() + (x > 0) * x**2).sum()
        y.backward()
        return [each.detach().numpy() for each in (y, x.grad)]

    plain = run()
    with watch():
        watched = run()
    assert all(np.array_equal(*pair) for pair in zip(plain, watched, strict=True))


def test_watches_can_be_nested(torch: ModuleType) -> None:
    x = torch.tensor([1.0, 3.0], requires_grad=True)
    with watch(), watch():
        y = x.argmax()
    assert [node.cut for node in collect([y], {"x": x}).operations] == ["index"]
