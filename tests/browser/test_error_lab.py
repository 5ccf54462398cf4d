"""`error_lab` in the page: choosing, a wrong change, a right one, by mouse and by keyboard."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab import LANGUAGES, Notebook, open_widgets
from tests.browser.test_explore import CONTRASTS

WIDE = """(root) => [...root.querySelectorAll("*")].filter((node) => {
  const inner = node.closest(".al-program, .al-graph, .al-unseen, option");
  return (!inner || inner === node) && node.getBoundingClientRect().right
    > root.getBoundingClientRect().right + 1;
}).map((node) => node.className || node.tagName)"""


@pytest.fixture(scope="module")
def opened(lab, browser):
    with open_widgets(lab, browser, "error_lab", "al-error-lab") as opened:
        yield opened


def widget(opened: Notebook, language: str) -> Locator:
    return opened.widgets("al-error-lab").nth(LANGUAGES.index(language))


def fix(found: Locator, key: str) -> Locator:
    return found.locator(f"input[type=radio][value={key}]")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_wrong_changes_then_the_right_one(opened, language, screenshots):
    found = widget(opened, language)
    found.locator(".al-select").select_option("argmax")
    expect(found.locator(".al-prints .al-printed")).to_contain_text("RuntimeError: element 0 of")
    expect(found.locator("[data-mark='!']")).to_contain_text("y.backward()")
    expect(found.locator(".al-cut-place svg")).to_be_visible()
    expect(found.locator(".al-verdict")).to_contain_text("argmax()")
    found.locator(".al-run").click()
    empty = {"ko": "먼저 하나를 고르세요.", "en": "Choose a change first."}[language]
    expect(found.locator(".al-scene .al-message")).to_have_text(empty)
    expect(found.locator(".al-outcome")).to_have_count(0)

    fix(found, "float").check()
    found.locator(".al-run").click()
    expect(found.locator(".al-same .al-printed")).to_contain_text("RuntimeError: element 0 of")
    fix(found, "requires").check()
    found.locator(".al-run").click()
    expect(found.locator(".al-none > .al-part-title")).to_contain_text("x.grad")
    expect(found.locator(".al-none .al-printed")).to_have_text("x.grad = None")
    expect(found.locator(".al-none > .al-part-title")).to_be_focused()
    found.screenshot(path=screenshots / f"error-lab-{language}.png")
    fix(found, "value").check()
    found.locator(".al-run").click()
    expect(found.locator(".al-mended .al-printed")).to_have_text("x.grad = tensor([0., 1., 0.])")
    done = {"ko": "✓ 고침", "en": "✓ mended"}[language]
    expect(found.locator("option[value=argmax]")).to_contain_text(done)


def test_by_keyboard_alone(opened):
    found, keyboard = widget(opened, "en"), opened.page.keyboard
    active = opened.page.evaluate("() => window.notebookPanel.content.activeCellIndex")
    found.locator(".al-select").focus()
    keyboard.press("End")
    expect(found.locator(".al-prints .al-printed")).to_contain_text("y.grad = None")
    expect(found.locator(".al-select")).to_be_focused()
    for _ in range(4):  # over the program, what it printed and the graph
        keyboard.press("Tab")
    expect(fix(found, "again")).to_be_focused()
    for _ in range(2):
        keyboard.press("ArrowDown")
    expect(fix(found, "before")).to_be_checked()
    keyboard.press("Tab")
    expect(found.locator(".al-run")).to_be_focused()
    keyboard.press("Enter")
    expect(found.locator(".al-mended > .al-part-title")).to_be_focused()
    assert opened.page.evaluate("() => window.notebookPanel.content.activeCellIndex") == active


def test_another_program_takes_the_result_away_and_the_labs_do_not_mix(opened):
    ko, en = widget(opened, "ko"), widget(opened, "en")
    en.locator(".al-select").select_option("vector")
    ko.locator(".al-select").select_option("no_grad")
    fix(en, "first").check()
    fix(ko, "result").check()
    en.locator(".al-run").click()
    expect(en.locator(".al-wrong > .al-part-title")).to_contain_text("tensor([2., 4.])")
    expect(ko.locator(".al-outcome")).to_have_count(0)
    expect(fix(ko, "result")).to_be_checked()
    en.locator(".al-select").select_option("frozen")
    expect(en.locator(".al-outcome")).to_have_count(0)
    fix(en, "result").check()  # a key that another program has, too
    en.locator(".al-run").click()
    expect(en.locator(".al-none .al-printed")).to_have_text("w.grad = None")


@pytest.mark.parametrize("width", [380, 1280])
def test_it_fits_phones(opened, width, screenshots):
    opened.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    opened.page.set_viewport_size({"width": width, "height": 900})
    try:
        found = widget(opened, "ko")
        for case, error in (("version", "version 1"), ("freed", "a second time")):
            found.locator(".al-select").select_option(case)
            expect(found.locator(".al-printed").first).to_contain_text(error)
            assert found.evaluate(WIDE) == []
        fix(found, "retain").check()
        found.locator(".al-run").click()
        expect(found.locator(".al-wrong")).to_be_visible()
        assert found.evaluate(WIDE) == []
        found.screenshot(path=screenshots / f"error-lab-{width}.png")
    finally:
        opened.page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_texts_stand_out_in_both_themes(opened, theme, screenshots):
    opened.use_theme(theme)
    found = widget(opened, "en")
    found.locator(".al-select").select_option("update")
    fix(found, "rebound").check()
    found.locator(".al-run").click()
    expect(found.locator(".al-raises")).to_be_visible()
    found.screenshot(path=screenshots / f"error-lab-{theme.split()[1]}.png")
    contrasts = found.evaluate(CONTRASTS)
    assert {"al-here", "al-part-title", "al-reason"} <= contrasts.keys()
    assert not {name: contrast for name, contrast in contrasts.items() if contrast < 4.5}
