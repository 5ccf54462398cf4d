"""The cases in the order of the table's rows."""

from . import chain, elementwise, graph, importing, memory, network, one_element
from .case import Case

CASES: list[Case] = [
    one_element.CASE,
    graph.CASE,
    chain.DEEP,
    chain.GROWTH,
    network.CASE,
    elementwise.CASE,
    memory.CASE,
    importing.CASE,
]
