"""Saving a picture as a file."""

import struct
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from autograd_lessons import engine
from autograd_lessons.picture import Picture, draw


def picture() -> Picture:
    x = engine.tensor(2.0, requires_grad=True)
    return draw(x**2, names={"기울기": x}, direction="LR")


def test_svg(tmp_path: Path) -> None:
    drawn = picture()
    drawn.save(tmp_path / "g.svg")
    drawn.save(str(tmp_path / "G.SVG"))
    assert (tmp_path / "g.svg").read_text(encoding="utf-8") == drawn.svg
    assert (tmp_path / "G.SVG").read_bytes() == (tmp_path / "g.svg").read_bytes()


def test_png_is_twice_as_large(tmp_path: Path) -> None:
    drawn = picture()
    drawn.save(tmp_path / "g.png")
    data = (tmp_path / "g.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", data[16:24])
    svg = ElementTree.fromstring(drawn.svg)
    twice = [2 * float(svg.attrib[side]) for side in ("width", "height")]
    assert [width, height] == pytest.approx(twice, abs=2)
    assert len(set(data)) > 100  # not an empty picture


def test_png_without_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(ImportError, match=r"pip install 'autograd-lessons\[png\]'"):
        picture().save(tmp_path / "g.png")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["g", "g.pdf", "g.svg.txt", ".svg", "g.png "])
def test_unknown_ending(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r"a name must end in \.svg or \.png"):
        picture().save(tmp_path / name)
    assert not list(tmp_path.iterdir())
