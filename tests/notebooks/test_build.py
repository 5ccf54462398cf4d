"""The builder: what it refuses, and what its differences say."""

from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from notebooks import build

FIRST = f'{build.ENGINE_IMPORT}\nfrom autograd_lessons import set_language\n\nset_language("ko")'


def source(folder: Path, *cells: str) -> Path:
    path = folder / "2.9-test.py"
    path.write_text("\n\n".join([f"# %%\n{FIRST}", *cells]) + "\n", encoding="utf-8")
    return path


def executed(folder: Path, *cells: str) -> NotebookNode:
    return build.execute(build.make(source(folder, *cells), "en"))


def test_languages_and_ids(tmp_path: Path) -> None:
    korean, english = '# %% [markdown] lang="ko"\n# 둘', '# %% [markdown] lang="en"\n# two'
    path = source(tmp_path, korean, english, "# %%\nx = 1", "# %%\nx = 1")
    ko, en = (build.make(path, language) for language in ("ko", "en"))
    assert [cell.source for cell in ko.cells][1:] == ["둘", "x = 1", "x = 1"]
    assert [cell.source for cell in en.cells][1:] == ["two", "x = 1", "x = 1"]
    assert 'set_language("en")' in en.cells[0].source
    ids = [cell.id for cell in ko.cells]
    assert ids == [cell.id for cell in en.cells]
    assert len(set(ids)) == len(ids)
    more = build.make(source(tmp_path, "# %%\nnew = 0", korean, english, "# %%\nx = 1"), "ko")
    assert {cell.id for cell in more.cells} > {ids[0], ids[1], ids[2]}


@pytest.mark.parametrize(
    "cells",
    [
        ['# %% [markdown] lang="ko"\n# 혼자'],
        ['# %% [markdown] lang="en"\n# two', '# %% [markdown] lang="ko"\n# 둘'],
        ["# %% [markdown]\n# which?", "# %% [markdown]\n# which?"],
        ['# %% [markdown] lang="ko"\n# 둘', "# %%\nx = 1", '# %% [markdown] lang="en"\n# two'],
    ],
)
def test_a_markdown_cell_without_its_twin(tmp_path: Path, cells: list[str]) -> None:
    with pytest.raises(build.BuildError, match="followed by its twin"):
        build.make(source(tmp_path, *cells), "ko")


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("# %%\n1 / 0", "ZeroDivisionError"),
        ('# %% tags=["raises-exception"]\n1', "no error came"),
        ("# %%\nprint(object())", "tells of this machine"),
        ("# %%\nimport warnings\nwarnings.warn('here')", "tells of this machine"),
    ],
)
def test_outputs_that_must_not_be_stored(tmp_path: Path, cell: str, message: str) -> None:
    with pytest.raises(build.BuildError, match=message):
        executed(tmp_path, cell)


def test_an_expected_error_is_stored_without_its_way(tmp_path: Path) -> None:
    cell = executed(tmp_path, '# %% tags=["raises-exception"]\nint("x")').cells[1]
    assert build.render_outputs(cell) == [
        "error| ValueError: invalid literal for int() with base 10: 'x'"
    ]
    assert str(tmp_path) not in nbformat.writes(executed(tmp_path))


def test_difference_names_cell_and_line(tmp_path: Path) -> None:
    before, after = (executed(tmp_path, f"# %%\nprint({n}, 'same')") for n in (1, 2))
    after.cells[1].id, after.cells[1].source = before.cells[1].id, before.cells[1].source
    said = build.difference(build.as_text(before), build.as_text(after), "2.9")
    assert "-  stdout| 1 same" in said
    assert "+  stdout| 2 same" in said
    assert before.cells[1].id in said
    assert build.difference(build.as_text(before), build.as_text(before), "2.9") == ""


def test_unknown_names_and_missing_imports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build.main(["9.9", "--check"]) == 1
    assert "2.1-automatic-differentiation" in capsys.readouterr().err
    path = tmp_path / "none.py"
    path.write_text("# %%\nx = 1\n", encoding="utf-8")
    with pytest.raises(build.BuildError, match="wanted once"):
        build.on_torch(build.make(path, "ko"))


def test_check_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "HERE", tmp_path)
    monkeypatch.setattr(build, "SOURCES", tmp_path)
    source(tmp_path, "# %%\nprint('once')")
    assert build.main(["--check"]) == 1
    assert "not built yet" in capsys.readouterr().err
    assert build.main([]) == 0
    assert build.main(["--check"]) == 0
    stored = tmp_path / "en" / "2.9-test.ipynb"
    changed = stored.read_text(encoding="utf-8").replace('"once\\n"', '"twice\\n"')
    stored.write_text(changed, encoding="utf-8")
    assert build.main(["--check"]) == 1
    assert "stdout| twice" in capsys.readouterr().err
    assert stored.read_text(encoding="utf-8") == changed
