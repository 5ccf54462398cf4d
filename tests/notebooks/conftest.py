"""The notebooks, stored and executed anew: each is executed once per library and session."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from autograd_lessons import check, language, set_language
from notebooks import build
from tests.notebooks.judging import place_of, says_expected_and_got, texts

Name = tuple[str, str]  # lesson and language
Notebooks = dict[Name, NotebookNode]

SOURCES = {source.stem: source for source in build.sources([])}
NAMES = list(product(SOURCES, build.LANGUAGES))


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    set_language("en")


@pytest.fixture(scope="session")
def stored() -> Notebooks:
    """The committed notebooks."""
    return {
        (lesson, language): nbformat.read(path_of(lesson, language), as_version=4)
        for lesson, language in NAMES
    }


def path_of(lesson: str, language: str) -> Path:
    return build.stored_path(SOURCES[lesson], language)


def _executed(make: Callable[[NotebookNode], NotebookNode]) -> Notebooks:
    def run(name: Name) -> NotebookNode:
        lesson, language = name
        return build.execute(make(build.make(SOURCES[lesson], language)))

    with ThreadPoolExecutor(max_workers=2) as pool:
        return dict(zip(NAMES, pool.map(run, NAMES), strict=True))


@pytest.fixture(scope="session")
def on_engine() -> Notebooks:
    """The notebooks built from the sources now."""
    return _executed(lambda notebook: notebook)


@pytest.fixture(scope="session")
def on_torch() -> Notebooks:
    """The same with `import torch` in place of the engine."""
    return _executed(build.on_torch)


@pytest.fixture(params=language.LANGUAGES)
def code(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param)
    yield request.param
    set_language("en")


@pytest.fixture
def judged(capsys: pytest.CaptureFixture[str], code: str) -> Callable[..., str]:
    """Hand in an answer; return "right", "unanswered", the name of the reason given or the words.

    A reason comes with what was expected and what was handed in.
    """

    def judge(id: str, answer: object) -> str:
        lesson, name = place_of(id)
        table = texts(code, lesson)["exercises"][name]
        check(id, answer)
        printed = capsys.readouterr().out
        if table["right"] in printed:
            return "right"
        if printed.startswith(language.text("teaching.not_answered", more="")):
            return "unanswered"
        reasons = [key for key, reason in table["reasons"].items() if reason in printed]
        if not reasons:
            return printed
        assert says_expected_and_got(printed), printed
        return reasons[0]

    return judge
