"""Lesson 2.1's exercises on loops and on finite differences; what its cells claim."""

from types import FunctionType
from typing import Any

import pytest
import torch

from autograd_lessons import language, set_language
from tests.notebooks.test_exercises import (
    Said,
    each_language,
    each_library,
    reason,
    said,
    speaking,
)

__all__ = ["said"]


def rounds_mended(x, times):
    found = []
    for _ in range(times):
        x.grad = None
        y = x**2
        y.backward()
        found.append(x.grad.item())
    return found


def rounds_kept_graph(x, times):
    found = []
    y = x**2
    for _ in range(times):
        x.grad = None
        y.backward(retain_graph=True)
        found.append(x.grad)
    return found


def rounds_by_grad(x, times):
    return [torch.autograd.grad(x**2, x)[0] for _ in range(times)]


def rounds_as_tensor(x, times):
    return torch.stack([torch.autograd.grad(x**2, x)[0] for _ in range(times)])


def rounds_fresh_leaf(x, times):
    found = []
    for _ in range(times):
        copy = x.detach().clone().requires_grad_()
        (copy**2).backward()
        found.append([copy.grad.item()])
    return found


def rounds_zeroed(x, times):
    found = []
    for _ in range(times):
        if x.grad is not None:
            x.grad.zero_()
        (x**2).backward()
        found.append(float(x.grad))
    return found


def rounds_starter(x, times):
    found = []
    y = x**2
    for _ in range(times):
        y.backward()
        found.append(x.grad.item())
    return found


def rounds_accumulated(x, times):
    found = []
    for _ in range(times):
        y = x**2
        y.backward()
        found.append(x.grad.item())
    return found


def rounds_kept_graph_only(x, times):
    found = []
    y = x**2
    for _ in range(times):
        y.backward(retain_graph=True)
        found.append(x.grad.item())
    return found


def rounds_shared(x, times):
    found = []
    for _ in range(times):
        (x**2).backward()
        found.append(x.grad)
    return found


def rounds_value(x, times):
    return [(x**2).item() for _ in range(times)]


def rounds_last_only(x, times):
    x.grad = None
    (x**2).backward()
    return x.grad


def rounds_hard_coded(x, times):
    return [6.0] * times


@each_language
@each_library
@pytest.mark.parametrize(
    "answer",
    [
        rounds_mended,
        rounds_kept_graph,
        rounds_by_grad,
        rounds_as_tensor,
        rounds_fresh_leaf,
        rounds_zeroed,
    ],
)
def test_rounds_in_any_spelling(said: Said, library: Any, code: str, answer: FunctionType) -> None:
    set_language(code)
    assert said("2.1.every_round", speaking(library, answer)).startswith("✓")


@each_language
@each_library
@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (rounds_starter, "second_time"),
        (rounds_accumulated, "accumulated"),
        (rounds_kept_graph_only, "accumulated"),
        (rounds_shared, "shared"),
        (rounds_value, "value"),
        (rounds_last_only, "count"),
        (rounds_hard_coded, "constant"),
    ],
)
def test_rounds_wrong_for_a_reason(
    said: Said, library: Any, code: str, answer: FunctionType, why: str
) -> None:
    set_language(code)
    message = said("2.1.every_round", speaking(library, answer))
    assert message.startswith("✗")
    assert reason("2.1.every_round", why) in message
    assert "[6, 6, 6]" in message or "[-4, -4, -4, -4]" in message


@each_library
def test_rounds_with_another_error(said: Said, library: Any) -> None:
    message = said("2.1.every_round", lambda x, times: x.detach().backward())
    assert "element 0 of tensors does not require grad" in message


def numbers_central(f, at):
    h = 1e-5
    return (f(at + h) - f(at - h)) / (2 * h)


def numbers_forward(f, at):
    return (f(at + 1e-6) - f(at)) / 1e-6


def numbers_double(f, at):
    x = torch.tensor(at, dtype=torch.float64)
    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5


def numbers_float32(f, at):
    x = torch.tensor(at)
    return (f(x + 1e-2) - f(x - 1e-2)) / 2e-2


def numbers_value(f, at):
    return f(at)


def numbers_constant(f, at):
    return 12.0


def numbers_autograd(f, at):
    x = torch.tensor(at, requires_grad=True)
    f(x).backward()
    return x.grad


def numbers_too_close(f, at):
    h = 1e-17
    return (f(at + h) - f(at - h)) / (2 * h)


def numbers_twice(f, at):
    h = 1e-5
    return (f(at + h) - f(at - h)) / h


def numbers_half(f, at):
    h = 1e-5
    return (f(at + h) - f(at)) / (2 * h)


def numbers_not_divided(f, at):
    h = 1e-5
    return f(at + h) - f(at - h)


def numbers_reversed(f, at):
    h = 1e-5
    return (f(at - h) - f(at + h)) / (2 * h)


def numbers_rough(f, at):
    return f(at + 0.5) - f(at - 0.5)


def numbers_far_away(f, at):
    return f(at + 10.0) - f(at - 10.0)


@each_language
@each_library
@pytest.mark.parametrize(
    "answer", [numbers_central, numbers_forward, numbers_double, numbers_float32]
)
def test_numbers_in_any_spelling(said: Said, library: Any, code: str, answer: FunctionType) -> None:
    set_language(code)
    assert said("2.1.by_numbers", speaking(library, answer)).startswith("✓")


@each_language
@each_library
@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (numbers_value, "value"),
        (numbers_constant, "constant"),
        (numbers_autograd, "autograd"),
        (numbers_too_close, "zero"),
        (numbers_twice, "twice"),
        (numbers_half, "half"),
        (numbers_not_divided, "not_divided"),
        (numbers_reversed, "sign"),
        (numbers_rough, "rough"),
    ],
)
def test_numbers_wrong_for_a_reason(
    said: Said, library: Any, code: str, answer: FunctionType, why: str
) -> None:
    set_language(code)
    message = said("2.1.by_numbers", speaking(library, answer))
    assert message.startswith("✗")
    assert reason("2.1.by_numbers", why) in message
    assert ": 12\n" in message


def test_numbers_without_a_reason_say_what_came(said: Said) -> None:
    message = said("2.1.by_numbers", numbers_far_away)
    assert message.startswith("✗")
    assert ": 2240\n" in message


@each_language
def test_every_reason_can_come(code: str) -> None:
    """The names in the tests above are all the names there are."""
    set_language(code)
    tested = {
        "every_round": {"second_time", "accumulated", "shared", "value", "count", "constant"},
        "by_numbers": {
            *("value", "constant", "autograd", "zero", "twice", "half", "not_divided", "sign"),
            "rough",
        },
    }
    for name, reasons in tested.items():
        assert set(language.entry(f"lesson_2_1.exercises.{name}.reasons")) == reasons
