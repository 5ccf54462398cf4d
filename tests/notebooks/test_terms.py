"""Korean texts keep to the glossary: one word for a term, the English with its first use."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jupytext
import pytest

from autograd_lessons import language
from notebooks import build

TERMS = tomllib.loads((build.HERE / "glossary.toml").read_text(encoding="utf-8"))["term"]
CATALOGUES = Path(language.__file__).parent / "ko"
# What is not prose: fenced code, code in a line, addresses.
CODE = re.compile(r"```.*?```|`[^`\n]*`|\]\([^)]*\)", re.DOTALL)


def prose(text: str) -> str:
    return CODE.sub(" ", text)


def korean_cells(source: Path) -> str:
    cells = jupytext.read(source, fmt="py:percent").cells
    korean = [cell.source for cell in cells if cell.metadata.get("lang") == "ko"]
    return prose("\n\n".join(korean))


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_of(part)


TEXTS = {source.name: korean_cells(source) for source in build.sources([])} | {
    file.name: prose("\n\n".join(texts_of(tomllib.loads(file.read_text(encoding="utf-8")))))
    for file in sorted(CATALOGUES.glob("*.toml"))
}
# As a learner reads: the lessons in their order. A heading may name what its text introduces.
LESSONS = re.sub(
    r"^#.*$", "", "\n\n".join(TEXTS[name] for name in TEXTS if name.startswith("2.")), flags=re.M
)


@pytest.mark.parametrize("name", TEXTS)
def test_no_other_word_for_a_term(name: str) -> None:
    found = {
        f"{hit[0]} (write {term['ko']})": TEXTS[name][max(0, hit.start() - 20) : hit.end() + 20]
        for term in TERMS
        for pattern in term.get("avoid", [])
        if (hit := re.search(pattern, TEXTS[name]))
    }
    assert found == {}


@pytest.mark.parametrize(
    "term", [term for term in TERMS if term.get("introduced")], ids=lambda term: term["en"]
)
def test_the_first_use_gives_the_english(term: dict[str, Any]) -> None:
    hit = re.search(rf"(?<![가-힣]){term['ko']}", LESSONS)
    assert hit, "no lesson uses it: it needs no introduction"
    # An ending and emphasis may stand between: 누적합니다**(accumulate).
    introduction = rf"[가-힣]*\**\((?:[\w -]* )?{term['en']}"
    assert re.match(introduction, LESSONS[hit.end() :]), LESSONS[hit.start() :][:90]


def test_terms_stand_once() -> None:
    for key in ("en", "ko"):
        words = [term[key] for term in TERMS]
        assert sorted(set(words)) == sorted(words)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("그래디언트를 구합니다", "그래디언트"),
        ("서브그래디언트", None),
        ("파라미터", "파라미터"),
        ("하이퍼파라미터", None),
    ],
)
def test_what_is_avoided(text: str, other: str | None) -> None:
    found = [hit[0] for t in TERMS for p in t.get("avoid", []) if (hit := re.search(p, text))]
    assert found == ([other] if other else [])
