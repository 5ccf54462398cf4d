"""DOT to SVG: the embedded Graphviz, the program, and their errors."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograd_lessons.picture import draw, render_svg

GRAPH = 'digraph { a [label="기울기"]; a -> b }'


def fake_dot(folder: Path, body: str) -> None:
    """Put a program `dot` into `folder`."""
    program = folder / "dot"
    program.write_text(f"#!{sys.executable}\n{body}\n", encoding="utf-8")
    program.chmod(0o755)


def test_embedded_graphviz_needs_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    svg = render_svg(GRAPH)
    assert svg.startswith("<svg")
    assert svg.rstrip().endswith("</svg>")
    assert "기울기" in svg
    assert "<!--" not in svg  # comments name the Graphviz version


def test_without_a_home_to_write_to() -> None:
    code = f"from autograd_lessons.picture import render_svg; print(render_svg({GRAPH!r}))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={"HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.rstrip() == render_svg(GRAPH).rstrip()


@pytest.mark.parametrize("dot", ["", "digraph {", "no dot at all", 'digraph { a [label="] }'])
def test_bad_dot(dot: str) -> None:
    with pytest.raises(ValueError, match="Graphviz cannot read this DOT"):
        render_svg(dot)
    assert render_svg(GRAPH).startswith("<svg")


def test_program_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    from autograd_lessons import engine

    monkeypatch.setenv("PATH", "")
    with pytest.raises(FileNotFoundError, match="renderer='dot' needs the program `dot`"):
        draw(engine.tensor(1.0), renderer="dot")


def test_program_draws(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    body = "import sys\nprint('<?xml?><!-- version --><svg>', sys.stdin.read(), '</svg>')"
    fake_dot(tmp_path, body)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert render_svg("digraph { a }", "dot") == "<svg> digraph { a } </svg>\n"


def test_program_that_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake_dot(tmp_path, "import sys\nsys.exit('syntax error in line 1')")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ValueError, match="syntax error in line 1"):
        render_svg("digraph {", "dot")


@pytest.mark.parametrize("renderer", ["", "svg", "WASM", None])
def test_unknown_renderer(renderer: Any) -> None:
    with pytest.raises(ValueError, match="choose 'wasm' or 'dot'"):
        render_svg(GRAPH, renderer)
