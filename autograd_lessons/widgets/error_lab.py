"""`error_lab`: a broken program, its error, the place of it, and changes to try."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from html import escape
from typing import Any

import traitlets

from autograd_lessons import engine
from autograd_lessons.language import text
from autograd_lessons.picture import alt_text

from .broken import CASES, Run, fate, run, source
from .page import Page, prose, script, style

_WORDS = (
    *("choose", "done", "code", "here", "prints", "place", "verdict"),
    *("fixes", "run", "choose_first", "removed", "added"),
)

Line = tuple[str, str]
"""What is marked on a line ("!": the error is from here, "-", "+": a change), and the line."""


def error_lab(case: str | None = None) -> "ErrorLab":
    """Show broken programs to be mended: read the error, see the place, choose a change, run it.

    >>> error_lab()
    >>> error_lab("argmax")

    `case` is the program at the start. Every program and every change is really run. Raises
    ValueError for a name that no case has.
    """
    name = next(iter(CASES)) if case is None else case
    if name not in CASES:
        raise ValueError(_unknown(name, CASES))
    return ErrorLab(name)


def said(key: str, **facts: object) -> str:
    """Return a text of the error lab."""
    return text(f"error_lab.{key}", **facts)


class ErrorLab(Page):
    """What `error_lab` returns.

    `case` is the program that is shown and `fix` the change that was run, "" before; setting them
    does what the page does. `mended` are the cases for which a change was found that mends them.
    """

    _esm = script("trial.js", "error_lab.js")
    _css = style("trial.css")

    case = traitlets.Unicode().tag(sync=True)
    fix = traitlets.Unicode("").tag(sync=True)
    cases: traitlets.List = traitlets.List(read_only=True).tag(sync=True)
    scene: traitlets.Dict = traitlets.Dict(read_only=True).tag(sync=True)
    result: traitlets.Dict = traitlets.Dict(read_only=True).tag(sync=True)
    mended: traitlets.List = traitlets.List(read_only=True).tag(sync=True)

    def __init__(self, case: str) -> None:
        """See `error_lab`."""
        super().__init__()
        with self.hold_sync():
            words = {word: said(word) for word in _WORDS}
            self.set_trait("words", {**words, "title": said("title")})
            titles = [{"key": key, "title": said(f"cases.{key}.title")} for key in CASES]
            self.set_trait("cases", titles)
            self.case = case
            self._begin()
        self.observe(lambda _: self._begin(), "case")
        self.observe(lambda _: self._try(), "fix")

    @traitlets.validate("case")
    def _known_case(self, proposal: Any) -> str:
        name: str = proposal["value"]
        if name not in CASES:
            raise traitlets.TraitError(_unknown(name, CASES))
        return name

    @traitlets.validate("fix")
    def _known_fix(self, proposal: Any) -> str:
        name: str = proposal["value"]
        changes = CASES[self.case].changes
        if name and name not in changes:
            raise traitlets.TraitError(_unknown(name, changes))
        return name

    def _begin(self) -> None:
        """Run and show the case that was chosen."""
        case = CASES[self.case]
        with self._speaking(), self.hold_sync():
            self.fix = ""
            self._broken = broken = run(case.broken, engine, case.wants, case.ask)
            self._mended = run(case.mended, engine, case.wants)
            keys = ("title", "goal", "reading")
            scene = {
                **{key: self._said(key) for key in keys},
                "code": _marked(source(case.broken), broken),
                "verdict": broken.reason.verdict if broken.reason else "",
                "fixes": [
                    {"key": fix, "label": self._said(f"fixes.{fix}.label")} for fix in case.changes
                ],
            }
            self.set_trait("scene", {**scene, **_came_out(broken)})

    def _try(self) -> None:
        """Run and show the change that was chosen."""
        with self._speaking(), self.hold_sync():
            self.set_trait("result", self._result(self.fix) if self.fix else {})
            if self.result.get("fate") == "mended" and self.case not in self.mended:
                self.set_trait("mended", [*self.mended, self.case])

    def _result(self, fix: str) -> dict[str, Any]:
        case = CASES[self.case]
        change = case.changes[fix]
        changed = run(change, engine, case.wants)
        became = fate(case, changed, self._broken, self._mended)
        names = ", ".join(f"{name}.grad" for name in changed.silent or changed.flat)
        wanted = ", ".join(f"{name}.grad = {grad}" for name, grad in self._mended.grads.items())
        return {
            "fate": became,
            "headline": said(f"fates.{became}", names=names, wanted=wanted),
            "code": _changed(source(case.broken), source(change)),
            "why": self._said(f"fixes.{fix}.why"),
            **_came_out(changed),
        }

    def _said(self, key: str) -> str:
        return said(f"cases.{self.case}.{key}")

    def __repr__(self) -> str:
        code = [f"    {line}" for line in source(CASES[self.case].broken)]
        return "\n".join([f"error_lab({self.case!r})", *code, *self._broken.printed])

    def _static_html(self) -> str:
        """The case that is shown, and what each change does, folded away."""
        scene, words = self.scene, self.words
        asked, answers = "", ""
        for fix in scene["fixes"]:
            result, label = self._result(fix["key"]), prose(fix["label"])
            asked += f"<li>{label}</li>"
            answers += (
                f"<li>{label}<br><strong>{escape(result['headline'])}</strong>"
                f"{_pre(mark.ljust(2) + line for mark, line in result['code'])}"
                f"{_pre(result['printed'])}<p>{prose(result['why'])}</p></li>"
            )
        code = (f"{line}  # ← {words['here']}" if mark else line for mark, line in scene["code"])
        return (
            f"<div><p><strong>{escape(words['title'])}: {escape(scene['title'])}</strong></p>"
            f"<p>{prose(scene['goal'])}</p>{_pre(code)}{_pre(scene['printed'])}"
            f"<p>{prose(scene['reading'])}</p><p>{self._broken.picture._repr_html_()}</p>"
            f"<p>{escape(scene['verdict'])}</p>"
            f"<p><strong>{escape(words['fixes'])}</strong></p><ol>{asked}</ol>"
            f"<details><summary>{escape(said('answers'))}</summary><ol>{answers}</ol></details>"
            "</div>"
        )


def _unknown(name: str, names: Iterable[str]) -> str:
    return said("unknown", name=repr(name), names=", ".join(names))


def _came_out(seen: Run) -> dict[str, Any]:
    picture = seen.picture
    graph = {"graph": picture.svg, "alt": alt_text(picture.graph)}
    return {"printed": seen.printed, "failed": bool(seen.error), **graph}


def _marked(lines: Sequence[str], seen: Run) -> list[Line]:
    return [("!" if place == seen.line else "", line) for place, line in enumerate(lines)]


def _changed(before: list[str], after: list[str]) -> list[Line]:
    """All lines of both programs: those that are gone marked "-", those that are new "+"."""
    found: list[Line] = []
    for kind, start, end, new_start, new_end in SequenceMatcher(a=before, b=after).get_opcodes():
        if kind == "equal":
            found += [("", line) for line in before[start:end]]
        else:
            found += [("-", line) for line in before[start:end]]
            found += [("+", line) for line in after[new_start:new_end]]
    return found


def _pre(lines: Iterable[str]) -> str:
    return f"<pre><code>{escape(chr(10).join(lines))}</code></pre>"
