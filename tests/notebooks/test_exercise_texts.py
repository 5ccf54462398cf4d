"""What holds for the exercises of lessons 2.2 to 2.4: a function is wanted, every text is used."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from autograd_lessons import engine, predict
from tests.notebooks.judging import texts

pytestmark = pytest.mark.usefixtures("code")

LESSONS = ("2_2", "2_3", "2_4")


@pytest.mark.parametrize(
    "id",
    [
        "2.2.top",
        "2.2.root",
        "2.2.through",
        "2.3.middle",
        "2.3.layers",
        "2.3.mend",
        "2.4.freeze",
        "2.4.evaluate",
    ],
)
@pytest.mark.parametrize("answer", ["text", 3, engine.tensor(1.0), torch.tensor])
def test_a_function_is_wanted(judged: Callable[..., str], id: str, answer: object) -> None:
    printed = judged(id, answer)
    assert printed.startswith("?")
    assert id in printed


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_text_is_used(code: str, lesson: str) -> None:
    number = lesson.replace("_", ".")
    table = texts(code, lesson)
    source = next(Path(__file__).parents[2].glob(f"notebooks/source/{number}-*.py"))
    code_cells = source.read_text(encoding="utf-8")
    for name, prediction in table["predictions"].items():
        assert f'predict("{number}.{name}")' in code_cells
        assert predict(f"{number}.{name}").right >= 0
        assert len(prediction["choices"]) >= 3
    for name, exercise in table["exercises"].items():
        assert f'check("{number}.{name}"' in code_cells
        assert len(exercise["hints"]) == 3
