"""The committed notebooks: reproduced by their sources, equal on PyTorch and in each language."""

import ast
import json
import re

import pytest
from nbformat import NotebookNode

from notebooks import build
from tests.notebooks.conftest import NAMES, SOURCES, Notebooks, path_of

SHOWING = {"draw", "explore", "predict", "check", "hint", "print", "step"}
each_notebook = pytest.mark.parametrize(("lesson", "language"), NAMES)
each_lesson = pytest.mark.parametrize("lesson", SOURCES)


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_every_lesson_has_both_notebooks_and_no_other_is_there() -> None:
    assert [lesson for lesson in SOURCES if lesson.startswith("2.")]
    assert "index" in SOURCES
    for language in build.LANGUAGES:
        found = {path.stem for path in (build.HERE / language).glob("*.ipynb")}
        assert found == set(SOURCES)


@each_notebook
def test_building_reproduces_the_committed_bytes(
    on_engine: Notebooks, lesson: str, language: str
) -> None:
    text = path_of(lesson, language).read_text(encoding="utf-8")
    built = build.as_text(on_engine[lesson, language])
    assert not build.difference(text, built, lesson)
    assert text == built


@each_notebook
def test_every_cell_says_the_same_on_pytorch(
    stored: Notebooks, on_torch: Notebooks, lesson: str, language: str
) -> None:
    ours, theirs = code_cells(stored[lesson, language]), code_cells(on_torch[lesson, language])
    assert sum(build.TORCH_IMPORT in cell.source.splitlines() for cell in theirs) == 1
    for our, their in zip(ours, theirs, strict=True):
        assert build.render_outputs(our) == build.render_outputs(their), our.source


@each_lesson
def test_languages_share_cells_and_code(stored: Notebooks, lesson: str) -> None:
    korean, english = (stored[lesson, language] for language in ("ko", "en"))
    assert [(cell.id, cell.cell_type, cell.metadata) for cell in korean.cells] == [
        (cell.id, cell.cell_type, cell.metadata) for cell in english.cells
    ]
    switches = 0
    for ours, theirs in zip(code_cells(korean), code_cells(english), strict=True):
        differing = [
            pair
            for pair in zip(ours.source.splitlines(), theirs.source.splitlines(), strict=True)
            if len(set(pair)) > 1
        ]
        switches += len(differing)
        assert differing in ([], [('set_language("ko")', 'set_language("en")')])
    assert switches == 1


@each_notebook
def test_prose_is_in_the_notebooks_language(stored: Notebooks, lesson: str, language: str) -> None:
    for cell in stored[lesson, language].cells:
        if cell.cell_type == "markdown":
            prose = cell.source.replace("[한국어]", "")
            assert bool(re.search("[가-힣]", prose)) == (language == "ko"), cell.source


@each_notebook
def test_nothing_of_the_run_is_stored(stored: Notebooks, lesson: str, language: str) -> None:
    notebook = stored[lesson, language]
    text = json.dumps(notebook, ensure_ascii=False)
    assert "widgets" not in notebook.metadata
    assert "widget-view" not in text
    assert '"execution": {' not in text
    for cell in code_cells(notebook):
        outputs = json.dumps(cell.outputs)
        assert not re.search(r"0x[0-9a-fA-F]{6,}|ipykernel|/tmp/|/home/|site-packages", outputs)
        assert str(build.HERE.parent) not in outputs


@each_notebook
def test_cells_are_run_in_order_and_show_something(
    stored: Notebooks, lesson: str, language: str
) -> None:
    cells = code_cells(stored[lesson, language])
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        assert bool(build.render_outputs(cell)) or not shows(cell.source), cell.source
        failed = any(output.output_type == "error" for output in cell.outputs)
        assert failed == ("raises-exception" in cell.metadata.get("tags", [])), cell.source


def shows(source: str) -> bool:
    """Whether a cell prints or ends in something to look at; bodies of functions don't count."""
    statements = ast.parse(source).body
    last = statements[-1] if statements else None
    if isinstance(last, ast.Expr) and isinstance(last.value, ast.Name):
        return True
    running = [node for node in statements if not isinstance(node, ast.FunctionDef)]
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SHOWING
        for statement in running
        for node in ast.walk(statement)
    )


@each_notebook
def test_what_is_drawn_and_predictions_are_stored_as_html(
    stored: Notebooks, lesson: str, language: str
) -> None:
    drawing = ["draw(", "explore(", "step(", "why("]
    drawing += ["error_lab(", "kink_lab(", "retain_lab(", "stopping_lab("]
    wanted = dict.fromkeys(drawing, '<img alt="') | {"predict(": "<details>"}
    for cell in code_cells(stored[lesson, language]):
        last = cell.source.splitlines()[-1]
        for call, sign in wanted.items():
            if last.startswith(call):
                html = [output.data["text/html"] for output in cell.outputs if "data" in output]
                assert [sign in part for part in html] == [True], cell.source


@each_notebook
def test_links_lead_somewhere(stored: Notebooks, lesson: str, language: str) -> None:
    folder = path_of(lesson, language).parent
    for cell in stored[lesson, language].cells:
        if cell.cell_type == "markdown":
            for target in re.findall(r"\]\(([^)\s]+)\)", cell.source):
                assert target.startswith("https://") or (folder / target).is_file(), target
