"""What axe-core finds on a page with each widget, in both languages and themes: nothing."""

from importlib.resources import files

import pytest
from playwright.sync_api import expect

from tests.browser.lab import open_cells

START = """
from autograd_lessons import engine as torch
from autograd_lessons import error_lab, explore, kink_lab, predict, retain_lab, set_language, step
from autograd_lessons import stopping_lab
"""

# Cells that make a widget each, by the class of its outermost element.
WIDGETS = {
    "al-explore": [
        "explore('relu(x) * x', x=0.0, accumulate=True)",
        "explore('(v * w).sum()', v=[1.0, 2.0], w=0.5)",
    ],
    "al-step": [
        "x = torch.tensor(2., requires_grad=True)\ny = x**2 * (x + 1)\nstep(y)",
        "w = torch.ones(2, 2, requires_grad=True)\nstep(torch.relu(w @ w).sum())",
    ],
    "al-retain": ["retain_lab()"],
    "al-error-lab": [
        "error_lab()",
        "tried = error_lab('freed')\ntried.fix = 'retain'\ntried",
    ],
    "al-kink-lab": [
        "kink_lab()",
        "told = kink_lab('clamp')\ntold.predicted = '0'\ntold.sorted = {'argmax': 'zero'}\ntold",
    ],
    "al-stopping": [
        "stopping_lab('inference_mode', 1)",
        "lab = stopping_lab()\nlab.commit([2])\nlab.compare()\nlab",
    ],
    "al-predict": ["predict('2.1.before_backward')"],
}
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RUN = """async (root) => {
  const {violations} = await axe.run(root, {resultTypes: ['violations']});
  return violations.map(({id, help, nodes}) => [id, help, nodes.map(({html}) => html)]);
}"""


@pytest.fixture(scope="module", params=["ko", "en"])
def opened(request, lab, browser):
    start = f"{START}set_language({request.param!r})"
    cells = [start, *(cell for made in WIDGETS.values() for cell in made)]
    with open_cells(lab, browser, "everyone", cells) as opened:
        opened.page.add_script_tag(content=AXE)
        yield opened


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
@pytest.mark.parametrize("kind", WIDGETS)
def test_axe_finds_nothing(opened, kind, theme):
    opened.use_theme(theme)
    expect(opened.widgets(kind)).to_have_count(len(WIDGETS[kind]))
    for found in opened.widgets(kind).all():
        found.scroll_into_view_if_needed()
        assert found.evaluate(RUN) == []
        for field in found.locator("input[type=text]").all():  # and when something is wrong
            field.fill("§")
            field.press("Enter")
            expect(field).to_have_attribute("aria-invalid", "true")
        assert found.evaluate(RUN) == []


def test_axe_would_find_something(opened):
    page = opened.page
    page.evaluate("() => document.body.insertAdjacentHTML('beforeend', '<div id=bad><img></div>')")
    assert [name for name, *_ in page.locator("#bad").evaluate(RUN)] == ["image-alt"]
    page.locator("#bad").evaluate("(bad) => bad.remove()")
