"""How tensors may lie in memory: `torch.layout` and `torch.memory_format`, and their constants."""

from typing import Any

from .calls.type_names import InFull


class layout(metaclass=InFull):
    """How a tensor's elements are stored; prints as `torch.` and its name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"torch.{self.name}"


class memory_format(metaclass=InFull):
    """In which order a tensor's elements lie in memory; prints as `torch.` and its name."""

    __init__, __repr__ = layout.__init__, layout.__repr__
    name: str


strided: Any = layout("strided")
contiguous_format: Any = memory_format("contiguous_format")
preserve_format: Any = memory_format("preserve_format")
