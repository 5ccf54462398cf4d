"""Each lesson in each language, as a learner meets it: opened untrusted, run, then operated."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from autograd_lessons import get_language, predict, set_language
from autograd_lessons.language import entry
from tests.browser.exercises import fills_each_exercise
from tests.browser.lab import REPOSITORY, Notebook, drawings
from tests.browser.truth import Explored, explored

NOTEBOOKS = sorted(
    path.relative_to(REPOSITORY / "notebooks").as_posix()
    for language in ("ko", "en")
    for path in (REPOSITORY / "notebooks" / language).glob("*.ipynb")
)
PREDICT = re.compile(r'^predict\("([^"]+)"\)', re.MULTILINE)
HUGE = "123456789012"


def test_there_are_lessons_in_both_languages():
    english, korean = (
        {name.partition("/")[2] for name in NOTEBOOKS if name.startswith(language)}
        for language in ("en/", "ko/")
    )
    assert english == korean
    assert len(english) >= 5


@pytest.fixture
def language(notebook: str):
    before = get_language()
    set_language(notebook.partition("/")[0])
    yield
    set_language(before)


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_lesson(lab, page: Page, notebook: str):
    opened = lab.open(page, notebook)
    stored_pictures_show_before_anything_is_trusted(opened)
    opened.run_all()
    nothing_fails_but_on_purpose(opened)
    explores = explored(opened.cells())
    widgets = opened.widgets("al-explore")
    expect(widgets).to_have_count(len(explores))
    for place, truth in enumerate(explores):
        follows_keys_and_mouse(page, widgets.nth(place), truth)
    if explores:
        minds_what_is_typed(widgets.first, explores[0])
    reveals_after_committing(opened)
    fills_each_exercise(opened, notebook.partition("/")[2].partition("-")[0])
    opened.close()


def code(opened: Notebook) -> list[dict]:
    return [cell for cell in opened.cells() if cell["cell_type"] == "code"]


def stored_pictures_show_before_anything_is_trusted(opened: Notebook) -> None:
    trusted = opened.page.evaluate(
        "() => Array.from(window.notebookPanel.content.model.cells)"
        ".filter((cell) => cell.type === 'code' && cell.outputs.length).map((cell) => cell.trusted)"
    )
    assert trusted
    assert not any(trusted)
    stored = sum(
        "".join(output.get("data", {}).get("text/html", "")).count("<img ")
        for cell in code(opened)
        for output in cell["outputs"]
    )
    assert stored
    pictures = opened.panel.locator(".jp-OutputArea img[src^='data:image/svg+xml']")
    # Cells that are not on the screen are laid out one after the other, when there is time.
    expect(pictures).to_have_count(stored, timeout=60_000)
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 0
        assert picture.get_attribute("alt")


def nothing_fails_but_on_purpose(opened: Notebook) -> None:
    for cell in code(opened):
        source = "".join(cell["source"])
        assert cell["execution_count"] or not source.strip(), f"not run: {source}"
        errors = [output for output in cell["outputs"] if output["output_type"] == "error"]
        on_purpose = "raises-exception" in cell["metadata"].get("tags", [])
        assert bool(errors) == on_purpose, f"{errors}\n{source}"
        for error in errors:  # only the learner's own lines
            assert "autograd_lessons" not in "".join(error["traceback"])
    expect(opened.panel.get_by_text("Error displaying widget")).to_have_count(0)


def shows(widget: Locator, truth: Explored) -> None:
    """Wait until the gradients on the page are those of the numbers in the fields."""
    typed = [float(field.input_value()) for field in widget.locator(".al-field").all()]
    values = dict(zip(truth.start, typed, strict=True))
    for value in typed:
        expect(widget.locator(".al-graph")).to_contain_text(number(value))
    for name, grad in truth.grads(values).items():
        row = list(values).index(name)
        expect(widget.locator(".al-grad").nth(row)).to_have_text(number(grad))
    expect(widget.locator(".al-graph")).to_contain_text(
        number(next(iter(truth.grads(values).values())))
    )


def number(value: float) -> re.Pattern[str]:
    """A number's four significant digits, whatever the form."""
    return re.compile(rf"{re.escape(f'{value:.4g}')}")


def follows_keys_and_mouse(page: Page, widget: Locator, truth: Explored) -> None:
    shows(widget, truth)
    for place, (name, start) in enumerate(truth.start.items()):
        slider = widget.locator(".al-slider").nth(place)
        field = widget.locator(".al-field").nth(place)
        assert field.input_value() == f"{start:g}"
        assert name in (slider.get_attribute("aria-label") or "")
        slider.scroll_into_view_if_needed()
        slider.focus()
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        step = float(slider.get_attribute("step") or 0)
        assert float(field.input_value()) == pytest.approx(start + 3 * step)
        shows(widget, truth)

        before = float(field.input_value())
        drag(page, slider, 0.3)
        low, high = (float(slider.get_attribute(end) or 0) for end in ("min", "max"))
        after = float(field.input_value())
        assert after != before
        assert after == pytest.approx(low + 0.3 * (high - low), abs=2 * step)
        shows(widget, truth)


def drag(page: Page, slider: Locator, to: float) -> None:
    """Take the slider's handle with the mouse and move it to a part of its way."""
    box = slider.bounding_box()
    assert box
    low, high, now = (
        float(slider.evaluate(f"(slider) => slider.{key}")) for key in ("min", "max", "value")
    )
    middle = box["y"] + box["height"] / 2
    handle = 16  # its width: the middle of the handle does not reach the ends

    def across(part: float) -> float:
        return box["x"] + handle / 2 + part * (box["width"] - handle)

    page.mouse.move(across((now - low) / (high - low)), middle)
    page.mouse.down()
    page.mouse.move(across(to), middle, steps=12)
    page.mouse.up()


def minds_what_is_typed(widget: Locator, truth: Explored) -> None:
    name = next(iter(truth.start))
    field, message = widget.locator(".al-field").first, widget.locator(".al-message")
    expect(message).to_have_attribute("role", "status")

    def enter(typed: str) -> None:
        field.fill(typed)
        field.press("Enter")

    enter("0.625")
    shows(widget, truth)
    expect(field).to_have_attribute("aria-invalid", "false")
    good = drawings(widget)
    for typed, key in {
        "nan": "not_finite",
        "한글": "not_a_number",
        "": "empty",
        "-inf": "not_finite",
        HUGE: "too_large",
    }.items():
        enter(typed)
        facts = {"name": name, "entered": typed, "largest": "1000000"}
        expect(message).to_have_text(entry(f"widgets.explore.{key}").format(**facts))
        expect(field).to_have_attribute("aria-invalid", "true")
        assert drawings(widget) == good
    enter("-1.25")
    shows(widget, truth)
    expect(field).to_have_attribute("aria-invalid", "false")


def reveals_after_committing(opened: Notebook) -> None:
    """Predict wrongly, then rightly when the cell has run again."""
    asked = [
        (place, call[1])
        for place, cell in enumerate(opened.cells())
        if (call := PREDICT.search("".join(cell["source"]))) and cell["cell_type"] == "code"
    ]
    expect(opened.widgets("al-predict")).to_have_count(len(asked))
    for place, id in asked:
        right = predict(id).right
        commits_to(opened, place, 1 if right == 0 else 0, "miss")
        opened.run_again(place)
        commits_to(opened, place, right, "hit")


def commits_to(opened: Notebook, place: int, choice: int, verdict: str) -> None:
    prediction = opened.cell(place).locator(".al-predict:not(.al-committed)")
    expect(prediction).to_have_count(1)
    expect(prediction.locator(".al-why:visible")).to_have_count(0)
    radios = prediction.locator("input[type=radio]")
    radios.first.focus()
    opened.page.keyboard.press("Space")
    for _ in range(choice):
        opened.page.keyboard.press("ArrowDown")
    expect(radios.nth(choice)).to_be_checked()
    choices = radios.count()
    prediction.locator("button").click()
    committed = opened.cell(place).locator(".al-committed")
    expect(committed.locator("[role=status]")).to_have_text(entry(f"teaching.prediction.{verdict}"))
    expect(committed.locator(".al-why:visible")).to_have_count(choices)
    expect(committed.locator(".al-choice").nth(choice)).to_contain_text(
        entry("teaching.prediction.yours")
    )
