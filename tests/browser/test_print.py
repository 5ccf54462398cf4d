"""The print view: HTML by nbconvert, printed by Chromium on A4, without a line of JavaScript."""

import re
from collections.abc import Iterator

import nbformat
import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, Page, PdfMargins, ViewportSize, expect

from tests.browser.lab import REPOSITORY
from tests.browser.test_lessons import NOTEBOOKS

MARGIN: PdfMargins = {"top": "10mm", "right": "10mm", "bottom": "10mm", "left": "10mm"}
# A4 between these margins, in CSS pixels, less 10 on each side, which only printing adds.
SHEET: ViewportSize = {"width": 698, "height": 1047}

CUT = """() => {
  const right = document.querySelector('main').getBoundingClientRect().right;
  const cut = (node) => node.getBoundingClientRect().right > right + 1
    || (node.clientWidth > 0 && node.scrollWidth > node.clientWidth + 1);
  const nodes = document.querySelectorAll('pre, table, img, .jp-RenderedHTMLCommon');
  return Array.from(nodes).filter(cut).map((node) => node.innerText || node.alt || node.tagName);
}"""
BROKEN = """() => Promise.all(Array.from(document.images).map((image) => image.decode()
  .then(() => image.naturalWidth ? '' : image.alt, () => image.alt || 'without a text')))
  .then((broken) => broken.filter(Boolean))"""


@pytest.fixture
def printed(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=SHEET, offline=True)
    # MathJax and the like are not waited for, nor needed.
    context.route(re.compile("^https?:"), lambda route: route.abort())
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


def show(page: Page, notebook: str) -> None:
    stored = nbformat.read(REPOSITORY / "notebooks" / notebook, as_version=4)
    html, _ = HTMLExporter().from_notebook_node(stored)
    page.set_content(html)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_nothing_is_cut_or_broken(printed: Page, notebook: str) -> None:
    show(printed, notebook)
    assert printed.locator("img").count() > 0
    assert printed.evaluate(BROKEN) == []
    assert printed.evaluate(CUT) == []
    # nbconvert sets a bare <pre> in an output like prose.
    expect(printed.locator(".jp-RenderedHTML pre:not(:has(code))")).to_have_count(0)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_reference_card_is_one_page(printed: Page, language: str) -> None:
    show(printed, f"{language}/reference-card.ipynb")
    assert pages(printed.pdf(format="A4", margin=MARGIN)) == 1
