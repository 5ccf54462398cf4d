"""Typing an expression, switching boxes, backward again, vectors: on the page, both languages."""

import re

import pytest
from playwright.sync_api import Locator, expect

from autograd_lessons.language import entry
from autograd_lessons.picture import value_text
from tests.browser.lab import drawings, open_cells

START = """
from autograd_lessons import engine as torch
from autograd_lessons import explore, set_language
"""
CELLS = {
    "typed": "explore('x**2 * sin(x)', x=1.0)",
    "kink": "explore('relu(x)', x=0.0)",
    "vector": "explore('(v * w).sum()', v=[1.0, 2.0, 3.0], w=2.0)",
    "steps": """
def f(x, w):
    y = x * w
    z = y**2
    return z
explore(f, x=1.0, w=2.0, accumulate=True)""",
    "theirs": "import torch\nexplore('exp(x) * x', x=torch.tensor(1.0))",
}


@pytest.fixture(scope="module", params=["ko", "en"])
def opened(request, lab, browser):
    start = f"{START}set_language({request.param!r})"
    with open_cells(lab, browser, "switches", [start, *CELLS.values()]) as opened:
        expect(opened.widgets("al-explore")).to_have_count(len(CELLS))
        yield opened


@pytest.fixture
def speak(request, opened, language):
    """The texts of `explore` and of expressions in the page's language."""
    return lambda key, **facts: entry(f"widgets.{key}").format(**facts)


@pytest.fixture
def language(opened):
    from autograd_lessons import get_language, set_language

    before = get_language()
    set_language(opened.widgets("al-explore").first.get_attribute("lang"))
    yield
    set_language(before)


def widget(opened, cell: str) -> Locator:
    found = opened.widgets("al-explore").nth(list(CELLS).index(cell))
    found.scroll_into_view_if_needed()
    found.locator(".al-reset").click()
    return found


def retype(found: Locator, text: str) -> None:
    found.locator(".al-expression").fill(text)
    found.locator(".al-expression").press("Enter")


def switch(found: Locator, name: str) -> Locator:
    return found.get_by_role("switch", name=f"{name}: ", exact=False)


def test_another_expression_is_drawn(opened):
    found = widget(opened, "typed")
    retype(found, "exp(x) / 2")
    expect(found.locator(".al-graph")).to_contain_text("ExpBackward0")
    expect(found.locator(".al-graph")).not_to_contain_text("SinBackward0")
    expect(found.locator(".al-grad")).to_have_text("1.359")
    expect(found.locator(".al-expression")).to_have_value("exp(x) / 2")
    found.locator(".al-slider").focus()
    opened.page.keyboard.press("Home")
    expect(found.locator(".al-grad")).to_have_text("0.02489")
    found.locator(".al-reset").click()
    expect(found.locator(".al-expression")).to_have_value("x**2 * sin(x)")
    expect(found.locator(".al-grad")).to_have_text("2.223")


def test_carets_stand_under_a_mistake(opened, speak, screenshots):
    found = widget(opened, "typed")
    expect(found.locator(".al-grad")).to_have_text("2.223")
    before = drawings(found)
    retype(found, "x**2 + sine(x)")
    said = speak("expression.like_callee", word="sine", like="sin")
    message = found.locator(".al-message")
    expect(message).to_contain_text(speak("explore.mistake", column=8, said=said))
    expect(message).to_have_class(re.compile("al-wrong"))
    field, carets = found.locator(".al-expression"), found.locator(".al-carets")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(carets).to_have_text("^^^^")
    assert drawings(found) == before
    box, under = field.bounding_box(), carets.bounding_box()
    letter = under["width"] / 4
    assert under["x"] == pytest.approx(box["x"] + 9 + 7 * letter, abs=2)
    assert under["y"] >= box["y"] + box["height"] - 4
    found.screenshot(path=screenshots / "mistake.png")
    field.press("End")
    field.type(" ")
    expect(carets).to_have_text("")
    retype(found, "x**2 + sin(x)")
    expect(message).to_have_text("")
    expect(field).to_have_attribute("aria-invalid", "false")


@pytest.mark.parametrize("typed", ["", "x +", "<b>x</b>", "x" * 300, "__import__('os')", "9**9**9"])
def test_no_text_breaks_the_page(opened, typed):
    found = widget(opened, "typed")
    expect(found.locator(".al-grad")).to_have_text("2.223")
    retype(found, typed)
    expect(found.locator(".al-message")).to_have_class(re.compile("al-wrong"))
    expect(found.locator(".al-grad")).to_have_text("2.223")
    assert found.locator(".al-message b").count() == 0


def test_a_kink_has_two_slopes(opened, speak):
    found = widget(opened, "kink")
    facts = {"function": "f(x)", "at": "x = 0", "left": "0", "right": "1", "grad": "0"}
    expect(found.locator(".al-message")).to_have_text(speak("explore.kink", **facts))
    expect(found.locator(".al-left")).to_have_attribute("visibility", "visible")
    expect(found.locator(".al-right_text")).to_have_text("1")
    found.locator(".al-slider").focus()
    opened.page.keyboard.press("ArrowRight")
    expect(found.locator(".al-grad")).to_have_text("1")
    expect(found.locator(".al-left")).to_have_attribute("visibility", "hidden")
    expect(found.locator(".al-sides")).to_be_hidden()
    expect(found.locator(".al-message")).to_have_text("")


def test_each_element_of_a_vector_has_its_slider(opened):
    found = widget(opened, "vector")
    expect(found.locator(".al-name")).to_have_text(["f(v, w) =", "v[0]", "v[1]", "v[2]", "w"])
    expect(found.locator(".al-grad")).to_have_text(["2", "2", "2", "6"])
    found.locator(".al-slider").nth(1).focus()
    opened.page.keyboard.press("ArrowLeft")
    expect(found.locator(".al-grad")).to_have_text(["2", "2", "2", "5.9"])
    expect(found.locator(".al-graph")).to_contain_text("[1, 1.9, 3]")


def test_clicks_switch_retain_grad_and_requires_grad(opened, speak):
    found = widget(opened, "steps")
    y, x, w = switch(found, "y"), switch(found, "x"), switch(found, "w")
    expect(y).to_have_attribute("aria-checked", "false")
    y.click()
    expect(y).to_have_attribute("aria-checked", "true")
    expect(y).to_contain_text("retain_grad")
    found.locator(".al-slider").first.focus()
    opened.page.keyboard.press("ArrowRight")
    expect(y).to_contain_text("4.4")
    expect(y).to_have_attribute("aria-checked", "true")
    x.click()
    expect(found.locator(".al-grad")).to_have_text(["None", "4.84"])
    expect(x).to_have_attribute("aria-checked", "false")
    w.click()
    error = "RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn"
    expect(found.locator(".al-message")).to_have_text(speak("explore.frozen", error=error))
    expect(found.locator(".al-grad")).to_have_text(["None", "None"])
    w.click()
    expect(found.locator(".al-message")).to_have_text("")


def test_boxes_are_switched_by_keyboard(opened):
    found = widget(opened, "steps")
    expect(found.locator(".al-grad")).to_have_text(["8", "4"])
    found.locator(".al-graph").focus()
    for _ in range(3):  # x, w, y
        opened.page.keyboard.press("Tab")
    y = switch(found, "y")
    expect(y).to_be_focused()
    for key, on in {"Enter": "true", "Space": "false"}.items():
        opened.page.keyboard.press(key)
        expect(y).to_have_attribute("aria-checked", on)
        expect(y).to_be_focused()  # though the graph was drawn anew
    line = y.locator("rect").first.evaluate("(line) => getComputedStyle(line).strokeWidth")
    assert float(line.removesuffix("px")) >= 3


def test_backward_again_adds_up(opened, speak):
    found = widget(opened, "steps")
    expect(found.locator(".al-grad")).to_have_text(["8", "4"])
    found.get_by_role("button", name=speak("explore.backward")).click()
    expect(found.locator(".al-grad")).to_have_text(["16", "8"])
    expect(found.locator(".al-message")).to_have_text(speak("explore.passes", count=2))
    found.locator(".al-clear").press("Enter")
    expect(found.locator(".al-grad")).to_have_text(["None", "None"])
    found.locator(".al-backward").press("Enter")
    expect(found.locator(".al-grad")).to_have_text(["8", "4"])


def test_pytorchs_own_tensors(opened):
    import torch

    found = widget(opened, "theirs")
    retype(found, "x**3 * sigmoid(x)")
    x = torch.tensor(1.0, requires_grad=True)
    (x**3 * torch.sigmoid(x)).backward()
    expect(found.locator(".al-grad")).to_have_text(value_text(x.grad))
    switch(found, "x").click()
    expect(found.locator(".al-grad")).to_have_text("None")


def test_a_phone_can_show_it_all(opened, screenshots):
    page = opened.page
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    page.set_viewport_size({"width": 390, "height": 800})
    try:
        for cell in CELLS:
            found = widget(opened, cell)
            inside = found.evaluate("(root) => root.getBoundingClientRect()")
            parts = found.locator(".al-controls > :not(.al-place), .al-panel, .al-hint, .al-button")
            for part in parts.all():
                box = part.bounding_box()
                assert box["x"] >= inside["left"] - 5
                assert box["x"] + box["width"] <= inside["right"] + 5
            found.screenshot(path=screenshots / f"{cell}-phone.png")
    finally:
        page.set_viewport_size({"width": 1280, "height": 900})
