"""The READMEs' pictures are what `draw` makes of their first example (`make picture`)."""

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


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stored_picture_is_what_draw_makes(root, language):
    picture = runpy.run_path(str(root / SCRIPT))["picture"]
    assert (root / f"docs/graph.{language}.svg").read_text("utf-8") == picture(language) + "\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_process_makes_the_same_bytes(root, language, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "scripts").mkdir()
    copy = shutil.copy(root / SCRIPT, tmp_path / "scripts")
    subprocess.run([sys.executable, copy], check=True)
    name = f"docs/graph.{language}.svg"
    assert (tmp_path / name).read_bytes() == (root / name).read_bytes()


def test_it_draws_the_readmes_example(root):
    readme = (root / "README.md").read_text("utf-8")
    example = re.search(r"```python\n.*?\n\n(.*?)\n\n", readme, re.DOTALL)
    assert example
    script = (root / SCRIPT).read_text("utf-8")
    assert textwrap.indent(example[1], "    ") in script


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_values_and_gradients(root, language):
    texts = set(ET.parse(root / f"docs/graph.{language}.svg").getroot().itertext())
    assert {"x", "y", "z", "2", "4", "8", "12"} <= texts
