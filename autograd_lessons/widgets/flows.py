"""What flowed through a graph in a backward pass, with the names that the telling of it needs."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import add
from typing import Any

from autograd_lessons.language import text
from autograd_lessons.picture.collect import Collector, collected
from autograd_lessons.picture.formulas import formulas_of
from autograd_lessons.picture.graph import Edge, Graph
from autograd_lessons.picture.local import is_factor, local_derivatives
from autograd_lessons.picture.names import shown
from autograd_lessons.picture.signs import is_leaf_end, node_name
from autograd_lessons.picture.tensors import Place, Tensor, place
from autograd_lessons.picture.values import factor_text
from autograd_lessons.picture.watch import Results

from .arithmetic import brief, times
from .parts import Part
from .record import Record, Visit

_LONGEST = 14
_LONGEST_ON_EDGE = 14
_LONGEST_NUMBERS = 60
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_CIRCLES = "①②③④⑤⑥⑦⑧⑨"


@dataclass(frozen=True)
class Flow:
    """What a node handed on to one of its inputs, as a product where it is one.

    `symbols` is ``dz/dy · dy/dx``, `formula` ``3 · 2·x`` and `numbers` ``3 · 4``; these two are
    empty where there is no such factor, `numbers` also where they are many. `slope` is dy/dx,
    `local` its value.
    """

    node: Any
    slot: int
    target: Place
    slope: str
    local_formula: str
    local: Tensor | None
    symbols: str
    formula: str
    numbers: str
    product: Tensor

    @property
    def on_edge(self) -> str:
        """The local derivative as an arrow shows it: ``2·x = 4``, or what is short enough of it."""
        if self.local is None:
            return ""
        number = factor_text(self.local)
        both = " = ".join(dict.fromkeys(filter(None, [self.local_formula, number])))
        return both if len(both) <= _LONGEST_ON_EDGE else number


def total(parts: Sequence[Flow]) -> Tensor:
    """Return the sum of what was handed on, in the order of backward."""
    return reduce(add, (part.product for part in parts))


class Flows:
    """A recorded pass over the graph of `root`, told in the caller's `names`.

    `graph` has a box for each result; those that have no name are called v₁, v₂, … What the part's
    operations take is `given`: leaves, and results of operations that are not shown. `due` counts
    the gradients that arrive at a leaf or result in the whole pass.
    """

    def __init__(
        self,
        root: Tensor,
        record: Record,
        part: Part,
        names: Mapping[str, Tensor],
        watched: Results,
    ) -> None:
        self.record = record
        self.root = place(root)
        self.nodes = sorted(
            (node for node in part.nodes if not is_leaf_end(node)),
            key=lambda node: node._sequence_nr(),
        )
        self.leaves = [node for node in part.nodes if is_leaf_end(node)]
        self._name(root, part, names, watched)
        self.visits = {visit.node: visit for visit in record.visits}
        self.into: defaultdict[Place, list[Flow]] = defaultdict(list)
        self.of: dict[Any, list[Flow]] = {}
        for visit in record.visits:
            self.of[visit.node] = self._flows(visit)
            for flow in self.of[visit.node]:
                self.into[flow.target].append(flow)
        graph = self.collector.graph
        graph = replace(graph, edges=tuple(self._edges(graph)))
        self.graph = part.drawn(graph, self.collector)
        elsewhere = part.uses_elsewhere()
        self.due = {where: len(self.into[where]) + elsewhere[where] for where in self.places}
        self.left_out = part.left_out

    def _name(
        self, root: Tensor, part: Part, names: Mapping[str, Tensor], watched: Results
    ) -> None:
        """Give every leaf and result a name."""
        used = {use: None for node in self.nodes for use in node.next_functions if use[0]}
        given = dict.fromkeys(node for node, _ in used if node not in set(part.nodes))
        made = [*self.leaves, *given, *self.nodes]
        order = {node: number for number, node in enumerate(made)}
        tensors = {(node, 0): node.variable for node in made if is_leaf_end(node)}
        tensors |= {
            where: tensor for where, tensor in self.record.results.items() if where[0] in order
        }
        tensors[self.root] = root
        self.places = sorted({*used, *tensors}, key=lambda where: (order[where[0]], where[1]))
        self.names: dict[Place, str] = {}
        for name, tensor in names.items():
            where = place(tensor)
            if where[0] is None:
                where = next((each for each in tensors if tensors[each] is tensor), where)
            self.names.setdefault(where, name)
        results = Results()
        results.constants |= watched.constants
        named, unknown = dict(names), dict[Place, str]()
        for where in self.places:
            if where == self.root:
                self.names.setdefault(where, text("picture.result"))
            elif where not in self.names:
                number = str(len(named) + len(unknown) - len(names) + 1)
                self.names[where] = name = f"v{number.translate(_SUBSCRIPTS)}"
                if where in tensors:
                    named[name] = tensors[where]
                else:
                    unknown[where] = name
            if where in tensors and not is_leaf_end(where[0]):
                results.add(tensors[where])
        self.given = [where for where in self.places if is_leaf_end(where[0]) or where[0] in given]
        self.collector: Collector = collected([root], named, results, unknown)

    def label(self, where: Place) -> str:
        """The name of a leaf or result, short enough to be calculated with."""
        return shown(self.names[where], _LONGEST)

    def key(self, where: Place) -> str:
        """The key of a leaf's or result's box."""
        return self.collector.key_at(*where)

    def derivative(self, where: Place) -> str:
        """The symbol of the gradient at a leaf or result: ``dz/dx``."""
        return self._slope(self.root, where)

    def _slope(self, above: Place, below: Place) -> str:
        names = (self.label(where) for where in (above, below))
        return "/".join(f"d({name})" if re.search(r"\W", name) else f"d{name}" for name in names)

    def outputs(self, node: Any) -> list[Place]:
        """The places of a node's results."""
        return self._outputs[node]

    def arrived(self, where: Place) -> Tensor | None:
        """The gradient that arrived at a leaf or result, all of it; None where some is not seen."""
        if where[0] in self.visits:
            grads = self.visits[where[0]].arrived
            return grads[where[1]] if where[1] < len(grads) else None
        parts = self.into[where]
        return total(parts) if len(parts) == self.due[where] > 0 else None

    def expression(self, node: Any) -> str:
        """An operation as one reads it: ``x²``, ``a + b``, ``sin(x)``."""
        key = self.collector.keys[node]
        sign = self._signs[key]
        inputs = [self.label(use) for use in node.next_functions if use[0] is not None]
        if re.search(r"\w[²³⁰-⁹⁻]|\*\*|^−\S|^\S+ − ", sign) or not inputs:
            return sign
        if sign in "+−×÷@" and len(inputs) == 2:
            return f"{inputs[0]} {sign} {inputs[1]}"
        if sign == "@ +":
            bias, first, second = (
                self.collector.constants.text(node, saved) or "…"
                if use[0] is None
                else self.label(use)
                for use, saved in zip(node.next_functions, ("self", "mat1", "mat2"), strict=True)
            )
            return f"{first} @ {second} + {bias}"
        if re.match(r"[+−×÷@] \S|\[", sign) and len(inputs) == 1:
            return f"{inputs[0]} {sign}".replace(" [", "[")
        if re.search(r" [÷@+−]$", sign) and len(inputs) == 1:
            return f"{sign} {inputs[0]}"
        function = sign if re.search(r"\w", sign) else node_name(node)
        return f"{function}({', '.join(inputs)})"

    @cached_property
    def _signs(self) -> dict[str, str]:
        return {node.key: node.sign for node in self.graph.operations}

    @cached_property
    def _outputs(self) -> defaultdict[Any, list[Place]]:
        outputs = defaultdict(list)
        for where in self.places:
            outputs[where[0]].append(where)
        return outputs

    def _edges(self, graph: Graph) -> Iterator[Edge]:
        """The arrows, with the local derivative on each that has one."""
        waiting: dict[str, Iterator[str]] = {}
        for node, flows in self.of.items():
            written = {flow.slot: flow.on_edge for flow in flows}
            tracked = [slot for slot, use in enumerate(node.next_functions) if use[0] is not None]
            waiting[self.collector.keys[node]] = iter([written.get(slot, "") for slot in tracked])
        for edge in graph.edges:
            local = "" if edge.dotted else next(waiting.get(edge.target, iter("")), "")
            yield replace(edge, derivative=local)

    def _flows(self, visit: Visit) -> list[Flow]:
        node = visit.node
        if is_leaf_end(node):
            return []
        uses = list(node.next_functions)
        outputs = [grad for grad in visit.arrived if grad is not None]
        single = outputs[0] if len(visit.arrived) == len(outputs) == 1 else None
        shape = None if single is None else tuple(single.shape)
        locals_ = local_derivatives(node, shape) if shape is not None else [None] * len(uses)
        labels = [None if use[0] is None else self.label(use) for use in uses]
        formulas = formulas_of(node, labels, self.collector.constants)
        flows = []
        for slot, (use, product) in enumerate(zip(uses, visit.handed_on, strict=False)):
            if use[0] is None or product is None:
                continue
            local = locals_[slot] if slot < len(locals_) else None
            if local is None and single is not None:
                local = _quotient(product, single)
            elif local is not None and local.numel() == product.numel() == 1:
                local = local.reshape(tuple(product.shape))  # where it was stretched
            again = [each for each in uses[:slot] if each == use]
            mark = _CIRCLES[len(again) % 9] if uses.count(use) > 1 else ""
            flows.append(
                self._flow(visit, slot, mark, formulas[slot] or "", single, local, product)
            )
        return flows

    def _flow(
        self,
        visit: Visit,
        slot: int,
        mark: str,
        formula: str,
        single: Tensor | None,
        local: Tensor | None,
        product: Tensor,
    ) -> Flow:
        target = visit.node.next_functions[slot]
        outputs = self.outputs(visit.node)
        arriving = ", ".join(self.derivative(where) for where in outputs)
        slope = ""
        if single is not None and local is not None and is_factor(local, single, product):
            slope = self._slope(outputs[0], target) + mark
            numbers = times(brief(single), brief(local))
            return Flow(
                visit.node,
                slot,
                target,
                slope,
                formula,
                local,
                symbols=times(arriving, slope),
                formula=times(brief(single), formula or brief(local)),
                numbers=numbers if len(numbers) <= _LONGEST_NUMBERS else "",
                product=product,
            )
        symbols = f"{node_name(visit.node)}({arriving})"
        if re.search(r"\bg\b", formula):
            symbols = re.sub(r"\bg\b", arriving, formula)
        elif formula and single is not None and single.numel() > product.numel():
            symbols = f"sum({times(arriving, formula)})"  # the input was stretched
        return Flow(visit.node, slot, target, slope, "", None, symbols, "", "", product)


def _quotient(product: Tensor, arrived: Tensor) -> Tensor | None:
    """The factor between two single numbers, for what only backward can call."""
    if not product.numel() == arrived.numel() == 1:
        return None
    number = arrived.item()
    return product / number if math.isfinite(number) and number else None
