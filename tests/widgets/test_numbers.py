import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_lessons.widgets.numbers import nice_step, parse, reaching, real, show, ticks

usable = st.floats(-1e6, 1e6)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1.5", 1.5),
        (" -2 ", -2.0),
        ("0", 0.0),
        ("1e3", 1000.0),
        ("３", 3.0),  # as a Korean keyboard may give it
        ("", "empty"),
        ("  ", "empty"),
        ("abc", "not_a_number"),
        ("1,5", "not_a_number"),
        ("__import__('os')", "not_a_number"),
        ("nan", "not_finite"),
        ("-inf", "not_finite"),
        ("1e400", "not_finite"),
        ("1000001", "too_large"),
        ("-1e30", "too_large"),
    ],
)
def test_parse(typed, expected):
    assert parse(typed) == expected


def test_an_integer_beyond_floats_is_refused():
    for value in (10**400, -(10**400)):
        with pytest.raises(ValueError, match="low must be a finite number"):
            real(value, "low")


@pytest.mark.parametrize("value", ["1", None, True, 1j, [1.0]])
def test_what_is_no_number(value):
    with pytest.raises(TypeError, match="x must be a number"):
        real(value, "x")


@pytest.mark.parametrize("value", [math.nan, math.inf, 1e7])
def test_numbers_out_of_reach(value):
    with pytest.raises(ValueError, match="x must be a finite number"):
        real(value, "x")


@given(usable)
def test_shown_numbers_read_back(value):
    assert parse(show(value)) == value


@given(st.floats(1e-9, 1e9))
def test_a_nice_step_is_the_next_of_1_2_5(step):
    nice = nice_step(step)
    assert step * (1 - 1e-9) <= nice <= step * 2.5 * (1 + 1e-9)
    digits = f"{nice:.6e}".partition("e")[0]
    assert float(digits) in (1, 2, 5)


@given(usable, st.floats(0.01, 1e6), st.integers(3, 9))
def test_ticks_are_inside_and_even(low, width, about):
    high = low + width
    found = ticks(low, high, about)
    assert 1 <= len(found) <= about + 1
    slack = width * 1e-6
    assert all(low - slack <= tick <= high + slack for tick in found)
    gaps = [b - a for a, b in pairwise(found)]
    assert gaps == pytest.approx([nice_step((high - low) / about)] * len(gaps))


def test_readable_ticks():
    assert ticks(-3, 3, 6) == [-3, -2, -1, 0, 1, 2, 3]
    assert ticks(-0.5, 0.5, 5) == [-0.4, -0.2, 0, 0.2, 0.4]
    assert [show(tick) for tick in ticks(0, 0.7, 7)][:4] == ["0", "0.1", "0.2", "0.3"]


@given(usable)
def test_a_range_reaches_its_value(value):
    low, high = reaching(value, -3.0, 3.0)
    assert low <= value <= high
    assert low <= -3 < 3 <= high
    if -3 <= value <= 3:
        assert (low, high) == (-3, 3)
