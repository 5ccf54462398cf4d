"""A lesson's exercises as a learner meets them: filled by keyboard, run, and the feedback read."""

import ast
import inspect
import re
from types import FunctionType

from playwright.sync_api import expect

from autograd_lessons.language import entry, text
from tests.browser.lab import Notebook
from tests.notebooks.answers import ANSWERS
from tests.notebooks.judging import place_of, says_expected_and_got

CHECK = re.compile(r'^check\("([^"]+)", (\w+)\)$', re.MULTILINE)
# A learner's thought stands behind every other verdict.
UNREASONED = {"right", "unanswered", "form", "word"}


def fills_each_exercise(opened: Notebook, lesson: str) -> None:
    """Fill each exercise of a lesson such as "2.1" wrongly and ask for a hint; then rightly.

    Fails unless the page says so, with the reason, with what was expected and what came.
    """
    found = {}
    for place, cell in enumerate(opened.cells()):
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and (call := CHECK.search(source)):
            found[call[1]] = place, source, call[2]
    assert set(found) == {id for id in ANSWERS if id.rpartition(".")[0] == lesson}
    for id, (place, starter, name) in found.items():
        key = "lesson_{}.exercises.{}".format(*place_of(id))
        output = opened.cell(place).locator(".jp-OutputArea-output")

        wrong, reason = next(pair for pair in ANSWERS[id] if pair[1] not in UNREASONED)
        opened.enter(place, f'{filled(starter, name, wrong)}\nhint("{id}")')
        expect(output).to_contain_text(text(f"{key}.reasons.{reason}"))
        printed = output.inner_text()
        assert says_expected_and_got(printed), printed
        hints = entry(f"{key}.hints")
        assert text("teaching.hint", number=1, count=len(hints), hint=hints[0]) in printed

        right = next(answer for answer, verdict in ANSWERS[id] if verdict == "right")
        opened.enter(place, filled(starter, name, right))
        expect(output).to_have_text(text("teaching.right", explanation=text(f"{key}.right")))


def filled(starter: str, name: str, answer: object) -> str:
    """Return an exercise's cell with the answer in place of what the starter calls `name`."""
    (statement,) = (
        statement
        for statement in ast.parse(starter).body
        if getattr(statement, "name", None) == name
        or (isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == name)
    )
    lines = starter.splitlines()
    lines[statement.lineno - 1 : statement.end_lineno] = _written(name, answer).splitlines()
    return "\n".join(lines)


def _written(name: str, answer: object) -> str:
    if not isinstance(answer, FunctionType):
        return f"{name} = {answer!r}"
    source = inspect.getsource(answer).rstrip()
    if not answer.__code__.co_argcount:
        return f"{source}\n\n\n{name} = {answer.__name__}()"
    return source.replace(f"def {answer.__name__}(", f"def {name}(", 1)
