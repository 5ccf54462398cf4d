"""`retain_lab` in JupyterLab: by pointer and by keyboard, in both languages."""

import pytest
from playwright.sync_api import Locator, expect

from autograd_lessons.language import entry, get_language
from tests.browser.lab import open_spoken


@pytest.fixture(scope="module", params=["ko", "en"])
def opened(request, lab, browser):
    with open_spoken(request.param, lab, browser, "retain_lab", "al-retain") as opened:
        yield opened


@pytest.fixture
def found(opened) -> Locator:
    widget = opened.widgets("al-retain")
    widget.locator(".al-reset").click()
    expect(widget.locator(".al-message")).to_have_text(said("start"))
    return widget


def said(key, **facts):
    return entry(f"retain_lab.{key}").format(**facts)


def box(found, name):
    return found.get_by_role("switch", name=f"{name}: ")


def row(found, name):
    return found.get_by_role("row").filter(
        has=found.page.get_by_role("rowheader", name=name, exact=True)
    )


def test_clicks_before_and_after_backward(found, screenshots):
    box(found, "y").click()
    expect(box(found, "y")).to_have_attribute("aria-checked", "true")
    expect(found.locator(".al-message")).to_have_text(said("asked.early", name="y"))
    found.locator(".al-backward").click()
    expect(row(found, "y")).to_contain_text(said("means.retained.once"))
    expect(row(found, "z")).to_contain_text(said("means.dropped.once"))
    box(found, "z").click()
    expect(found.locator(".al-message")).to_have_text(said("asked.late", name="z"))
    expect(row(found, "z").locator("td")).to_have_text(
        ["False", "True", "0.5", "None", said("means.late.still")]
    )
    found.screenshot(path=screenshots / f"retain-{get_language()}.png")
    found.locator(".al-backward").click()
    expect(row(found, "x").locator("td").nth(3)).to_have_text("12")
    box(found, "y").click()
    expect(box(found, "y")).to_have_attribute("aria-checked", "false")
    expect(row(found, "y").locator("td").nth(3)).to_have_text("None")


def test_keys_do_it_all(found):
    page = found.page
    found.locator(".al-graph").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    first = page.evaluate("() => document.activeElement.dataset.target")
    for key, on in {"Enter": "true", "Space": "false"}.items():
        page.keyboard.press(key)
        expect(box(found, first)).to_have_attribute("aria-checked", on)
        expect(box(found, first)).to_be_focused()  # though the graph was drawn anew
    found.locator(".al-backward").press("Enter")
    expect(row(found, "x").locator("td").nth(3)).to_have_text("6")
    found.locator(".al-reset").press("Space")
    expect(row(found, "x").locator("td").nth(3)).to_have_text("None")


def test_dark_and_on_a_phone(opened, found, screenshots):
    page = found.page
    opened.use_theme("JupyterLab Dark")
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    page.set_viewport_size({"width": 390, "height": 800})
    try:
        found.locator(".al-backward").click()
        expect(row(found, "x").locator("td").nth(3)).to_have_text("6")
        inside = found.bounding_box()
        for part in found.locator("> *").all():
            box = part.bounding_box()
            assert box["x"] + box["width"] <= inside["x"] + inside["width"] + 1
        found.screenshot(path=screenshots / f"retain-phone-{get_language()}.png")
    finally:
        page.set_viewport_size({"width": 1280, "height": 900})
        opened.use_theme("JupyterLab Light")
