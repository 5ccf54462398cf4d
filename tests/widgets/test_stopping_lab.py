"""`stopping_lab`: what it shows is what PyTorch does with the very program that is read."""

import pytest
import torch

from autograd_lessons import stopping_lab
from autograd_lessons.language import entry
from autograd_lessons.widgets.stopped import state_of
from autograd_lessons.widgets.ways import LAYERS, NAMES, PRELUDE, WAYS, WEIGHTS, program

EVERYWHERE = [(way, place) for way in WAYS for place in LAYERS]
REACHED = {
    "freeze": ([2, 3], [1, 3], [1, 2]),
    "freeze_late": ([2, 3], [1, 3], [1, 2]),
    "detach": ([1, 2, 3], [2, 3], [3]),
    "rebind": ([1, 2, 3],) * 3,
    "data": ([1, 2, 3], [2, 3], [3]),
    "no_grad": ([2, 3], [3], []),
    "inference_mode": ([], [], []),
    "eval": ([1, 2, 3],) * 3,
    "typo": ([1, 2, 3],) * 3,
}


def said(key, **facts):
    return entry(f"stopping_lab.{key}").format(**facts)


def press(widget, do, **more):
    widget._handle_custom_msg({"do": do, **more}, [])


def of_pytorch(way, place):
    """Run the shown program with PyTorch: the states before backward and after, and the error."""
    shown = program(way, place)
    known = {"torch": torch, "__name__": __name__}
    exec(PRELUDE, known)
    error = ""
    try:
        exec("\n".join(shown.forward), known)
    except RuntimeError as raised:
        error = str(raised)
    before = states(known)
    if not error:
        try:
            exec("\n".join(shown.backward), known)
        except RuntimeError as raised:
            error = str(raised)
    return before, states(known), error


def states(known):
    found = {}
    for name in NAMES:
        owner, _, attribute = name.partition(".")
        if owner in known:
            found[name] = state_of(getattr(known[owner], attribute) if attribute else known[owner])
    return found


@pytest.mark.parametrize(("way", "place"), EVERYWHERE)
def test_pytorch_does_the_same(way, place):
    before, after, error = of_pytorch(way, place)
    widget = stopping_lab(way, place)
    widget.commit([])
    (pane,) = widget.shown["panes"]
    assert "\n".join(widget.shown["lines"]) == "\n".join(
        [*program(way, place).forward, *program(way, place).backward]
    )
    for name, *cells in pane["table"]["rows"]:
        if name not in before:
            assert cells == ["–"] * 3
            continue
        for cell, what in zip(cells, ("requires_grad", "grad", "grad_fn"), strict=True):
            first, last = getattr(before[name], what), getattr(after[name], what)
            assert cell == (last if first == last else f"{first} → {last}")
    assert error in widget.shown["why"]
    assert bool(error) == ("RuntimeError" in repr(widget))


@pytest.mark.parametrize(("way", "place"), EVERYWHERE)
def test_a_prediction_is_judged_by_what_happened(way, place, language):
    widget = stopping_lab(way, place)
    assert widget.shown["panes"] == []
    assert widget.shown["said"] == widget.shown["why"] == ""
    right = REACHED[way][place - 1]
    press(widget, "commit", layers=right)
    assert widget.shown["said"] == said("right")
    widget.choose(way, place)
    press(widget, "commit", layers=[layer for layer in LAYERS if layer not in right])
    assert widget.shown["said"] == said("wrong", weights=", ".join(WEIGHTS))
    (pane,) = widget.shown["panes"]
    grads = [row[2] for row in pane["table"]["rows"] if row[0] in WEIGHTS]
    assert [layer for layer in LAYERS if grads[layer - 1] != "None"] == right


def test_freezing_and_detaching_are_a_click_apart(language):
    widget = stopping_lab("freeze", 2)
    press(widget, "compare")  # not before a prediction
    assert widget.shown["panes"] == []
    press(widget, "commit", layers=[1, 3])
    press(widget, "compare")
    frozen, detached = widget.shown["panes"]
    assert frozen["title"] != detached["title"]
    assert frozen["table"]["changed"] == detached["table"]["changed"]
    rows = {place: row[0] for place, row in enumerate(frozen["table"]["rows"])}
    changed = {(rows[row], column) for row, column in frozen["table"]["changed"]}
    assert changed == {("layer1.weight", 2), ("layer2.weight", 1), ("layer2.weight", 2)}
    press(widget, "compare")
    assert len(widget.shown["panes"]) == 1
    press(widget, "choose", way="detach", place=2)
    assert widget.predicted is None
    assert widget.counterpart == "freeze"


def test_cuts_are_drawn_with_their_reason(language):
    for way, cut in {"detach": "detach", "no_grad": "no_grad"}.items():
        widget = stopping_lab(way, 2)
        assert f"cut: {cut}" not in repr(widget)
        widget.commit([])
        assert entry(f"picture.cut.{cut}") in widget.shown["panes"][0]["drawing"]


def test_a_commitment_is_not_taken_back(language):
    widget = stopping_lab()
    press(widget, "commit", layers=[2, 2, 7, "x", None])
    assert widget.predicted == [2]
    press(widget, "commit", layers=[1, 3])
    assert widget.predicted == [2]
    assert widget.shown["said"] == said("wrong", weights=", ".join(WEIGHTS))


@pytest.mark.parametrize(
    "message",
    [
        {"do": "choose", "way": "import os", "place": 2},
        {"do": "choose", "way": "detach", "place": 4},
        {"do": "choose", "way": "detach", "place": True},
        {"do": "choose", "way": None, "place": 2},
        {"do": "commit", "layers": "all"},
        {"do": "run"},
        {},
    ],
)
def test_the_page_cannot_do_what_there_is_not(message):
    widget = stopping_lab("eval", 3)
    before = widget.shown
    widget._handle_custom_msg(message, [])
    assert widget.shown == before


@pytest.mark.parametrize(("way", "place"), [("eval", 0), ("stop", 1), ("eval", "2"), ("eval", [])])
def test_other_ways_and_places_are_refused(way, place, language):
    with pytest.raises(ValueError) as raised:
        stopping_lab(way, place)
    assert str(raised.value) == said("refused", way=way, place=place, ways=", ".join(WAYS))


def test_the_static_form_is_the_same_every_time(language):
    widget = stopping_lab("freeze_late", 2)
    data, _ = widget._repr_mimebundle_()
    assert data["text/plain"].splitlines() == [
        "stopping_lab",
        "  x = torch.tensor([2.])",
        "  layer1, layer2, layer3 = Layer(3.), Layer(4.), Layer(5.)",
        "  h1 = layer1(x)",
        "  h2 = layer2(h1)",
        "  h3 = layer3(h2)",
        "  loss = h3.sum()",
        "  layer2.weight.requires_grad = False",
        "  loss.backward()",
        "               requires_grad  .grad        grad_fn",
        "x              False          None         None",
        "layer1.weight  True           None → [40]  None",
        "layer2.weight  True → False   None         None",
        "layer3.weight  True           None → [24]  None",
        "h1             True           None         MulBackward0",
        "h2             True           None         MulBackward0",
        "h3             True           None         MulBackward0",
        "loss           True           None         SumBackward0",
    ]
    assert "<details>" in data["text/html"]
    assert said("why.freeze_late", layer="layer2") in data["text/html"]


def test_the_marked_line_is_the_one_that_differs():
    for way, place in EVERYWHERE:
        shown = program(way, place)
        marked = "\n".join(shown.lines[at] for at in shown.marked)
        assert marked == shown.stop
