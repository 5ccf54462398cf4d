"""Boxes as switches, backward again, vectors, typed expressions, kinks: what `explore` shows."""

import pytest

from autograd_lessons import engine as torch
from autograd_lessons.language import entry
from autograd_lessons.picture import value_text
from autograd_lessons.widgets import explore

NO_GRAD_FN = "RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn"


def said(key, **facts):
    return entry(f"widgets.explore.{key}").format(**facts)


def enter(widget, **texts):
    widget.set_state({"entered": texts})


def click(widget, name):
    """Click the box of this name, as the page does."""
    (target,) = (
        switch["target"]
        for switch in widget.switches.values()
        if switch["label"].startswith(f"{name}: ")
    )
    widget._handle_custom_msg({"do": "switch", "target": target}, [])


def press(widget, do):
    widget._handle_custom_msg({"do": do}, [])


def box(widget, name):
    """What the box of this name shows: value, .grad and whether its switch is on."""
    for key, switch in widget.switches.items():
        if switch["label"].startswith(f"{name}: "):
            return *widget.shown["texts"][key], switch["on"]
    raise AssertionError(f"no switch {name!r}")


def steps(library):
    def f(x, w):
        y = x * w
        z = library.sin(y) * y
        return z**2

    return f


def test_a_result_switches_retain_grad_and_keeps_it(library):
    widget = explore(steps(library), x=1.0, w=2.0)
    assert box(widget, "y") == ("2", entry("picture.not_kept"), False)
    click(widget, "y")
    for typed in ("1", "0.5", "-2"):
        enter(widget, x=typed, w="2")
        x, w = library.tensor(float(typed), requires_grad=True), library.tensor(2.0)
        y = x * w
        y.retain_grad()
        ((library.sin(y) * y) ** 2).backward()
        assert box(widget, "y") == (value_text(y), value_text(y.grad), True)
    click(widget, "y")
    assert box(widget, "y")[1:] == (entry("picture.not_kept"), False)


def test_results_without_a_name_and_the_last_one_are_switches_too(library):
    widget = explore(steps(library), x=1.0, w=2.0)
    labels = [switch["label"] for switch in widget.switches.values()]
    assert [label.rpartition(": ")[2] for label in labels] == [
        "requires_grad",
        "requires_grad",
        *["retain_grad"] * 4,
    ]
    press_target = next(
        switch["target"]
        for switch in widget.switches.values()
        if switch["label"].startswith(entry("picture.unnamed"))
    )
    widget.switch(press_target)
    click(widget, "f(x, w)")
    enter(widget, x="0.5", w="2")
    on = [switch["on"] for switch in widget.switches.values()]
    assert on == [True, True, False, True, False, True]
    assert box(widget, "f(x, w)")[1:] == ("1", True)


def test_a_frozen_leaf_has_no_gradient_and_a_dotted_arrow(library):
    widget = explore(steps(library), x=1.0, w=2.0)

    assert "dash" not in widget.graph
    click(widget, "x")
    assert widget.shown["grads"]["x"] == "None"
    assert widget.shown["grads"]["w"] != "None"
    assert box(widget, "x") == ("1", "None", False)
    assert "dash" in widget.graph
    enter(widget, x="0.5", w="2")
    assert box(widget, "x") == ("0.5", "None", False)
    click(widget, "x")
    assert widget.shown["grads"]["x"] != "None"
    assert "dash" not in widget.graph


def test_with_every_leaf_frozen_backward_raises(language, library):
    widget = explore(steps(library), x=1.0, w=2.0)
    click(widget, "x")
    click(widget, "w")
    assert widget.shown["message"] == said("frozen", error=NO_GRAD_FN)
    assert widget.shown["grads"] == {"x": "None", "w": "None"}
    assert not widget.shown["failed"]
    click(widget, "w")
    assert widget.shown["message"] == ""


def test_what_the_function_retains_itself_cannot_be_taken_back(language, library):
    def f(x):
        y = x**2
        y.retain_grad()
        return library.exp(y)

    widget = explore(f, x=1.0)
    before = widget.shown
    click(widget, "y")
    assert widget.shown == {**before, "message": said("fixed", name="y"), "failed": True}


def test_a_click_that_the_function_cannot_bear_is_told(language):
    def f(x):
        y = x**2
        y.retain_grad()
        return y

    widget = explore(f, x=1.0)
    before = widget.shown
    click(widget, "x")
    assert "can't retain_grad on Tensor that has requires_grad=False" in widget.shown["message"]
    assert widget.shown == {**before, "message": widget.shown["message"], "failed": True}


def test_a_switch_sends_another_picture_a_slider_only_numbers():
    widget = explore("sin(x) * 2", x=1.0)
    messages = []
    widget.comm.send = lambda data, **rest: messages.append(sorted(data["state"]))
    click(widget, "f(x)")
    enter(widget, x="2")
    assert messages == [["described", "graph", "shown", "switches"], ["shown"]]


def test_a_message_with_numbers_is_answered_with_its_own():
    widget = explore("x**2", x=1.0)
    messages = []
    widget.comm.send = lambda data, **rest: messages.append(sorted(data["state"]))
    for number, x in enumerate(["2", "2", "oops", "3"], 1):
        content = {"entered": {"x": x}, "expression": "x**2", "number": ["view", number]}
        widget._handle_custom_msg({"do": "enter", **content}, [])
        assert widget.shown["answers"][:2] == ["view", number]
        assert messages == [["shown"]] * number  # an answer to each, and nothing else
    assert widget.shown["value"] == "9"
    assert widget.entered == {"x": "3"}


@pytest.mark.parametrize(
    "message", [{}, {"do": "eval"}, {"do": "switch"}, {"do": "switch", "target": 3}]
)
def test_messages_without_meaning_change_nothing(message):
    widget = explore("x**2", x=1.0)
    before = widget.shown
    widget._handle_custom_msg(message, [])
    assert widget.shown == before


def test_backward_again_adds_up_for_real(language, library):
    def f(x):
        y = x**2
        return 3 * y

    widget = explore(f, x=library.tensor(1.0), accumulate=True)
    click(widget, "y")
    press(widget, "backward")
    press(widget, "backward")
    x = library.tensor(1.0, requires_grad=True)
    y = x**2
    y.retain_grad()
    z = 3 * y
    for _ in range(3):
        z.backward(retain_graph=True)
    assert widget.shown["grads"]["x"] == value_text(x.grad) == "18"
    assert box(widget, "y")[1] == value_text(y.grad)
    assert widget.shown["message"] == said("passes", count=3)
    assert widget.shown["slope"] == "6"  # of the tangent, which does not add up
    press(widget, "clear")
    assert widget.shown["grads"]["x"] == box(widget, "x")[1] == box(widget, "y")[1] == "None"
    assert widget.shown["message"] == said("cleared")
    press(widget, "backward")
    assert widget.shown["grads"]["x"] == "6"
    press(widget, "backward")
    enter(widget, x="2")  # another value is another graph
    assert widget.shown["grads"]["x"] == "12"


def test_start_again_takes_everything_back(library):
    widget = explore("x * w", x=1.0, w=2.0)
    before = widget.shown
    on = widget.switches
    click(widget, "x")
    assert widget.switches != on
    widget.set_state({"expression": "x + w", "entered": {"x": "2"}})
    assert widget.shown["value"] == "4"
    press(widget, "reset")
    assert widget.shown == before
    assert widget.switches == on
    assert widget.expression == "x * w"
    assert widget.values == {"x": 1.0, "w": 2.0}


def test_vectors_have_a_row_for_each_element(library):
    widget = explore(lambda v, w: (v * w).sum(), v=library.tensor([1.0, 0.1]), w=[2.0, 3.0])
    assert [row["name"] for row in widget.inputs] == ["v[0]", "v[1]", "w[0]", "w[1]"]
    assert [row["start"] for row in widget.inputs] == ["1", "0.1", "2", "3"]
    assert widget.shown["grads"] == {"v[0]": "2", "v[1]": "3", "w[0]": "1", "w[1]": "0.1"}
    assert widget.curve == ""
    enter(widget, **{"v[1]": "4", "w[0]": "nan"})
    assert widget.values == {"v": [1.0, 4.0], "w": [2.0, 3.0]}
    assert widget.shown["wrong"] == ["w[0]"]
    assert widget.shown["texts"]["t0"] == ("[1, 4]", "[2, 3]")
    press(widget, "describe")
    assert "v = [1, 4], w = [2, 3]: " in widget.described["summary"]
    assert "v.grad = [2, 3]" in widget.described["summary"]
    click(widget, "v")
    assert widget.shown["grads"]["v[1]"] == "None"


def test_longer_elements_fit_without_another_picture():
    widget = explore("(v * v).sum()", v=[1, 2, 3])
    graph = widget.graph
    enter(widget, **{"v[0]": "-1.25", "v[1]": "0.333", "v[2]": "-2.999"})
    assert widget.graph == graph
    assert widget.shown["texts"]["t0"][0] == "[-1.25, 0.333, -2.999]"
    assert f">{'[1, 2, 3]':>24}<" in graph  # room that the page fills


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], "v must have 1 to 6 elements, a slider for each, not 0"),
        ([0.0] * 7, "v must have 1 to 6 elements, a slider for each, not 7"),
        ([[1.0], [2.0]], r"v\[0\] must be a number, not list"),
        ([1.0, float("nan")], r"v\[1\] must be a finite number"),
        (["1"], r"v\[0\] must be a number, not str"),
    ],
)
def test_what_is_no_vector_raises(value, message):
    with pytest.raises((TypeError, ValueError), match=message):
        explore("v.sum()", v=value)


def test_a_matrix_raises(library):
    with pytest.raises(ValueError, match=r"v must be a number or a vector, not of shape \(2, 2\)"):
        explore("v.sum()", v=library.zeros(2, 2))


def test_a_typed_expression_is_drawn_anew_once(library):
    widget = explore("x**2 * sin(x)", x=library.tensor(1.0))
    messages = []
    widget.comm.send = lambda data, **rest: messages.append(sorted(data["state"]))
    widget.set_state({"expression": "exp(x) / 2"})
    assert "ExpBackward0" in widget.graph
    x = library.tensor(1.0, requires_grad=True)
    (library.exp(x) / 2).backward()
    assert widget.shown["grads"]["x"] == value_text(x.grad)
    enter(widget, x="2")
    assert messages == [["curve", "described", "graph", "shown", "switches"], ["shown"]]


def test_a_mistake_keeps_the_picture_and_the_sliders_working(language):
    widget = explore("x**2", x=1.0)
    before = widget.shown
    widget.set_state({"expression": "x**2 + y"})
    assert widget.shown["mistake"] == ["x**2 + ", "y", ""]
    unknown = entry("widgets.expression.unknown_name").format(word="y", names="x")
    place = said("mistake", column=8, said=unknown)
    kept = said("kept_expression", expression="x**2")
    told = {"message": f"{place} {kept}", "failed": True, "mistake": ["x**2 + ", "y", ""]}
    assert widget.shown == {**before, **told}
    enter(widget, x="3")
    assert widget.shown["value"] == "9"
    assert widget.shown["message"] == told["message"]
    enter(widget, x="oops")
    assert widget.shown["wrong"] == ["x"]
    widget.set_state({"entered": {"x": "1"}, "expression": "x**2"})
    assert widget.shown == before


def test_an_expression_that_is_no_number_keeps_the_picture(language):
    widget = explore("v.sum()", v=[1.0, 2.0])
    widget.set_state({"expression": "v * 2"})
    shape = said("not_a_scalar", inputs="v = [1, 2]", shape=(2,))
    kept = said("kept_expression", expression="v.sum()")
    assert widget.shown["message"] == f"{shape} {kept}"
    assert widget.shown["value"] == "3"


def test_a_mistake_at_the_start_raises_with_its_place(language):
    with pytest.raises(ValueError, match="sine") as raised:
        explore("2 * sine(x)", x=1.0)
    like = entry("widgets.expression.like_callee").format(word="sine", like="sin")
    assert str(raised.value).splitlines() == [
        said("mistake", column=5, said=like),
        "  2 * sine(x)",
        "      ^^^^",
    ]


def test_code_has_no_field_for_an_expression():
    widget = explore(lambda x: x**2, x=1.0)
    assert widget.start is None
    widget.set_state({"expression": "x**3"})
    assert "PowBackward0" in widget.graph
    assert widget.shown["grads"] == {"x": "2"}


def at(**facts):
    return {"function": "f(x)", **facts}


@pytest.mark.parametrize(
    ("text", "x", "key", "facts"),
    [
        ("relu(x)", 0.0, "kink", {"left": "0", "right": "1", "grad": "0"}),
        ("abs(x)", 0.0, "kink", {"left": "-1", "right": "1", "grad": "0"}),
        ("clamp(x, 0, 1)", 0.0, "kink", {"left": "0", "right": "1", "grad": "1"}),
        ("sqrt(x**2)", 0.0, "kink", {"left": "-1", "right": "1", "grad": "nan"}),
        ("leaky_relu(x, 0.1)", 0.0, "kink", {"left": "0.1", "right": "1", "grad": "0.1"}),
        ("floor(x)", 1.0, "jump", {"grad": "0"}),
        ("sign(x)", 0.0, "jump", {"grad": "0"}),
        ("sqrt(x)", 0.0, "edge_left", {"left": "nan", "right": "inf", "grad": "inf"}),
        ("sqrt(2 - x)", 2.0, "edge_right", {"left": "-inf", "right": "nan", "grad": "-inf"}),
        ("relu(x) - relu(-x)", 0.0, "differs", {"slope": "1", "grad": "0"}),
        ("x**2", 0.0, None, {}),
        ("sin(x) * exp(x)", 1.3, None, {}),
        ("1e4 * sin(x)", 1.3, None, {}),
    ],
)
def test_where_autograds_slope_is_not_the_curves(language, library, text, x, key, facts):
    widget = explore(text, x=library.tensor(x))
    place = f"x = {x:g}"
    expected = said(key, function="f(x)", at=place, **facts) if key else ""
    assert widget.shown["message"] == expected
    drawn = {name for name in ("left", "right") if widget.shown["place"][name]}
    shown = {name for name in ("left", "right") if facts.get(name, "nan") != "nan"}
    assert drawn >= shown
    assert {widget.shown["place"][f"{name}_text"][2] for name in shown} == {
        facts[name] for name in shown
    }
    assert not drawn or key in ("kink", "jump", "edge_left", "edge_right")
    assert widget.described["summary"].endswith(f"x.grad = {widget.shown['grads']['x']}")


def test_what_computes_in_float32_is_not_called_wrong():
    f = explore(lambda x: torch.sin(x.float()) * 1.0, x=1.0)
    for step in range(40):
        enter(f, x=str(0.5 + step / 20))
        assert f.shown["message"] == ""


def test_the_slopes_follow_the_slider():
    widget = explore("relu(x)", x=1.0)
    assert widget.shown["place"]["left"] is None
    enter(widget, x="0")
    assert widget.shown["place"]["left"] is not None
    assert widget.shown["message"] != ""
    enter(widget, x="-1")
    assert widget.shown["place"]["right"] is None
    assert widget.shown["message"] == ""
