"""`check` and `hint`: exercises that say what was expected, what came, and why it is not right."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from autograd_lessons.language import text

from .answers import NotAnswered, Problem, describe
from .catalogue import key_of, lesson_of, table_of, unknown


@dataclass(frozen=True)
class Verdict:
    """What a checker decided. Make one with `right` or `wrong`."""

    is_right: bool
    reason: str | None = None
    expected: str | None = None
    got: str | None = None


def right() -> Verdict:
    """The answer is right."""
    return Verdict(is_right=True)


def wrong(reason: str | None = None, *, expected: object, got: object) -> Verdict:
    """The answer is wrong; `reason` names one of the exercise's texts in ``reasons``.

    `expected` and `got` are shown as text: a string as it stands, anything else described.
    """
    return Verdict(False, reason, _shown(expected), _shown(got))


def _shown(value: object) -> str:
    return value if isinstance(value, str) else describe(value)


Checker = Callable[..., Verdict]

_checkers: dict[str, Checker] = {}
_hints_given: dict[str, int] = {}


def exercise(id: str) -> Callable[[Checker], Checker]:
    """Register the decorated function as the judge of the answers to the exercise `id`."""

    def register(checker: Checker) -> Checker:
        _checkers[id] = checker
        return checker

    return register


def check(id: str, *answers: object) -> None:
    """Print whether the answers to the exercise `id` are right, and if not, why.

    A place that still holds ``...`` or None counts as not answered yet. Raises ValueError for an id
    that no exercise has.
    """
    print(_judge(id, answers))


def hint(id: str) -> None:
    """Print the next hint for the exercise `id`; after the last, all of them.

    Raises ValueError for an id that no exercise has.
    """
    hints = table_of("exercises", id)["hints"]
    given = _hints_given.get(id, 0)
    if given < len(hints):
        _hints_given[id] = given + 1
        print(_hint_text(hints, given))
        return
    print(text("teaching.hints_over", count=len(hints)))
    for place in range(len(hints)):
        print(_hint_text(hints, place))


def _hint_text(hints: list[str], place: int) -> str:
    return text("teaching.hint", number=place + 1, count=len(hints), hint=hints[place])


def _checker(id: str) -> Checker:
    try:
        import_module(f"{__package__}.lessons.{lesson_of(id)}")
    except ModuleNotFoundError:
        raise unknown("exercises", id) from None
    if id not in _checkers:
        raise unknown("exercises", id)
    return _checkers[id]


def _judge(id: str, answers: tuple[object, ...]) -> str:
    checker = _checker(id)
    wanted = len(inspect.signature(checker).parameters)
    more = text("teaching.ask_for_hint", id=id)
    if not answers or any(answer is ... for answer in answers):
        return text("teaching.not_answered", more=more)
    if any(answer is None for answer in answers):
        return text("teaching.is_none", more=more)
    try:
        if len(answers) != wanted:
            raise Problem("count", wanted=wanted, got=len(answers))
        verdict = checker(*answers)
    except NotAnswered:
        return text("teaching.not_answered", more=more)
    except Problem as problem:
        return text("teaching.problem", problem=problem.text(), more=more)
    except Exception:  # an answer can be any object, with any of its methods broken
        got = ", ".join(describe(answer) for answer in answers)
        unreadable = Problem("unreadable", got=got).text()
        return text("teaching.problem", problem=unreadable, more=more)
    return _verdict_text(id, verdict, more)


def _verdict_text(id: str, verdict: Verdict, more: str) -> str:
    key = key_of("exercises", id)
    if verdict.is_right:
        return text("teaching.right", explanation=text(f"{key}.right"))
    lines = [text("teaching.wrong", expected=verdict.expected, got=verdict.got)]
    if verdict.reason is not None:
        lines.append(text(f"{key}.reasons.{verdict.reason}"))
    return "\n".join([*lines, more])
