"""`error_lab`: every program and change really runs, as on PyTorch, and what is told is true."""

import re

import pytest
import torch

from autograd_lessons import engine, error_lab
from autograd_lessons.language import entry
from autograd_lessons.widgets.broken import CASES, fate, run, source

# What becomes of each program; found by hand, so that a changed program cannot go unnoticed.
FATES = {
    "argmax": {"float": "same", "requires": "none", "value": "mended", "round": "zero"},
    "frozen": {"result": "none", "data": "none", "late": "same", "before": "mended"},
    "no_grad": {"backward": "same", "outside": "mended", "inside": "same", "result": "none"},
    "silenced": {"retain": "none", "round": "zero", "removed": "raises", "soft": "mended"},
    "vector": {"requires": "same", "first": "wrong", "item": "raises", "sum": "mended"},
    "leaf": {"rebound": "none", "no_grad": "mended", "detached": "raises", "all": "raises"},
    "version": {"data": "wrong", "retain": "same", "no_grad": "same", "copy": "mended"},
    "freed": {"retain": "wrong", "detach": "raises", "inside": "mended", "silenced": "raises"},
    "update": {
        "rebound": "raises",
        "no_grad": "mended",
        "detached": "raises",
        "copy": "wrong",
    },
    "late": {"again": "raises", "leaf": "none", "before": "mended", "requires": "none"},
}
CAUSES = {
    "argmax": "index",
    "frozen": "all_frozen",
    "no_grad": "no_grad",
    "silenced": "silenced",
    "vector": "not_scalar",
    "version": "changed",
    "freed": "freed",
    "late": "retained_late",
}
BUILD_PATH = re.compile(r" \(Triggered internally at .*?\)$")


def printed(program, case, library):
    return [BUILD_PATH.sub("", line) for line in run(program, library, case.wants).printed]


@pytest.mark.parametrize("name", CASES)
def test_programs_come_out_as_on_pytorch(name):
    case = CASES[name]
    for program in (case.broken, *case.fixes):
        assert printed(program, case, engine) == printed(program, case, torch)
        ours, theirs = (run(program, each, case.wants) for each in (engine, torch))
        assert ours.line == theirs.line


@pytest.mark.parametrize("name", CASES)
def test_what_becomes_of_each_change(library, name):
    case = CASES[name]
    broken, mended = (run(each, library, case.wants) for each in (case.broken, case.mended))
    found = {
        key: fate(case, run(change, library, case.wants), broken, mended)
        for key, change in case.changes.items()
    }
    assert found == FATES[name]


@pytest.mark.parametrize("name", CASES)
def test_why_names_the_cause(library, name):
    case = CASES[name]
    reason = run(case.broken, library, case.wants, case.ask).reason
    assert (reason.cause if reason else None) == CAUSES.get(name)


def test_one_error_with_three_causes():
    lines = {run(CASES[name].broken, engine, ()).error for name in ("argmax", "frozen", "no_grad")}
    assert lines == {
        "RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn"
    }


@pytest.mark.parametrize("name", CASES)
def test_the_error_is_from_the_marked_line(name):
    case = CASES[name]
    seen = run(case.broken, engine, case.wants)
    lines = source(case.broken)
    assert "return" not in "".join(lines)
    marked = [line for mark, line in error_lab(name).scene["code"] if mark == "!"]
    assert marked == ([] if seen.line is None else [lines[seen.line]])
    assert (seen.line is None) == (not seen.error)


@pytest.mark.parametrize("name", CASES)
def test_changed_lines_are_those_that_differ(name):
    lab = error_lab(name)
    for key, change in CASES[name].changes.items():
        lab.fix = key
        code = lab.result["code"]
        assert [line for mark, line in code if mark != "-"] == source(change)
        assert [line for mark, line in code if mark != "+"] == source(CASES[name].broken)
        assert {mark for mark, _ in code} & {"+", "-"}


def test_a_case_is_mended_by_the_right_change_only(language):
    lab = error_lab("argmax")
    lab.fix = "requires"
    told = entry("error_lab.fates.none").format(names="x.grad")
    assert (lab.result["fate"], lab.result["headline"]) == ("none", told)
    assert lab.result["printed"] == ["x.grad = None"]
    assert lab.result["why"] == entry("error_lab.cases.argmax.fixes.requires.why")
    assert lab.mended == []
    lab.fix = "value"
    assert lab.result["fate"] == "mended"
    assert lab.result["printed"] == ["x.grad = tensor([0., 1., 0.])"]
    assert lab.mended == ["argmax"]
    lab.case = "vector"
    assert (lab.fix, lab.result, lab.mended) == ("", {}, ["argmax"])
    lab.fix = "first"
    assert "tensor([2., 4.])" in lab.result["headline"]  # what is expected


def test_unknown_names_are_refused_and_the_lab_stays(language):
    with pytest.raises(ValueError, match="'nothing'"):
        error_lab("nothing")
    lab = error_lab()
    for name in ("case", "fix"):
        with pytest.raises(Exception, match="'<b>'"):
            setattr(lab, name, "<b>")
    assert (lab.case, lab.fix) == ("argmax", "")


def test_the_texts_are_of_cases_and_changes_that_exist(language):
    texts = entry("error_lab.cases")
    assert {name: list(each["fixes"]) for name, each in texts.items()} == {
        name: list(case.changes) for name, case in CASES.items()
    }


def test_in_its_place_there_is_a_picture_and_text(language):
    data, _ = error_lab("argmax")._repr_mimebundle_()
    assert data["text/plain"].splitlines() == [
        "error_lab('argmax')",
        "    x = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)",
        "    y = x.argmax()",
        "    y.backward()",
        "RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn",
    ]
    assert '<img alt="' in data["text/html"]
    assert entry("error_lab.answers") in data["text/html"]
    assert "`" not in data["text/html"]
