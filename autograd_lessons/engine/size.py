"""`torch.Size`: a shape, as a tuple that prints its own way."""

from math import prod
from typing import Any

from .type_names import in_full


@in_full
class Size(tuple[int, ...]):
    """The shape of a tensor, such as `torch.Size([2, 3])`."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _size, (tuple(self),)

    def numel(self) -> int:
        """How many elements a tensor of this shape has."""
        return prod(self)

    def __repr__(self) -> str:
        return f"torch.Size({list(self)})"

    def __getitem__(self, index):
        found = super().__getitem__(index)
        return Size(found) if isinstance(index, slice) else found


def _size(sizes: tuple[int, ...]) -> Size:
    return Size(sizes)
