"""The steps of a forward and a backward pass, as texts and as what the boxes show at each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from autograd_lessons.language import text
from autograd_lessons.picture.signs import is_leaf_end, node_name
from autograd_lessons.picture.tensors import Place, Tensor
from autograd_lessons.picture.texts import tensor_texts
from autograd_lessons.picture.values import value_text

from .arithmetic import brief, plus
from .chain import arrival
from .flows import Flow, Flows, total

Part = Literal["value", "arrived", "grad"]
Boxes = dict[str, dict[Part, str]]

_LONGEST_SUM = 40


@dataclass
class Step:
    """One step: its `title` and `lines` to read, and what the picture shows from now on.

    `focus` are the keys of the boxes and ovals that it is about, `edges` the numbers of the arrows
    that it takes, `boxes` what changes in boxes, by key.
    """

    phase: Literal["start", "forward", "backward", "end"]
    title: str
    lines: list[str]
    focus: list[str] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    boxes: Boxes = field(default_factory=dict)


def steps_of(flows: Flows, given: bool) -> list[Step]:
    """Return the steps of a recorded pass. `given`: its first gradient was the caller's."""
    return [_start(flows), *_forward(flows), *_Backward(flows, given).steps(), _end(flows)]


def said(key: str, /, **facts: object) -> str:
    """Return a text of `step`."""
    return text(f"step.{key}", **facts)


def _start(flows: Flows) -> Step:
    """Leaves and what is not tracked have their values; all else is still to be computed."""
    given = {flows.key(where) for where in flows.given}
    boxes: Boxes = {}
    for node in flows.graph.tensors:
        _, value, grad = tensor_texts(node)
        boxes[node.key] = {
            "value": value if node.key in given or node.kind == "untracked" else "",
            "arrived": "",
            "grad": grad,
        }
    lines = [said("start.line")]
    if flows.left_out:
        lines.insert(0, said("start.part", shown=len(flows.nodes), count=flows.left_out))
    return Step("start", said("start.title"), lines, sorted(given), boxes=boxes)


def _forward(flows: Flows) -> Iterator[Step]:
    """Each operation's results, in the order of their making."""
    values = {node.key: node.value for node in flows.graph.tensors}
    for node in flows.nodes:
        expression = flows.expression(node)
        lines: list[str] = []
        boxes: Boxes = {}
        for where in flows.outputs(node):
            key, known = flows.key(where), where in flows.record.results or where == flows.root
            value = " ".join(values[key].split())
            facts = {"name": flows.label(where), "expression": expression, "value": value}
            lines.append(said("forward.value" if known else "forward.unknown", **facts))
            boxes[key] = {"value": values[key]}
        title = said("forward.title", expression=expression, node=node_name(node))
        yield Step("forward", title, lines, *_around(flows, node), boxes)


class _Backward:
    def __init__(self, flows: Flows, given: bool) -> None:
        self.flows = flows
        self.given = given
        self.got: dict[Place, list[Flow]] = {}

    def steps(self) -> Iterator[Step]:
        flows = self.flows
        name, symbol = flows.label(flows.root), flows.derivative(flows.root)
        line = said("turn.given" if self.given else "turn.one", name=name)
        began = f"{symbol} = {brief(flows.arrived(flows.root))}"
        boxes: Boxes = {flows.key(flows.root): {"arrived": self.shown(flows.root)}}
        focus = [flows.key(flows.root)]
        yield Step("backward", said("turn.title", name=name), [began, line], focus, boxes=boxes)
        for visit in flows.record.visits:
            yield self.leaf(visit.node) if is_leaf_end(visit.node) else self.operation(visit.node)

    def operation(self, node: Any) -> Step:
        flows = self.flows
        lines: list[str] = []
        boxes: Boxes = {}
        for where in flows.outputs(node):
            lines += [*self.arrives(where), self.kept(where)]
            boxes[flows.key(where)] = self.settled(where)
        for flow in flows.of[node]:
            lines += self.handed_on(flow)
            boxes.setdefault(flows.key(flow.target), {})["arrived"] = self.shown(flow.target)
        if not flows.of[node]:
            lines.append(said("backward.nothing"))
        elif _starts_nan(flows, node):
            lines.append(said("backward.nan"))
        title = said("backward.title", expression=flows.expression(node), node=node_name(node))
        return Step("backward", title, lines, *_around(flows, node), boxes)

    def leaf(self, node: Any) -> Step:
        where = (node, 0)
        key = self.flows.key(where)
        lines = [*self.arrives(where), self.kept(where)]
        title = said("leaf.title", name=self.flows.label(where))
        return Step("backward", title, lines, [key], boxes={key: self.settled(where)})

    def arrives(self, where: Place) -> Iterator[str]:
        """The gradient that a node or leaf starts with, and what a hook made of it."""
        flows = self.flows
        arrived, parts = flows.arrived(where), flows.into[where]
        symbol = flows.derivative(where)
        if arrived is None:
            yield said("backward.none", name=flows.label(where))
        elif self.changed(where):
            yield said("backward.hook", symbol=symbol, value=brief(arrived))
        else:
            yield said("backward.arrives", sum=f"{symbol} = {arrival(parts, brief(arrived))}")

    def kept(self, where: Place) -> str:
        """What becomes of the gradient at a leaf or result: kept in `.grad`, or dropped."""
        name, new = self.flows.label(where), self.flows.arrived(where)
        kept = self.flows.record.kept.get(where)
        if kept is None:
            return said("backward.dropped", name=name)
        frozen = is_leaf_end(where[0]) and not where[0].variable.requires_grad
        if kept.after is None or new is None or frozen:
            return said("backward.not_kept", name=name)
        if kept.before is None:
            return said("backward.kept", name=name, sum=f"None → {brief(kept.after)}")
        terms = plus([brief(kept.before), brief(new)])
        return said("backward.added", name=name, sum=f"{terms} = {brief(kept.after)}")

    def handed_on(self, flow: Flow) -> Iterator[str]:
        """The local derivative, the product, and the sum at the place where it goes."""
        flows = self.flows
        if flow.slope:
            values = [flow.local_formula, brief(flow.local)]
            local = " = ".join([flow.slope, *dict.fromkeys(filter(None, values))])
            yield said("backward.local", local=local)
        steps = [flow.symbols, flow.numbers, brief(flow.product)]
        product = " = ".join(dict.fromkeys(filter(None, steps)))
        yield said("backward.handed_on", name=flows.label(flow.target), product=product)
        parts = self.got.setdefault(flow.target, [])
        parts.append(flow)
        due = flows.due[flow.target] - len(parts)
        if flows.due[flow.target] > 1:
            told = {"name": flows.label(flow.target), "sum": self.so_far(flow.target), "count": due}
            yield said("backward.waits" if due else "backward.complete", **told)

    def so_far(self, where: Place) -> str:
        """The running sum where paths meet."""
        parts = self.got[where]
        terms = plus([brief(part.product) for part in parts])
        if len(parts) < self.flows.due[where]:
            return f"{terms} + …" if len(terms) <= _LONGEST_SUM else "… + …"
        return arrival(parts, brief(total(parts)))

    def shown(self, where: Place) -> str:
        """What the box shows of what has arrived by now."""
        symbol = self.flows.derivative(where)
        if where == self.flows.root:
            return _box_text(symbol, self.flows.arrived(where), "")
        parts = self.got[where]
        if len(parts) < self.flows.due[where]:
            large = any("\n" in value_text(part.product) for part in parts)
            return f"{symbol} = {'… + …' if large else self.so_far(where)}"
        return _box_text(symbol, total(parts), self.so_far(where))

    def settled(self, where: Place) -> dict[Part, str]:
        """What the box shows once its turn has come."""
        settled: dict[Part, str] = {}
        arrived = self.flows.arrived(where)
        if self.changed(where):
            settled["arrived"] = _box_text(self.flows.derivative(where), arrived, "")
        kept = self.flows.record.kept.get(where)
        if kept is not None and kept.after is not None:
            settled["grad"] = value_text(kept.after)
        return settled

    def changed(self, where: Place) -> bool:
        """Whether a hook has changed the sum that arrived."""
        arrived, parts = self.flows.arrived(where), self.flows.into[where]
        return arrived is not None and bool(parts) and brief(total(parts)) != brief(arrived)


def _end(flows: Flows) -> Step:
    leaves = [flows.key((leaf, 0)) for leaf in flows.leaves]
    call = f"{flows.label(flows.root)}.backward()"
    lines = [said("end.line", call=call)]
    if flows.left_out:
        lines.insert(0, said("end.part", count=flows.left_out))
    return Step("end", said("end.title"), lines, leaves)


def _around(flows: Flows, node: Any) -> tuple[list[str], list[int]]:
    """An operation with its results, and the arrows that touch it."""
    key = flows.collector.keys[node]
    edges = [
        number
        for number, edge in enumerate(flows.graph.edges)
        if key in (edge.source, edge.target) and not edge.dotted
    ]
    return [key, *(flows.key(where) for where in flows.outputs(node))], edges


def _box_text(symbol: str, grad: Tensor | None, written: str) -> str:
    """A gradient in its box: ``dz/dx = 0.5 + 3 = 3.5``, a matrix below its symbol."""
    if grad is None:
        return ""
    whole = value_text(grad)
    return f"{symbol} =\n{whole}" if "\n" in whole else f"{symbol} = {written or brief(grad)}"


def _starts_nan(flows: Flows, node: Any) -> bool:
    """Whether nan is among what `node` hands on, and was not in what arrived."""
    arrived = [grad for where in flows.outputs(node) if (grad := flows.arrived(where)) is not None]
    return any(_has_nan(flow.product) for flow in flows.of[node]) and not any(
        map(_has_nan, arrived)
    )


def _has_nan(grad: Tensor) -> bool:
    return bool((grad != grad).any())
