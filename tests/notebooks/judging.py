"""What the tests of the lessons' exercises share."""

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
    return FunctionType(function.__code__, known, function.__name__)


def texts(code: str, lesson: str) -> dict[str, Any]:
    file = Path(language.__file__).parent / code / f"lesson_{lesson}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
