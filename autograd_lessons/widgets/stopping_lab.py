"""`stopping_lab`: what each way of stopping gradients does, and where."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from html import escape
from typing import Any

import traitlets

from autograd_lessons.language import text
from autograd_lessons.picture import Picture, alt_text, svg_of

from .page import Page, script, style
from .stopped import Stopped
from .table import Table, changed_between
from .ways import LAYERS, NAMES, WAYS, WEIGHTS, Way, program

_WORDS = ("title", "way", "place", "question", "commit", "code", "layer", "differs")


def stopping_lab(way: Way | None = None, place: int | None = None) -> "StoppingLab":
    """Show a network of three layers in which gradients are stopped in one `way` at one `place`.

    >>> stopping_lab("detach", 2)

    The learner chooses both, predicts which weights get a gradient, and then sees the graph and
    every tensor before and after backward; another click shows the counterpart below it. `way` is
    ``"freeze"``, ``"freeze_late"``, ``"detach"``, ``"rebind"``, ``"data"``, ``"no_grad"``,
    ``"inference_mode"``, ``"eval"`` or ``"typo"``, `place` a layer, 1 to 3. Raises ValueError for
    any other.
    """
    return StoppingLab("freeze" if way is None else way, 2 if place is None else place)


class StoppingLab(Page):
    """What `stopping_lab` returns.

    `predicted` are the layers that the learner has committed to, None before that; `compared` says
    whether the counterpart is shown as well.
    """

    _esm = script("lab.js", "stopping_lab.js")
    _css = style("lab.css", "stopping_lab.css")

    way = traitlets.Unicode(read_only=True)
    place = traitlets.Int(read_only=True)
    predicted: traitlets.List = traitlets.List(None, allow_none=True, read_only=True)
    compared = traitlets.Bool(False, read_only=True)
    shown: traitlets.Dict = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(self, way: Way, place: int) -> None:
        """See `stopping_lab`."""
        _checked(way, place)
        super().__init__()
        choices = {
            "ways": [[each, _say(f"ways.{each}")] for each in WAYS],
            "places": list(LAYERS),
            "weights": list(WEIGHTS),
        }
        self.set_trait("words", {**{word: _say(word) for word in _WORDS}, **choices})
        self.choose(way, place)
        self.on_msg(self._act)

    @property
    def counterpart(self) -> Way:
        """The way that teaches most beside the chosen one."""
        return "detach" if self.way == "freeze" else "freeze"

    def choose(self, way: Way, place: int) -> None:
        """Choose the way and the layer; a prediction begins anew."""
        _checked(way, place)
        self.set_trait("way", way)
        self.set_trait("place", place)
        self.set_trait("predicted", None)
        self.set_trait("compared", False)
        self._show()

    def commit(self, layers: Iterable[int]) -> None:
        """Commit to the layers whose weights will get a gradient; what was said stays said."""
        if self.predicted is None:
            self.set_trait("predicted", sorted(set(layers).intersection(LAYERS)))
            self._show()

    def compare(self) -> None:
        """Show the counterpart at the same layer as well, or hide it again."""
        if self.predicted is not None:
            self.set_trait("compared", not self.compared)
            self._show()

    def _act(self, _: object, message: Mapping[str, Any], __: object) -> None:
        match message:
            case {"do": "choose", "way": str(way), "place": int(place)} if _is(way, place):
                self.choose(way, place)  # type: ignore[arg-type]
            case {"do": "commit", "layers": list(layers)}:
                self.commit(layer for layer in layers if isinstance(layer, int))
            case {"do": "compare"}:
                self.compare()

    def _show(self) -> None:
        with self._speaking():
            chosen = _ran(self.way, self.place)
            committed = self.predicted is not None
            ways = [self.way, *([self.counterpart] if self.compared else [])] if committed else []
            self.set_trait(
                "shown",
                {
                    "way": self.way,
                    "place": self.place,
                    "predicted": self.predicted,
                    "lines": chosen.program.lines,
                    "marked": chosen.program.marked,
                    "said": self._verdict(chosen) if committed else "",
                    "why": self._why(self.way) if committed else "",
                    "panes": [self._pane(way, ways) for way in ways],
                    "compare": _say("compare", way=_say(f"ways.{self.counterpart}")),
                    "compared": self.compared,
                },
            )

    def _verdict(self, chosen: Stopped) -> str:
        """How right the prediction was."""
        if self.predicted == chosen.reached:
            return _say("right")
        wrong = sorted(set(self.predicted) ^ set(chosen.reached))
        told = ", ".join(WEIGHTS[layer - 1] for layer in wrong)
        return _say("wrong", weights=told)

    def _why(self, way: str) -> str:
        """What the way does at the chosen layer, and the error that it ends in."""
        ran, key = _ran(way, self.place), way
        if way in ("detach", "data") and self.place == LAYERS[0]:
            key = "nothing_before"
        elif ran.error and ran.raised_at == "loss.backward()":
            key = "nothing_recorded"
        why = _say(f"why.{key}", layer=f"layer{self.place}", given=ran.program.given)
        if not ran.error:
            return why
        return f"{why} {_say('raised', statement=ran.raised_at, error=ran.error)}"

    def _pane(self, way: str, ways: list[str]) -> dict[str, object]:
        """What is shown of one way beside the others."""
        ran, table = _ran(way, self.place), self._table(way)
        for other in ways:
            table = replace(
                table, changed=table.changed | changed_between(self._table(other), table)
            )
        return {
            "title": _say("pane", way=_say(f"ways.{way}"), layer=f"layer{self.place}"),
            "why": self._why(way) if way != self.way else "",
            "stop": ran.program.stop.split("\n"),
            "drawing": svg_of(ran.graph, self.prefix, direction="TB"),
            "alt": alt_text(ran.graph),
            "table": table.sent(),
        }

    def _table(self, way: str) -> Table:
        columns = [_say("tensor"), "requires_grad", ".grad", "grad_fn"]
        return Table(_say("table"), columns, _rows(_ran(way, self.place)))

    def __repr__(self) -> str:
        ran = _ran(self.way, self.place)
        table = Table("", ("", "requires_grad", ".grad", "grad_fn"), _rows(ran)).plain()
        code = [f"  {line}" for line in ran.program.lines]
        error = [ran.error] if ran.error else []
        return "\n".join(["stopping_lab", *code, table, *error])

    def _static_html(self) -> str:
        """The code, then what it does, folded away."""
        ran = _ran(self.way, self.place)
        code = escape("\n".join(ran.program.lines))
        return (
            f"<p>{escape(self.words['layer'])}</p><pre><code>{code}</code></pre>"
            f"<details><summary>{escape(self.words['question'])}</summary>"
            f"<p>{escape(self._why(self.way))}</p>"
            f"<p>{Picture(ran.graph, 'TB')._repr_html_()}</p>"
            f"{self._table(self.way).html()}</details>"
        )


@cache
def _ran(way: Way, place: int) -> Stopped:
    return Stopped(program(way, place))


def _rows(ran: Stopped) -> list[list[str]]:
    """For each tensor what it was before backward, then what it is: one text where both agree."""
    rows = []
    for name in NAMES:
        if name not in ran.before:
            rows.append([name, "–", "–", "–"])
            continue
        before, after = ran.before[name], ran.after[name]
        rows.append(
            [
                name,
                _changing(before.requires_grad, after.requires_grad),
                _changing(before.grad, after.grad),
                _changing(before.grad_fn, after.grad_fn),
            ]
        )
    return rows


def _changing(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"


def _is(way: object, place: object) -> bool:
    return way in WAYS and place in LAYERS and not isinstance(place, bool)


def _checked(way: object, place: object) -> None:
    if not _is(way, place):
        raise ValueError(_say("refused", way=way, place=place, ways=", ".join(WAYS)))


def _say(key: str, **facts: object) -> str:
    return text(f"stopping_lab.{key}", **facts)
