"""The teacher notes name predictions and exercises that the lessons have."""

import re

from notebooks import build
from tests.notebooks.test_predictions import ids


def test_named_predictions_and_exercises_exist() -> None:
    (notes,) = build.sources(["teacher"])
    named = re.findall(r"`(2\.\d\.\w+)`", notes.read_text(encoding="utf-8"))
    assert named
    assert set(named) <= set(ids("predictions") + ids("exercises"))
    assert all(named.count(name) == 2 for name in named), "once in each language"
