"""`step` in the page: clicks, keys, play, a node chosen, both languages, themes, narrow pages."""

import re

import nbformat
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab import Notebook
from tests.browser.test_explore import CONTRASTS

START = """
from autograd_lessons import engine as torch
from autograd_lessons import set_language, step
"""
BRANCHES = """
set_language('{language}')
x = torch.tensor(2., requires_grad=True)
x.grad = torch.tensor(1.)
a = x**2
b = 3 * x
b.retain_grad()
y = a * b
shown_{language} = step(y)
shown_{language}"""
CELLS = {
    "ko": BRANCHES.format(language="ko"),
    "en": BRANCHES.format(language="en"),
    "wide": """
w = torch.tensor([[1., -1.], [.5, 2.]], requires_grad=True)
h = torch.relu(w @ w)
for _ in range(4):
    h = torch.tanh(h * w)
step(h.sum(), names={'<b>w</b>': w})""",
}
PLACES = """(root) => [...root.querySelectorAll(
  '.al-bar > *, .al-stack, .al-graph, .al-graph svg, .al-node > rect, .al-node > ellipse')]
  .map((node) => node.getBoundingClientRect())
  .map(({x, y, width, height}) => [x, y, width, height].map(Math.round))"""


@pytest.fixture(scope="module")
def opened(lab, browser):
    """One page with one widget a cell; a test starts with the widget at its first step."""
    notebook = nbformat.v4.new_notebook()
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    sources = [START.strip(), *(cell.strip() for cell in CELLS.values())]
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(notebook, lab.notebooks / "step.ipynb")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    opened = lab.open(context.new_page(), "step.ipynb")
    opened.run_all()
    expect(opened.widgets("al-step")).to_have_count(len(CELLS))
    yield opened
    context.close()


def widget(opened: Notebook, cell: str) -> Locator:
    found = opened.widgets("al-step").nth(list(CELLS).index(cell))
    found.scroll_into_view_if_needed()
    found.locator(".al-slider").press("Home")
    return found


def title(found: Locator) -> Locator:
    return found.locator(".al-told .al-now .al-page-title")


def box(found: Locator, name: str) -> Locator:
    return found.locator(".al-node", has=found.page.locator(f'text:text-is("{name}")')).first


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_buttons_walk_forward_and_backward(opened, language):
    found = widget(opened, language)
    titles = {
        "ko": ["시작", "순전파: x²", "순전파: x × 3", "순전파: a × b", "역전파의 시작: y"],
        "en": ["The start", "Forward: x²", "Forward: x × 3", "Forward: a × b"],
    }[language]
    a = box(found, "a")
    expect(a).not_to_contain_text("4")
    for text in titles:
        expect(title(found)).to_have_text(text)
        found.locator(".al-next").click()
    expect(a).to_contain_text("4")
    found.locator(".al-last").click()
    expect(box(found, "x")).to_contain_text("dy/dx = 12 + 24 = 36")
    expect(box(found, "x")).to_contain_text("37")
    expect(found.locator(".al-next")).to_have_attribute("aria-disabled", "true")
    found.locator(".al-next").click(force=True)
    found.locator(".al-back").click()
    expect(found.locator(".al-count")).to_have_text("8 / 9")
    found.locator(".al-first").click()
    expect(box(found, "x")).not_to_contain_text("dy/dx")


def test_the_arrow_keys_step_and_the_running_sum_is_shown(opened):
    found = widget(opened, "en")
    active = opened.page.evaluate("() => window.notebookPanel.content.activeCellIndex")
    keyboard = opened.page.keyboard
    found.locator(".al-next").focus()
    for _ in range(6):
        keyboard.press("ArrowRight")
    expect(title(found)).to_have_text("Backward: x × 3 (MulBackward0)")
    expect(box(found, "x")).to_contain_text("dy/dx = 12 + …")
    expect(found.locator(".al-told .al-now")).to_contain_text(
        "Handed on to x: dy/db · db/dx = 4 · 3 = 12"
    )
    expect(found.locator(".al-told .al-now")).to_contain_text("Kept: b.grad None → 4")
    keyboard.press("ArrowLeft")
    expect(found.locator(".al-count")).to_have_text("5 / 9")
    keyboard.press("End")
    expect(found.locator(".al-count")).to_have_text("9 / 9")
    keyboard.press("Home")
    expect(found.locator(".al-count")).to_have_text("0 / 9")
    found.locator(".al-slider").focus()
    keyboard.press("ArrowRight")
    expect(found.locator(".al-count")).to_have_text("1 / 9")
    assert opened.page.evaluate("() => window.notebookPanel.content.activeCellIndex") == active


def test_play_walks_to_the_end_and_can_be_halted(opened):
    found = widget(opened, "ko")
    found.locator(".al-speed").select_option("fast")
    found.locator(".al-slider").focus()
    opened.page.keyboard.press("Space")
    expect(found.locator(".al-play")).to_have_text("멈춤")
    expect(found.locator(".al-count")).to_have_text("2 / 9")
    found.locator(".al-play").click()
    expect(found.locator(".al-play")).to_have_text("재생")
    found.locator(".al-last").click()
    found.locator(".al-back").click()
    found.locator(".al-play").click()
    expect(found.locator(".al-count")).to_have_text("9 / 9")
    expect(found.locator(".al-play")).to_have_text("재생")


def test_a_chosen_node_shows_its_chain_rule(opened):
    found = widget(opened, "en")
    chain = found.locator(".al-chain .al-now")
    expect(chain).to_contain_text("Choose a box")
    box(found, "x").click()
    expect(chain).to_contain_text("Chain rule at x")
    expect(chain.locator("li")).to_have_text(
        [
            "dy/dx = dy/db · db/dx + dy/da · da/dx",
            "= 4 · 3 + 6 · 2·x",
            "= 4 · 3 + 6 · 4",
            "= 12 + 24",
            "= 36",
            re.compile("Whole ways that lead here: 2"),
            "y → b → x: 4 · 3 = 12",
            "y → a → x: 6 · 4 = 24",
        ]
    )
    box(found, "b").focus()
    opened.page.keyboard.press("Enter")
    expect(chain).to_contain_text("Chain rule at b")
    expect(box(found, "b")).to_have_attribute("aria-pressed", "true")
    expect(box(found, "x")).to_have_attribute("aria-pressed", "false")
    box(found, "x²").click()
    expect(chain).to_contain_text("Local derivative: da/dx = 2·x = 4")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_step_is_told_to_screen_readers(opened, language):
    found = widget(opened, language)
    spoken = found.locator(".al-spoken")
    expect(spoken).to_have_attribute("role", "status")
    found.locator(".al-next").click()
    expect(spoken).to_contain_text(
        {"ko": "순전파: x². a = x² = 4", "en": "Forward: x². a = x² = 4"}[language]
    )
    expect(found).to_have_attribute("lang", language)


def test_python_can_set_the_step(opened):
    found = widget(opened, "en")
    opened.page.evaluate(
        """() => window.notebookPanel.sessionContext.session.kernel
          .requestExecute({code: 'shown_en.position = 4'}).done"""
    )
    expect(title(found)).to_have_text("Backward begins at y")


def test_two_widgets_do_not_mix(opened):
    ko, en = widget(opened, "ko"), widget(opened, "en")
    en.locator(".al-last").click()
    expect(ko.locator(".al-count")).to_have_text("0 / 9")
    expect(box(ko, "x")).not_to_contain_text("dy/dx")
    assert ko.locator(".al-graph [id]").count() == 0


def test_nothing_moves(opened):
    found = widget(opened, "en")
    before = found.evaluate(PLACES)
    for _ in range(9):
        found.locator(".al-next").click()
        assert found.evaluate(PLACES) == before
    for name in "xaby":
        box(found, name).click()
        assert found.evaluate(PLACES) == before


def test_what_a_step_is_about_is_ringed_and_its_arrows_turn_round(opened):
    found = widget(opened, "en")
    rings = found.locator(".al-ring[visibility=visible]")
    found.locator(".al-next").click()
    expect(rings).to_have_count(2)
    expect(rings.first.locator(".al-ahead")).to_be_visible()
    expect(found.locator(".al-taken .al-turned").first).to_be_hidden()
    expect(found.get_by_text("∂ 2·x = 4")).to_be_hidden()
    for _ in range(6):
        found.locator(".al-next").click()
    expect(rings.first.locator(".al-astern")).to_be_visible()
    expect(found.locator(".al-taken .al-turned").first).to_be_visible()
    expect(found.get_by_text("∂ 2·x = 4")).to_be_visible()


def test_the_keyboard_reaches_everything_visibly(opened):
    found = widget(opened, "en")
    found.locator(".al-first").focus()
    opened.page.keyboard.press("Shift+Tab")
    opened.page.keyboard.press("Tab")
    reached = []
    for _ in range(7 + 7):
        focused = opened.page.locator(":focus")
        reached.append((focused.get_attribute("class") or "").split()[-1])
        width = focused.evaluate("(node) => getComputedStyle(node).outlineWidth")
        assert float(width.removesuffix("px")) >= 2, reached
        opened.page.keyboard.press("Tab")
    controls = ["first", "back", "play", "next", "last", "speed", "slider"]
    assert reached == [*(f"al-{name}" for name in controls), *["al-node"] * 7]


def test_a_large_graph_scrolls_to_its_step(opened):
    found = widget(opened, "wide")
    panel = found.locator(".al-graph")
    size = panel.evaluate("(node) => [node.clientHeight, node.scrollHeight]")
    assert size[0] < size[1]
    expect(panel).to_contain_text("<b>w</b>")
    found.locator(".al-slider").focus()
    for key in ("End", "ArrowLeft", "ArrowLeft", "Home", "ArrowRight"):
        opened.page.keyboard.press(key)
        ring = found.locator(".al-ring[visibility=visible]").last.bounding_box()
        outside = panel.bounding_box()
        assert ring["y"] + ring["height"] > outside["y"]
        assert ring["y"] < outside["y"] + outside["height"]


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_every_text_can_be_read_in_both_themes(opened, theme, screenshots):
    opened.use_theme(theme)
    for cell in CELLS:
        found = widget(opened, cell)
        for _ in range(6):
            found.locator(".al-next").click()
        found.locator(".al-node").first.click()
        contrasts = found.evaluate(CONTRASTS)
        assert {"al-label", "al-count", "al-page-title"} <= contrasts.keys()
        assert not {name: contrast for name, contrast in contrasts.items() if contrast < 4.5}
        found.screenshot(path=screenshots / f"step-{cell}-{theme.split()[-1]}.png")


def test_a_narrow_page_cuts_nothing_off(opened, screenshots):
    page = opened.page
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    page.set_viewport_size({"width": 400, "height": 800})
    try:
        for cell in CELLS:
            found = widget(opened, cell)
            inside = found.evaluate("(root) => root.getBoundingClientRect()")
            for part in found.locator(".al-bar > *, .al-stack, .al-graph").all():
                place = part.bounding_box()
                assert place["x"] >= inside["left"] - 5
                assert place["x"] + place["width"] <= inside["right"] + 5
            found.screenshot(path=screenshots / f"step-{cell}-narrow.png")
    finally:
        page.set_viewport_size({"width": 1280, "height": 900})
