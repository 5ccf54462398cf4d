"""Which way a graph runs: from left to right, unless that is too wide for a page."""

import re

from .dot import Direction, dot_of
from .graph import Graph
from .render import Renderer, render_svg
from .style import PAGE_WIDTH


def laid_out(
    graph: Graph, direction: Direction | None = None, renderer: Renderer = "wasm"
) -> tuple[str, str]:
    """Return `graph` as DOT and as Graphviz's SVG.

    Without a `direction` it runs from left to right, or from top to bottom where that fits a
    page better. Tensors without operations stand side by side.
    """
    chosen = direction
    if chosen is None:
        chosen = "LR" if graph.operations else "TB"
    dot = dot_of(graph, chosen)
    svg = render_svg(dot, renderer)
    if direction is None and size(svg)[0] > PAGE_WIDTH:
        downward = dot_of(graph, "TB")
        narrower = render_svg(downward, renderer)
        if size(narrower)[0] < size(svg)[0]:
            return downward, narrower
    return dot, svg


def size(svg: str) -> tuple[float, float]:
    """Return the width and height of Graphviz's SVG, from its viewBox."""
    found = re.search(r'viewBox="\S+ \S+ (\S+) (\S+)"', svg)
    assert found is not None
    return float(found[1]), float(found[2])
