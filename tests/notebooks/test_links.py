"""Links between the notebooks: the start page leads everywhere, and each page has its twin."""

import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

from notebooks import build
from tests.notebooks.conftest import NAMES, path_of

LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
LESSONS = sorted(name for name, language in NAMES if language == "en" and name.startswith("2."))


def links(path: Path) -> list[tuple[str, str]]:
    """Each link's text and target, from the notebook's prose."""
    cells = nbformat.read(path, as_version=4).cells
    return [
        link for cell in cells if cell.cell_type == "markdown" for link in LINK.findall(cell.source)
    ]


@pytest.mark.parametrize("language", build.LANGUAGES)
def test_the_start_page_leads_everywhere(language: str) -> None:
    reached, waiting = set(), [path_of("index", language)]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            found = [page.parent / target for _, target in links(page) if "/" not in target]
            waiting += [path for path in found if path.is_file()]
    assert reached == {path_of(name, language) for name, code in NAMES if code == language}


@pytest.mark.parametrize(("lesson", "language"), NAMES)
def test_a_page_links_its_twin_and_the_start_page(lesson: str, language: str) -> None:
    (other,) = set(build.LANGUAGES) - {language}
    targets = [target for _, target in links(path_of(lesson, language))]
    assert f"../{other}/{lesson}.ipynb" in targets
    assert lesson == "index" or "index.ipynb" in targets


@pytest.mark.parametrize("language", build.LANGUAGES)
def test_a_lesson_links_its_neighbours_at_top_and_bottom(language: str) -> None:
    for one, other in pairwise(LESSONS):
        for here, there in ((one, other), (other, one)):
            cells = nbformat.read(path_of(here, language), as_version=4).cells
            assert f"({there}.ipynb)" in cells[0].source
            assert f"({there}.ipynb)" in cells[-1].source


@pytest.mark.parametrize(("lesson", "language"), NAMES)
def test_pages_elsewhere_are_pytorchs_and_named_by_title(lesson: str, language: str) -> None:
    elsewhere = [link for link in links(path_of(lesson, language)) if "://" in link[1]]
    assert elsewhere or not lesson.startswith("2.")
    for title, target in elsewhere:
        assert target.startswith("https://docs.pytorch.org/")
        assert "://" not in title
