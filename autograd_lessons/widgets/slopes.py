"""The slopes of a curve on either side of a point, measured: kinks, jumps and ends show."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

# Closer than this, relative to x, float32 cannot tell a point from the kink beside it.
_NEAREST = 2.0**-20
_NEAREST_TO_ZERO = 1e-7
_WIDER = 4.0
_ROUNDING = 1e-15
_STEEP = 20.0  # a jump, seen this near, looks like a slope that is steep

Kind = Literal["slope", "jump", "none", "unclear"]


@dataclass(frozen=True)
class Side:
    """One side of a point: its `slope` (may be infinite), or why it has none there."""

    kind: Kind
    slope: float = math.nan
    spread: float = 0.0


@dataclass(frozen=True)
class Sides:
    """Both sides of a point where the function has a value."""

    left: Side
    right: Side

    @property
    def unclear(self) -> bool:
        """Whether nothing can be said: the function is rough, random or not precise enough."""
        return "unclear" in (self.left.kind, self.right.kind)

    @property
    def smooth(self) -> bool:
        """Whether both sides have the same finite slope: the function is differentiable there."""
        if not (math.isfinite(self.left.slope) and math.isfinite(self.right.slope)):
            return False
        gap = abs(self.right.slope - self.left.slope)
        scale = 1 + abs(self.left.slope) + abs(self.right.slope)
        return gap <= 1e-4 * scale + 2 * (self.left.spread + self.right.spread)

    @property
    def slope(self) -> float:
        """The slope of a smooth place."""
        return (self.left.slope + self.right.slope) / 2


def sides(f: Callable[[float], float], x: float) -> Sides | None:
    """Measure the slopes of `f`, computed in float64, to the left and right of `x`.

    None where `f` has no finite value at `x`. Curved as it may be, a smooth function's two slopes
    come closer to each other the closer one looks; at a kink they do not.
    """
    y = f(x)
    if not math.isfinite(y):
        return None
    step = max(abs(x) * _NEAREST, _NEAREST_TO_ZERO)
    rises = f(x - step) - y, f(x + step) - y
    near = Sides(Side("slope", -rises[0] / step), Side("slope", rises[1] / step))
    steep = abs(near.left.slope) + abs(near.right.slope) > _STEEP
    if near.smooth and not steep:  # as nearly everywhere: no need to look closer
        return near
    if f(x) != y:  # random
        return Sides(Side("unclear"), Side("unclear"))
    return Sides(_side(f, x, y, -step, rises[0]), _side(f, x, y, step, rises[1]))


def wide_slope(f: Callable[[float], float], x: float) -> float:
    """Return the slope around `x` measured from farther away, where rounding matters less."""
    step = 1000 * max(abs(x) * _NEAREST, _NEAREST_TO_ZERO)
    return (f(x + step) - f(x - step)) / (2 * step)


def _side(f: Callable[[float], float], x: float, y: float, step: float, rise: float) -> Side:
    steps = [step, step * _WIDER, step * _WIDER**2]
    rises = [rise, *(f(x + one) - y for one in steps[1:])]
    slopes = [rise / one for rise, one in zip(rises, steps, strict=True)]
    if not math.isfinite(rises[0]):
        return Side("none")
    if not all(map(math.isfinite, rises)):
        return Side("unclear")
    near, middle, far = map(abs, slopes)
    noise = _ROUNDING * (1 + abs(y)) / abs(step)
    spread = max(slopes) - min(slopes)
    if abs(rises[0]) > 0.9 * abs(rises[2]) and near > 3 * middle > noise:
        return Side("jump")
    if near > 1.3 * middle > 1.3**2 * far > noise and min(slopes) * max(slopes) > 0:
        return Side("slope", math.copysign(math.inf, slopes[0]))
    if spread > 0.01 * (1 + near) + noise:
        return Side("unclear")
    return Side("slope", slopes[0], spread + noise)
