"""The READMEs' pictures are what `draw` makes of their examples (`make picture`)."""

import re
import runpy
import shutil
import subprocess
import sys
import textwrap
import xml.etree.ElementTree as ET

import pytest

SCRIPT = "scripts/readme_picture.py"
LANGUAGES = ["en", "ko"]
NAMES = ["graph", "cut"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_stored_picture_is_what_draw_makes(root, name, language):
    picture = runpy.run_path(str(root / SCRIPT))["picture"]
    stored = (root / f"docs/{name}.{language}.svg").read_text("utf-8")
    assert stored == picture(name, language) + "\n"


def test_another_process_makes_the_same_bytes(root, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "scripts").mkdir()
    copy = shutil.copy(root / SCRIPT, tmp_path / "scripts")
    subprocess.run([sys.executable, copy], check=True)
    made = sorted(path.name for path in (tmp_path / "docs").iterdir())
    assert made == sorted(f"{name}.{language}.svg" for name in NAMES for language in LANGUAGES)
    for name in made:
        assert (tmp_path / "docs" / name).read_bytes() == (root / "docs" / name).read_bytes()


@pytest.mark.parametrize("readme", ["README.md", "README.ko.md"])
def test_it_draws_the_readmes_examples(root, readme):
    text = (root / readme).read_text("utf-8")
    script = (root / SCRIPT).read_text("utf-8")
    for name in NAMES:
        _, image, after = text.partition(f'<img src="docs/{name}.')
        assert image
        example = re.search(r"```python\n.*?\n\n(.*?)\n\n", after, re.DOTALL)
        assert example
        assert textwrap.indent(example[1], "    ") in script


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_values_and_gradients(root, language):
    texts = set(ET.parse(root / f"docs/graph.{language}.svg").getroot().itertext())
    assert {"x", "y", "z", "2", "4", "8", "12"} <= texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_where_the_path_is_cut(root, language):
    svg = (root / f"docs/cut.{language}.svg").read_text("utf-8")
    assert {"scores", "argmax", "best"} <= set(ET.fromstring(svg).itertext())
    assert "stroke-dasharray" in svg
