"""Imports point downward only: teaching -> widgets -> picture -> engine, language."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import autograd_lessons

BELOW = {
    "engine": set(),
    "language": set(),
    "picture": {"engine", "language"},
    "widgets": {"engine", "language", "picture"},
    "teaching": {"engine", "language", "picture", "widgets"},
}
PACKAGE = "autograd_lessons"


def imports(source: str, module: str) -> Iterator[str]:
    """Dotted names that the source of `module` imports, anywhere in it, relative ones resolved."""
    package = module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*base, *filter(None, [node.module])])
            yield from (f"{start}.{alias.name}" for alias in node.names)


def room(name: str) -> str | None:
    """The room that a dotted name belongs to; None outside of our package."""
    head, _, rest = name.partition(".")
    if head != PACKAGE:
        return None
    first = rest.partition(".")[0]
    return autograd_lessons._HOME.get(first, first)


def modules(root: Path, folder: str) -> Iterator[tuple[str, str]]:
    """(dotted name, source) of each module of a room; a package's name ends in `__init__`."""
    for path in sorted((root / PACKAGE / folder).rglob("*.py")):
        yield ".".join(path.relative_to(root).with_suffix("").parts), path.read_text("utf-8")


@pytest.mark.parametrize("folder", BELOW)
def test_imports_point_downward(root, folder):
    found = list(modules(root, folder))
    assert found, f"no modules in {folder}"
    wrong = [
        f"{module} imports {name}"
        for module, source in found
        for name in imports(source, module)
        if room(name) is not None and room(name) not in {folder, *BELOW[folder]}
    ]
    assert wrong == []


def test_the_engine_needs_numpy_only(root):
    allowed = {"numpy", PACKAGE, *sys.stdlib_module_names}
    wrong = [
        f"{module} imports {name}"
        for module, source in modules(root, "engine")
        for name in imports(source, module)
        if name.partition(".")[0] not in allowed
    ]
    assert wrong == []


def test_every_room_is_known(root):
    rooms = {path.parent.name for path in (root / PACKAGE).glob("*/__init__.py")}
    assert rooms == set(BELOW)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("from ..widgets import explore", "autograd_lessons.widgets.explore"),
        ("from .. import widgets", "autograd_lessons.widgets"),
        ("from . import dot", "autograd_lessons.picture.dot"),
        ("def f():\n    import autograd_lessons.widgets", "autograd_lessons.widgets"),
    ],
)
def test_an_import_is_read(source, name):
    assert list(imports(source, "autograd_lessons.picture.draw")) == [name]


def test_a_public_name_counts_as_its_room():
    assert room("autograd_lessons.explore") == "widgets"
