"""`stopping_lab` in JupyterLab: predicted rightly and wrongly, compared, by keyboard as well."""

import pytest
from playwright.sync_api import Locator, expect

from autograd_lessons.language import entry, get_language
from autograd_lessons.widgets.ways import WEIGHTS
from tests.browser.lab import open_spoken


@pytest.fixture(scope="module", params=["ko", "en"])
def opened(request, lab, browser):
    with open_spoken(request.param, lab, browser, "stopping_lab", "al-stopping") as opened:
        yield opened


@pytest.fixture
def found(opened) -> Locator:
    return opened.widgets("al-stopping")


def said(key, **facts):
    return entry(f"stopping_lab.{key}").format(**facts)


def choose(found, way, place):
    """Choose a program that has not been predicted yet."""
    found.get_by_label(said("place"), exact=True).select_option(str(place))
    found.get_by_label(said("way"), exact=True).select_option("typo" if way != "typo" else "eval")
    found.get_by_label(said("way"), exact=True).select_option(way)
    expect(found.locator(".al-commit")).to_have_attribute("aria-disabled", "false")
    expect(found.locator(".al-pane")).to_have_count(0)


def weight(found, place):
    return found.get_by_role("checkbox", name=WEIGHTS[place])


def cells(pane, name):
    row = pane.get_by_role("row").filter(
        has=pane.page.get_by_role("rowheader", name=name, exact=True)
    )
    return row.locator("td")


def test_a_right_and_a_wrong_prediction(found):
    choose(found, "detach", 2)
    for name in WEIGHTS[1:]:
        found.get_by_role("checkbox", name=name).check()
    found.locator(".al-commit").click()
    expect(found.locator(".al-message")).to_have_text(said("right"))
    expect(found.locator(".al-why").first).to_have_text(said("why.detach", layer="layer2"))
    expect(cells(found, WEIGHTS[0])).to_have_text(["True", "None", "None"])
    expect(cells(found, WEIGHTS[1])).to_have_text(["True", "None → [30]", "None"])
    choose(found, "freeze", 2)
    expect(weight(found, 2)).not_to_be_checked()
    weight(found, 2).check()
    found.locator(".al-commit").click()
    expect(found.locator(".al-message")).to_have_text(said("wrong", weights=WEIGHTS[0]))
    expect(cells(found, WEIGHTS[0])).to_have_text(["True", "None → [40]", "None"])
    expect(weight(found, 2)).to_be_disabled()


def test_the_counterpart_is_a_click_away(found, screenshots):
    choose(found, "freeze", 2)
    found.locator(".al-commit").click()
    expect(found.locator(".al-pane")).to_have_count(1)
    found.locator(".al-compare").click()
    expect(found.locator(".al-pane")).to_have_count(2)
    expect(found.locator(".al-compare")).to_have_attribute("aria-pressed", "true")
    first, second = found.locator(".al-pane").all()
    for pane, grad in ((first, "None → [40]"), (second, "None")):
        cell = cells(pane, WEIGHTS[0]).nth(1)
        expect(cell).to_have_text(grad)
        expect(cell).to_have_class("al-changed")
        expect(cells(pane, WEIGHTS[2]).nth(1)).not_to_have_class("al-changed")
    found.screenshot(path=screenshots / f"stopping-{get_language()}.png")
    found.locator(".al-compare").click()
    expect(found.locator(".al-pane")).to_have_count(1)


def test_an_error_is_told(found):
    choose(found, "inference_mode", 1)
    found.locator(".al-commit").click()
    expect(found.locator(".al-message")).to_have_text(said("right"))
    expect(found.locator(".al-why").first).to_contain_text("Inference tensors cannot be saved")
    expect(cells(found, "loss")).to_have_text(["–", "–", "–"])


def test_keys_do_it_all(found):
    choose(found, "no_grad", 1)
    page = found.page
    weight(found, 0).focus()
    for _ in range(2):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(found.locator(".al-message")).to_have_text(said("right"))
    expect(found.locator(".al-commit")).to_be_focused()
    page.keyboard.press("Tab")
    expect(found.locator(".al-compare")).to_be_focused()
    page.keyboard.press("Space")
    expect(found.locator(".al-pane")).to_have_count(2)
    expect(found.locator(".al-compare")).to_be_focused()


def test_dark_and_on_a_phone(opened, found, screenshots):
    page = found.page
    opened.use_theme("JupyterLab Dark")
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    choose(found, "no_grad", 3)
    found.locator(".al-commit").click()
    expect(found.locator(".al-pane")).to_have_count(1)
    found.screenshot(path=screenshots / f"stopping-dark-{get_language()}.png")
    page.set_viewport_size({"width": 390, "height": 800})
    try:
        inside = found.bounding_box()
        for part in found.locator("> *:visible, .al-pane > *, .al-select").all():
            box = part.bounding_box()
            assert box["x"] + box["width"] <= inside["x"] + inside["width"] + 1
        found.screenshot(path=screenshots / f"stopping-phone-{get_language()}.png")
    finally:
        page.set_viewport_size({"width": 1280, "height": 900})
        opened.use_theme("JupyterLab Light")
