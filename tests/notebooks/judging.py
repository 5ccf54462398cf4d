"""What the tests of the lessons' exercises share."""

import re
import tomllib
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
import torch

from autograd_lessons import engine, language

each_library = pytest.mark.parametrize(
    "library", [pytest.param(engine, id="engine"), pytest.param(torch, id="torch")]
)


def speaking(library: Any, function: Any) -> FunctionType:
    """The function as it would be in a notebook that imported `library` as torch."""
    known = {**function.__globals__, "torch": library}
    return FunctionType(function.__code__, known, function.__name__, function.__defaults__)


def handed_in(library: Any, answer: object) -> Any:
    """What a learner hands in: an answer of the tables, made with `library`.

    A function of something is handed in itself, one without parameters makes what is handed in.
    """
    if not isinstance(answer, FunctionType):
        return answer
    spoken = speaking(library, answer)
    return spoken if answer.__code__.co_argcount else spoken()


def place_of(id: str) -> tuple[str, str]:
    """The lesson, as its files are named, and the name of an exercise: "2_1", "slope"."""
    lesson, _, name = id.rpartition(".")
    return lesson.replace(".", "_"), name


def texts(code: str, lesson: str) -> dict[str, Any]:
    file = Path(language.__file__).parent / code / f"lesson_{lesson}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def says_expected_and_got(printed: str) -> bool:
    """Whether feedback, in the chosen language, starts with what was expected and what came."""
    wrong = re.escape(language.text("teaching.wrong", expected="EXPECTED", got="GOT"))
    pattern = re.sub("EXPECTED|GOT", r"\\S.*", wrong)
    return re.match(pattern, printed) is not None
