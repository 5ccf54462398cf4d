"""Little programs, in files by subject: on the engine all of them do what they do on PyTorch."""

from pathlib import Path

import pytest

from tests.engine.oracle import assert_same

FILES = sorted((Path(__file__).parent / "programs").glob("*.txt"))
PROGRAMS = [
    pytest.param(program, id=f"{file.stem} {number}")
    for file in FILES
    for number, program in enumerate(file.read_text(encoding="utf-8").split("\n---\n"))
]


@pytest.mark.parametrize("program", PROGRAMS)
def test_same_as_pytorch(program: str) -> None:
    assert_same(program)
