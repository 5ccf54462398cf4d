"""`torch.autograd.graph`: what the graph is made of."""

from .node import Node

__all__ = ["Node"]
