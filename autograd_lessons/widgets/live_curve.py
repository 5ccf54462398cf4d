"""The curve beside the graph: sampled where it is new, its point and slopes at each change."""

import math

from autograd_lessons.picture.values import number_text

from .curve import sample
from .evaluate import Explored
from .numbers import show
from .plot import Place, Plot
from .run import Evaluation
from .slopes import Sides, sides, wide_slope
from .wording import near, say, slope_text, special


class LiveCurve:
    """The curve of a function of one number, with what its run showed at `x`."""

    def __init__(self, name: str, accumulate: bool) -> None:
        """With `accumulate` the input's .grad may be more than the slope: it is not named so."""
        self._name = name
        self._slope_is = say("slope") if accumulate else say("slope_is", name=name)
        self._drawn: object = None

    def follow(
        self, explored: Explored, x: float, seen: Evaluation, low: float, high: float
    ) -> bool:
        """Go to `x`; return whether the curve had to be drawn anew."""
        self._explored, self._x, self._seen = explored, x, seen
        self._sides: Sides | None = None
        if seen.slope is not None:
            self._sides = sides(explored.precise_value_at, x)
        drawn = explored, low, high
        if drawn == self._drawn:
            return False
        self._drawn = drawn
        self._plot = Plot.of(sample(explored.value_at, low, high), low, high)
        return True

    @property
    def slope(self) -> str:
        """The tangent's slope as a text."""
        return "None" if self._seen.slope is None else number_text(self._seen.slope)

    @property
    def place(self) -> Place:
        """Where the point is, with its tangent, or with its two slopes."""
        return self._plot.place(self._x, self._seen.value, self._seen.slope, *self._two_slopes())

    @property
    def alt(self) -> str:
        """The curve in words."""
        low, high = show(self._plot.low), show(self._plot.high)
        facts = {"name": self._name, "value": show(self._x), "grad": self.slope}
        return say("curve", function=self._explored.title, low=low, high=high, **facts)

    @property
    def svg(self) -> str:
        """The drawing as it is now."""
        words = {
            "alt": self.alt,
            "input": self._name,
            "function": self._explored.title,
            "slope_is": self._slope_is,
            "slope": self.slope,
            "sides": say("sides"),
        }
        return self._plot.svg(words, self.place)

    @property
    def note(self) -> str:
        """What is special about this point; "" if nothing is."""
        seen, function = self._seen, self._explored.title
        if not math.isfinite(seen.value):
            return say("no_value", function=function, value=seen.value_text)
        if seen.slope is None:
            return ""
        at = f"{self._name} = {show(self._x)}"
        return special(self._sides, seen.slope, self._sure, function=function, at=at)

    def _sure(self) -> bool:
        """Whether a slope that is not autograd's is the curve's, and is not so by rounding."""
        assert self._sides is not None
        slope, explored = self._sides.slope, self._explored
        if near(slope, explored.precise_slope_at(self._x)):
            return False
        return near(slope, wide_slope(explored.precise_value_at, self._x))

    def _two_slopes(self) -> tuple[tuple[float, str] | None, tuple[float, str] | None]:
        """The slopes on the left and right, with their texts, where they are not the same."""
        if self._sides is None or self._sides.unclear or self._sides.smooth:
            return None, None
        left, right = (
            None if math.isnan(side.slope) else (side.slope, slope_text(side.slope))
            for side in (self._sides.left, self._sides.right)
        )
        return left, right
