"""The wheel holds everything that runs, data files included."""

import subprocess
import sys
import zipfile
from pathlib import Path

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
    installed = [name.partition(".data/")[2] for name in names if ".data/" in name]
    assert installed == ["data/etc/jupyter/jupyter_server_config.d/autograd_lessons.json"]
