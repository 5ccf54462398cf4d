"""`torch.Size`: a shape, as a tuple that prints its own way."""

from math import prod


class Size(tuple[int, ...]):
    """The shape of a tensor, such as `torch.Size([2, 3])`."""

    def numel(self) -> int:
        """How many elements a tensor of this shape has."""
        return prod(self)

    def __repr__(self) -> str:
        return f"torch.Size({list(self)})"

    def __getitem__(self, index):
        found = super().__getitem__(index)
        return Size(found) if isinstance(index, slice) else found
