"""How wide a text is: the layout must not depend on the fonts of the machine it is made on."""

import unicodedata

_FIXED = 0.61  # the widest of the usual monospaced fonts
_BOLD = 0.62


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the room that `text` takes in the code font at `size`: Hangul 1 em, ASCII 0.6 em."""
    return sum(_em(char, _BOLD if bold else _FIXED) for char in text) * size


def columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes: Hangul 2, most others 1."""
    return int(sum(2 * _em(char, 0.5) for char in text))


def _em(char: str, narrow: float) -> float:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(char) in "WF" else narrow
