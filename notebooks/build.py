"""Build the notebooks of both languages from `notebooks/source`, executed, with their outputs.

    python notebooks/build.py                 all lessons, both languages
    python notebooks/build.py 2.2 index       only these
    python notebooks/build.py --check         write nothing; say what differs from the stored ones
    python notebooks/build.py --torch 2.2     run the cells on PyTorch instead of the engine

A source is jupytext's py:percent. A code cell appears in both languages; a markdown cell carries
``lang="ko"`` or ``lang="en"``, the Korean one first and its English twin right after it. The same
source gives the same bytes: cell ids come from the content, and nothing of the run's time or place
is stored.
"""

import argparse
import asyncio
import copy
import difflib
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice, product
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

HERE = Path(__file__).parent
SOURCES = HERE / "source"
LANGUAGES = ("ko", "en")
ENGINE_IMPORT = "from autograd_lessons import engine as torch  # or: import torch"
TORCH_IMPORT = "import torch"

_LANGUAGE_LINE = re.compile(r'^set_language\("\w+"\)$', re.MULTILINE)
_ANSI = re.compile(r"\x1b\[[\d;]*m")
_WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
# What tells of one run on one machine: memory addresses, temporary files, home and install folders.
_PRIVATE = re.compile(r"0x[0-9a-fA-F]{6,}|ipykernel_\d+|/tmp/|/home/|/Users/|site-packages")
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "pygments_lexer": "ipython3",
    },
}


class BuildError(Exception):
    """A source or its outputs are not as they must be; the message says where."""


def sources(names: list[str]) -> list[Path]:
    """Return the sources whose file names start with one of `names`, or all of them."""
    found = sorted(SOURCES.glob("*.py"))
    for name in names:
        if not any(path.stem.startswith(name) for path in found):
            known = ", ".join(path.stem for path in found)
            raise BuildError(f"no source starts with {name!r}; there are {known}")
    return [path for path in found if not names or path.stem.startswith(tuple(names))]


def stored_path(source: Path, language: str) -> Path:
    """Return where the built notebook of a source stands."""
    return HERE / language / f"{source.stem}.ipynb"


def make(source: Path, language: str) -> NotebookNode:
    """Return the notebook of one language, not executed yet."""
    cells: list[NotebookNode] = []
    seen: dict[str, int] = {}
    for group in _groups(source):
        base = hashlib.sha256("\0".join(cell.source for cell in group).encode()).hexdigest()[:8]
        repeat = seen[base] = seen.get(base, 0) + 1
        wanted = [cell for cell in group if cell.metadata.get("lang", language) == language]
        for cell in wanted:
            identifier = base if repeat == 1 else f"{base}-{repeat}"
            cells.append(_cell(cell, identifier, language))
    metadata = {**_METADATA, "autograd_lessons": {"language": language, "lesson": source.stem}}
    return nbformat.v4.new_notebook(cells=cells, metadata=nbformat.from_dict(metadata))


def _groups(source: Path) -> Iterator[list[NotebookNode]]:
    """A code cell by itself, a markdown cell together with its twin in the other language."""
    cells = iter(jupytext.read(source, fmt="py:percent").cells)
    for cell in cells:
        if cell.cell_type == "code":
            yield [cell]
            continue
        group = [cell, *islice(cells, len(LANGUAGES) - 1)]
        if tuple(twin.metadata.get("lang") for twin in group) != LANGUAGES:
            raise BuildError(
                f"{source.name}: a markdown cell in {LANGUAGES[0]!r} followed by its twin in "
                f"{LANGUAGES[1]!r} is wanted at:\n{cell.source[:200]}"
            )
        yield group


def _cell(cell: NotebookNode, identifier: str, language: str) -> NotebookNode:
    tags = {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}
    if cell.cell_type == "markdown":
        return nbformat.v4.new_markdown_cell(cell.source, id=identifier, metadata=tags)
    source = _LANGUAGE_LINE.sub(f'set_language("{language}")', cell.source)
    return nbformat.v4.new_code_cell(source, id=identifier, metadata=tags)


def on_torch(notebook: NotebookNode) -> NotebookNode:
    """Return a copy whose cells run on PyTorch."""
    swapped = copy.deepcopy(notebook)
    changed = 0
    for cell in swapped.cells:
        changed += cell.source.count(ENGINE_IMPORT)
        cell.source = cell.source.replace(ENGINE_IMPORT, TORCH_IMPORT)
    if changed != 1:
        name = notebook.metadata.autograd_lessons.lesson
        raise BuildError(
            f"{name}: the line {ENGINE_IMPORT!r} is wanted once, found {changed} times"
        )
    return swapped


def execute(notebook: NotebookNode) -> NotebookNode:
    """Run the cells with this interpreter, and leave outputs that are the same on each run.

    Raises BuildError for an error in a cell without the tag ``raises-exception``, for such a cell
    without an error, and for an output that tells of this run only.
    """
    # No folders to look in: then the kernel is this interpreter's own.
    manager = AsyncKernelManager(
        kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[])
    )
    resources = {"metadata": {"path": str(HERE)}}
    client = NotebookClient(
        notebook,
        km=manager,
        resources=resources,
        timeout=120,
        extra_arguments=["--log-level=ERROR"],
        coalesce_streams=True,
        record_timing=False,
        store_widget_state=False,
    )
    where = notebook.metadata.autograd_lessons
    try:
        asyncio.run(client.async_execute(cleanup_kc=True))
    except CellExecutionError as error:
        lines = _ANSI.sub("", str(error)).splitlines()
        shown = "\n".join(lines if len(lines) <= 50 else [*lines[:20], "…", *lines[-30:]])
        raise BuildError(f"{where.lesson} ({where.language}): {shown}") from None
    finally:
        notebook.metadata.pop("widgets", None)
        notebook.metadata.language_info = nbformat.from_dict(_METADATA["language_info"])
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [_tidy(output) for output in cell.outputs]
            _inspect(cell, f"{where.lesson} ({where.language})")
    return notebook


def _tidy(output: NotebookNode) -> NotebookNode:
    """Drop what holds for this run only: views of live widgets, the frames of a traceback."""
    if "data" in output:
        output.data.pop(_WIDGET_VIEW, None)
    if output.output_type == "error":
        # The frames above it look different with each version of IPython.
        output.traceback = [f"\x1b[31m{output.ename}\x1b[39m: {output.evalue}"]
    return output


def _inspect(cell: NotebookNode, where: str) -> None:
    place = f"{where}, in the cell\n{cell.source}\n"
    failed = any(output.output_type == "error" for output in cell.outputs)
    if "raises-exception" in cell.metadata.get("tags", []) and not failed:
        raise BuildError(f"{place}no error came, though it is tagged raises-exception")
    for line in render_outputs(cell):
        if found := _PRIVATE.search(line):
            raise BuildError(f"{place}an output tells of this machine ({found[0]!r}):\n{line}")


def render_outputs(cell: NotebookNode) -> list[str]:
    """Return a cell's outputs as lines: each with its kind, pictures as they are stored."""
    lines = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            parts = {output.name: output.text}
        elif output.output_type == "error":
            parts = {"error": f"{output.ename}: {output.evalue}"}
        else:
            parts = output.data
        for kind, content in sorted(parts.items()):
            shown = content if isinstance(content, str) else json.dumps(content, sort_keys=True)
            lines += [f"{kind}| {line}" for line in shown.splitlines()]
    return lines


def as_text(notebook: NotebookNode) -> str:
    """Return the bytes to store, as text."""
    nbformat.validate(notebook)
    plain: Any = json.loads(nbformat.writes(notebook))
    return json.dumps(plain, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def build(source: Path, language: str, *, torch: bool = False) -> NotebookNode:
    """Return the executed notebook of one language, run on the engine or on PyTorch."""
    notebook = make(source, language)
    if not torch:
        return execute(notebook)
    executed = execute(on_torch(notebook))
    for cell, original in zip(executed.cells, notebook.cells, strict=True):
        cell.source = original.source
    return executed


def difference(stored: str, built: str, name: str) -> str:
    """Return what differs between two notebooks as a readable diff, empty where nothing does."""
    if stored == built:
        return ""
    before, after = (_readable(json.loads(text)) for text in (stored, built))
    lines = difflib.unified_diff(before, after, f"stored {name}", f"built {name}", "", "", 2, "")
    shown = [line if len(line) <= 200 else f"{line[:200]}…" for line in lines]
    return "\n".join(shown or [f"{name}: the notebook's metadata or a long line's end differs"])


def _readable(notebook: Any) -> list[str]:
    lines = []
    for cell in nbformat.from_dict(notebook).cells:
        source = cell.source if isinstance(cell.source, str) else "".join(cell.source)
        lines += [f"[{cell.id}] {cell.cell_type} {cell.metadata.get('tags', '')}".rstrip()]
        lines += [f"    {line}" for line in source.splitlines()]
        for output in cell.get("outputs", []):
            for key in ("text", "data"):
                _join(output, key)
        lines += [f"  {line}" for line in render_outputs(cell)]
    return lines


def _join(output: Any, key: str) -> None:
    """Stored texts are lists of lines: make them one text again."""
    value = output.get(key)
    if isinstance(value, list):
        output[key] = "".join(value)
    elif isinstance(value, dict):
        for kind in value:
            _join(value, kind)


def main(arguments: list[str] | None = None) -> int:
    """Build or check what the command line asks for; return 1 where something differs or fails."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", help="starts of file names, such as 2.2")
    parser.add_argument("--check", action="store_true", help="compare with the stored notebooks")
    parser.add_argument("--torch", action="store_true", help="run on PyTorch instead of the engine")
    options = parser.parse_args(arguments)

    def one(job: tuple[Path, str]) -> str:
        source, language = job
        path = stored_path(source, language)
        name = f"{language}/{path.name}"
        try:
            built = as_text(build(source, language, torch=options.torch))
        except BuildError as error:
            return f"{name}: {error}"
        stored = path.read_text(encoding="utf-8") if path.exists() else ""
        if options.check:
            return difference(stored, built, name) if stored else f"{name} is not built yet"
        path.parent.mkdir(exist_ok=True)
        path.write_text(built, encoding="utf-8", newline="\n")
        print(f"built {name}")
        return ""

    try:
        jobs = list(product(sources(options.names), LANGUAGES))
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    with ThreadPoolExecutor(max_workers=2) as pool:
        complaints = [complaint for complaint in pool.map(one, jobs) if complaint]
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
