"""`kink_lab`: predict the gradient where there is no slope; sort operations by what they record."""

import base64
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import traitlets

from autograd_lessons import engine
from autograd_lessons.language import text

from .curve import sample
from .kinks import KINKS, RULES, Kink
from .numbers import show
from .page import Page, prose, script, style
from .plot import Plot
from .slopes import Side
from .sorting import CLASSES, OPERATIONS, X, code_of, seen
from .table import CELL
from .wording import slope_text

_WORDS = (
    *("title", "choose", "commit", "choose_first"),
    *("sorting", "operation", "class", "unsorted", "check", "feedback"),
)
_REACH = 2.0
_LEGEND = 20  # letters that have room in the curve's legend


def kink_lab(name: str | None = None) -> "KinkLab":
    """Show functions where they have no slope, to predict what autograd answers, and say why.

    >>> kink_lab()
    >>> kink_lab("clamp")

    Below is a table of operations to be sorted: recorded, recorded with gradient 0, not recorded,
    or raising in backward. `name` is the function at the start. Raises ValueError for a name that
    no function has.
    """
    chosen = next(iter(KINKS)) if name is None else name
    if chosen not in KINKS:
        raise ValueError(_unknown(chosen, KINKS))
    return KinkLab(chosen)


def said(key: str, **facts: object) -> str:
    """Return a text of the kink lab."""
    return text(f"kink_lab.{key}", **facts)


class KinkLab(Page):
    """What `kink_lab` returns.

    `function` is what is shown, `predicted` the gradient that was predicted, "" before; `sorted`
    has the class that each operation was put in. Setting them does what the page does.
    """

    _esm = script("trial.js", "kink_lab.js")
    _css = style("trial.css")

    function = traitlets.Unicode().tag(sync=True)
    predicted = traitlets.Unicode("").tag(sync=True)
    sorted: traitlets.Dict = traitlets.Dict().tag(sync=True)
    functions: traitlets.List = traitlets.List(read_only=True).tag(sync=True)
    scene: traitlets.Dict = traitlets.Dict(read_only=True).tag(sync=True)
    answer: traitlets.Dict = traitlets.Dict(read_only=True).tag(sync=True)
    operations: traitlets.List = traitlets.List(read_only=True).tag(sync=True)
    classes: traitlets.List = traitlets.List(read_only=True).tag(sync=True)
    checked: traitlets.Dict = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(self, function: str) -> None:
        """See `kink_lab`."""
        super().__init__()
        with self.hold_sync():
            words = {word: said(word) for word in _WORDS}
            given = f"x = torch.tensor({list(X)}, requires_grad=True)"
            self.set_trait("words", {**words, "sorting_about": said("sorting_about", given=given)})
            titles = [{"key": key, "title": _title(kink)} for key, kink in KINKS.items()]
            self.set_trait("functions", titles)
            codes = [{"key": key, "code": code_of(each)} for key, each in OPERATIONS.items()]
            self.set_trait("operations", codes)
            named = [{"key": kind, "title": said(f"classes.{kind}")} for kind in CLASSES]
            self.set_trait("classes", named)
            self.function = function
            self._begin()
        self.observe(lambda _: self._begin(), "function")
        self.observe(lambda _: self._reveal(), "predicted")
        self.observe(lambda _: self._check(), "sorted")

    @traitlets.validate("function")
    def _known_function(self, proposal: Any) -> str:
        return _known(proposal["value"], KINKS)

    @traitlets.validate("predicted")
    def _known_option(self, proposal: Any) -> str:
        return _known(proposal["value"], ["", *KINKS[self.function].options])

    @traitlets.validate("sorted")
    def _known_classes(self, proposal: Any) -> Mapping[str, str]:
        for operation, kind in proposal["value"].items():
            _known(operation, OPERATIONS)
            _known(kind, CLASSES)
        found: Mapping[str, str] = proposal["value"]
        return found

    def _begin(self) -> None:
        """Show another function."""
        with self._speaking(), self.hold_sync():
            self.predicted = ""
            self.set_trait("scene", _scene(KINKS[self.function]))

    def _reveal(self) -> None:
        """Tell what autograd gives."""
        with self._speaking():
            self.set_trait("answer", self._answer() if self.predicted else {})

    def _answer(self) -> dict[str, Any]:
        kink = KINKS[self.function]
        got = kink.answer(engine)
        hit = got == self.predicted
        facts = {"x": kink.name, "expected": got, "got": self.predicted}
        return {
            "hit": hit,
            "headline": said("hit" if hit else "miss", **facts),
            "printed": f"x.grad = {kink.gradient(engine)!s}",
            "rule": _rule(kink),
            "why": said(f"functions.{self.function}"),
            "curve": _curve(kink, got),
        }

    def _check(self) -> None:
        """Say of each operation that was sorted whether it belongs there."""
        with self._speaking():
            told = {key: _judged(key, kind) for key, kind in self.sorted.items()}
            right = sum(each["right"] for each in told.values())
            score = said("score", right=right, count=len(OPERATIONS)) if told else ""
            self.set_trait("checked", {"told": told, "score": score})

    def __repr__(self) -> str:
        kink = KINKS[self.function]
        return f"kink_lab({self.function!r}): {kink.code} at x = {_point(kink)}"

    def _static_html(self) -> str:
        """The function that is shown and the table, their answers folded away."""
        kink, words = KINKS[self.function], self.words
        data = base64.b64encode(self.scene["svg"].encode()).decode()
        asked = "".join(f"<li>{escape(each)}</li>" for each in kink.options)
        rows = ""
        for operation in self.operations:
            found = seen(OPERATIONS[operation["key"]], engine)
            kind = said(f"classes.{found.kind}")
            rows += (
                f"<tr>{CELL}<code>{escape(operation['code'])}</code></td>{CELL}{escape(kind)}</td>"
            )
            rows += f"{CELL}<code>{escape(found.outcome)}</code></td></tr>"
        codes = ", ".join(f"<code>{escape(each['code'])}</code>" for each in self.operations)
        return (
            f"<div><p><strong>{escape(words['title'])}</strong></p>"
            f'<p><img alt="{escape(self.scene["alt"])}" src="data:image/svg+xml;base64,{data}"></p>'
            f"<p>{prose(self.scene['about'])}</p><p>{escape(self.scene['question'])}</p>"
            f"<ul>{asked}</ul><details><summary>{escape(said('answers'))}</summary>"
            f"<p><code>x.grad = {escape(str(kink.gradient(engine)))}</code></p>"
            f"<p>{prose(_rule(kink))}</p><p>{prose(said(f'functions.{self.function}'))}</p></details>"
            f"<p><strong>{escape(words['sorting'])}</strong></p>"
            f"<p>{prose(words['sorting_about'])}</p><p>{codes}</p>"
            f"<details><summary>{escape(said('answers'))}</summary><table>{rows}</table></details>"
            "</div>"
        )


def _scene(kink: Kink) -> dict[str, Any]:
    both, facts = kink.sides, {"function": kink.code, "x": kink.name, "at": show(kink.here)}
    if both is None:
        about = said("no_value", value=f"{kink.value(kink.here):g}", **facts)
    else:
        sides = {"left": _side(both.left), "right": _side(both.right)}
        about = said("same_sides" if both.smooth else "two_sides", **sides, **facts)
    return {
        "about": about,
        "question": said("question", x=kink.name, point=_point(kink)),
        "options": [{"key": each, "label": each} for each in kink.options],
        "svg": _curve(kink, None),
        "alt": said("alt", about=about.replace("`", ""), **facts),
    }


def _rule(kink: Kink) -> str:
    number, rule = RULES.index(kink.rule) + 1, said(f"rules.{kink.rule}")
    return said("rule" if kink.kept else "rule_broken", number=number, rule=rule)


def _side(side: Side) -> str:
    return slope_text(side.slope) if side.kind == "slope" else said(f"sides.{side.kind}")


def _curve(kink: Kink, grad: str | None) -> str:
    """The curve with the two slopes; with autograd's, once it is told."""
    low, high = kink.here - _REACH, kink.here + _REACH
    plot = Plot.of(sample(kink.value, low, high), low, high)
    both = kink.sides
    slopes: list[tuple[float, str] | None] = [None, None]
    if both is not None and not both.smooth:
        slopes = [
            (each.slope, slope_text(each.slope)) if each.kind == "slope" else None
            for each in (both.left, both.right)
        ]
    slope = None if grad is None else float(grad)
    words = {
        "alt": kink.code,
        "input": kink.name,
        "function": kink.code if len(kink.code) <= _LEGEND else f"f({kink.name})",
        "slope_is": "autograd:",
        "slope": "?" if grad is None else grad,
        "sides": said("slopes"),
    }
    return plot.svg(words, plot.place(kink.here, kink.value(kink.here), slope, *slopes))


def _judged(operation: str, got: str) -> dict[str, Any]:
    found = seen(OPERATIONS[operation], engine)
    facts = {"node": found.node, "outcome": found.outcome}
    reason = said(f"reasons.{found.kind}", **facts)
    if found.kind == got:
        return {"right": True, "text": said("right", reason=reason)}
    expected = said(f"classes.{found.kind}")
    classes = {"expected": expected, "got": said(f"classes.{got}")}
    return {"right": False, "text": said("wrong", reason=reason, **classes)}


def _title(kink: Kink) -> str:
    return said("at", function=kink.code, point=_point(kink))


def _point(kink: Kink) -> str:
    shown = [show(each) for each in kink.at]
    return shown[0] if len(shown) == 1 else f"[{', '.join(shown)}]"


def _known(name: str, names: Iterable[str]) -> str:
    if name not in names:
        raise traitlets.TraitError(_unknown(name, names))
    return name


def _unknown(name: str, names: Iterable[str]) -> str:
    return said("unknown", name=repr(name), names=", ".join(names))
