"""A JupyterLab of its own for the tests, and a notebook opened in it."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Browser, Locator, Page, expect

from autograd_lessons.language import get_language, set_language

REPOSITORY = Path(__file__).parents[2]

OPEN = """async (path) => {
  const app = window.jupyterapp;
  await app.restored;
  const panel = await app.commands.execute('docmanager:open', {path, factory: 'Notebook'});
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.revealed;
  window.notebookPanel = panel;
}"""

RUN_ALL = """async () => {
  const kernel = window.notebookPanel.sessionContext.session.kernel;
  if (kernel.status !== 'idle') {
    await new Promise((resolve) => {
      kernel.statusChanged.connect((_, status) => status === 'idle' && resolve());
    });
  }
  await window.jupyterapp.commands.execute('notebook:run-all-cells');
}"""

# Running comes back at the first error, also at one that a cell's tag allows.
ALL_RAN = """() => {
  const cells = Array.from(window.notebookPanel.content.model.cells);
  const empty = (cell) => cell.type !== 'code' || !cell.sharedModel.source.trim();
  const run = (cell) => empty(cell) || cell.executionCount;
  const idle = window.notebookPanel.sessionContext.session.kernel.status === 'idle';
  return idle && cells.every(run);
}"""

CELLS = "() => window.notebookPanel.content.model.toJSON().cells"

CELL = """(place) => {
  const cell = window.notebookPanel.content.model.cells.get(place);
  return [cell.sharedModel.source, cell.executionCount];
}"""

# The kernel has run a cell again, and its outputs have come.
RAN_AGAIN = """([place, before]) => {
  const count = window.notebookPanel.content.model.cells.get(place).executionCount;
  const idle = window.notebookPanel.sessionContext.session.kernel.status === 'idle';
  return idle && count !== null && count !== before;
}"""

CLOSE = """async () => {
  const panel = window.notebookPanel;
  await panel.sessionContext.shutdown();
  await panel.context.revert();
  panel.dispose();
}"""


def find_chromium() -> str:
    """Return the browser's path: $CHROMIUM, or the first known name on PATH.

    Raises RuntimeError when there is none: without a browser these tests fail, they do not skip.
    """
    named = os.environ.get("CHROMIUM")
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
    for name in [named] if named else names:
        if path := shutil.which(name):
            return path
    raise RuntimeError(
        f"no browser: $CHROMIUM names {named!r}, which cannot be run"
        if named
        else "no browser found: install Chromium (Debian, Ubuntu: apt-get install chromium) "
        "or name one in the environment variable CHROMIUM"
    )


class Lab:
    """A running Jupyter server: its address, its folder of notebooks and its log."""

    def __init__(self, url: str, token: str, notebooks: Path, log: Path) -> None:
        self.url = url
        self.token = token
        self.notebooks = notebooks
        self.log = log

    def open(self, page: Page, notebook: str) -> "Notebook":
        """Open a notebook, by its path in the server's folder, with a fresh kernel."""
        page.goto(f"{self.url}/lab?token={self.token}&reset", wait_until="domcontentloaded")
        page.wait_for_function("() => window.jupyterapp !== undefined")
        _run(page, OPEN, notebook)
        return Notebook(page)


@contextmanager
def open_cells(lab: Lab, browser: Browser, name: str, cells: list[str]) -> Iterator["Notebook"]:
    """Open a new notebook of these cells on a page of its own, and run it."""
    notebook = nbformat.v4.new_notebook()
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    notebook.cells = [nbformat.v4.new_code_cell(cell.strip()) for cell in cells]
    nbformat.write(notebook, lab.notebooks / f"{name}.ipynb")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = lab.open(context.new_page(), f"{name}.ipynb")
    opened.run_all()
    yield opened
    context.close()


LANGUAGES = ["ko", "en"]


@contextmanager
def open_widgets(lab: Lab, browser: Browser, name: str, kind: str) -> Iterator["Notebook"]:
    """Open a notebook that shows what `autograd_lessons`' function `name` returns, in each of
    `LANGUAGES`: widgets of the class `kind`."""
    start = f"from autograd_lessons import {name}, set_language"
    cells = [start, *(f"set_language({code!r})\n{name}()" for code in LANGUAGES)]
    with open_cells(lab, browser, name, cells) as opened:
        expect(opened.widgets(kind)).to_have_count(len(LANGUAGES))
        yield opened


@contextmanager
def open_spoken(
    language: str, lab: Lab, browser: Browser, name: str, kind: str
) -> Iterator["Notebook"]:
    """Open a notebook with one such widget, in a language that the test speaks as well."""
    before = get_language()
    set_language(language)
    start = f"from autograd_lessons import {name}, set_language\nset_language({language!r})"
    with open_cells(lab, browser, name, [start, f"{name}()"]) as opened:
        expect(opened.widgets(kind)).to_have_count(1)
        yield opened
    set_language(before)


class Notebook:
    """The notebook that a page shows."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    def run_all(self) -> None:
        """Run every cell and wait until the last one has ended.

        Raises playwright's TimeoutError if a cell is never run, as after an error.
        """
        _run(self.page, RUN_ALL)
        self.page.wait_for_function(ALL_RAN)

    def cells(self) -> list[dict[str, Any]]:
        """Return the cells as they would be saved now."""
        return self.page.evaluate(CELLS)

    def cell(self, place: int) -> Locator:
        """Return the cell at a place, counted from 0, prose included."""
        return self.panel.locator(".jp-Notebook .jp-Cell").nth(place)

    def enter(self, place: int, source: str) -> None:
        """Write `source` into a code cell as a learner would, and run it."""
        self.cell(place).locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)
        assert self.page.evaluate(CELL, place)[0] == source
        self._run_focused(place)

    def run_again(self, place: int) -> None:
        """Run a code cell as it stands."""
        self.cell(place).locator(".cm-content").click()
        self._run_focused(place)

    def _run_focused(self, place: int) -> None:
        _, before = self.page.evaluate(CELL, place)
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function(RAN_AGAIN, arg=[place, before])

    def widgets(self, kind: str) -> Locator:
        """Return the shown widgets whose outermost element has the class `kind`."""
        return self.panel.locator(f".jp-OutputArea .{kind}")

    def use_theme(self, theme: str) -> None:
        """Switch to `JupyterLab Light` or `JupyterLab Dark` and wait until it shows."""
        self.page.evaluate(
            "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
        )
        self.page.wait_for_function(
            "(theme) => document.body.dataset.jpThemeName === theme", arg=theme
        )

    def close(self) -> None:
        """Stop the kernel and close the notebook without saving it."""
        _run(self.page, CLOSE)


def drawings(widget: Locator) -> list[str]:
    """Return a widget's drawings as they are, without their description, which follows later."""
    return [drawing.inner_html() for drawing in widget.locator("svg").all()]


def _run(page: Page, script: str, argument: object = None) -> None:
    """Run JavaScript that waits for JupyterLab; fail where playwright would wait for ever."""
    page.evaluate(
        f"""(argument) => Promise.race([({script})(argument), new Promise((_, reject) => {{
          setTimeout(() => reject(new Error('JupyterLab did not come to an end')), 60000);
        }})])""",
        argument,
    )


@contextmanager
def running_lab(folder: Path, notebooks: Path, *, extension: bool = True) -> Iterator[Lab]:
    """Run JupyterLab on `notebooks`, with every folder that Jupyter writes to inside `folder`.

    `extension`: with our server extension enabled, as where the package is installed.
    """
    token = secrets.token_hex(16)
    port = _free_port()
    log = folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root"),
                *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}"),
                "--ServerApp.port_retries=0",
                f"--IdentityProvider.token={token}",
                f"--ServerApp.root_dir={notebooks}",
                "--LabApp.expose_app_in_browser=True",
                f"--LabApp.workspaces_dir={folder / 'workspaces'}",
                f"--LabApp.user_settings_dir={folder / 'settings'}",
            ],
            env=_environment(folder, extension),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until(lambda: _answers(f"{url}/api/status?token={token}"), server, log)
        yield Lab(url, token, notebooks, log)
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _environment(folder: Path, extension: bool) -> dict[str, str]:
    config = folder / "config"
    (config / "labconfig").mkdir(parents=True)
    for file in (REPOSITORY / "jupyter-config").iterdir():  # as the installed package does it
        settings = json.loads(file.read_text())
        if not extension:
            settings["ServerApp"]["jpserver_extensions"] = {"autograd_lessons.server": False}
        (config / "jupyter_server_config.d").mkdir(exist_ok=True)
        (config / "jupyter_server_config.d" / file.name).write_text(json.dumps(settings))
    # The news pop-up asks the network for news and covers a corner of the page.
    page_config = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
    (config / "labconfig" / "page_config.json").write_text(json.dumps(page_config))
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(config),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "IPYTHONDIR": str(folder / "ipython"),
        # The checkout's package, whether or not it is installed.
        "PYTHONPATH": os.pathsep.join(
            filter(None, [str(REPOSITORY), os.environ.get("PYTHONPATH")])
        ),
    }
    environment.pop("JUPYTER_TOKEN", None)
    return environment


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return response.status == 200
    except OSError:
        return False


def _wait_until(ready: Callable[[], bool], server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while not ready():
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"JupyterLab does not answer:\n{log.read_text(errors='replace')}")
        time.sleep(0.1)
