import math
from xml.etree import ElementTree

import pytest

from autograd_lessons.widgets.curve import INTERVALS, sample, view
from autograd_lessons.widgets.plot import BOTTOM, LEFT, REACH, RIGHT, TOP, Plot

WORDS = {"alt": "a", "input": "x", "function": "f(x)", "slope_is": "slope ="}
WORDS |= {"slope": "1", "sides": "sides"}
NOWHERE = dict.fromkeys(["point", "tangent", "left", "right", "left_text", "right_text"])


def steep(x):
    return math.tanh(200 * x)


def reciprocal(x):
    return 1 / x if x else math.inf


def logarithm(x):
    return math.log(x) if x > 0 else math.nan


@pytest.mark.parametrize("f", [math.exp, math.sin, abs, steep, lambda x: 2.0])
def test_a_continuous_curve_is_one_piece(f):
    (piece,) = sample(f, -3, 3)
    assert len(piece) == INTERVALS + 1
    assert piece[0] == (-3, f(-3))
    assert piece[-1] == (3, f(3))


def test_kinks_at_round_numbers_are_met():
    (piece,) = sample(abs, -3, 3)
    assert (0.0, 0.0) in piece


def test_a_jump_breaks_the_curve_where_it_is():
    def step(x):
        return 0.0 if x < 0.512 else 1.0

    left, right = sample(step, -3, 3)
    assert {y for _, y in left} == {0.0}
    assert {y for _, y in right} == {1.0}
    assert left[-1][0] < 0.512 <= right[0][0]
    assert right[0][0] - left[-1][0] < 1e-3


def test_steps_of_round():
    pieces = sample(lambda x: float(round(x)), -3, 3)
    assert [{y for _, y in piece} for piece in pieces] == [{float(n)} for n in range(-3, 4)]


def test_a_pole_breaks_the_curve_and_does_not_flatten_it():
    pieces = sample(reciprocal, -3, 3)
    assert len(pieces) == 2
    plot = Plot.of(pieces, -3, 3)
    assert plot.top < 20 < max(y for piece in pieces for _, y in piece) + 1


def test_no_value_no_curve():
    (piece,) = sample(logarithm, -3, 3)
    assert piece[0][0] > 0
    assert sample(lambda x: math.nan, -3, 3) == []


def test_a_constant_has_room_around_it():
    bottom, top = view([2.0, 2.0])
    assert bottom < 2 < top


@pytest.fixture
def square():
    return Plot.of(sample(lambda x: x * x, -3, 3), -3, 3)


def test_the_point_is_on_the_curve(square):
    x, y = square.place(1.5, 2.25, 3.0)["point"]
    assert x == pytest.approx(LEFT + (RIGHT - LEFT) * 0.75, abs=0.01)
    height = (2.25 - square.bottom) / (square.top - square.bottom)
    assert y == pytest.approx(BOTTOM - (BOTTOM - TOP) * height, abs=0.01)


@pytest.mark.parametrize("slope", [0.0, 3.0, -2.5, 1e6])
def test_the_tangent_has_the_slope(square, slope):
    place = square.place(1.5, 2.25, slope)
    x1, y1, x2, y2 = place["tangent"]
    assert math.hypot(x2 - x1, y2 - y1) == pytest.approx(2 * REACH, abs=0.1)
    assert [(x1 + x2) / 2, (y1 + y2) / 2] == pytest.approx(place["point"], abs=0.02)
    rise = (y1 - y2) * (square.top - square.bottom) / (BOTTOM - TOP)
    run = (x2 - x1) * 6 / (RIGHT - LEFT)
    assert rise == pytest.approx(slope * run, rel=1e-2, abs=1e-2) or slope == 1e6


@pytest.mark.parametrize("slope", [None, math.nan, math.inf])
def test_without_a_slope_there_is_no_tangent(square, slope):
    place = square.place(1.5, 2.25, slope)
    assert place["point"] is not None
    assert place["tangent"] is None


@pytest.mark.parametrize("y", [math.nan, math.inf])
def test_without_a_value_there_is_no_point(square, y):
    assert square.place(1.5, y, 1.0, (1.0, "1"), (2.0, "2")) == NOWHERE


def test_the_drawing_says_its_words_as_text(square):
    words = {**WORDS, "function": "<b>&\"f'", "input": "</text><script>"}
    place = square.place(1.0, 1.0, 2.0)
    svg = square.svg(words, place)
    root = ElementTree.fromstring(svg)  # well-formed, so nothing has opened a tag
    assert words["function"] in [node.text for node in root.iter() if node.tag.endswith("text")]
    assert not [node for node in root.iter() if node.tag.endswith("script")]
    assert svg == square.svg(words, place)


def test_what_cannot_be_shown_is_hidden(square):
    svg = square.svg(WORDS, square.place(1.0, math.nan, None))
    assert svg.count('visibility="hidden"') == len(NOWHERE) + 1  # and the legend of the sides
    assert "nan" not in svg


def test_two_slopes_start_at_the_point_and_are_told(square):
    place = square.place(0.0, 0.0, 0.0, (-1.0, "-1"), (math.inf, "inf"))
    x, y = place["point"]
    assert place["left"][:2] == place["right"][:2] == [x, y]
    assert place["left"][2] < x
    assert place["left"][3] < y  # a falling slope comes from above
    assert place["right"][2] == x
    assert place["right"][3] < y
    assert [place["left_text"][2], place["right_text"][2]] == ["-1", "inf"]
    svg = square.svg(WORDS, place)
    assert [text in svg for text in (">-1</text>", ">inf</text>")] == [True, True]
