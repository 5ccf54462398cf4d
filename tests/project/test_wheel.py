"""The wheel holds everything that runs, data files included."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

NOTE = "data/etc/jupyter/jupyter_server_config.d/autograd_lessons.json"
DATA = {".css", ".js", ".py", ".toml", ".txt", ".typed"}


def test_the_wheel_holds_the_whole_package(root, tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = [Path(name).as_posix() for name in zipfile.ZipFile(wheel).namelist()]
    inside = {name for name in names if ".dist-info/" not in name and ".data/" not in name}
    files = {
        path.relative_to(root).as_posix()
        for path in (root / "autograd_lessons").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {Path(name).suffix for name in files} <= DATA, "a new kind of file: is it meant?"
    assert inside == files
    # What is installed beside the package: Jupyter's note that there is an extension.
    assert beside(wheel) == [NOTE]


def test_what_make_lab_installs_enables_the_server_extension(root, tmp_path):
    assert "pip install --editable .\n" in (root / "Makefile").read_text()
    build = "import sys, hatchling.build; hatchling.build.build_editable(sys.argv[1])"
    run = [sys.executable, "-c", build, str(tmp_path)]
    subprocess.run(run, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    assert beside(wheel) == [NOTE]
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(NOTE))
        archive.extract(name, tmp_path)
    # pip puts it into $prefix/etc/jupyter, one of the folders where Jupyter looks.
    found = tmp_path / name.removesuffix(NOTE) / "data" / "etc" / "jupyter"
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(found),
        "PYTHONPATH": str(root),
    }
    listed = subprocess.run(
        [sys.executable, "-m", "jupyter", "server", "extension", "list"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    said = listed.stdout + listed.stderr
    for state in ("enabled", "OK"):
        assert re.search(rf"autograd_lessons\.server.*{state}", said), said


def beside(wheel: Path) -> list[str]:
    """What a wheel installs beside the package."""
    names = [Path(name).as_posix() for name in zipfile.ZipFile(wheel).namelist()]
    return [name.partition(".data/")[2] for name in names if ".data/" in name]
