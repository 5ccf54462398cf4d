"""`torch.autograd.graph`: what the graph is made of, and hooks on what it saves."""

from collections.abc import Iterable
from typing import Any

from ..inplace.values import touch
from ..lazy import offered
from ..multi_grad_hooks import register_multi_grad_hook
from ..node import Node
from ..saved_tensors import (
    allow_mutation_on_saved_tensors,
    disable_saved_tensors_hooks,
    save_on_cpu,
    saved_tensors_hooks,
)
from ..tensor import Tensor
from .edges import GradientEdge, get_gradient_edge

__all__ = [
    "GradientEdge",
    "Node",
    "allow_mutation_on_saved_tensors",
    "disable_saved_tensors_hooks",
    "get_gradient_edge",
    "increment_version",
    "register_multi_grad_hook",
    "save_on_cpu",
    "saved_tensors_hooks",
]

__getattr__ = offered("torch.autograd.graph", globals(), {})[0]


def increment_version(tensor: Tensor | Iterable[Tensor]) -> None:
    """Count a change of the values of a tensor, or several, that was made behind autograd's back.

    RuntimeError for anything else.
    """
    given: Any = (tensor,) if isinstance(tensor, Tensor) else tensor
    if not isinstance(given, Iterable) or not all(isinstance(each, Tensor) for each in given):
        raise RuntimeError("increment_version expect a Iterable[Tensor] as input")
    for each in given:
        touch(each)
