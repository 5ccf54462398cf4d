"""How long a slider takes to change the page, in JupyterLab in Chromium, as ratios.

    python benchmarks/latency.py [--rounds 3]

The same graph of 37 values twice: with our `explore` on a server with our extension, and the usual
way, `interact` with a Graphviz drawing, on a server as it comes. Both are measured in turns on the
same machine. Needs Chromium, or a browser that the variable CHROMIUM names.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser.lab import Notebook, find_chromium, open_cells, running_lab

CHANGES = 60
APART = 0.05  # seconds of rest after a single change
HELD = 0.016  # seconds between the changes of a held key

FUNCTION = """
from autograd_lessons import engine as torch

def f(x):
    y = x
    for _ in range(12):
        y = torch.sin(y) * 0.9 + x
    return y
"""

OURS = """
from autograd_lessons import explore
explore(f, x=0.0)
"""

# What notebooks do: run, build a drawing with the `graphviz` package, let `interact` show it.
USUAL = """
import graphviz
from ipywidgets import FloatSlider, interact
from autograd_lessons.picture import collect, watch

def drawing(x):
    x = torch.tensor(x, requires_grad=True)
    with watch() as results:
        y = f(x)
    y.backward()
    graph = collect([y], {"x": x, "f(x)": y}, results)
    dot = graphviz.Digraph(graph_attr={"rankdir": "LR"})
    for node in graph.tensors:
        dot.node(node.key, f"{node.name} | data {node.value} | grad {node.grad}", shape="record")
    for node in graph.operations:
        dot.node(node.key, node.sign)
    for edge in graph.edges:
        dot.edge(edge.source, edge.target)
    return SHOWN

interact(drawing, x=FloatSlider(value=0.0, min=-3, max=3, step=0.06));
"""
WITH_DOT = "dot"
WITHOUT_DOT = (
    "__import__('IPython.display').display.SVG("
    "__import__('autograd_lessons.picture').picture.render_svg(dot.source))"
)

FIRST = """
import time
from autograd_lessons import draw, engine as torch
start = time.perf_counter()
x = torch.tensor(2.0, requires_grad=True)
draw(torch.sin(x**2) * x).svg
print(1000 * (time.perf_counter() - start))
"""

# The time of each key press and of each change of the page after it, in the page's own clock.
WATCH = """([area, slider]) => {
  const seen = window.seen = {keys: [], changes: []};
  const picture = () => area.querySelector('img')?.src ?? area.textContent;
  let last = picture();
  const note = () => {
    const now = performance.now(), next = picture();
    if (next && next !== last) seen.changes.push(now);
    last = next || last;
  };
  new MutationObserver(note).observe(area, {childList: true, subtree: true, characterData: true});
  slider.addEventListener('keydown', (event) => seen.keys.push(event.timeStamp), true);
  slider.focus();
}"""

FORGET = "() => { window.seen.keys.length = window.seen.changes.length = 0; }"

# How long the page took to change after the last key; two seconds at most.
WAITED = """() => new Promise((resolve) => {
  const {keys, changes} = window.seen;
  const look = () => {
    if (changes.length) resolve(changes[0] - keys[0]);
    else if (performance.now() - keys[0] > 2000) resolve(2000);
    else setTimeout(look, 5);
  };
  look();
})"""


class Way:
    """One way of showing the graph, on a page of its own."""

    def __init__(self, opened: Notebook, slider: str, area: str) -> None:
        self.page: Page = opened.page
        self.waits: list[float] = []
        self.held: list[int] = []
        self.late: list[float] = []
        handle = opened.panel.locator(slider).first
        handle.scroll_into_view_if_needed()
        target = opened.panel.locator(area).first.element_handle()
        self.page.evaluate(WATCH, [target, handle.element_handle()])
        self.hold(8)  # warm

    def measure(self) -> None:
        """Press the key again and again, waiting each time; then hold it."""
        self.page.keyboard.press("Home")
        time.sleep(0.5)
        for _ in range(CHANGES):
            self.page.evaluate(FORGET)
            self.page.keyboard.press("ArrowRight")
            self.waits.append(self.page.evaluate(WAITED))
            time.sleep(APART)
        self.page.keyboard.press("Home")
        time.sleep(0.5)
        keys, changes = self.hold(CHANGES)
        self.held.append(len(changes))
        self.late.append(changes[-1] - keys[-1])

    def hold(self, times: int) -> tuple[list[float], list[float]]:
        """Hold the right arrow key; return when it repeated, and when the page changed."""
        self.page.evaluate(FORGET)
        due = time.perf_counter()
        for _ in range(times):
            self.page.keyboard.down("ArrowRight")
            due += HELD
            time.sleep(max(0.0, due - time.perf_counter()))
        self.page.keyboard.up("ArrowRight")
        time.sleep(0.6)
        seen = self.page.evaluate("() => window.seen")
        return seen["keys"], seen["changes"]

    @property
    def typical(self) -> float:
        """The middle wait in milliseconds."""
        return statistics.median(self.waits)

    def row(self, name: str) -> str:
        """Return the figures as a line."""
        slow = sorted(self.waits)[int(len(self.waits) * 0.95)]
        shown = statistics.median(self.held)
        return (
            f"| {name} | {self.typical:.1f} | {slow:.1f} | {shown:.0f} of {CHANGES} |"
            f" {statistics.median(self.late):.0f} |"
        )


@contextmanager
def opened_way(browser: Browser, code: str, slider: str, area: str, ours: bool) -> Iterator[Way]:
    """Run `code` in a JupyterLab of its own; `ours`: with the server extension."""
    with tempfile.TemporaryDirectory() as name:
        notebooks = Path(name) / "notebooks"
        notebooks.mkdir()
        with (
            running_lab(Path(name), notebooks, extension=ours) as lab,
            open_cells(lab, browser, "graph", [FUNCTION, code]) as opened,
        ):
            opened.panel.locator(area).first.wait_for()
            yield Way(opened, slider, area)


def first_picture() -> float:
    """Return how many milliseconds the first `draw` of a process takes, Graphviz being compiled."""
    run = [sys.executable, "-c", FIRST]
    times = [float(subprocess.run(run, capture_output=True, check=True).stdout) for _ in range(6)]
    return statistics.median(times[1:])


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    dot = shutil.which("dot") is not None
    usual = USUAL.replace("SHOWN", WITH_DOT if dot else WITHOUT_DOT)
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
        with (
            opened_way(browser, OURS, ".al-slider", ".al-explore .al-graph", True) as explore,
            opened_way(
                browser, usual, ".noUi-handle", ".widget-interact .jp-OutputArea", False
            ) as interact,
        ):
            for _ in range(rounds):
                explore.measure()
                interact.measure()
        browser.close()
    renderer = "the program dot" if dot else "the WebAssembly Graphviz, as there is no dot here"
    print(f"37 values, {rounds} rounds of {CHANGES} changes, drawn the usual way by {renderer}.")
    print("| slider to changed page | p50 ms | p95 ms | shown while held | last one ms late |")
    print("|---|---|---|---|---|")
    print(explore.row("`explore`, with the server extension"))
    print(interact.row("`interact` with Graphviz, as it comes"))
    print(f"p50: `explore` takes {explore.typical / interact.typical:.2f} of the usual way's time.")
    print(f"First picture in a new process, after the import: {first_picture():.0f} ms.")


if __name__ == "__main__":
    main()
