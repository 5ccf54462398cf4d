"""The notebooks, stored and executed anew: each is executed once per library and session."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from autograd_lessons import set_language
from notebooks import build

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
