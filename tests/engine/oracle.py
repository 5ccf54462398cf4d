"""The same program on the engine and on PyTorch, and everything that can be seen of it."""

import contextlib
import io
import re
import sys
import warnings
from types import ModuleType
from typing import Any

import torch as pytorch

from autograd_lessons import engine

LIBRARIES = {"engine": engine, "torch": pytorch}


def on_engine(program: str) -> str:
    """A program that imports PyTorch, importing the engine in its place."""
    engine_as_torch = r"\1from autograd_lessons import engine as torch"
    program = re.sub(r"^( *)import torch$", engine_as_torch, program, flags=re.MULTILINE)
    parts = r"^( *(?:import|from)) torch\b"
    return re.sub(parts, r"\1 autograd_lessons.engine", program, flags=re.MULTILINE)


def outcome(program: str, torch: Any) -> dict[str, Any]:
    """Run a program's text with `torch` bound: what it printed, warned of, and raised.

    It is a module for that time: what it stores with `pickle` finds its classes there.
    """
    module = ModuleType("program")
    printed = io.StringIO()
    raised = None
    module.torch = torch  # type: ignore[attr-defined]
    sys.modules[module.__name__] = module
    with warnings.catch_warnings(record=True) as warned, contextlib.redirect_stdout(printed):
        warnings.simplefilter("always")
        try:
            exec(compile(program, "program", "exec"), vars(module))
        except Exception as error:
            raised = f"{type(error).__name__}: {_plain(str(error))}"
        finally:
            torch.set_printoptions(profile="default")
            torch.set_default_dtype(torch.float32)
    return {
        "printed": _plain(printed.getvalue()),
        "raised": raised,
        "warned": [
            f"{each.category.__name__}: {_plain(str(each.message))}"
            for each in warned
            if "torch.jit" not in str(each.message)  # PyTorch about its own code
        ],
    }


def _plain(text: str) -> str:
    """Without memory addresses and the build path at the tail of PyTorch's warnings."""
    text = re.sub(r" at 0x[0-9a-f]+", "", text)
    return re.sub(r" \(Triggered internally at .*\)$", "", text).strip()


def assert_same(program: str) -> dict[str, Any]:
    """The program does the same on both. Returns what that is."""
    got, expected = outcome(on_engine(program), engine), outcome(program, pytorch)
    for what, right in expected.items():
        if got[what] != right:
            raise AssertionError(f"{what}\n engine: {got[what]}\n torch:  {right}\n{program}")
    return expected
