"""The chain rule at one place: the sum of what arrived there, along edges and along whole paths."""

import math
from collections.abc import Sequence

from autograd_lessons.language import text
from autograd_lessons.picture.tensors import Place
from autograd_lessons.picture.values import number_text

from .arithmetic import bracketed, brief, plus
from .flows import Flow, Flows

_MOST_PARTS = 6
_MOST_PATHS = 6
_LONGEST_PATH = 12
_LONGEST_PARTS = 40


def arrival(parts: Sequence[Flow], total: str) -> str:
    """Return what arrived as a sum where several parts met: ``0.5 + 3 = 3.5``."""
    terms = [brief(part.product) for part in parts]
    written = plus(terms) if terms else ""
    return f"{written} = {total}" if len(terms) > 1 and len(written) <= _LONGEST_PARTS else total


def chain(flows: Flows, where: Place) -> list[str]:
    """Return the chain-rule sum of the gradient at a leaf or result, in lines to be read."""
    arrived = flows.arrived(where)
    symbol = flows.derivative(where)
    parts = flows.into[where]
    if where == flows.root:
        return [f"{symbol} = {brief(arrived)}", text("step.chain.root", name=flows.label(where))]
    if parts and len(parts) < flows.due[where]:
        seen = f"{plus([part.symbols for part in parts])} + …"
        count = flows.due[where] - len(parts)
        return [f"{symbol} = {seen}", text("step.chain.unseen", count=count)]
    if arrived is None or not parts:
        return [text("step.chain.none", name=flows.label(where))]
    if len(parts) > _MOST_PARTS:
        many = text("step.chain.many", count=len(parts), symbol=symbol)
        return [f"{symbol} = {brief(arrived)}", many]
    rows = [
        plus([part.symbols for part in parts]),
        plus([part.formula or brief(part.product) for part in parts]),
        plus([part.numbers or brief(part.product) for part in parts]),
        plus([brief(part.product) for part in parts]),
        brief(arrived),
    ]
    rows = [row for place, row in enumerate(rows) if row not in rows[:place]]
    return [f"{symbol} = {rows[0]}", *(f"= {row}" for row in rows[1:]), *_paths(flows, where)]


def _paths(flows: Flows, where: Place) -> list[str]:
    """The ways from the root to a single number, each with the product of its local derivatives."""
    ways = _ways(flows, where)
    if max(map(len, ways), default=0) < 2:
        return []
    start = brief(flows.arrived(flows.root))
    times_start = "" if start == "1" else text("step.chain.start", start=start)
    lines = [text("step.chain.paths", count=len(ways), start=times_start)]
    for way in ways:
        stations = [flows.label(flows.root), *(flows.label(flow.target) for flow in way)]
        locals_ = [flow.local.item() for flow in way if flow.local is not None]
        factors = " · ".join(bracketed(number_text(local)) for local in locals_)
        lines.append(f"{' → '.join(stations)}: {factors} = {number_text(math.prod(locals_))}")
    return lines


def _ways(flows: Flows, where: Place) -> list[list[Flow]]:
    """The paths from the root to `where`; none if they are many, long, or not of single numbers."""
    whole: list[list[Flow]] = []
    begun = [[flow] for flow in flows.into[where]]
    while begun:
        way = begun.pop(0)
        single = way[0].local is not None and way[0].local.numel() == 1
        if not single or len(way) > _LONGEST_PATH:
            return []
        (source,) = flows.outputs(way[0].node)
        if source == flows.root:
            whole.append(way)
        begun += [[flow, *way] for flow in flows.into[source]]
        if len(whole) + len(begun) > _MOST_PATHS:
            return []
    return whole
