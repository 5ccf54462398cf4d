"""What `explore` promises beyond the lessons: a page that stands still, themes, narrow pages."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.lab import Notebook, drawings, open_cells

CELLS = {
    "square": "set_language('ko')\nexplore(lambda x: x**2, x=1.0)",
    "untracked": "explore(lambda x: x.argmax(), x=1.0)",
    "branches": """
set_language('en')
def f(x):
    if x > 2:
        raise ValueError('<i>too far</i>')
    return torch.exp(x) if x > 0 else x * 2
explore(f, x=1.0)""",
    "loss": "explore(lambda w, b: (2 * w + b - 1) ** 2, w=1.0, b=0.5)",
}
START = """
from autograd_lessons import engine as torch
from autograd_lessons import explore, set_language
"""

# Of each text in the widget: its contrast with what is painted behind it (WCAG 2).
CONTRASTS = """(root) => {
  const parse = (color) => {
    const numbers = color.match(/[\\d.]+/g).map(Number);
    const scale = color.startsWith('color(') ? 255 : 1;
    return [...numbers.slice(0, 3).map((part) => part * scale), numbers[3] ?? 1];
  };
  const luminance = (color) => {
    const [r, g, b] = color.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    for (let one = node; one; one = one.parentElement) {
      const color = parse(getComputedStyle(one).backgroundColor);
      if (color[3] === 1) return color;
    }
    return [255, 255, 255, 1];
  };
  const found = {};
  for (const node of root.querySelectorAll('span, input[type=text], button, p')) {
    const [one, two] = [parse(getComputedStyle(node).color), behind(node)].map(luminance);
    const [dark, light] = [Math.min(one, two), Math.max(one, two)];
    const name = node.className.replace("al-button ", "");
    found[name] = (light + 0.05) / (dark + 0.05);
  }
  return found;
}"""

PLACES = """(root) => [...root.querySelectorAll(
  '.al-controls > *, .al-message, .al-panel, .al-graph g')]
  .map((node) => [node, node.getBoundingClientRect()])
  .map(([node, {x, y, width, height}]) => [
    node.id || node.className.toString(), Math.round(x), Math.round(y),
    Math.round(width), Math.round(height),
  ])"""


@pytest.fixture(scope="module")
def opened(lab, browser):
    """One page with one widget a cell; a test takes a widget, or restores what it changes."""
    with open_cells(lab, browser, "explore", [START, *CELLS.values()]) as opened:
        expect(opened.widgets("al-explore")).to_have_count(len(CELLS))
        yield opened


def widget(opened: Notebook, cell: str) -> Locator:
    found = opened.widgets("al-explore").nth(list(CELLS).index(cell))
    found.scroll_into_view_if_needed()
    return found


def enter(found: Locator, text: str, field: int = 0) -> None:
    typed = found.locator(".al-field").nth(field)
    typed.fill(text)
    typed.press("Enter")


def shows(found: Locator, grad: str) -> None:
    expect(found.locator(".al-grad").first).to_have_text(grad)


def test_the_server_sends_small_messages_at_once(lab, opened):
    assert "autograd_lessons: what kernels say is sent at once" in lab.log.read_text()


def test_the_last_of_many_fast_changes_wins(opened):
    found = widget(opened, "square")
    enter(found, "-3")
    found.locator(".al-slider").focus()
    for _ in range(47):
        opened.page.keyboard.press("ArrowRight")
    expect(found.locator(".al-field")).to_have_value("1.7")
    shows(found, "3.4")
    expect(found.locator(".al-curve")).to_contain_text("x.grad = 3.4")


def test_numbers_are_read_out_once_they_rest(opened):
    found = widget(opened, "square")
    spoken = found.locator(".al-spoken")
    expect(spoken).to_have_attribute("role", "status")
    enter(found, "-1.5")
    expect(spoken).to_have_text("x = -1.5: f(x) = 2.25, x.grad = -3")


def test_an_arrow_key_on_the_slider_leaves_the_notebook_alone(opened):
    found = widget(opened, "square")
    found.locator(".al-slider").focus()
    active = opened.page.evaluate("() => window.notebookPanel.content.activeCellIndex")
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("ArrowLeft")
    assert opened.page.evaluate("() => window.notebookPanel.content.activeCellIndex") == active
    assert found.locator(".al-slider").evaluate("(slider) => slider === document.activeElement")


def test_nothing_moves_but_the_slider_the_point_and_the_tangent(opened):
    found = widget(opened, "square")
    enter(found, "1")
    shows(found, "2")
    before = found.evaluate(PLACES)
    point = found.locator(".al-point").bounding_box()
    for typed, grad in {"-2.123": "-4.246", "0": "0", "0.0001234": "0.0002468"}.items():
        enter(found, typed)
        shows(found, grad)
        assert found.evaluate(PLACES) == before
    enter(found, "nan")
    expect(found.locator(".al-message")).not_to_be_empty()
    assert found.evaluate(PLACES) == before
    assert found.locator(".al-point").bounding_box() != point


def test_a_number_out_of_range_stretches_it_until_start_again(opened):
    found = widget(opened, "square")
    slider = found.locator(".al-slider")
    enter(found, "40")
    shows(found, "80")
    expect(slider).to_have_attribute("max", "40")
    expect(slider).to_have_js_property("value", "40")
    expect(found.locator(".al-point")).to_be_visible()
    found.locator(".al-reset").press("Enter")
    shows(found, "2")
    expect(slider).to_have_attribute("max", "3")
    expect(slider).to_have_js_property("value", "1")
    expect(found.locator(".al-field")).to_have_value("1")


def test_an_error_of_the_function_is_told_and_the_picture_kept(opened):
    found = widget(opened, "branches")
    enter(found, "1")
    shows(found, "2.718")
    before = drawings(found)
    enter(found, "2.5")
    message = found.locator(".al-message")
    expect(message).to_have_text(
        "Error at x = 2.5: ValueError: <i>too far</i> The picture still shows x = 1."
    )
    assert drawings(found) == before


def test_another_shape_is_drawn_anew(opened):
    found = widget(opened, "branches")
    enter(found, "1")
    graph = found.locator(".al-graph")
    expect(graph).to_contain_text("ExpBackward0")
    enter(found, "-1")
    expect(graph).to_contain_text("MulBackward0")
    expect(graph).not_to_contain_text("ExpBackward0")
    shows(found, "2")
    expect(graph).to_have_attribute("aria-label", re.compile(r"x \(leaf\), value -1, \.grad 2\."))


def test_an_untracked_result_says_why_there_is_no_gradient(opened):
    found = widget(opened, "untracked")
    expect(found.locator(".al-message")).to_contain_text("이 결과는 기록되지 않았습니다")
    expect(found.locator(".al-message")).not_to_have_class(re.compile("al-wrong"))
    shows(found, "None")
    expect(found.locator(".al-tangent")).to_be_hidden()


def test_several_inputs_each_have_their_own(opened):
    found = widget(opened, "loss")
    expect(found.locator(".al-curve")).to_have_count(0)
    enter(found, "2", field=1)
    expect(found.locator(".al-grad")).to_have_text(["12", "6"])
    enter(found, "oops", field=0)
    expect(found.locator(".al-field").first).to_have_attribute("aria-invalid", "true")
    expect(found.locator(".al-field").last).to_have_attribute("aria-invalid", "false")
    enter(found, "-1", field=1)
    expect(found.locator(".al-grad")).to_have_text(["0", "0"])
    enter(found, "1", field=0)


def test_the_keyboard_reaches_everything_visibly(opened):
    found = widget(opened, "square")
    found.locator(".al-field").focus()
    opened.page.keyboard.press("Shift+Tab")
    reached = []
    for _ in range(6):
        focused = opened.page.locator(":focus")
        reached.append((focused.get_attribute("class") or "").split()[-1])
        width = focused.evaluate("(node) => getComputedStyle(node).outlineWidth")
        assert float(width.removesuffix("px")) >= 2, reached
        opened.page.keyboard.press("Tab")
    assert reached == ["al-slider", "al-field", "al-reset", "al-graph", "al-switch", "al-switch"]


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_every_text_can_be_read_in_both_themes(opened, theme, screenshots):
    opened.use_theme(theme)
    for cell in CELLS:
        found = widget(opened, cell)
        enter(found, "nan")
        expect(found.locator(".al-message")).to_have_class(re.compile("al-wrong"))
        contrasts = found.evaluate(CONTRASTS)
        assert {"al-message al-wrong", "al-field", "al-name", "al-reset"} <= contrasts.keys()
        faint = {name: contrast for name, contrast in contrasts.items() if contrast < 4.5}
        assert not faint
        found.screenshot(path=screenshots / f"{cell}-{theme.split()[-1]}.png")
        found.locator(".al-reset").click()


def test_a_narrow_page_cuts_nothing_off(opened, screenshots):
    page: Page = opened.page
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    page.set_viewport_size({"width": 400, "height": 800})
    try:
        for cell in CELLS:
            found = widget(opened, cell)
            inside = found.evaluate("(root) => root.getBoundingClientRect()")
            for part in found.locator(".al-controls > *, .al-panel").all():
                box = part.bounding_box()
                assert box
                assert box["x"] >= inside["left"] - 5
                assert box["x"] + box["width"] <= inside["right"] + 5
            found.screenshot(path=screenshots / f"{cell}-narrow.png")
    finally:
        page.set_viewport_size({"width": 1280, "height": 900})
