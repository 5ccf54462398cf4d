"""What functions with two results return: values and their positions, as a tuple with names."""

from .tensor import Tensor


class Pair(tuple[Tensor, Tensor]):
    """Values and their positions; prints as PyTorch's do, under the function's name."""

    __module__ = "torch.return_types"

    @property
    def values(self) -> Tensor:
        return self[0]

    @property
    def indices(self) -> Tensor:
        return self[1]

    def __repr__(self) -> str:
        kind = type(self)
        return f"{kind.__module__}.{kind.__name__}(\nvalues={self[0]!r},\nindices={self[1]!r})"


def _pair(name: str) -> type[Pair]:
    doc = f"What `{name}` returns along a dimension."
    return type(name, (Pair,), {"__doc__": doc, "__module__": Pair.__module__})


max, min, median, sort, topk = map(_pair, ("max", "min", "median", "sort", "topk"))


def of_out(name: str, outs: tuple[Tensor, ...]) -> Pair:
    """What a function with two results returns when they were written into others."""
    return _pair(f"{name}_out")(outs)
