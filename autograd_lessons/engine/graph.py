"""`torch.autograd.graph`: what the graph is made of, and hooks on what it saves."""

from .inplace import touch
from .node import Node
from .saved_tensors import disable_saved_tensors_hooks, save_on_cpu, saved_tensors_hooks
from .tensor import Tensor

__all__ = [
    "Node",
    "disable_saved_tensors_hooks",
    "increment_version",
    "save_on_cpu",
    "saved_tensors_hooks",
]


def increment_version(tensor: Tensor) -> None:
    """Count a change of the tensor's values that was made behind autograd's back."""
    touch(tensor)
