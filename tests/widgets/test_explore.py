import math
from typing import Any, cast

import numpy as np
import pytest

from autograd_lessons import set_language
from autograd_lessons.language import entry
from autograd_lessons.picture import value_text
from autograd_lessons.widgets import explore

BAD = {
    "nan": "not_finite",
    "inf": "not_finite",
    "1e400": "not_finite",
    "abc": "not_a_number",
    "1,5": "not_a_number",
    "<b>x</b>": "not_a_number",
    "": "empty",
    "1e9": "too_large",
}


def said(key, **facts):
    return entry(f"widgets.explore.{key}").format(**facts)


def sent(widget):
    """From now on, the names of the traits in each message to the page."""
    messages = []
    widget.comm.send = lambda data, **rest: messages.append(sorted(data["state"]))
    return messages


def enter(widget, **texts):
    """What the page sends when numbers are typed or sliders dragged."""
    widget.set_state({"entered": texts})


def functions(library):
    return {
        "square": lambda x: x**2,
        "chain": lambda x: library.sin(x * 3) + library.exp(-x) / 2,
        "diamond": lambda x: (x + x) * x,
        "flat": lambda x: library.relu(x),
    }


@pytest.mark.parametrize("name", ["square", "chain", "diamond", "flat"])
def test_every_text_is_the_librarys_own(library, name):
    f = functions(library)[name]
    widget = explore(f, x=1.0)
    for typed in ["1", "-2.5", "0", "0.3", "2.9", "1e-3"]:
        enter(widget, x=typed)
        x = library.tensor(float(typed), requires_grad=True)
        y = f(x)
        y.backward()
        assert widget.shown["value"] == value_text(y)
        assert widget.shown["grads"] == {"x": value_text(x.grad)}
        boxes = widget.shown["texts"]
        assert tuple(boxes["t0"]) == (value_text(x), value_text(x.grad))
        assert list(boxes.values())[-1][0] == value_text(y)
        assert widget.shown["failed"] is False


def test_unnamed_results_have_boxes_with_values(library):
    widget = explore(lambda x: library.exp(x**2), x=1.0)
    assert [texts[0] for texts in widget.shown["texts"].values()] == ["1", "1", "2.718"]


def test_the_functions_own_variables_name_the_steps(library):
    def f(x):
        y = x**2
        y.retain_grad()
        unused = x + 1  # noqa: F841
        z = 3 * y
        return z

    widget = explore(f, x=1.0)
    assert list(widget.shown["texts"].values()) == [("1", "6"), ("1", "3"), ("3", "not kept")]
    words = widget.described["graph"]
    assert "y (retain_grad)" in words
    assert "f(x) (non-leaf)" in words
    assert "unused" not in words


def test_a_change_costs_one_run_and_one_message_without_pictures(library):
    calls = []

    def f(x):
        calls.append(x)
        return library.sin(x**2) * 3

    widget = explore(f, x=1.0)
    messages = sent(widget)
    calls.clear()
    enter(widget, x="1.25")
    enter(widget, x="-1")
    assert [call.dtype for call in calls].count(library.float32) == 2  # and probes of the slope
    assert messages == [["shown"], ["shown"]]


@pytest.mark.parametrize("typed", BAD)
def test_bad_entries_get_a_message_and_keep_the_picture(language, library, typed):
    widget = explore(lambda x: library.sin(x), x=1.0)
    enter(widget, x="2")
    before = widget.shown
    messages = sent(widget)
    enter(widget, x=typed)
    expected = said(BAD[typed], name="x", entered=typed, largest="1000000")
    assert widget.shown == {**before, "message": expected, "failed": True, "wrong": ["x"]}
    assert widget.values == {"x": 2.0}
    assert messages == [["shown"]]
    enter(widget, x="2")
    assert widget.shown == before


@pytest.mark.usefixtures("language")
def test_the_language_is_the_one_chosen_when_it_was_made():
    set_language("ko")
    widget = explore(lambda x: x**2, x=1.0)
    korean = said("empty", name="x")
    set_language("en")
    enter(widget, x="")
    assert widget.shown["message"] == korean != said("empty", name="x")
    enter(widget, x="2")
    assert widget.shown["texts"]["t1"] == ("4", "보관 안 함")


def test_one_bad_input_does_not_stop_the_other():
    widget = explore(lambda w, b: w * 2 + b, w=1.0, b=0.5)
    assert widget.curve == ""
    enter(widget, w="oops", b="3")
    assert widget.values == {"w": 1.0, "b": 3.0}
    assert widget.shown["value"] == "5"
    assert widget.shown["wrong"] == ["w"]
    assert "oops" in widget.shown["message"]


def test_errors_of_the_function_are_told_and_the_picture_kept(language, library):
    def f(x):
        if x > 2:
            raise ValueError("<too far>\nsecond line")
        return library.exp(x)

    widget = explore(f, x=1.0)
    before = widget.shown
    enter(widget, x="2.5")
    error = said("raised", inputs="x = 2.5", error="ValueError: <too far> second line")
    kept = said("kept", inputs="x = 1")
    assert widget.shown == {**before, "message": f"{error} {kept}", "failed": True, "wrong": []}
    assert widget.values == {"x": 1.0}


@pytest.mark.parametrize(
    ("result", "key", "facts", "error"),
    [
        (lambda x: 1.0, "not_a_tensor", {"kind": "float"}, TypeError),
        (lambda x: None, "not_a_tensor", {"kind": "NoneType"}, TypeError),
        (lambda x: x.reshape(1).expand(3), "not_a_scalar", {"shape": (3,)}, ValueError),
    ],
)
def test_results_that_are_not_one_number(language, library, result, key, facts, error):
    widget = explore(lambda x: x**2 if x < 2 else result(x), x=library.tensor(1.0))
    enter(widget, x="2")
    assert widget.shown["message"].startswith(said(key, inputs="x = 2", **facts))
    assert widget.shown["value"] == "1"
    with pytest.raises(error, match="the function must return"):
        explore(result, x=library.tensor(1.0))


def test_an_untracked_result_is_shown_with_the_reason(language, library):
    widget = explore(lambda x: x.reshape(1).argmax(), x=library.tensor(1.0))
    error = "RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn"
    assert widget.shown["message"] == said("untracked", error=error)
    assert widget.shown["failed"] is False
    assert widget.shown["grads"] == {"x": "None"}
    assert widget.shown["place"]["tangent"] is None
    assert widget.shown["place"]["point"] is not None
    assert len(widget.shown["texts"]) == 3  # x, what argmax took, and what it gave


def test_a_value_that_is_not_a_number_has_no_point(language, library):
    widget = explore(lambda x: library.log(x), x=1.0)
    assert widget.shown["message"] == ""
    enter(widget, x="-1")
    assert widget.shown["value"] == "nan"
    assert widget.shown["grads"] == {"x": "-1"}
    assert set(widget.shown["place"].values()) == {None}
    assert widget.shown["message"] == said("no_value", function="f(x)", value="nan")


def test_another_shape_is_laid_out_anew_and_only_then(library):
    widget = explore(lambda x: library.sin(x) * 2 if x > 0 else -x, x=1.0)
    one_side = widget.graph
    messages = sent(widget)
    enter(widget, x="2")
    assert widget.graph == one_side
    enter(widget, x="-1")
    other_side = widget.graph
    assert other_side != one_side
    enter(widget, x="-2")
    assert widget.graph == other_side
    assert messages == [["shown"], ["described", "graph", "shown", "switches"], ["shown"]]
    for key in widget.shown["texts"]:
        assert f'id="{widget.prefix}{key}"' in other_side


def test_of_a_large_graph_the_ends_are_shown_and_stay_live(library):
    def f(x):
        y = x
        for _ in range(1000):
            y = library.sin(y) * 1.01
        return y

    widget = explore(f, x=1.0)
    assert len(widget.switches) < 40
    assert "1,988 more operations" in widget.graph
    messages = sent(widget)
    enter(widget, x="2")
    assert messages == [["shown"]]
    x = library.tensor(2.0, requires_grad=True)
    y = f(x)
    y.backward()
    assert widget.shown["value"] == value_text(y)
    assert widget.shown["grads"] == {"x": value_text(x.grad)}
    assert value_text(x.grad) in next(
        lines for lines in widget.shown["texts"].values() if "2" in lines
    )


def test_ranges_reach_a_typed_number_and_start_again(library):
    widget = explore(lambda x: x**2, x=1.0)
    start = widget.inputs
    enter(widget, x="10")
    assert widget.inputs[0]["low"] == -3
    assert widget.inputs[0]["high"] >= 10
    assert widget.shown["place"]["point"] is not None
    enter(widget, x="2")
    assert widget.inputs[0]["high"] >= 10
    widget.set_state({"entered": {}})
    assert widget.inputs == start
    assert widget.values == {"x": 1.0}


def test_a_start_outside_the_range_is_reached():
    widget = explore(lambda x: x**2, x=5.0, low=0.0, high=1.0)
    assert widget.inputs[0]["high"] >= 5


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: explore(cast(Any, 3), x=1.0), TypeError, "f must be a function or an expression"),
        (lambda: explore(lambda x: x), TypeError, "needs an input"),
        (lambda: explore(lambda x: x, x=cast(Any, "1")), TypeError, "x must be a number, not str"),
        (lambda: explore(lambda x: x, x=True), TypeError, "x must be a number, not bool"),
        (lambda: explore(lambda x: x, x=math.nan), ValueError, "x must be a finite number"),
        (lambda: explore(lambda x: x, x=1e30), ValueError, "x must be a finite number"),
        (lambda: explore(lambda x: x, x=1.0, low=2.0, high=2.0), ValueError, "low must be below"),
        (lambda: explore(lambda x: x, x=1.0, low=math.inf), ValueError, "low must be a finite"),
        (lambda: explore(lambda x, y: x, x=1.0), TypeError, "cannot take x"),
        (lambda: explore(lambda w, x: x, x=1.0, v=1.0), TypeError, "other names than x, v"),
        (lambda: explore(lambda x: x.nonsense, x=1.0), AttributeError, "nonsense"),
    ],
)
def test_misuse_raises(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_inputs_go_by_name_else_by_position():
    by_name = explore(lambda w, x: w - x, x=1.0, w=3.0)
    assert by_name.shown["value"] == "2"
    assert explore(lambda t: t * 2, x=1.0).shown["value"] == "2"
    assert explore(lambda *both: both[0] - both[1], a=3.0, b=1.0).shown["value"] == "2"


def test_a_tensor_gives_the_start(library):
    widget = explore(lambda x: x * 2, x=library.tensor(0.1))
    assert widget.inputs[0]["start"] == "0.1"
    assert explore(lambda x: x * 2, x=np.float32(2)).values == {"x": 2.0}


def test_what_the_function_prints_while_the_curve_is_sampled_is_dropped(capsys):
    def f(x):
        print("called")
        return x**2

    explore(f, x=1.0)
    assert capsys.readouterr().out == "called\n"


def test_the_static_picture_is_complete_and_always_the_same(language, library):
    def made():
        widget = explore(lambda x: library.sin(x**2), x=1.0)
        data, _ = widget._repr_mimebundle_()
        return data

    data = made()
    assert data["text/plain"] == "explore x = 1: f(x) = 0.8415, x.grad = 1.081"
    html = data["text/html"]
    assert html.count("<img ") == 2
    assert html.count('src="data:image/svg+xml;base64,') == 2
    assert html.count('alt="') == 2
    assert "<svg" not in html
    assert "application/vnd.jupyter.widget-view+json" in data
    again = made()
    assert {key: again[key] for key in ("text/plain", "text/html")} == {
        "text/plain": data["text/plain"],
        "text/html": html,
    }


def test_names_are_shown_as_text():
    def 제곱(값):
        return 값**2

    widget = explore(제곱, 값=2.0)
    assert widget.described["summary"] == "값 = 2: 제곱(값) = 4, 값.grad = 4"
    assert "제곱(값)" in widget.graph
