"""A widget's style is for that widget alone: several of them stand on a lesson's page."""

import re
from pathlib import Path

import pytest

import autograd_lessons.widgets

STYLES = sorted(Path(autograd_lessons.widgets.__file__).parent.glob("*.css"))
OWN = [style for style in STYLES if style.name != "page.css"]
ROOTS = ("explore", "step", "lab", "retain", "stopping", "trial")


@pytest.mark.parametrize("style", OWN, ids=lambda style: style.name)
def test_every_selector_names_the_widget(style: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", style.read_text(encoding="utf-8"), flags=re.S)
    found = [selector for selector in outermost(text) if not selector.startswith("@container")]
    assert found
    for selector in found:
        assert re.search(rf"\.al-({'|'.join(ROOTS)})(?![\w-])", selector), selector


def outermost(text: str) -> list[str]:
    """The selectors of the rules that are in no other rule; those inside @container, too."""
    found, open_rules, before = [], 0, ""
    for part in re.split(r"([{}])", text):
        if part == "{":
            found += [before.strip()] if open_rules == 0 else []
            open_rules += not before.strip().startswith("@container")
        elif part == "}":
            open_rules = max(open_rules - 1, 0)
        before = part
    return found


def test_the_test_sees_a_style_for_all() -> None:
    seen = outermost("@container (x) { .a { color: red; } } :where(.b) { .c { d: e; } }")
    assert seen == ["@container (x)", ".a", ":where(.b)"]
