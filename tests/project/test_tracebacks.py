"""What IPython, and so a notebook, shows of an error: the learner's lines, not the engine's."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

START = "from autograd_lessons import engine as torch; x = torch.tensor([1.], requires_grad=True)\n"
HOOK = """
def hook(gradient):
    return 1 / 0
x.register_hook(hook)
(x * 2).backward()
"""


def shown(folder: Path, program: str) -> str:
    """What IPython writes when it runs the program."""
    run = subprocess.run(
        [sys.executable, "-m", "IPython", "--colors=NoColor", "-c", program],
        env={**os.environ, "IPYTHONDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    return re.sub(r"\x1b\[[\d;]*m", "", run.stdout + run.stderr)


@pytest.mark.parametrize(
    ("program", "line", "last"),
    [
        ("y = x.argmax()\ny.backward()", "y.backward()", "RuntimeError: element 0 of tensors"),
        ("x += 1", "x += 1", "RuntimeError: a leaf Variable that requires grad"),
        ("x.retain_gard()", "x.retain_gard()", "AttributeError: 'Tensor' object has no attribute"),
        (HOOK, "return 1 / 0", "ZeroDivisionError: division by zero"),
    ],
)
def test_our_frames_are_left_out(tmp_path: Path, program: str, line: str, last: str) -> None:
    text = shown(tmp_path, START + program)
    assert line in text
    assert last in text
    assert "autograd_lessons/" not in text
    assert "hidden" not in text


def test_verbose_shows_them(tmp_path: Path) -> None:
    program = "get_ipython().run_line_magic('xmode', 'Verbose')\nx.argmax().backward()"
    assert "engine/autograd/" in shown(tmp_path, START + program)


def test_a_handler_of_somebody_else_stays(tmp_path: Path) -> None:
    theirs = "get_ipython().set_custom_exc((Exception,), lambda *error, **_: print('theirs'))\n"
    text = shown(tmp_path, theirs + "import autograd_lessons\nget_ipython().run_cell('1 / 0')")
    assert "theirs" in text
    assert "ZeroDivisionError" not in text
