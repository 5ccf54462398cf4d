"""READMEs and CONTRIBUTING.md say what is true: links, commands, examples, in both languages."""

import contextlib
import io
import json
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

DOCUMENTS = ["README.md", "README.ko.md", "CONTRIBUTING.md"]
READMES = DOCUMENTS[:2]
LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def links(text: str) -> list[str]:
    return [first or second for first, second in LINK.findall(text)]


def blocks(text: str, *languages: str) -> list[str]:
    return [body for language, body in BLOCK.findall(text) if language in languages]


def read(root: Path, name: str) -> str:
    return (root / name).read_text("utf-8")


def make_commands(text: str) -> list[str]:
    """Lines that call make, without their comments."""
    lines = "\n".join(blocks(text, "bash")).splitlines()
    return [line.split("#")[0].strip() for line in lines if line.startswith("make ")]


def plan(root: Path, command: str) -> str:
    """What make would run."""
    run = [*command.split(), "--dry-run"]
    # `make test` runs these tests: what it was called with is not meant here.
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(run, cwd=root, env=env, check=True, capture_output=True, text=True).stdout


def run_and_print(code: str) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, "<document>", "exec"), {})
    return printed.getvalue()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_inside_the_project_resolve(root, name):
    inside = [link for link in links(read(root, name)) if "://" not in link]
    assert inside or name not in READMES
    assert [link for link in inside if not (root / link.partition("#")[0]).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_every_lesson_is_linked_in_both_languages(root, name):
    linked = {link for link in links(read(root, name)) if link.startswith("notebooks/")}
    there = {
        path.relative_to(root).as_posix()
        for language in ("ko", "en")
        for path in (root / "notebooks" / language).glob("*.ipynb")
    }
    assert linked == there
    assert there


@pytest.mark.parametrize("name", READMES)
def test_a_lesson_is_called_by_its_title(root, name):
    rows = re.findall(r"\[([^\]]+)\]\((notebooks/\w+/2\.\S+\.ipynb)\)", read(root, name))
    assert rows
    for called, path in rows:
        first_cell = json.loads(read(root, path))["cells"][0]["source"]
        title = "".join(first_cell).splitlines()[0]
        assert title.split(maxsplit=2)[2] == called


@pytest.mark.parametrize("name", DOCUMENTS)
def test_make_commands_exist(root, name):
    commands = make_commands(read(root, name))
    assert commands
    for command in commands:
        assert plan(root, command)


@pytest.mark.parametrize("name", READMES)
def test_make_lab_opens_a_page_that_exists(root, name):
    commands = [line for line in make_commands(read(root, name)) if line.startswith("make lab")]
    assert len(commands) == 2, "one for each language"
    pages = {
        page for command in commands for page in re.findall(r"/lab/tree/(\S+)", plan(root, command))
    }
    assert pages == {"notebooks/ko/index.ipynb", "notebooks/en/index.ipynb"}
    assert all((root / page).is_file() for page in pages)


@pytest.mark.parametrize("name", READMES)
def test_ci_runs_the_readmes_test_command(root, name):
    last_line = read(root, ".ci/run").splitlines()[-1]
    assert last_line in make_commands(read(root, name))
    jobs = yaml.safe_load(read(root, ".github/workflows/test.yml"))["jobs"]
    assert ".ci/run" in [step.get("run") for step in jobs["all"]["steps"]]


@pytest.mark.parametrize("name", READMES)
def test_windows_runs_the_readmes_command(root, name):
    jobs = yaml.safe_load(read(root, ".github/workflows/test.yml"))["jobs"]
    steps = [str(step.get("run")) for step in jobs["windows"]["steps"]]
    lines = "\n".join(blocks(read(root, name), "powershell")).splitlines()
    (command,) = [line.removeprefix(".venv\\Scripts\\") for line in lines if "pytest" in line]
    assert command in steps
    folders = re.findall(r"tests/\w+", command)
    assert [folder for folder in folders if not any((root / folder).glob("test_*.py"))] == []


@pytest.mark.parametrize("name", READMES)
def test_examples_print_what_the_page_says(root, name):
    """A Python block that is followed by a text block prints exactly that text."""
    pattern = r"```python\n((?:(?!```).*\n)*)```\n+```text\n((?:(?!```).*\n)*)```"
    pairs = re.findall(pattern, read(root, name))
    assert pairs
    for code, text in pairs:
        assert run_and_print(code) == text


@pytest.mark.parametrize("name", READMES)
def test_every_example_runs(root, name):
    for code in blocks(read(root, name), "python"):
        run_and_print(code)


def test_both_readmes_show_the_same_code(root):
    english, korean = (read(root, name) for name in READMES)
    for language in ("python", "powershell"):
        here = [body.replace("notebooks/ko/", "notebooks/en/") for body in blocks(korean, language)]
        assert here == blocks(english, language)
    assert set(make_commands(korean)) == set(make_commands(english))


@pytest.mark.parametrize("name", READMES)
def test_the_badge_names_the_repository(root, name):
    urls = tomllib.loads(read(root, "pyproject.toml"))["project"]["urls"]
    slug = urls["Repository"].removeprefix("https://github.com/")
    (badge,) = [link for link in links(read(root, name)) if "mybinder.org/v2" in link]
    start = f"https://mybinder.org/v2/gh/{slug}/main?urlpath=lab/tree/"
    assert badge.startswith(start)
    assert (root / badge.removeprefix(start)).is_file()


@pytest.mark.parametrize("name", READMES)
def test_the_layout_names_what_is_there(root, name):
    (layout,) = [body for body in blocks(read(root, name), "text") if "pyproject.toml" in body]
    named = [line.split()[0] for line in layout.splitlines()]
    assert [name for name in named if not (root / name).exists()] == []


def test_the_operation_in_contributing_is_the_engines(root):
    operation, test = blocks(read(root, "CONTRIBUTING.md"), "python")[:2]
    assert operation in read(root, "autograd_lessons/engine/operations/functions.py")
    assert test in read(root, "tests/engine/test_operations.py")


def test_contributing_names_files_that_are_there(root):
    named = re.findall(r"`((?:\w+/)+[\w.]+)`", read(root, "CONTRIBUTING.md"))
    assert named
    places = (root, root / "autograd_lessons")
    missing = [name for name in named if not any((place / name).exists() for place in places)]
    assert missing == []
