"""`check` and `hint` for any exercise, and the exercises of lesson 2.1."""

import re
import textwrap
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from autograd_lessons import check, engine, hint, language, set_language
from autograd_lessons.teaching import exercises
from tests.notebooks.test_predictions import ids

LIBRARIES = [pytest.param(engine, id="engine"), pytest.param(torch, id="torch")]
each_language = pytest.mark.parametrize("code", language.LANGUAGES)
each_library = pytest.mark.parametrize("library", LIBRARIES)
each_exercise = pytest.mark.parametrize("id", ids("exercises"))

Said = Callable[..., str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """What checking an answer prints."""

    def judge(id: str, *answers: object) -> str:
        capsys.readouterr()
        check(id, *answers)
        return capsys.readouterr().out

    return judge


class Broken:
    """An object whose every look fails."""

    def __repr__(self) -> str:
        raise RuntimeError("no repr")

    def __array__(self, *args: object, **kwargs: object) -> np.ndarray:
        raise RuntimeError("no array")

    def __float__(self) -> float:
        raise RuntimeError("no float")


def raises(*args: object) -> None:
    raise KeyError("inside")


def returns_none(*args: object) -> None:
    return None


HOSTILE = [
    "",
    "six {0} {name}",
    b"6",
    True,
    float("nan"),
    float("inf"),
    10**400,
    1j,
    [],
    {},
    {1, 2},
    [[1.0], [2.0, 3.0]],
    [None],
    ["6"],
    np.array(["a"]),
    np.array([True]),
    object(),
    Broken(),
    Broken,
    int,
    np,
    raises,
    returns_none,
    lambda: 1,
    lambda *args: args,
    lambda *args: "text",
    lambda *args: Broken(),
    (part for part in "ab"),
]


@each_language
@each_exercise
@pytest.mark.parametrize("answer", HOSTILE, ids=lambda answer: type(answer).__name__)
def test_any_object_gets_a_message(said: Said, id: str, code: str, answer: object) -> None:
    set_language(code)
    message = said(id, answer)
    assert message.strip()
    assert "✓" not in message
    assert f'hint("{id}")' in message
    assert not re.search(r"0x[0-9a-f]{6,}|Traceback", message)


@each_library
@each_exercise
def test_any_tensor_gets_a_message(said: Said, id: str, library: Any) -> None:
    for answer in (
        library.tensor(float("nan")),
        library.tensor([]),
        library.tensor([[1, 2], [3, 4]]),
        library.tensor(True),
        library.tensor([1.0, 2.0], requires_grad=True) * 3,
        library.Tensor,
    ):
        message = said(id, answer)
        assert message.strip()
        assert "✓" not in message


@each_language
@each_exercise
def test_starters_are_not_answered(said: Said, id: str, code: str) -> None:
    set_language(code)
    neutral = language.text("teaching.not_answered", more="")
    assert said(id).startswith(neutral)
    assert said(id, ...).startswith(neutral)
    assert "None" in said(id, None)
    assert said(id, None)[0] not in "✓✗?"


@each_exercise
def test_too_many_answers(said: Said, id: str) -> None:
    assert "takes 1 answer" in said(id, 1, 2, 3)


@each_language
@each_exercise
def test_hints_come_one_after_another(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, id: str, code: str
) -> None:
    monkeypatch.setattr(exercises, "_hints_given", {})
    set_language(code)
    lesson, name = id.rpartition(".")[0].replace(".", "_"), id.rpartition(".")[2]
    hints = language.entry(f"lesson_{lesson}.exercises.{name}.hints")
    assert len(hints) >= 3
    for place, wanted in enumerate(hints, start=1):
        hint(id)
        printed = capsys.readouterr().out
        assert wanted in printed
        assert f"{place}" in printed.split(wanted)[0]
        assert not any(other in printed for other in hints if other != wanted)
    for _ in range(2):
        hint(id)
        printed = capsys.readouterr().out
        assert all(wanted in printed for wanted in hints)


def test_hints_of_exercises_do_not_mix(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exercises, "_hints_given", {})
    hint("2.1.slope")
    hint("2.1.slope")
    capsys.readouterr()
    hint("2.1.gradient")
    assert "Hint 1 of 3" in capsys.readouterr().out


@pytest.mark.parametrize("call", [check, hint])
@pytest.mark.parametrize(
    ("id", "message"),
    [
        ("2.1.slop", "did you mean '2.1.slope'"),
        ("2.1.x", "there are 2.1.slope"),
        ("9.9.slope", "lesson 9.9 has no exercises"),
        ("slope", "is no id"),
    ],
)
def test_unknown_ids(call: Callable[..., None], id: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        call(id)


@each_language
@each_library
@pytest.mark.parametrize("name", language.entry("lesson_2_1.exercises"))
def test_the_last_hint_is_a_right_answer(said: Said, code: str, library: Any, name: str) -> None:
    set_language(code)
    last = language.entry(f"lesson_2_1.exercises.{name}.hints")[-1]
    solutions = re.findall(r"(?:^    .*\n?)+", last, re.MULTILINE)
    assert solutions
    answers = {"slope": "answer", "leaf_weight": "w", "gradient": "gradient"}
    answers |= {"every_round": "gradients", "by_numbers": "slope_by_numbers", "by_hand": "answers"}
    answer = answers[name]
    for solution in solutions:
        namespace: dict[str, Any] = {"torch": library}
        exec(textwrap.dedent(solution), namespace)
        assert said(f"2.1.{name}", namespace[answer]).startswith("✓")


@each_language
def test_the_right_number_is_shown(said: Said, code: str) -> None:
    set_language(code)
    assert ": 22\n" in said("2.1.slope", 27)
    assert said("2.1.slope", 5).count("\n") == 4
    assert "'22'" in said("2.1.slope", "22")


@each_library
def test_what_is_no_leaf_names_its_operation(said: Said, library: Any) -> None:
    w = library.tensor([1.0, 2.0], requires_grad=True) * 10
    assert "MulBackward0" in said("2.1.leaf_weight", w)
    assert "[10, 20]" in said("2.1.leaf_weight", [10, 20])


@each_library
def test_gradient_that_stops(said: Said, library: Any) -> None:
    def untracked(f: Any, at: float) -> Any:
        x = library.tensor(at)
        f(x).backward()
        return x.grad

    def too_early(f: Any, at: float) -> Any:
        x = library.tensor(at, requires_grad=True)
        return x.grad

    assert "element 0 of tensors does not require grad" in said("2.1.gradient", untracked)
    assert "backward()" in said("2.1.gradient", too_early)
    assert "text" in said("2.1.gradient", lambda f, at: "12")
    assert "takes 0 positional arguments" in said("2.1.gradient", lambda: 1)
    assert "A function is wanted" in said("2.1.gradient", 6)


@each_library
def test_rounds_with_another_error(said: Said, library: Any) -> None:
    message = said("2.1.every_round", lambda x, times: x.detach().backward())
    assert "element 0 of tensors does not require grad" in message


def test_numbers_without_a_reason_say_what_came(said: Said) -> None:
    message = said("2.1.by_numbers", lambda f, at: f(at + 10.0) - f(at - 10.0))
    assert message.startswith("✗")
    assert ": 2240\n" in message


@each_library
def test_none_in_a_list_is_not_nan(said: Said, library: Any) -> None:
    message = said("2.1.every_round", lambda x, times: [x.grad] * times)
    assert "There is a None in the answer: [None, None, None]" in message
