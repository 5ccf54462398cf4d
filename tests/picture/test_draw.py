"""`draw` and its `Picture`: what is shown where, and what is refused."""

import base64
import os
import re
import subprocess
import sys
import warnings
from collections import Counter
from html import unescape
from threading import Thread
from types import ModuleType
from typing import Any

import pytest
import torch as pytorch

from autograd_lessons.language import set_language
from autograd_lessons.picture import Edge, Picture, draw, watch

CHAIN = """
import sys
from autograd_lessons import engine as torch
from autograd_lessons.picture import draw

x = torch.tensor([1.0], requires_grad=True)
y = x**2
z = 3 * y
"""


def run(code: str, **environment: str) -> str:
    """Run `code` in a fresh process; return what it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=os.environ | {"PYTHONPATH": os.getcwd()} | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def chain(torch: ModuleType) -> Picture:
    x = torch.tensor([1.0], requires_grad=True)
    y = x**2
    y.retain_grad()
    z = 3 * y
    names = {"x": x, "y": y, "z": z}
    draw(z, names=names)  # from now on the signs know what backward frees
    z.backward()
    return draw(z, names=names)


def test_repr_is_short_text(torch: ModuleType) -> None:
    assert repr(chain(torch)).splitlines() == [
        "Picture of 3 tensors and 2 operations",
        "  x = [1]  leaf, grad [6]",
        "  y = [1]  retained, grad [3], PowBackward0 of x",
        "  z = [3]  non-leaf, grad not kept, MulBackward0 of y",
    ]


def test_repr_is_english_in_every_language(torch: ModuleType) -> None:
    english = repr(draw(torch.tensor(1.0).argmax()))
    set_language("ko")
    assert repr(draw(torch.tensor(1.0).argmax())) == english
    assert "result = 0  untracked, grad None" in english
    assert "1 tensor and 0 operations" in english


def test_unnamed_steps_in_words(torch: ModuleType) -> None:
    x = torch.tensor(0.0, requires_grad=True)
    y = x.exp().sin()
    picture = draw(y)
    assert "  ExpBackward0 of x" in repr(picture).splitlines()
    assert "exp of x. y (non-leaf) = sin of exp, value 0.8415" in alt(picture)


def alt(picture: Picture) -> str:
    found = re.search('alt="([^"]*)"', picture._repr_html_())
    assert found is not None
    return unescape(found[1])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Computation graph", "x (leaf), value [1], .grad [6]", "non-leaf", "not kept"]),
        ("ko", ["계산 그래프", "x(잎), 값 [1], .grad [6]", "잎 아님", "보관 안 함"]),
    ],
)
def test_html_is_an_image_with_its_description(
    torch: ModuleType, language: str, words: list[str]
) -> None:
    set_language(language)
    picture = chain(torch)
    html = picture._repr_html_()
    assert html.startswith("<img ")
    assert html.count("<") == 1
    data = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
    assert data is not None
    assert base64.b64decode(data[1]).decode() == picture.svg
    for word in words:
        assert word in alt(picture)
        assert word in picture.svg or " " in word
    assert picture._repr_mimebundle_() == {"text/plain": repr(picture), "text/html": html}


def test_wide_pictures_are_scrolled_instead_of_shrunk(torch: ModuleType) -> None:
    x = y = torch.tensor(1.0, requires_grad=True)
    for _ in range(12):
        y = y.sin()
    assert 'style="max-width:none"' in draw(y, direction="LR")._repr_html_()
    assert 'style="max-width:100%"' in draw(y)._repr_html_()
    assert 'style="max-width:100%"' in draw(x)._repr_html_()


def test_picture_stays_as_it_was_drawn(torch: ModuleType) -> None:
    x = torch.tensor(1.0, requires_grad=True)
    y = x * 2
    before = draw(y)
    shown = before.svg, before._repr_html_(), repr(before)
    y.backward()
    set_language("ko")
    assert (before.svg, before._repr_html_(), repr(before)) == shown
    assert draw(y).svg != before.svg


def test_watched_results_have_boxes(torch: ModuleType) -> None:
    x = torch.tensor(2.0, requires_grad=True)
    with watch() as results:
        y = (x * 3).exp()
    picture = draw(y, results=results)
    assert [node.value for node in picture.graph.tensors] == ["2", "6", "403.4"]


def test_drawing_changes_nothing_and_warns_of_nothing(torch: ModuleType) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = (x**2).sum()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first = draw(y)
        y.backward()
        second = draw(y)
    assert x.grad.tolist() == [2.0, 4.0]
    assert [node.sign for node in first.graph.operations] == ["x²", "sum"]
    assert first.graph.operations == second.graph.operations
    assert not y.retains_grad


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "draw() needs at least one tensor: draw(y)"),
        ((1.0,), "draw() takes tensors, not float"),
        (([],), "draw() takes tensors, not list"),
        ((None,), "draw() takes tensors, not NoneType"),
        ((pytorch.tensor(1.0), "y"), "draw() takes tensors, not str"),
    ],
)
def test_anything_but_tensors_is_refused_in_english(
    arguments: tuple[Any, ...], message: str
) -> None:
    set_language("ko")
    with pytest.raises(TypeError) as caught:
        draw(*arguments)
    assert str(caught.value) == message


def test_results_are_those_of_watch(torch: ModuleType) -> None:
    wrong: Any = [torch.tensor(1.0)]
    with pytest.raises(TypeError, match=r"results must be what watch\(\) gives.*, not list"):
        draw(torch.tensor(1.0), results=wrong)


def test_of_a_large_graph_the_ends_are_drawn(torch: ModuleType) -> None:
    leaves = [torch.tensor(float(n), requires_grad=True) for n in range(30)]
    y = leaves[0]
    for n in range(3000):
        if n == 1500:
            middle = y
        y = y + leaves[n % 30] if n % 3 else y * leaves[n % 30]
    picture = draw(y, names={"y": y, "middle": middle, "last leaf": leaves[-1]})
    signs = [node.sign for node in picture.graph.operations]
    assert signs == ["…", "×", "+", "+", "×", "+", "+", "…", "…", "×", "+", "+", "×", "+", "+"]
    left_out = [node for node in picture.graph.operations if node.operations or node.tensors]
    assert [(node.operations, node.tensors, node.name) for node in left_out] == [
        (0, 18, ""),
        (1494, 0, "AddBackward0 × 996, MulBackward0 × 498"),
        (1494, 0, "AddBackward0 × 996, MulBackward0 × 498"),
    ]
    named = [node.name for node in picture.graph.tensors if node.name]
    assert named == ["last leaf", "middle", "y"]
    assert "18 more tensors" in picture.svg
    assert "1,494 more operations" in picture.svg
    assert len(picture.graph.nodes) < 40
    first, *lines = repr(picture).splitlines()
    assert first == "Picture of 32 tensors and 3000 operations"
    assert lines[0] == "  … 18 tensors …"
    assert len(lines) <= 25
    assert alt(picture).startswith("Computation graph: 18 more tensors. no name (leaf), value 0")
    set_language("ko")
    assert "연산 1,494개 더" in draw(y, names={"y": y, "middle": middle}).svg


def test_edges_of_what_is_left_out_are_drawn_once(torch: ModuleType) -> None:
    x = y = torch.tensor(1.0, requires_grad=True)
    for _ in range(150):  # fewer than 200 nodes, but laying them out would take a minute
        y = y * x
    graph = draw(y).graph
    (left_out,) = [node for node in graph.operations if node.operations]
    assert left_out.operations == 138
    assert Counter(edge for edge in graph.edges if left_out.key in (edge.source, edge.target)) == {
        Edge("t0", left_out.key): 1,
        Edge("op5", left_out.key): 1,
        Edge(left_out.key, "op144"): 1,
    }
    assert all(not edge.derivative for edge in graph.edges)
    keys = [node.key for node in graph.nodes]
    assert all(keys.index(edge.source) < keys.index(edge.target) for edge in graph.edges)


def test_labels_at_edges_take_more_time_to_lay_out(torch: ModuleType) -> None:
    x = y = torch.tensor(1.0, requires_grad=True)
    for n in range(100):
        y = y * x if n % 2 else y + 1
    assert len(draw(y).graph.operations) == 100
    assert len(draw(y, derivatives=True).graph.operations) < 20


def test_many_unconnected_roots_are_summarised(torch: ModuleType) -> None:
    picture = draw(*[torch.tensor(float(n)) for n in range(500)])
    assert [node.tensors for node in picture.graph.operations] == [488]
    assert len(picture.graph.tensors) == 12
    assert repr(picture).startswith("Picture of 500 tensors and 0 operations")


def test_operation_with_thousands_of_results_is_summarised(torch: ModuleType) -> None:
    parts = torch.zeros(900, requires_grad=True).unbind()
    y = parts[0] * parts[1]
    picture = draw(*parts, y, names={"y": y})
    assert len(picture.graph.nodes) < 60
    assert sum(node.tensors for node in picture.graph.operations) > 800


def test_alternative_text_is_bounded(torch: ModuleType) -> None:
    x = y = torch.tensor(1.0, requires_grad=True)
    for _ in range(50):
        y = y * x
    picture = draw(y)
    assert " … 27 more … y (non-leaf) = × of ×, x, value 1, " in alt(picture)
    *_, more, last = repr(picture).splitlines()
    assert more == "  … 27 more …"
    assert last.startswith("  y = 1  non-leaf, grad not kept, MulBackward0 of")
    assert len(repr(picture).splitlines()) == 26


def test_same_bytes_in_every_process() -> None:
    code = CHAIN + "sys.stdout.write(draw(z).svg)"
    drawn = {run(code, PYTHONHASHSEED=seed, LC_ALL=where) for seed, where in ("1C", "2C")}
    assert len(drawn) == 1
    space: dict[str, Any] = {}
    exec(CHAIN, space)
    assert drawn == {draw(space["z"], names={key: space[key] for key in "xyz"}).svg}


def test_engine_and_pytorch_are_drawn_alike() -> None:
    from autograd_lessons import engine

    assert chain(engine).svg == chain(pytorch).svg


def test_pictures_of_the_engine_load_neither_pytorch_nor_jupyter() -> None:
    code = CHAIN + "draw(z)._repr_html_()\nprint(*sys.modules)"
    loaded = set(run(code).split())
    assert "wasmtime" in loaded
    assert loaded.isdisjoint({"torch", "IPython", "ipywidgets", "anywidget", "jupyter_client"})


def test_two_threads_draw_at_once(torch: ModuleType) -> None:
    expected = chain(torch).svg
    drawn: list[str] = []

    def work() -> None:
        drawn.extend(chain(torch).svg for _ in range(10))

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawn == [expected] * 40
