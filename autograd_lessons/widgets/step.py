"""`step`: a graph's forward and backward pass, one node at a time."""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from html import escape
from typing import Any

import traitlets

from autograd_lessons.picture import Picture, svg_of
from autograd_lessons.picture.names import caller_names, checked_names, shown
from autograd_lessons.picture.signs import is_leaf_end, node_name
from autograd_lessons.picture.tensors import Tensor, is_tensor
from autograd_lessons.picture.watch import Results

from .arithmetic import brief
from .chain import chain
from .flows import Flows
from .page import Page, script, style
from .parts import Part, part_of
from .record import Record, nodes_of, record
from .rooms import Rooms
from .steps import Step as Told
from .steps import said, steps_of

_LABELS = (
    *("graph", "choose", "first", "back", "next", "last", "play", "pause", "slider"),
    *("speed", "slow", "normal", "fast"),
)


def step(
    y: Tensor,
    /,
    gradient: Tensor | None = None,
    *,
    names: Mapping[str, Tensor] | None = None,
    results: Results | None = None,
) -> "Step":
    """Show how `y` was computed and how backward goes through its graph, a node at a time.

    >>> x = torch.tensor(2.0, requires_grad=True)
    >>> step(3 * x**2)

    What is shown is a real ``y.backward(gradient)``, recorded through hooks: gradients that arrive,
    local derivatives, products, sums where paths meet, and what is kept. It leaves nothing behind:
    every `.grad` is as before and the graph can be used again. Hooks of your own run.

    Of a graph of more than 100 operations, or a very tangled one, the last ones are stepped
    through: there backward begins.

    `names` are the tensors' names; without them, those of the caller's variables. `results` is what
    `watch` saw. Values of results that nothing holds any more are not known.

    Raises TypeError for anything but a tensor; RuntimeError, in the chosen language, where there is
    no graph or its saved values are gone; ValueError for a `y` of several elements without a
    `gradient`; and whatever else ``y.backward()`` raises.
    """
    if not is_tensor(y):
        raise TypeError(said("refused.not_a_tensor", kind=type(y).__name__))
    if names is None:
        frame = inspect.currentframe()
        names = caller_names(frame.f_back) if frame and frame.f_back else {}
    return Step(y, gradient, checked_names(names), Results() if results is None else results)


class Step(Page):
    """What `step` returns. `position` is the step that is shown; 0 is the start."""

    _esm = script("step.js")
    _css = style("step.css")

    graph = traitlets.Unicode(read_only=True).tag(sync=True)
    steps: traitlets.List = traitlets.List(read_only=True).tag(sync=True)
    chains: traitlets.Dict = traitlets.Dict(read_only=True).tag(sync=True)
    position = traitlets.Int(0).tag(sync=True)

    def __init__(
        self,
        y: Tensor,
        gradient: Tensor | None,
        names: Mapping[str, Tensor],
        results: Results,
    ) -> None:
        """See `step`."""
        name = next((shown(each) for each, tensor in names.items() if tensor is y), "y")
        nodes = _checked(y, gradient, name)
        part = part_of(nodes)
        flows = Flows(y, _recorded(y, gradient, part, name), part, names, results)
        told = steps_of(flows, gradient is not None)
        rooms = Rooms(flows.graph, told)
        self._graph = rooms.final()
        self._plain = _plain(flows, name)
        self._told = [(each.title, each.lines) for each in told]
        super().__init__()
        with self.hold_sync():
            words = {word: said(word) for word in _LABELS}
            self.set_trait("words", {**words, "title": said("title", name=name)})
            self.set_trait("graph", svg_of(rooms.roomy(), self.prefix, direction=None))
            self.set_trait("chains", _chains(flows, told))
            sent = [{**asdict(each), "boxes": rooms.lines(each.boxes)} for each in told]
            self.set_trait("steps", sent)

    @traitlets.validate("position")
    def _within(self, proposal: Any) -> int:
        return max(0, min(int(proposal["value"]), len(self.steps) - 1))

    def __repr__(self) -> str:
        return self._plain

    def _static_html(self) -> str:
        """The picture after the last step, and the steps as a list: JupyterLab sets cells right."""
        told = "".join(
            f"<li><b>{escape(title)}</b><br>{'<br>'.join(map(escape, lines))}</li>"
            for title, lines in self._told
        )
        return f'<p>{Picture(self._graph)._repr_html_()}</p><ol start="0">{told}</ol>'


def _checked(y: Tensor, gradient: Tensor | None, name: str) -> list[Any]:
    """Return the nodes of the graph; raise where there is nothing to step through."""
    if y.grad_fn is None:
        raise RuntimeError(
            said("refused.leaf" if y.requires_grad else "refused.no_graph", name=name)
        )
    if y.numel() != 1 and gradient is None:
        raise ValueError(said("refused.not_a_scalar", name=name, shape=tuple(y.shape)))
    return nodes_of(y)


def _recorded(y: Tensor, gradient: Tensor | None, part: Part, name: str) -> Record:
    try:
        return record(y, gradient, part.nodes, part.others)
    except RuntimeError as error:
        if "backward through the graph a second time" not in str(error):
            raise
        raise RuntimeError(said("refused.freed", name=name)) from None


def _chains(flows: Flows, told: Sequence[Told]) -> dict[str, dict[str, Any]]:
    """What is read about a box or oval that was chosen, by its key."""
    found = {}
    for where in flows.places:
        title = said("chain_of", name=flows.label(where))
        found[flows.key(where)] = {"title": title, "lines": chain(flows, where)}
    for each in told:
        if each.phase == "backward" and each.edges:
            found[each.focus[0]] = {"title": each.title, "lines": each.lines}
    return found


def _plain(flows: Flows, name: str) -> str:
    """The backward pass as lines of text: in English, as everything that Python prints."""
    lines = [f"Steps of {name}.backward()"]
    for visit in flows.record.visits:
        if is_leaf_end(visit.node):
            where = (visit.node, 0)
            kept = flows.record.kept[where]
            new = "" if kept.after is None else f" → {brief(kept.after)}"
            lines.append(f"  {flows.label(where)}.grad: {brief(kept.before)}{new}")
        else:
            parts = [
                f"{flows.label(each.target)} gets {brief(each.product)}"
                for each in flows.of[visit.node]
            ]
            lines.append(f"  {node_name(visit.node)}: {', '.join(parts)}")
    if flows.left_out:
        lines.append(f"  … {flows.left_out} more operations …")
    return "\n".join(lines)
