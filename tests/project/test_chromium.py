"""scripts/chromium.sh with a PATH of its own: finds, installs, or says what is missing."""

import subprocess
from pathlib import Path

import pytest


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A PATH with nothing but what the script itself is run by."""
    (tmp_path / "bash").symlink_to("/bin/bash")
    return tmp_path


def add(programs: Path, name: str, body: str = "exit 0") -> None:
    (programs / name).write_text(f"#!/bin/sh\n{body}\n")
    (programs / name).chmod(0o755)


def run(root: Path, programs: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/bash", root / "scripts/chromium.sh"],
        env={"PATH": str(programs), **variables},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_a_browser_on_the_path_is_enough(root, programs, name):
    add(programs, name)
    assert run(root, programs).returncode == 0


def test_a_named_browser_must_run(root, programs):
    add(programs, "chromium")
    result = run(root, programs, CHROMIUM="/no/such/browser")
    assert result.returncode == 1
    assert "CHROMIUM names '/no/such/browser', which cannot be run" in result.stderr


def test_without_apt_it_says_what_is_missing(root, programs):
    result = run(root, programs)
    assert result.returncode == 1
    assert "need Chromium or Chrome, and there is no apt here" in result.stderr


def test_without_root_and_sudo_it_says_so(root, programs):
    add(programs, "apt-get")
    add(programs, "id", "echo 1000")
    result = run(root, programs)
    assert result.returncode == 1
    assert "takes root or a sudo without password" in result.stderr


@pytest.mark.parametrize(("user", "prefix"), [(0, ""), (1000, "sudo -n ")])
def test_apt_installs_it_where_that_can_be_done(root, programs, user, prefix):
    log = programs / "log"
    browser = programs / "chromium"
    add(programs, "id", f"echo {user}")
    add(programs, "sudo", f'echo "sudo $*" >>{log}\nshift\n"$@"')
    add(programs, "apt-get", f'echo "apt-get $*" >>{log}\n: >{browser}\n/bin/chmod +x {browser}')
    result = run(root, programs)
    assert result.returncode == 0, result.stderr
    calls = log.read_text()
    assert f"{prefix}apt-get update" in calls
    assert f"{prefix}apt-get install -qy --no-install-recommends chromium" in calls


def test_an_apt_that_fails_is_reported(root, programs):
    add(programs, "id", "echo 0")
    add(programs, "apt-get", "exit 100")
    result = run(root, programs)
    assert result.returncode == 1
    assert "apt could not read its package lists" in result.stderr
