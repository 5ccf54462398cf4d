"""The legend: what the shapes and signs that occur in a picture mean."""

from types import ModuleType
from typing import get_args
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from autograd_lessons.language import LANGUAGES, set_language, text
from autograd_lessons.picture import Picture, draw
from autograd_lessons.picture.graph import Kind

SVG = "{http://www.w3.org/2000/svg}"
DETAILS = ("operation", "left_out", "grad", "derivative", "saved", "constant")


def legend(picture: Picture) -> Element | None:
    return ElementTree.fromstring(picture.svg).find(f"{SVG}g[@class='legend']")


def entries(picture: Picture) -> list[str]:
    drawn = legend(picture)
    assert drawn is not None
    shown = {element.text for element in drawn.iter(f"{SVG}text")}
    return [
        entry for entry in (*get_args(Kind), *DETAILS) if text(f"picture.legend.{entry}") in shown
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_legend_tells_what_occurs(torch: ModuleType, language: str) -> None:
    set_language(language)
    x = torch.tensor(2.0, requires_grad=True)
    assert entries(draw(x, legend=True)) == ["leaf", "grad"]
    y = x**2
    z = y + 1
    assert entries(draw(y, legend=True)) == ["leaf", "non_leaf", "operation", "grad"]
    y.retain_grad()
    all_of_them = draw(z, z.detach(), saved=True, derivatives=True, legend=True)
    assert entries(all_of_them) == [
        *["leaf", "non_leaf", "retained", "untracked"],
        *["operation", "grad", "derivative", "saved", "constant"],
    ]
    for _ in range(300):
        z = z * 1.5
    assert "left_out" in entries(draw(z, legend=True))
    assert legend(draw(z)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_legend_has_its_room(torch: ModuleType, language: str) -> None:
    set_language(language)
    x = torch.tensor(2.0, requires_grad=True)
    plain, explained = draw(x), draw(x, legend=True)
    before, after = ElementTree.fromstring(plain.svg), ElementTree.fromstring(explained.svg)
    drawn = legend(explained)
    assert drawn is not None
    places = [float(element.attrib["y"]) for element in drawn.iter(f"{SVG}text")]
    assert float(before.attrib["height"]) < min(places)
    assert max(places) < float(after.attrib["height"])
    assert float(before.attrib["width"]) < float(after.attrib["width"])
    assert after.attrib["viewBox"] == f"0 0 {after.attrib['width']} {after.attrib['height']}"
