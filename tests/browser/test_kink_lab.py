"""`kink_lab` in the page: predicting, sorting, by mouse and by keyboard, narrow and dark."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab import LANGUAGES, Notebook, open_widgets
from tests.browser.test_error_lab import WIDE
from tests.browser.test_explore import CONTRASTS


@pytest.fixture(scope="module")
def opened(lab, browser):
    with open_widgets(lab, browser, "kink_lab", "al-kink-lab") as opened:
        yield opened


def widget(opened: Notebook, language: str) -> Locator:
    return opened.widgets("al-kink-lab").nth(LANGUAGES.index(language))


def show(found: Locator, function: str, code: str) -> None:
    found.locator(".al-chooser select").select_option(function)
    expect(found.locator(".al-about")).to_contain_text(code)


def predict(found: Locator, gradient: str) -> None:
    found.locator(f".al-options input[value='{gradient}']").check()
    found.locator(".al-commit-prediction").click()
    expect(found.locator(".al-outcome > .al-part-title")).to_be_visible()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_wrong_and_a_right_prediction(opened, language, screenshots):
    found = widget(opened, language)
    show(found, "clamp", "x.clamp(min=0)")
    curve = found.locator(".al-curve-room")
    expect(curve.locator(".al-slope")).to_have_text("?")
    expect(curve.locator(".al-left")).not_to_have_attribute("visibility", "hidden")
    found.locator(".al-commit-prediction").click()
    expect(found.locator(".al-options input").first).to_be_focused()
    expect(found.locator(".al-outcome")).to_have_count(0)
    predict(found, "0")
    expect(found.locator(".al-outcome > .al-part-title")).to_be_focused()
    expect(found.locator(".al-outcome > .al-part-title")).to_contain_text("✗")
    expect(found.locator(".al-outcome .al-printed")).to_have_text("x.grad = tensor(1.)")
    expect(curve.locator(".al-slope")).to_have_text("1")
    rule = {"ko": "PyTorch의 규칙 2", "en": "PyTorch's rule 2"}[language]
    expect(found.locator(".al-rule")).to_contain_text(rule)
    expect(found.locator(".al-options input").first).to_be_disabled()
    found.screenshot(path=screenshots / f"kink-lab-{language}.png")
    show(found, "largest", "x.max()")
    expect(found.locator(".al-outcome")).to_have_count(0)
    predict(found, "0.5")
    expect(found.locator(".al-mended > .al-part-title")).to_contain_text("✓")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_sorting_wrongly_and_rightly(opened, language, screenshots):
    found = widget(opened, language)
    found.locator(".al-check").click()
    empty = {"ko": "먼저 고르세요.", "en": "Choose first."}[language]
    expect(found.locator(".al-score")).to_have_text(empty)
    found.locator("select[name=rounded]").select_option("unrecorded")
    found.locator("select[name=argmax]").select_option("unrecorded")
    found.locator(".al-check").click()
    told = found.locator(".al-told")
    wrong = {"ko": "✗ 기대한 답: 기록됨, 기울기 0", "en": "✗ Expected: recorded, gradient 0"}
    expect(told.nth(0)).to_contain_text(wrong[language])
    expect(told.nth(0)).to_contain_text("RoundBackward0")
    expect(told.nth(2)).to_contain_text("✓")
    expect(told.nth(1)).to_be_empty()
    found.locator("select[name=rounded]").select_option("zero")
    found.locator(".al-check").click()
    expect(told.nth(0)).to_contain_text("✓")
    expect(found.locator(".al-score")).to_contain_text("13")
    found.locator(".al-sorting").screenshot(path=screenshots / f"sorting-{language}.png")


def test_by_keyboard_alone(opened):
    found, keyboard = widget(opened, "en"), opened.page.keyboard
    active = opened.page.evaluate("() => window.notebookPanel.content.activeCellIndex")
    show(found, "sqrt", "x.sqrt()")
    found.locator(".al-chooser select").focus()
    keyboard.press("Tab")
    keyboard.press("Space")
    expect(found.locator(".al-options input").first).to_be_checked()
    keyboard.press("ArrowUp")
    expect(found.locator(".al-options input").last).to_be_checked()  # nan
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(found.locator(".al-outcome > .al-part-title")).to_be_focused()
    expect(found.locator(".al-outcome > .al-part-title")).to_contain_text("inf")
    found.locator("select[name=sign]").focus()
    keyboard.press("ArrowDown")
    keyboard.press("ArrowDown")
    expect(found.locator("select[name=sign]")).to_have_value("zero")
    found.locator(".al-check").focus()
    keyboard.press("Enter")
    expect(found.locator("tr:has(select[name=sign]) .al-told")).to_contain_text("✓")
    assert opened.page.evaluate("() => window.notebookPanel.content.activeCellIndex") == active


def test_it_fits_phones(opened, screenshots):
    opened.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    opened.page.set_viewport_size({"width": 380, "height": 900})
    try:
        for language in ("ko", "en"):
            found = widget(opened, language)
            show(found, "leaky_relu", "leaky_relu")
            predict(found, "1")
            found.locator("select[name=heaviside]").select_option("unrecorded")
            found.locator(".al-check").click()
            expect(found.locator("tr:has(select[name=heaviside]) .al-told")).to_contain_text("✗")
            assert found.evaluate(WIDE) == []
            assert found.locator("select[name=sign]").bounding_box()["width"] > 60
        found.screenshot(path=screenshots / "kink-lab-narrow.png")
    finally:
        opened.page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_texts_stand_out_in_both_themes(opened, theme, screenshots):
    opened.use_theme(theme)
    found = widget(opened, "en")
    show(found, "absolute", "x.abs()")
    show(found, "where", "torch.where")
    predict(found, "0")
    found.screenshot(path=screenshots / f"kink-lab-{theme.split()[1]}.png")
    contrasts = found.evaluate(CONTRASTS)
    assert {"al-part-title", "al-rule", "al-reason"} <= contrasts.keys()
    assert not {name: contrast for name, contrast in contrasts.items() if contrast < 4.5}
