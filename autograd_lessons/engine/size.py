"""`torch.Size`: a shape, as a tuple that prints its own way."""

from math import prod
from typing import Any

from .calls.type_names import InFull


class Size(tuple[int, ...], metaclass=InFull):
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

    def __add__(self, other: Any) -> "Size":
        if not isinstance(other, tuple):
            kind = type(other).__name__
            raise TypeError(f"can only concatenate tuple (not {kind}) to torch.Size")
        return _checked(super().__add__(other))

    def __radd__(self, other: Any) -> "Size":
        return _checked(other + tuple(self)) if isinstance(other, tuple) else NotImplemented

    def __mul__(self, times: Any) -> "Size":
        return Size(tuple(self) * times)

    __rmul__ = __mul__


def _checked(sizes: tuple[Any, ...]) -> Size:
    for place, size in enumerate(sizes):
        if not isinstance(size, int):
            kind = type(size).__name__
            raise TypeError(f"torch.Size() takes an iterable of 'int' (item {place} is '{kind}')")
    return Size(sizes)


def _size(sizes: tuple[int, ...]) -> Size:
    return Size(sizes)
