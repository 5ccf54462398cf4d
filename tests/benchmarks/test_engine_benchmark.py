"""The engine's benchmark runs, and its table stands in the READMEs. No time is asserted."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from benchmarks.engine import worker
from benchmarks.engine.cases import CASES
from benchmarks.engine.cases.case import Speed
from benchmarks.engine.cases.one_element import one
from benchmarks.engine.libraries import CONTESTANTS, NUMPY, OURS, TORCH
from benchmarks.engine.outcome import Unable
from benchmarks.engine.problem import Problem, check_equal
from benchmarks.engine.table import END, READMES, START, between_markers, markdown, with_table
from benchmarks.engine.worker import working

ROOT = Path(__file__).resolve().parents[2]
SPEEDS = [case for case in CASES if isinstance(case, Speed)]


def run(*arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "benchmarks.engine", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def table_rows(text: str) -> list[list[str]]:
    """The cells of a Markdown table's rows, less the heading's two lines."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_smallest_case_runs(tmp_path):
    figures = tmp_path / "figures.json"
    done = run("--quick", "--case", "one-element", "--json", str(figures))
    assert done.returncode == 0, done.stderr
    (row,) = table_rows(done.stdout)
    (case,) = [case for case in CASES if case.name == "one-element"]
    assert row[:2] == [case.titles["en"], "0.30 × PyTorch"]
    cells = dict(zip(CONTESTANTS, row[2:], strict=True))
    assert float(cells[OURS]) > 0
    assert cells[TORCH] == "1.00"
    assert cells[NUMPY] == "–"
    outcomes = json.loads(figures.read_text("utf-8"))["cases"]["one-element"]
    assert outcomes[OURS]["median"] > 0
    assert all("ratio" in outcome or "reason" in outcome for outcome in outcomes.values())


def test_a_quick_or_partial_table_does_not_reach_the_readmes():
    assert run("--quick", "--readme").returncode == 2
    assert run("--case", "graph", "--readme").returncode == 2


@pytest.mark.parametrize("language", READMES)
def test_the_readme_has_the_rows_of_the_script(language):
    rows = table_rows(between_markers(READMES[language].read_text("utf-8")))
    wanted = [[case.titles[language], case.target(language)] for case in CASES]
    assert [row[:2] for row in rows] == wanted
    assert all(len(row) == 2 + len(CONTESTANTS) for row in rows)


def test_a_table_is_written_between_the_markers_only():
    empty = f"before\n{START}{END}after\n"
    once = with_table(empty, "| old |\n")
    assert once == f"before\n{START}\n| old |\n\n{END}after\n"
    assert with_table(once, "| new |\n") == once.replace("old", "new")


@pytest.mark.parametrize("language", READMES)
def test_a_reason_stands_in_place_of_a_figure(language):
    text = markdown({CASES[0].name: {OURS: Unable("missing", "sin")}}, language)
    assert table_rows(text)[0][2] == {"en": "no sin", "ko": "sin 없음"}[language]


@pytest.mark.parametrize("case", SPEEDS, ids=lambda case: case.name)
def test_contestants_agree(case):
    expected = gradients(case.problem, case.reference)
    for name in {OURS, TORCH, NUMPY} & set(case.problem.contestants()):
        check_equal(gradients(case.problem, name), expected)


def gradients(problem: Problem, contestant: str) -> list[np.ndarray]:
    run, read = problem.prepare(contestant)
    return read(run())


@pytest.mark.parametrize(
    ("got", "reason"),
    [
        (np.array([1, 2], np.float64), "dtype"),
        (np.array([1, 2.1], np.float32), "differs"),
        (np.array([1, np.nan], np.float32), "differs"),
        (np.array([[1, 2]], np.float32), "differs"),
    ],
)
def test_other_gradients_are_no_figure(got, reason):
    with pytest.raises(Unable) as raised:
        check_equal([got], [np.array([1, 2], np.float32)])
    assert raised.value.reason == reason


def holding(megabytes: int, array: np.ndarray) -> Callable[[], list[np.ndarray]]:
    return lambda: [np.ones((megabytes, 2**17))]


def test_peak_is_the_runs_own_whatever_this_process_holds():
    ballast = np.ones((200, 2**17))

    def peak(megabytes: int) -> int:
        with working(Problem(one, doubled, partial(holding, megabytes)), NUMPY) as process:
            return process.peak()

    assert peak(64) / peak(16) == pytest.approx(4, rel=0.2)
    assert ballast.any()


def doubled(library):
    return lambda x: x * 2


def crashing(library):
    os._exit(3)


def test_a_crash_ends_only_the_worker():
    with pytest.raises(Unable) as raised, working(Problem(one, crashing), OURS):
        pass
    assert raised.value.reason == "crash"


def sleeping(library):
    time.sleep(3600)


def test_a_worker_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(worker, "SECONDS", 0.01)
    with pytest.raises(Unable) as raised, working(Problem(one, sleeping), OURS):
        pass
    assert raised.value.reason == "slow"


def endless(library):
    def function(x):
        return function(x)

    return function


def unknown(library):
    return library.functions.no_such_operation


@pytest.mark.parametrize(
    ("function", "text"), [(endless, "recursion limit"), (unknown, "no no_such_operation")]
)
def test_a_worker_says_what_it_cannot_do(function, text):
    with pytest.raises(Unable) as raised, working(Problem(one, function), OURS) as process:
        process.gradients()
    assert raised.value.text("en") == text
