"""The same program on the engine and on PyTorch, and everything that can be seen of it."""

import contextlib
import io
import re
import warnings
from typing import Any

import torch as pytorch

from autograd_lessons import engine

LIBRARIES = {"engine": engine, "torch": pytorch}


def outcome(program: str, torch: Any) -> dict[str, Any]:
    """Run a program's text with `torch` bound: what it printed, warned of, and raised."""
    printed = io.StringIO()
    raised = None
    with warnings.catch_warnings(record=True) as warned, contextlib.redirect_stdout(printed):
        warnings.simplefilter("always")
        try:
            exec(compile(program, "program", "exec"), {"torch": torch})
        except Exception as error:
            raised = f"{type(error).__name__}: {_plain(str(error))}"
    return {
        "printed": _plain(printed.getvalue()),
        "raised": raised,
        "warned": [f"{each.category.__name__}: {_plain(str(each.message))}" for each in warned],
    }


def _plain(text: str) -> str:
    """Without memory addresses and the build path at the tail of PyTorch's warnings."""
    text = re.sub(r" at 0x[0-9a-f]+", "", text)
    return re.sub(r" \(Triggered internally at .*\)$", "", text).strip()


def assert_same(program: str) -> None:
    """The program does the same on both."""
    got, expected = outcome(program, engine), outcome(program, pytorch)
    for what, right in expected.items():
        if got[what] != right:
            raise AssertionError(f"{what}\n engine: {got[what]}\n torch:  {right}\n{program}")
