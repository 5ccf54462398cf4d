"""`explore`: a function with its graph and curve, live under sliders and number fields."""

import base64
from collections.abc import Callable, Mapping
from html import escape
from math import isfinite
from typing import Any

import traitlets

from autograd_lessons.picture import Graph, OperationNode, Picture, alt_text, svg_of, texts_of
from autograd_lessons.picture.values import ROOM

from .curve import sample
from .evaluate import Evaluation, Explored, start_value
from .numbers import nice_step, parse, reaching, real, show
from .page import Page, script, style
from .plot import Place, Plot
from .wording import bad_entry, failure, labels, say, summary


def explore(
    f: Callable[..., Any], /, *, low: float = -3.0, high: float = 3.0, **inputs: float
) -> "Explore":
    """Show `f` live: a slider and a number field for each input, the graph with values and `.grad`.

    >>> explore(lambda x: x**2, x=1.0)

    `f` gets a fresh leaf tensor for each input and returns one number as a tensor. One input: the
    curve over [`low`, `high`] is drawn as well, with its tangent. Raises TypeError or ValueError
    for arguments that cannot be explored; an error of `f` at the inputs is not caught.
    """
    return Explore(f, inputs, low, high)


class Explore(Page):
    """What `explore` returns.

    `entered` holds what stands in the number fields, as text, by input; an input that is not in it
    stands at its start. Setting it does what typing does. `values` are the last good ones.
    """

    _esm = script("explore.js")
    _css = style("explore.css")

    # Sent again with another range or another shape of the graph only; `shown` at each change.
    inputs: traitlets.List = traitlets.List(read_only=True).tag(sync=True)
    curve = traitlets.Unicode(read_only=True).tag(sync=True)
    graph = traitlets.Unicode(read_only=True).tag(sync=True)
    shown: traitlets.Dict = traitlets.Dict(read_only=True).tag(sync=True)
    entered: traitlets.Dict = traitlets.Dict().tag(sync=True, echo_update=False)

    def __init__(
        self, f: Callable[..., Any], inputs: Mapping[str, float], low: float, high: float
    ) -> None:
        """See `explore`."""
        if not inputs:
            raise TypeError("explore needs an input with its start value, such as x=1.0")
        self._explored = Explored(f, inputs)
        self._start = {name: start_value(value, name) for name, value in inputs.items()}
        self._range = real(low, "low"), real(high, "high")
        if not self._range[0] < self._range[1]:
            raise ValueError(f"low must be below high, not {low} and {high}")
        self._ranges: dict[str, tuple[float, float]] = {}
        self._plot: Plot | None = None
        self._shape: object = None
        evaluation = self._explored.evaluate(self._start)
        super().__init__()
        with self.hold_sync():
            self.set_trait("words", labels(self._explored.title, list(inputs)))
            self._accept(self._start, evaluation)

    @property
    def values(self) -> dict[str, float]:
        """The inputs that the picture shows: the last good ones."""
        return dict(self._good)

    @traitlets.observe("entered")
    def _enter(self, change: Any) -> None:
        entered: Mapping[str, object] = change["new"]
        with self._speaking(), self.hold_sync():
            if not entered:
                self._ranges = {}
            values, complaints = self._read(entered)
            if not complaints or values != self._good:
                try:
                    self._accept(values, self._explored.evaluate(values))
                except Exception as error:
                    complaints.setdefault("", failure(error, values, self._good))
            if complaints:
                self._complain(complaints)

    def _read(self, entered: Mapping[str, object]) -> tuple[dict[str, float], dict[str, str]]:
        """Return the inputs, the last good one for a bad one, and what to say of bad ones."""
        values, complaints = dict(self._start), {}
        for name in self._start:
            if name in entered:
                typed = str(entered[name])
                number = parse(typed)
                if isinstance(number, str):
                    complaints[name] = bad_entry(number, name, typed)
                    number = self._good[name]
                values[name] = number
        return values, complaints

    def _accept(self, values: dict[str, float], evaluation: Evaluation) -> None:
        self._good, self._evaluation = values, evaluation
        self._reach(values)
        shape = _shape(evaluation.graph)
        if shape != self._shape:
            self._shape = shape
            self.set_trait("graph", svg_of(evaluation.graph, self.prefix, direction=None))
        texts = texts_of(evaluation.graph)
        self.set_trait(
            "shown",
            {
                "texts": {node.key: texts[node.key][1:] for node in evaluation.graph.tensors},
                "value": evaluation.value_text,
                "grads": evaluation.grads,
                "place": self._place(),
                "summary": summary(self._explored.title, values, evaluation),
                "graph_alt": alt_text(evaluation.graph),
                "curve_alt": self._curve_alt(),
                "message": self._note(),
                "failed": False,
                "wrong": [],
            },
        )

    def _complain(self, complaints: Mapping[str, str]) -> None:
        """Say the first complaint above the last good picture; mark the fields concerned."""
        message, *_ = complaints.values()
        wrong = [name for name in complaints if name]
        self.set_trait("shown", {**self.shown, "message": message, "failed": True, "wrong": wrong})

    def _reach(self, values: Mapping[str, float]) -> None:
        """Stretch the ranges to the values; sample the curve where its range is new."""
        ranges = {
            name: reaching(value, *self._ranges.get(name, self._range))
            for name, value in values.items()
        }
        if ranges == self._ranges:
            return
        self._ranges = ranges
        sliders = []
        for name, (low, high) in ranges.items():
            step = nice_step((high - low) / 100)
            start = show(self._start[name])
            sliders.append({"name": name, "start": start, "low": low, "high": high, "step": step})
        self.set_trait("inputs", sliders)
        if len(ranges) == 1:
            ((low, high),) = ranges.values()
            self._plot = Plot.of(sample(self._explored.value_at, low, high), low, high)
            self.set_trait("curve", self._curve_svg())

    def _note(self) -> str:
        """What is special about a good picture."""
        if not self._evaluation.tracked:
            return say("untracked")
        if self._plot and not isfinite(self._evaluation.value):
            value = self._evaluation.value_text
            return say("no_value", function=self._explored.title, value=value)
        return ""

    def _place(self) -> Place:
        if self._plot is None:
            return {"point": None, "tangent": None}
        (x,) = self._good.values()
        return self._plot.place(x, self._evaluation.value, self._evaluation.slope)

    def _curve_alt(self) -> str:
        if self._plot is None:
            return ""
        ((name, value),) = self._good.items()
        facts = {"name": name, "value": show(value), "grad": self._evaluation.grads[name]}
        low, high = show(self._plot.low), show(self._plot.high)
        return say("curve", function=self._explored.title, low=low, high=high, **facts)

    def _curve_svg(self) -> str:
        if self._plot is None:
            return ""
        ((name, grad),) = self._evaluation.grads.items()
        words = {
            "alt": self._curve_alt(),
            "input": name,
            "function": self._explored.title,
            "slope_is": say("slope_is", name=name),
            "slope": grad,
        }
        return self._plot.svg(words, self._place())

    def __repr__(self) -> str:
        return f"explore {summary(self._explored.title, self._good, self._evaluation)}"

    def _static_html(self) -> str:
        """The graph and the curve as they are now, for places where widgets don't run."""
        html = f"<p>{Picture(self._evaluation.graph)._repr_html_()}</p>"
        if self._plot is not None:
            data = base64.b64encode(self._curve_svg().encode()).decode()
            alt = escape(self._curve_alt())
            html += f'<p><img alt="{alt}" src="data:image/svg+xml;base64,{data}"></p>'
        return html


def _shape(graph: Graph) -> object:
    """What the layout depends on: all but values and gradients, which have room to change."""
    nodes = [
        (node.key, node.sign, node.name)
        if isinstance(node, OperationNode)
        else (node.key, node.name, node.kind, *_room(node.value), *_room(node.grad))
        for node in graph.nodes
    ]
    return nodes, graph.edges


def _room(text: str) -> tuple[int, int]:
    """How many lines a value or gradient takes, and how wide they are."""
    lines = text.split("\n")
    return len(lines), max(ROOM, *map(len, lines))
