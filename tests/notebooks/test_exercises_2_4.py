"""The exercises of lesson 2.4: any right spelling passes, wrong ones get the reason."""

from collections.abc import Callable
from typing import Any

import pytest
import torch

from autograd_lessons import language
from tests.notebooks.judging import each_library, speaking, texts

pytestmark = pytest.mark.usefixtures("code")


def evaluate_and_leave_recording_off(model, x):
    model.eval()
    torch.set_grad_enabled(False)
    out = model(x)
    model.train()
    return out


@each_library
def test_recording_is_not_left_off(judged: Callable[..., str], code: str, library: Any) -> None:
    printed = judged("2.4.evaluate", speaking(library, evaluate_and_leave_recording_off))
    name = "evaluate_and_leave_recording_off()"
    assert language.text("teaching.problems.recording_left_off", name=name) in printed
    assert library.is_grad_enabled()


@each_library
@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("target", "own_target_loss"),
        ("snapshot", "snapshot"),
        ("last_layer", "train_only_last"),
        ("evaluate", "evaluate"),
    ],
)
def test_the_last_hint_is_a_right_answer(
    judged: Callable[..., str], code: str, library: Any, name: str, function: str
) -> None:
    told: dict[str, Any] = {"torch": library}
    exec(texts(code, "2_4")["exercises"][name]["hints"][-1], told)
    assert judged(f"2.4.{name}", told[function]) == "right"
