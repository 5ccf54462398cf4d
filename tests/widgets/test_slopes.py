"""The slopes measured on either side of a point, against what calculus says."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_lessons.widgets.slopes import sides, wide_slope

INF, NAN = math.inf, math.nan


def guarded(f, holds):
    return lambda x: f(x) if holds(x) else NAN


def kinds(found):
    return found.left.kind, found.right.kind


@pytest.mark.parametrize(
    ("f", "x", "left", "right"),
    [
        (abs, 0.0, -1, 1),
        (lambda x: max(x, 0.0), 0.0, 0, 1),
        (lambda x: max(x, 0.0) + 1000, 0.0, 0, 1),
        (lambda x: min(max(x, 0.0), 1.0), 1.0, 1, 0),
        (lambda x: max(x, 0.1 * x), 0.0, 0.1, 1),
        (lambda x: abs(x - 0.1), 0.1, -1, 1),
        (lambda x: abs(3 * x - 0.3), 0.1, -3, 3),  # 3 * 0.1 is not quite 0.3
        (lambda x: abs(math.sin(x)) * 5, 0.0, -5, 5),
        (lambda x: abs(x - 1000), 1000.0, -1, 1),
        (lambda x: abs(x) ** 0.5, 0.0, -INF, INF),
        (lambda x: math.copysign(abs(x) ** (1 / 3), x), 0.0, INF, INF),
        (lambda x: abs(x) ** (2 / 3), 0.0, -INF, INF),
        (lambda x: 0.001 * abs(x), 0.0, -0.001, 0.001),
    ],
)
def test_kinks(f, x, left, right):
    found = sides(f, x)
    assert kinds(found) == ("slope", "slope")
    assert found.left.slope == pytest.approx(left, rel=1e-3, abs=1e-6)
    assert found.right.slope == pytest.approx(right, rel=1e-3, abs=1e-6)
    assert not found.smooth


@pytest.mark.parametrize(
    ("f", "x", "expected"),
    [
        (math.floor, 1.0, ("jump", "slope")),
        (math.ceil, 1.0, ("slope", "jump")),
        (round, 0.5, ("slope", "jump")),
        (lambda x: math.copysign(1.0, x) if x else 0.0, 0.0, ("jump", "jump")),
        (guarded(math.sqrt, lambda x: x >= 0), 0.0, ("none", "slope")),
        (guarded(lambda x: x, lambda x: x == 0), 0.0, ("none", "none")),
    ],
)
def test_jumps_and_ends(f, x, expected):
    found = sides(f, x)
    assert kinds(found) == expected
    assert not found.smooth


@pytest.mark.parametrize("f", [math.log, lambda x: 1 / x])
def test_without_a_value_nothing_is_said(f):
    assert sides(lambda x: f(x) if x > 0 else NAN, 0.0) is None


@pytest.mark.parametrize(
    ("f", "slope"),
    [
        (math.sin, math.cos),
        (math.exp, math.exp),
        (lambda x: x**3 - 2 * x, lambda x: 3 * x**2 - 2),
        (lambda x: math.tanh(50 * x), lambda x: 50 / math.cosh(50 * x) ** 2),
        (lambda x: 100 * x**2, lambda x: 200 * x),
        (lambda x: x * abs(x), lambda x: 2 * abs(x)),
        (round, lambda x: 0),
    ],
)
@given(x=st.integers(-59, 59).filter(lambda n: n % 10 != 0).map(lambda n: n / 20 + 0.0125))
def test_smooth_places_have_one_slope(f, slope, x):
    found = sides(f, x)
    assert found.smooth
    assert found.slope == pytest.approx(slope(x), rel=1e-3, abs=1e-3)


@given(x=st.floats(-3, 3).filter(lambda x: abs(x) > 1e-6))
def test_only_the_kink_itself_is_one(x):
    assert sides(abs, x).smooth


def test_what_is_random_is_left_alone():
    numbers = iter(range(100))
    random = sides(lambda x: math.sin(1000.0 * next(numbers) ** 2), 0.0)
    assert random.unclear


def test_from_farther_away_rounding_matters_less():
    def rough(x):
        return float(f"{math.sin(x):.7f}")

    assert wide_slope(rough, 1.0) == pytest.approx(math.cos(1.0), abs=1e-3)
