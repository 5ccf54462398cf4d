"""`retain_lab`: whose `.grad` is there after backward, and what `retain_grad` changes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape
from typing import Any

import traitlets

from autograd_lessons.language import text
from autograd_lessons.picture import Picture, alt_text, svg_of
from autograd_lessons.picture.tensors import is_tensor

from .evaluate import Explored
from .inputs import Inputs
from .page import Page, script, style
from .retained import Call, Retained
from .table import Table
from .trace import Trace

_MOST_PASSES = 4


def retain_lab(f: Callable[..., Any] | None = None, /, **inputs: Any) -> "RetainLab":
    """Show a graph whose boxes call `retain_grad`, and every `.grad` after `backward`.

    >>> retain_lab()
    >>> retain_lab(lambda x: (x**2).sin(), x=1.0)

    `f` and its inputs are as for `explore`; without them a chain of three results is shown. A click
    on a box calls `retain_grad`, before or after backward; another click takes the line out again.
    Raises TypeError or ValueError for what cannot be shown, ValueError as well for a result that
    was not recorded; an error of `f` is not caught.
    """
    if f is None:
        f, inputs = _three_results(), {"x": 2.0, "w": 3.0, "v": 0.5, **inputs}
    if not inputs:
        raise TypeError("retain_lab needs an input with its value, such as x=1.0")
    return RetainLab(f, inputs)


class RetainLab(Page):
    """What `retain_lab` returns.

    `program` is what is called after the forward pass, in order: ``("retain_grad", name)`` and
    ``("backward",)``. Setting it does what the page does: everything is computed anew.
    """

    _esm = script("boxes.js", "lab.js", "retain_lab.js")
    _css = style("lab.css")

    program: traitlets.List = traitlets.List()
    shown: traitlets.Dict = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(self, f: Callable[..., Any], inputs: Mapping[str, object]) -> None:
        """See `retain_lab`."""
        parsed = Inputs(inputs)
        self._explored = Explored(f, parsed, inputs.values())
        self._values = parsed.start
        trace = self._trace()
        if not trace.result.requires_grad:
            raise ValueError(_say("untracked", name=trace.title))
        self._first = Retained(trace, [])
        super().__init__()
        words = {key: _say(key) for key in ("title", "code", "reset", "hint", "hooks")}
        self.set_trait("words", {**words, "backward": f"{trace.title}.backward()"})
        self._show(_say("start"))
        self.observe(lambda _: self._play(), "program")
        self.on_msg(self._act)

    @traitlets.validate("program")
    def _possible(self, proposal: Any) -> list[Call]:
        program = [tuple(call) for call in proposal["value"]]
        names = self._first.tensors
        for call in program:
            if call != ("backward",) and not (
                len(call) == 2 and call[0] == "retain_grad" and call[1] in names
            ):
                raise traitlets.TraitError(f"there is no call {call!r} here")
        if program.count(("backward",)) > _MOST_PASSES:
            raise traitlets.TraitError(f"backward can be called {_MOST_PASSES} times here")
        return program

    def switch(self, name: str) -> None:
        """Call `retain_grad` on a tensor now, or take that line out again."""
        call = ("retain_grad", name)
        if call in self.program:
            self.program = [each for each in self.program if each != call]
            self._tell("taken_out", name=name)
        elif name in self._first.asked:
            self._tell("fixed", name=name)
        else:
            self.program = [*self.program, call]

    def backward(self) -> None:
        """Call `backward` on the result, perhaps once more."""
        if self._done.passes == _MOST_PASSES:
            self._tell("enough", reset=self.words["reset"])
        else:
            self.program = [*self.program, ("backward",)]

    def reset(self) -> None:
        """Take every line out."""
        self.program = []

    def _act(self, _: object, message: Mapping[str, Any], __: object) -> None:
        match message:
            case {"do": "backward"}:
                self.backward()
            case {"do": "reset"}:
                self.reset()
            case {"do": "switch", "target": str(name)} if name in self._first.tensors:
                self.switch(name)

    def _trace(self) -> Trace:
        trace = self._explored.trace(self._values)
        named = {
            name: value
            for name, value in trace.variables.items()
            if is_tensor(value) and value is trace.result
        }
        return replace(trace, title=next(iter(named), trace.title))

    def _play(self) -> None:
        with self._speaking():
            done = Retained(self._trace(), self.program)
            self._show(self._said(done), done)

    def _said(self, done: Retained) -> str:
        """What the last line of the program did."""
        if not self.program:
            return _say("start")
        what, *names = self.program[-1]
        if what == "backward":
            return _say("ran" if done.passes == 1 else "ran_again", count=done.passes)
        (name,) = names
        when = "leaf" if done.tensors[name].is_leaf else "late" if done.passes else "early"
        return _say(f"asked.{when}", name=name)

    def _show(self, said: str, done: Retained | None = None) -> None:
        self._done = done = self._first if done is None else done
        collector = done.trace.collected()
        self._graph = graph = collector.graph
        names = {id(tensor): name for name, tensor in done.tensors.items()}
        switches = {
            key: {
                "target": names[id(tensor)],
                "label": _say("switch", name=names[id(tensor)]),
                "on": names[id(tensor)] in done.asked,
            }
            for key, tensor in collector.boxes.values()
            if id(tensor) in names
        }
        self._rows = _table(done)
        self.set_trait(
            "shown",
            {
                "drawing": svg_of(graph, self.prefix, direction=None),
                "alt": alt_text(graph),
                "switches": switches,
                "lines": self._lines(),
                "rows": self._rows.sent(),
                "said": said,
            },
        )

    def _tell(self, key: str, **facts: str) -> None:
        with self._speaking():
            self.set_trait("shown", {**self.shown, "said": _say(key, **facts)})

    def _lines(self) -> list[str]:
        title = self._done.trace.title
        function = self._explored.title
        lines = [f"{title} = {function}"] if title != function else []
        for _, *names in self.program:
            lines.append(
                f"{names[0]}.retain_grad()" if names else f"{title}.backward(retain_graph=True)"
            )
        return lines

    def __repr__(self) -> str:
        done = self._done
        columns = ("", "is_leaf", "retains_grad", "seen by a hook", ".grad")
        rows = [_cells(done, name) for name in done.tensors]
        lines = ["retain_lab", *(f"  {line}" for line in self._lines())]
        return "\n".join([*lines, Table("", columns, rows).plain()])

    def _static_html(self) -> str:
        """The graph, the code and the table as they are now."""
        code = escape("\n".join(self._lines()))
        return (
            f"<p>{Picture(self._graph)._repr_html_()}</p><pre><code>{code}</code></pre>{self._rows.html()}"
            f"<p>{escape(self.words['hooks'])}</p>"
        )


def _three_results() -> Callable[..., Any]:
    def f(x: Any, w: Any, v: Any) -> Any:
        y = x**2
        z = y * w
        loss = z * v
        return loss

    return f


def _table(done: Retained) -> Table:
    columns = [_say(f"column.{key}") for key in ("tensor", "seen", "means")]
    columns[1:1] = ["is_leaf", "retains_grad"]
    columns[-1:-1] = [".grad"]
    rows = []
    for name in done.tensors:
        asked = done.asked.get(name, 0)
        facts = {"count": done.passes, "kept": done.passes - asked}
        rows.append([*_cells(done, name), _say(f"means.{done.fate(name)}", **facts)])
    return Table(_say("table"), columns, rows)


def _cells(done: Retained, name: str) -> list[str]:
    tensor = done.tensors[name]
    seen = ", ".join(done.seen[name]) or "–"
    return [name, str(tensor.is_leaf), str(tensor.retains_grad), seen, done.grad(name)]


def _say(key: str, **facts: object) -> str:
    return text(f"retain_lab.{key}", **facts)
