"""How a picture looks: every colour, shape, font and size, in CSS pixels."""

from dataclasses import dataclass

from .graph import Kind

CODE_FONT = (
    "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono', "
    "'Noto Sans KR', 'Noto Sans CJK KR', 'Apple SD Gothic Neo', 'Malgun Gothic', NanumGothic, "
    "monospace"
)
TEXT_FONT = (
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans KR', "
    "'Noto Sans CJK KR', 'Apple SD Gothic Neo', 'Malgun Gothic', NanumGothic, sans-serif"
)

PANEL = "#fcfcfb"
PANEL_LINE = "#d9dbe0"
INK = "#1c2430"
MUTED = "#59616e"
GRAD = "#a3320b"
ARROW = "#5d6675"


@dataclass(frozen=True, slots=True)
class BoxStyle:
    """A tensor's box: colours, line and corners; `double` draws a second line inside."""

    fill: str
    line: str
    tag: str
    width: float
    corner: float
    dash: str = ""
    double: bool = False


BOXES: dict[Kind, BoxStyle] = {
    "leaf": BoxStyle("#e6f4ea", "#1d7a46", "#17643a", 2.2, 14),
    "non_leaf": BoxStyle("#eaf1fb", "#4a74b0", "#2b5590", 1.3, 3),
    "retained": BoxStyle("#f2ecfb", "#6d42a6", "#5d3594", 1.3, 3, double=True),
    "untracked": BoxStyle("#f5f5f3", "#6b7280", "#59616e", 1.3, 3, dash="5 3"),
}

OPERATION_FILL = "#fff6dc"
OPERATION_LINE = "#c29a3a"
OPERATION_NAME = "#6f5a17"
DERIVATIVE = "#3b4a8c"
# What was not recorded: dotted, and grey as far as texts stay readable.
GHOST_FILL = PANEL
GHOST_LINE = "#6b7280"
GHOST_DOTS = "1.5 3.5"

# Font sizes, and the height of the rows that they stand in.
NAME_SIZE = 15
VALUE_SIZE = 14
GRAD_SIZE = 12
TAG_SIZE = 10.5
NAMELESS_SIZE = 12
SIGN_SIZE = 15
OPERATION_NAME_SIZE = 9
SAVED_SIZE = 11
DERIVATIVE_SIZE = 12

BOX_HEIGHT = 72
BOX_PADDING = 11
NAME_BASELINE = 20
VALUE_BASELINE = 39
VALUE_STEP = 17
GRAD_LINE = 48
GRAD_BASELINE = 63
GRAD_STEP = 15
OPERATION_HEIGHT = 46
OPERATION_PADDING = 17
SIGN_BASELINE = 22
OPERATION_NAME_BASELINE = 35
SAVED_BASELINE = 54
SAVED_STEP = 15
SAVED_GAP = 7
MARGIN = 14
LEGEND_SIZE = 12
LEGEND_ROW = 24
LEGEND_SAMPLE = 38

PAGE_WIDTH = 1150
"""The widest picture that can still be read when a notebook shrinks it to its width."""
