"""`retain_lab`: what it shows is what PyTorch leaves behind after the same calls."""

import warnings

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd_lessons import retain_lab
from autograd_lessons.language import entry
from autograd_lessons.picture import value_text
from autograd_lessons.picture.values import one_line

NAMES = ("x", "w", "v", "y", "z", "loss")
BACKWARD = ("backward",)


def asked(name):
    return ("retain_grad", name)


def said(key, **facts):
    return entry(f"retain_lab.{key}").format(**facts)


def press(widget, do, **more):
    widget._handle_custom_msg({"do": do, **more}, [])


def grads(widget):
    return {row[0]: row[4] for row in widget.shown["rows"]["rows"]}


def meaning(widget, name):
    (found,) = (row[-1] for row in widget.shown["rows"]["rows"] if row[0] == name)
    return found


def truth(program):
    """The rows up to `.grad`, by PyTorch running the same lines."""
    x, w, v = (torch.tensor(value, requires_grad=True) for value in (2.0, 3.0, 0.5))
    y = x**2
    z = y * w
    loss = z * v
    tensors = dict(zip(NAMES, (x, w, v, y, z, loss), strict=True))
    seen = {name: [] for name in NAMES}
    for name, tensor in tensors.items():
        tensor.register_hook(lambda grad, name=name: seen[name].append(text(grad)))
    for _, *names in program:
        if names:
            tensors[names[0]].retain_grad()
        else:
            loss.backward(retain_graph=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [
            [
                *(name, str(tensor.is_leaf), str(tensor.retains_grad)),
                *(", ".join(seen[name]) or "–", text(tensor.grad)),
            ]
            for name, tensor in tensors.items()
        ]


def text(tensor):
    return "None" if tensor is None else one_line(value_text(tensor))


calls = st.one_of(st.just(BACKWARD), st.sampled_from(NAMES).map(asked))


@settings(deadline=None)
@given(st.lists(calls, max_size=8).filter(lambda program: program.count(BACKWARD) <= 4))
def test_the_table_is_what_pytorch_leaves_behind(program):
    widget = retain_lab()
    widget.program = program
    assert [row[:5] for row in widget.shown["rows"]["rows"]] == truth(program)


def test_early_late_and_again(language):
    widget = retain_lab()
    press(widget, "switch", target="y")
    assert widget.shown["said"] == said("asked.early", name="y")
    press(widget, "backward")
    assert meaning(widget, "y") == said("means.retained.once")
    assert meaning(widget, "z") == said("means.dropped.once")
    press(widget, "switch", target="z")
    assert widget.shown["said"] == said("asked.late", name="z")
    assert meaning(widget, "z") == said("means.late.still")
    assert grads(widget)["z"] == "None"
    press(widget, "backward")
    assert widget.shown["said"] == said("ran_again", count=2)
    assert meaning(widget, "z") == said("means.late.then", count=2, kept=1)
    assert meaning(widget, "x") == said("means.leaf.again", count=2)
    assert grads(widget) == {
        "x": "12",
        "w": "4",
        "v": "24",
        "y": "3",
        "z": "0.5",
        "loss": "None",
    }
    press(widget, "reset")
    assert set(grads(widget).values()) == {"None"}
    assert widget.shown["said"] == said("start")


def test_a_second_click_takes_the_line_out(language):
    widget = retain_lab()
    widget.program = [asked("y"), BACKWARD]
    press(widget, "switch", target="y")
    assert widget.program == [BACKWARD]
    assert widget.shown["said"] == said("taken_out", name="y")
    assert meaning(widget, "y") == said("means.dropped.once")


def test_on_a_leaf_it_changes_nothing(language):
    widget = retain_lab()
    press(widget, "switch", target="x")
    press(widget, "backward")
    assert meaning(widget, "x") == said("means.leaf.once_asked")
    on = {switch["target"]: switch["on"] for switch in widget.shown["switches"].values()}
    assert on == {name: name == "x" for name in NAMES}


def test_functions_of_either_library_and_vectors(library):
    widget = retain_lab(lambda v: library.sin(v**2).sum(), v=[1.0, 2.0])
    widget.program = [asked("PowBackward0 1"), BACKWARD]
    v = torch.tensor([1.0, 2.0], requires_grad=True)
    y = v**2
    y.retain_grad()
    y.sin().sum().backward()
    assert grads(widget) == {
        "v": text(v.grad),
        "PowBackward0 1": text(y.grad),
        "SinBackward0 1": "None",
        "f(v)": "None",
    }


def test_what_nothing_leads_to_stays_none(language):
    def f(x, w):
        unused = w * 2
        y, _ = x**2, unused
        return y

    widget = retain_lab(f, x=1.0, w=1.0)
    widget.program = [asked("y"), BACKWARD]
    assert meaning(widget, "w") == said("means.leaf.unreached")
    assert grads(widget)["unused"] == "None"


def test_what_the_function_retains_itself_cannot_be_taken_back(language):
    def f(x):
        y = x**2
        y.retain_grad()
        return y * 3

    widget = retain_lab(f, x=1.0)
    press(widget, "switch", target="y")
    assert widget.program == []
    assert widget.shown["said"] == said("fixed", name="y")


def test_enough_is_enough(language):
    widget = retain_lab()
    for _ in range(6):
        press(widget, "backward")
    assert widget.program == [BACKWARD] * 4
    assert widget.shown["said"] == said("enough", reset=said("reset"))


def test_the_page_cannot_do_what_there_is_not():
    widget = retain_lab()
    for message in ({"do": "switch", "target": "<b>"}, {"do": "switch"}, {"do": "§"}, {}):
        widget._handle_custom_msg(message, [])
    assert widget.program == []
    for call in ("backward", ("retain_grad", "q"), ("exec", "y"), ("backward",) * 2):
        with pytest.raises(Exception, match="no call"):
            widget.program = [call]
    with pytest.raises(Exception, match="4 times"):
        widget.program = [BACKWARD] * 5
    assert widget.program == []


def test_what_cannot_be_shown_is_refused(language):
    with pytest.raises(TypeError, match="needs an input"):
        retain_lab(lambda: 1)
    with pytest.raises(TypeError, match="q"):
        retain_lab(q=1.0)
    with pytest.raises(ValueError) as raised:
        retain_lab(lambda x: x.detach(), x=1.0)
    assert str(raised.value) == said("untracked", name="f(x)")


def test_the_static_form_is_the_same_every_time(language):
    widget = retain_lab()
    widget.program = [asked("y"), BACKWARD]
    data, _ = widget._repr_mimebundle_()
    assert data["text/plain"].splitlines() == [
        "retain_lab",
        "  loss = f(x, w, v)",
        "  y.retain_grad()",
        "  loss.backward(retain_graph=True)",
        "      is_leaf  retains_grad  seen by a hook  .grad",
        "x     True     False         6               6",
        "w     True     False         2               2",
        "v     True     False         12              12",
        "y     False    True          1.5             1.5",
        "z     False    False         0.5             None",
        "loss  False    False         1               None",
    ]
    assert "<img alt=" in data["text/html"]
    assert said("means.retained.once") in data["text/html"]


def test_names_from_a_program_are_shown_as_text():
    widget = retain_lab(lambda **inputs: inputs["기울기"] * 2, 기울기=1.0)
    assert "기울기" in widget._static_html()
