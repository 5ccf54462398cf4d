"""`explore`: a function with its graph and curve, live under sliders and number fields."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape
from time import thread_time
from typing import Any

import traitlets

from autograd_lessons.picture import Picture, alt_text, svg_of
from autograd_lessons.picture.texts import box_lines

from .live_curve import LiveCurve
from .mistake import Mistake
from .numbers import nice_step, reaching, real, show
from .page import Page, script, style
from .room import Room
from .run import Run, Switch
from .state import Complaints, Reader, State
from .wording import at, failure, labels, say, summary, switch_labels, untracked


def explore(
    f: Callable[..., Any] | str,
    /,
    *,
    low: float = -3.0,
    high: float = 3.0,
    accumulate: bool = False,
    **inputs: Any,
) -> "Explore":
    """Show `f` live: a slider and a number field for each input, the graph with values and `.grad`.

    >>> explore(lambda x: x**2, x=1.0)
    >>> explore("x**2 * sin(x)", x=1.0)

    `f` gets a fresh leaf tensor for each input and returns one number as a tensor; or it is an
    expression as text, which can be changed in the widget. An input is a number, or a vector given
    as a list. One input that is a number: the curve over [`low`, `high`] is drawn as well, with its
    tangent. A click on a leaf switches its requires_grad, on another box retain_grad. With
    `accumulate`, buttons call backward again and set `.grad` to None. Raises TypeError or
    ValueError for arguments that cannot be explored; an error of `f` at the inputs is not caught.
    """
    return Explore(f, inputs, low, high, accumulate)


class Explore(Page):
    """What `explore` returns.

    `entered` holds what stands in the number fields, as text, by row (``x``, ``v[0]``); a row that
    is not in it stands at its start. `expression` is what stands in the text field, None without
    one. Setting them does what typing does. `values` are the last good ones.
    """

    _esm = script("boxes.js", "fields.js", "explore.js")
    _css = style("explore.css")

    # Sent again with another range or another shape of the graph only; `shown` at each change.
    inputs: traitlets.List = traitlets.List(read_only=True).tag(sync=True)
    curve = traitlets.Unicode(read_only=True).tag(sync=True)
    graph = traitlets.Unicode(read_only=True).tag(sync=True)
    accumulate = traitlets.Bool(read_only=True).tag(sync=True)
    start = traitlets.Unicode(None, allow_none=True, read_only=True).tag(sync=True)
    """The expression at the start, None without one."""
    shown: traitlets.Dict = traitlets.Dict(read_only=True).tag(sync=True)
    switches: traitlets.Dict = traitlets.Dict(read_only=True).tag(sync=True)
    # What is read aloud: the page asks for it when the numbers rest.
    described: traitlets.Dict = traitlets.Dict(read_only=True).tag(sync=True)
    entered: traitlets.Dict = traitlets.Dict().tag(sync=True, echo_update=False)
    expression = traitlets.Unicode(None, allow_none=True).tag(sync=True, echo_update=False)

    def __init__(
        self,
        f: Callable[..., Any] | str,
        inputs: Mapping[str, object],
        low: float,
        high: float,
        accumulate: bool,
    ) -> None:
        """See `explore`."""
        self._reader = Reader(f, inputs)
        self._inputs = self._reader.inputs
        self._range = real(low, "low"), real(high, "high")
        if not self._range[0] < self._range[1]:
            raise ValueError(f"low must be below high, not {low} and {high}")
        self._state = self._reader.start
        self._run = self._state.run()
        self._ranges: dict[str, tuple[float, float]] = {}
        self._curve: LiveCurve | None = None
        if self._inputs.single:
            self._curve = LiveCurve(self._inputs.names[0], accumulate)
        self._room = Room()
        self._answering: tuple[str, int, float] | None = None
        self._switches: dict[str, Switch] = {}
        super().__init__()
        with self.hold_sync():
            self.set_trait("words", labels(self._state.explored.title, self._inputs))
            self.set_trait("accumulate", bool(accumulate))
            self._accept(self._state, self._run)
            self.set_trait("start", self._state.expression)
            self.set_trait("expression", self._state.expression)
        self.observe(lambda _: self._update(), ["entered", "expression"])
        self.on_msg(self._act)

    @property
    def values(self) -> dict[str, Any]:
        """The inputs that the picture shows: the last good ones."""
        return dict(self._inputs.assembled(self._state.values))

    def switch(self, target: str) -> None:
        """Do what a click on a box does: `target` is an input's name, or a switch's target."""
        state = self._state
        found = {switch.target: switch for switch in self._evaluation.switches.values()}[target]
        if found.fixed:
            with self._speaking():
                self._complain({"": say("fixed", name=target)})
        elif found.what == "requires_grad":
            self._update(replace(state, frozen=state.frozen ^ {target}))
        else:
            self._update(replace(state, retained=state.retained ^ {target}))

    def backward(self) -> None:
        """Call backward once more on the same graph: gradients add up."""
        self._run.backward()
        self._show()

    def clear(self) -> None:
        """Set every `.grad` to None."""
        self._run.clear()
        self._show()

    def describe(self) -> None:
        """Put into words what there is to see."""
        seen, title = self._evaluation, self._state.explored.title
        with self._speaking():
            words = {
                "graph": alt_text(seen.graph),
                "curve": self._curve.alt if self._curve else "",
                "summary": summary(title, self._inputs, self._state.values, seen),
            }
        self.set_trait("described", words)

    def reset(self) -> None:
        """Go back to how everything was at the start."""
        self.entered = {}
        self.expression = self._reader.start.expression
        self._update(self._reader.start)

    def _act(self, _: object, message: Mapping[str, Any], __: object) -> None:
        """Do what a button or a box on the page asks for."""
        match message:
            case {"do": "enter", "number": [str(view), int(number)], **entries}:
                self._answering = view, number, thread_time()
                typed = {key: entries[key] for key in ("entered", "expression") if key in entries}
                self.set_state(typed)
                if self.shown["answers"][:2] != [view, number]:  # there was nothing new
                    self.set_trait("shown", {**self.shown, "answers": self._answers()})
                self._answering = None
            case {"do": "backward"}:
                self.backward()
            case {"do": "describe"}:
                self.describe()
            case {"do": "clear"}:
                self.clear()
            case {"do": "reset"}:
                # The page has done this already: it must not come back when more has been typed.
                self.set_state({"entered": {}, "expression": self.start})
                self.reset()
            case {"do": "switch", "target": str(target)}:
                self.switch(target)

    def _update(self, switched: State | None = None) -> None:
        """Show what stands in the fields; of what is bad, say why, and show the last good.

        From `switched` is taken what is frozen and retained.
        """
        with self._speaking(), self.hold_sync():
            if not self.entered:
                self._ranges = {}
            state, complaints = self._reader.read(self._state, self.expression, self.entered)
            if switched is not None:
                state = replace(state, frozen=switched.frozen, retained=switched.retained)
            if not complaints or state != self._state:
                try:
                    self._accept(state, state.run())
                except Exception as error:
                    inputs, kept = at(self._inputs, state.values), self._kept()
                    complaints.setdefault("", failure(error, inputs, kept))
            if complaints:
                self._complain(complaints)

    def _accept(self, state: State, run: Run) -> None:
        self._state, self._run = state, run
        self._show()

    def _show(self) -> None:
        """Show the run as it is now."""
        with self._speaking(), self.hold_sync():
            self._evaluation = seen = self._run.look()
            self._reach()
            if not self._room.has(seen.graph):
                graph = self._room.made_for(seen.graph)
                self.set_trait("graph", svg_of(graph, self.prefix, direction=None))
                self.describe()
            if seen.switches != self._switches:
                self._switches = seen.switches
                self.set_trait("switches", switch_labels(seen))
            self.set_trait(
                "shown",
                {
                    "texts": {node.key: box_lines(node)[1:] for node in seen.graph.tensors},
                    "value": seen.value_text,
                    "grads": seen.grads,
                    "slope": self._curve.slope if self._curve else "",
                    "place": self._curve.place if self._curve else {},
                    "message": self._note(),
                    "failed": False,
                    "mistake": None,
                    "wrong": [],
                    "answers": self._answers(),
                },
            )

    def _complain(self, complaints: Complaints) -> None:
        """Say the first complaint above the last good picture; mark the fields concerned."""
        said, *_ = complaints.values()
        place = None
        if isinstance(said, Mistake):
            place = [said.before, said.word, said.after]
            said = f"{said.told} {self._kept()}"
        told = {
            "message": said,
            "failed": True,
            "mistake": place,
            "wrong": [row for row in complaints if row],
            "answers": self._answers(),
        }
        self.set_trait("shown", {**self.shown, **told})

    def _answers(self) -> list[object]:
        """Which view's message this answers, its number there, and the milliseconds of work."""
        if self._answering is None:
            return ["", 0, 0]
        view, number, started = self._answering
        return [view, number, round(1000 * (thread_time() - started))]

    def _kept(self) -> str:
        """What the picture still shows, as a sentence."""
        if self.expression != self._state.expression:
            return say("kept_expression", expression=self._state.expression)
        return say("kept", inputs=at(self._inputs, self._state.values))

    def _reach(self) -> None:
        """Stretch the ranges to the values; go to them on the curve."""
        values = self._state.values
        ranges = {
            row: reaching(value, *self._ranges.get(row, self._range))
            for row, value in values.items()
        }
        if ranges != self._ranges:
            self._ranges = ranges
            self.set_trait("inputs", [self._slider(row) for row in ranges])
        if self._curve is not None:
            ((row, x),) = values.items()
            if self._curve.follow(self._state.explored, x, self._evaluation, *ranges[row]):
                self.set_trait("curve", self._curve.svg)

    def _slider(self, row: str) -> dict[str, object]:
        low, high = self._ranges[row]
        step = nice_step((high - low) / 100)
        start = show(self._reader.start.values[row])
        return {"name": row, "start": start, "low": low, "high": high, "step": step}

    def _note(self) -> str:
        """What is special about a good picture."""
        seen = self._evaluation
        if seen.error:
            return untracked(seen.error, self._state.frozen == {*self._inputs.names})
        if seen.passes != 1:
            return say("passes", count=seen.passes) if seen.passes else say("cleared")
        return self._curve.note if self._curve is not None else ""

    def __repr__(self) -> str:
        state, seen = self._state, self._evaluation
        return f"explore {summary(state.explored.title, self._inputs, state.values, seen)}"

    def _static_html(self) -> str:
        """The graph and the curve as they are now, for places where widgets don't run."""
        html = f"<p>{Picture(self._evaluation.graph)._repr_html_()}</p>"
        if self._curve is not None:
            data = base64.b64encode(self._curve.svg.encode()).decode()
            alt = escape(self._curve.alt)
            html += f'<p><img alt="{alt}" src="data:image/svg+xml;base64,{data}"></p>'
        return html
