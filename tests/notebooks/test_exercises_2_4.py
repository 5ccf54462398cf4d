"""The exercises of lesson 2.4: any right spelling passes, wrong ones get the reason."""

from collections.abc import Callable
from types import FunctionType
from typing import Any

import pytest
import torch

from tests.notebooks.judging import each_library, speaking

pytestmark = pytest.mark.usefixtures("code")


def freeze_flag(x, w1, w2, w3):
    w2.requires_grad = False
    return w3 * (w2 * (w1 * x))


def freeze_flag_late(x, w1, w2, w3):
    out = w3 * (w2 * (w1 * x))
    w2.requires_grad_(False)
    return out


def freeze_detached_weight(x, w1, w2, w3):
    return w3 * (w2.detach() * (w1 * x))


def freeze_number(x, w1, w2, w3):
    return w3 * (w2.item() * (w1 * x))


def freeze_starter(x, w1, w2, w3):
    return ...


def freeze_nothing(x, w1, w2, w3):
    return w3 * (w2 * (w1 * x))


def freeze_detached_before(x, w1, w2, w3):
    return w3 * (w2 * (w1 * x).detach())


def freeze_detached_after(x, w1, w2, w3):
    return w3 * (w2 * (w1 * x)).detach()


def freeze_no_grad(x, w1, w2, w3):
    h1 = w1 * x
    with torch.no_grad():
        h2 = w2 * h1
    return w3 * h2


def freeze_all(x, w1, w2, w3):
    with torch.no_grad():
        return w3 * (w2 * (w1 * x))


def freeze_last_too(x, w1, w2, w3):
    return w3.detach() * (w2.detach() * (w1 * x))


def freeze_left_out(x, w1, w2, w3):
    return w3 * (w1 * x)


def freeze_other_gradient(x, w1, w2, w3):
    return w3 * (w2.detach() * (w1 * x)) + 0 * w1 + w1 - w1.detach()


@each_library
@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (freeze_flag, "right"),
        (freeze_flag_late, "right"),
        (freeze_detached_weight, "right"),
        (freeze_number, "right"),
        (freeze_starter, "unanswered"),
        (freeze_nothing, "open"),
        (freeze_detached_before, "swapped"),
        (freeze_detached_after, "cut"),
        (freeze_no_grad, "cut"),
        (freeze_all, "unrecorded"),
        (freeze_last_too, "last"),
        (freeze_left_out, "value"),
        (freeze_other_gradient, "gradient"),
    ],
)
def test_freeze(
    judged: Callable[..., str], library: Any, answer: FunctionType, verdict: str
) -> None:
    assert judged("2.4.freeze", speaking(library, answer)) == verdict
