"""What an import loads, and that every public name is there."""

import subprocess
import sys

import pytest

import autograd_lessons

LOADED = """
import sys
before = set(sys.modules)
{statement}
added = {{name.partition(".")[0] for name in set(sys.modules) - before}}
print(*sorted(added - set(sys.stdlib_module_names) - {{"autograd_lessons"}}))
"""


def third_party(statement: str) -> set[str]:
    """The packages, not ours and not Python's, that a statement loads in a fresh process."""
    script = LOADED.format(statement=statement)
    run = [sys.executable, "-W", "error", "-c", script]
    return set(subprocess.run(run, capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize(
    ("statement", "allowed"),
    [
        ("import autograd_lessons", set()),
        ("from autograd_lessons import set_language; set_language('ko')", set()),
        ("import autograd_lessons.engine", {"numpy"}),
        ("from autograd_lessons import engine as torch; torch.tensor(1.) * 2", {"numpy"}),
    ],
)
def test_an_import_loads_only_what_it_needs(statement, allowed):
    assert third_party(statement) <= allowed


def test_drawing_needs_neither_notebook_nor_torch():
    statement = "from autograd_lessons import draw, engine as torch; draw(torch.tensor(1.)).svg"
    assert third_party(statement).isdisjoint(
        {"IPython", "anywidget", "ipywidgets", "jupyter_client", "jupyterlab", "torch"}
    )


@pytest.mark.parametrize("name", autograd_lessons.__all__)
def test_a_public_name_is_there(name):
    assert name in dir(autograd_lessons)
    assert getattr(autograd_lessons, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'darw'"):
        _ = autograd_lessons.darw
