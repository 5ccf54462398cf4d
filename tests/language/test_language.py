"""Choosing a language, finding texts, and both languages holding the same ones."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograd_lessons import language

FOLDER = Path(language.__file__).parent
PLACES = re.compile(r"(?<!\{)\{(\w+)[^{}]*\}(?!\})")


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    language.set_language("en")


def rooms(code: str) -> dict[str, dict[str, Any]]:
    files = sorted((FOLDER / code).glob("*.toml"))
    return {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in files}


def outline(value: Any, path: str = "") -> dict[str, Any]:
    """Every leaf's path with what must be equal in all languages: places, or the value itself."""
    if isinstance(value, dict):
        parts = list(value.items())
    elif isinstance(value, list):
        parts = list(enumerate(value))
    elif isinstance(value, str):
        return {path: sorted(set(PLACES.findall(value)))}
    else:
        return {path: value}
    return {
        key: leaf for name, part in parts for key, leaf in outline(part, f"{path}.{name}").items()
    }


def test_english_until_chosen() -> None:
    assert language.get_language() == "en"


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_chosen_language_is_spoken(code: str) -> None:
    language.set_language(code)
    assert language.get_language() == code
    assert language.text("picture.not_kept") == rooms(code)["picture"]["not_kept"]


@pytest.mark.parametrize("code", ["", "fr", "KO", "../en", None])
def test_unknown_language_names_the_choices(code: Any) -> None:
    with pytest.raises(ValueError, match=r"choose one of 'en', 'ko'"):
        language.set_language(code)
    assert language.get_language() == "en"


@pytest.mark.parametrize(
    "key", ["picture", "picture.nothing", "nothing.at_all", "picture.not_kept.x", ""]
)
def test_unknown_key(key: str) -> None:
    with pytest.raises(KeyError):
        language.text(key)


def test_values_fill_places(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"greeting": "{name} is {value:.1f}, {{literally}}", "list": ["{a}", "b"]}
    monkeypatch.setattr(language, "_catalogue", lambda code, room: table)
    assert language.text("any.greeting", name="<x>", value=2) == "<x> is 2.0, {literally}"
    assert language.entry("any.list") == ["{a}", "b"]
    with pytest.raises(KeyError):
        language.text("any.greeting", name="x")
    with pytest.raises(KeyError):
        language.text("any.list")


def test_languages_hold_the_same_texts() -> None:
    first, *others = (rooms(code) for code in language.LANGUAGES)
    assert first
    for other in others:
        assert sorted(other) == sorted(first)
        for room in first:
            assert outline(other[room]) == outline(first[room]), room


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_no_text_is_empty(code: str) -> None:
    for room, table in rooms(code).items():
        stack: list[Any] = [table]
        while stack:
            value = stack.pop()
            if isinstance(value, dict):
                stack.extend(value.values())
            elif isinstance(value, list):
                stack.extend(value)
            elif isinstance(value, str):
                assert value.strip(), room
