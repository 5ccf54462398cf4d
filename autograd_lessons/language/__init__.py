"""The lessons' two languages: which one is chosen, and the texts that everything above shows.

A text has a key such as ``picture.not_kept``: its first part names the file (``ko/picture.toml``,
``en/picture.toml``), the rest the place in that file. Outputs and errors are never translated.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["LANGUAGES", "entry", "get_language", "set_language", "text"]

LANGUAGES = ("en", "ko")

_FOLDER = Path(__file__).parent
_current = "en"


def set_language(code: str) -> None:
    """Choose the language of pictures, widgets and exercises: ``"ko"`` or ``"en"``.

    Raises ValueError for any other language.
    """
    global _current
    if code not in LANGUAGES:
        choices = ", ".join(repr(choice) for choice in LANGUAGES)
        raise ValueError(f"unknown language {code!r}: choose one of {choices}")
    _current = code


def get_language() -> str:
    """Return the chosen language, ``"en"`` until `set_language` is called."""
    return _current


def text(key: str, /, **values: object) -> str:
    """Return the text at `key` in the chosen language, with `values` put in its ``{places}``.

    A literal brace is doubled in the file. Raises KeyError for a key that leads to no text, or a
    place without a value.
    """
    found = entry(key)
    if not isinstance(found, str):
        raise KeyError(f"{key!r} is not a text in {_current!r}")
    return found.format(**values)


def entry(key: str, /) -> Any:
    """Return what stands at `key` in the chosen language as it is: a text, a list or a table.

    Nothing is put in places, so braces stay. The value is shared: do not change it. Raises KeyError
    for a key that leads nowhere.
    """
    room, *path = key.split(".")
    found: Any = _catalogue(_current, room)
    for part in path:
        if not isinstance(found, dict) or part not in found:
            raise KeyError(f"no entry {key!r} in {_current!r}")
        found = found[part]
    return found


@cache
def _catalogue(language: str, room: str) -> dict[str, Any]:
    file = _FOLDER / language / f"{room}.toml"
    if not file.is_file():
        raise KeyError(f"no texts of {room!r} in {language!r}")
    return tomllib.loads(file.read_text(encoding="utf-8"))
