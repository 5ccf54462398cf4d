import runpy
import subprocess
import sys
import xml.etree.ElementTree as ET

SCRIPT = "scripts/readme_picture.py"


def test_the_stored_picture_is_what_draw_makes(root):
    picture = runpy.run_path(str(root / SCRIPT))["picture"]()
    assert (root / "docs/graph.svg").read_text("utf-8") == picture + "\n"


def test_another_process_makes_the_same_bytes(root):
    code = f"import runpy; print(runpy.run_path({SCRIPT!r})['picture']())"
    run = [sys.executable, "-c", code]
    drawn = subprocess.run(run, cwd=root, capture_output=True, check=True).stdout
    assert drawn == (root / "docs/graph.svg").read_bytes()


def test_the_picture_shows_the_example(root):
    texts = "\n".join(ET.parse(root / "docs/graph.svg").getroot().itertext())
    assert "12" in texts
    assert "PowBackward0" in texts or "²" in texts
