"""A curve with its tangent at one point as SVG: drawn once, then only moved."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from autograd_lessons.picture.style import GRAD, INK, PANEL, PANEL_LINE, TEXT_FONT

from .curve import Point, view
from .numbers import show, ticks

WIDTH, HEIGHT = 380, 282
LEFT, TOP, RIGHT, BOTTOM = 50, 58, 366, 244  # the frame's edges
REACH = 105  # half of the tangent's length
CURVE, FAINT, SIDE = "#2b5590", "#e3e6ea", "#5d3594"
_GRAD_LINE = f'stroke="{GRAD}" stroke-width="2" stroke-dasharray="7 4"'
_SIDE_LINE = f'stroke="{SIDE}" stroke-width="4" stroke-linecap="round" stroke-opacity="0.75"'

Place = Mapping[str, list[Any] | None]
_MOVING = ("point", "tangent", "left", "right", "left_text", "right_text")


@dataclass(frozen=True)
class Plot:
    """A sampled curve in its frame."""

    pieces: list[list[Point]]
    low: float
    high: float
    bottom: float
    top: float

    @classmethod
    def of(cls, pieces: list[list[Point]], low: float, high: float) -> "Plot":
        """Choose the part of y to show."""
        bottom, top = view([y for piece in pieces for _, y in piece] or [-1.0, 1.0])
        return cls(pieces, low, high, bottom, top)

    def place(
        self,
        x: float,
        y: float,
        slope: float | None,
        left: tuple[float, str] | None = None,
        right: tuple[float, str] | None = None,
    ) -> Place:
        """Return where the point is, where its tangent ends and the lines to its left and right.

        `left` and `right` are slopes with their texts, drawn where the two are not one tangent;
        their `…_text` says where the text is, and the text. None stands for what cannot be shown.
        """
        shown: dict[str, list[Any] | None] = dict.fromkeys(_MOVING)
        if not (math.isfinite(y) and self.low <= x <= self.high):
            return shown
        px, py = self._x(x), self._y(y)
        if self.bottom <= y <= self.top:
            shown["point"] = [round(px, 2), round(py, 2)]
        if slope is not None and math.isfinite(slope):
            dx, dy = self._direction(slope)
            shown["tangent"] = [round(e, 2) for e in (px - dx, py - dy, px + dx, py + dy)]
        for name, side, sign in (("left", left, -1), ("right", right, 1)):
            if side is not None:
                dx, dy = (sign * part for part in self._direction(side[0]))
                shown[name] = [round(e, 2) for e in (px, py, px + dx, py + dy)]
                shown[f"{name}_text"] = [*_beside(px + dx, py + dy), side[1]]
        return shown

    def _direction(self, slope: float) -> tuple[float, float]:
        """Half a tangent as a way in pixels, to the right."""
        if math.isinf(slope):
            return 0.0, math.copysign(REACH, -slope)
        dx = (RIGHT - LEFT) / (self.high - self.low)
        dy = -slope * (BOTTOM - TOP) / (self.top - self.bottom)
        stretch = REACH / math.hypot(dx, dy)
        return dx * stretch, dy * stretch

    def svg(self, words: Mapping[str, str], place: Place) -> str:
        """Draw it; `words` has alt, input, function, slope_is, slope and sides.

        What moves has a class: `al-slope`, and `al-` with its name in a place. Same input, same
        bytes.
        """
        safe = {key: escape(word) for key, word in words.items()}
        panel = f'width="{WIDTH - 1}" height="{HEIGHT - 1}" fill="{PANEL}" stroke="{PANEL_LINE}"'
        parts = [
            _opening(0, 0, WIDTH, HEIGHT, f'font-family="{TEXT_FONT}" font-size="13"'),
            f"<title>{safe['alt']}</title>",
            f'<rect x="0.5" y="0.5" rx="10" {panel}/>',
            *_legend(safe, place),
            *self._axes(safe["input"]),
            # A drawing of its own, because it cuts off what leaves the frame.
            _opening(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP),
            *self._curve(),
            _line("tangent", place["tangent"], _GRAD_LINE),
            _line("left", place["left"], _SIDE_LINE),
            _line("right", place["right"], _SIDE_LINE),
            "</svg>",
            _point(place["point"]),
            _slope("left_text", place["left_text"]),
            _slope("right_text", place["right_text"]),
            "</svg>",
        ]
        return "\n".join(parts)

    def _axes(self, name: str) -> Iterator[str]:
        for x in ticks(self.low, self.high, 6):
            px = _text(self._x(x))
            yield f'<path d="M{px} {TOP}V{BOTTOM}" stroke="{INK if x == 0 else FAINT}"/>'
            yield _label(px, BOTTOM + 16, _tick(x), "middle")
        for y in ticks(self.bottom, self.top, 6):
            py = _text(self._y(y))
            yield f'<path d="M{LEFT} {py}H{RIGHT}" stroke="{INK if y == 0 else FAINT}"/>'
            yield _label(LEFT - 6, _text(self._y(y) + 4), _tick(y), "end")
        middle = (LEFT + RIGHT) // 2
        yield _label(middle, BOTTOM + 30, name, "middle", 'font-style="italic"')

    def _curve(self) -> Iterator[str]:
        for piece in self.pieces:
            points = [f"{_half(self._x(x))} {_half(self._y(y))}" for x, y in piece]
            # A lone point is drawn by the round cap of a line without length.
            points = points if len(points) > 1 else points * 2
            yield (
                f'<path d="M{" ".join(points)}" fill="none" stroke="{CURVE}"'
                ' stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/>'
            )

    def _x(self, x: float) -> float:
        return LEFT + (x - self.low) / (self.high - self.low) * (RIGHT - LEFT)

    def _y(self, y: float) -> float:
        place = BOTTOM - (y - self.bottom) / (self.top - self.bottom) * (BOTTOM - TOP)
        return min(max(place, -2.0 * HEIGHT), 3.0 * HEIGHT)


def _opening(x: int, y: int, width: int, height: int, more: str = "") -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" x="{x}" y="{y}" width="{width}"'
        f' height="{height}" viewBox="{x} {y} {width} {height}" {more}>'
    )


def _legend(safe: Mapping[str, str], place: Place) -> Iterator[str]:
    yield f'<path d="M14 16H38" stroke="{CURVE}" stroke-width="2.5"/>'
    yield _label(46, 20, safe["function"], "start")
    yield f'<path d="M14 36H38" {_GRAD_LINE}/>'
    slope = f'<tspan class="al-slope" font-weight="bold">{safe["slope"]}</tspan>'
    yield _label(46, 40, f"{safe['slope_is']} {slope}", "start")
    yield f'<g class="al-sides"{_hidden(place["left"] or place["right"])}>'
    yield f'<path d="M212 16H236" {_SIDE_LINE}/>'
    yield _label(244, 20, safe["sides"], "start")
    yield "</g>"


def _line(name: str, ends: list[Any] | None, paint: str) -> str:
    x1, y1, x2, y2 = map(_text, ends or (0, 0, 0, 0))
    return (
        f'<line class="al-{name}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"{_hidden(ends)} {paint}/>'
    )


def _slope(name: str, at: list[Any] | None) -> str:
    x, y, text = at or (0, 0, "")
    halo = f'paint-order="stroke" stroke="{PANEL}" stroke-width="5" font-weight="bold"'
    return (
        f'<text class="al-{name}" x="{_text(x)}" y="{_text(y)}"{_hidden(at)} fill="{SIDE}"'
        f' text-anchor="middle" {halo}>{escape(text)}</text>'
    )


def _beside(x: float, y: float) -> list[float]:
    """Where the text at the end of a line stands: inside of the frame."""
    inside = min(max(x, LEFT + 26), RIGHT - 26), min(max(y - 8, TOP + 14), BOTTOM - 6)
    return [round(e, 2) for e in inside]


def _point(at: list[Any] | None) -> str:
    cx, cy = map(_text, at or (0, 0))
    return (
        f'<circle class="al-point" cx="{cx}" cy="{cy}" r="5.5"{_hidden(at)}'
        f' fill="{GRAD}" stroke="#fff" stroke-width="2"/>'
    )


def _hidden(place: list[Any] | None) -> str:
    return "" if place else ' visibility="hidden"'


def _label(x: float | str, y: float | str, text: str, anchor: str, more: str = "") -> str:
    more = f" {more}" if more else ""
    return f'<text x="{x}" y="{y}" fill="{INK}" text-anchor="{anchor}"{more}>{text}</text>'


def _tick(value: float) -> str:
    return show(value) if abs(value) < 1e5 else f"{value:g}".replace("e+0", "e").replace("e+", "e")


def _text(value: float) -> str:
    return show(round(value, 1))


def _half(value: float) -> str:
    # Coarse on purpose: the last bit of a sine differs between processors, the picture must not.
    return show(round(value * 2) / 2)
