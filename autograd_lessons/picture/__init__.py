"""Pictures of computation graphs: a graph as data, then as DOT, then as SVG.

Reads the engine's tensors and real PyTorch's alike, through PyTorch's public graph protocol.
"""

from .collect import collect
from .dot import Direction, dot_of
from .draw import Picture, draw
from .graph import CHANGED, FREED, NOT_KEPT, Edge, Graph, OperationNode, TensorNode
from .render import render_svg
from .svg import svg_of
from .texts import texts_of
from .values import grad_text, number_text, value_text
from .watch import watch
from .why import Reason, why
from .words import alt_text

__all__ = [
    "CHANGED",
    "FREED",
    "NOT_KEPT",
    "Direction",
    "Edge",
    "Graph",
    "OperationNode",
    "Picture",
    "Reason",
    "TensorNode",
    "alt_text",
    "collect",
    "dot_of",
    "draw",
    "grad_text",
    "number_text",
    "render_svg",
    "svg_of",
    "texts_of",
    "value_text",
    "watch",
    "why",
]
