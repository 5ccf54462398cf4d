"""Each answer of the tables gets its verdict, from both libraries and in both languages."""

from collections.abc import Callable
from typing import Any

import pytest

from autograd_lessons import language
from tests.notebooks.answers import ANSWERS
from tests.notebooks.judging import each_library, handed_in, place_of
from tests.notebooks.test_predictions import ids

CASES = [
    pytest.param(id, answer, verdict, id=f"{id}-{number}-{verdict}")
    for id, answers in ANSWERS.items()
    for number, (answer, verdict) in enumerate(answers)
]


@each_library
@pytest.mark.parametrize(("id", "answer", "verdict"), CASES)
def test_verdicts(
    judged: Callable[..., str], library: Any, id: str, answer: object, verdict: str
) -> None:
    assert judged(id, handed_in(library, answer)) == verdict


def test_each_exercise_has_answers() -> None:
    assert set(ANSWERS) == set(ids("exercises"))


@pytest.mark.parametrize("id", ANSWERS)
def test_every_reason_can_come(id: str) -> None:
    """Some answer gets each reason of the catalogue."""
    lesson, name = place_of(id)
    texts = language.entry(f"lesson_{lesson}.exercises.{name}.reasons")
    reasons = {key for key in texts if not key.startswith(("expected", "got"))}
    verdicts = {verdict for _, verdict in ANSWERS[id]}
    assert "right" in verdicts
    assert reasons - verdicts == set()
    assert verdicts - {"right", "unanswered"} <= reasons
