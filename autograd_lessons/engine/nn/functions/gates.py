"""Activation functions with a gate, as `torch.nn.functional` offers them."""

from ...dims import dim_of
from ...inplace.values import become
from ...operation import check_tensor
from ...operations import gates
from ...overrides import as_one
from ...tensor import Tensor


def mish(input: Tensor, inplace: bool = False) -> Tensor:
    """x·tanh(ln(1 + eˣ))."""
    check_tensor("mish", input)
    return become(input, gates.mish) if inplace else gates.mish(input)


def hardsigmoid(input: Tensor, inplace: bool = False) -> Tensor:
    """A straight line from 0 at -3 to 1 at 3."""
    check_tensor("hardsigmoid", input)
    return become(input, gates.hardsigmoid) if inplace else gates.hardsigmoid(input)


def hardswish(input: Tensor, inplace: bool = False) -> Tensor:
    """x times `hardsigmoid` of it."""
    check_tensor("hardswish", input)
    return become(input, gates.hardswish) if inplace else gates.hardswish(input)


@as_one
def glu(input: Tensor, dim: int = -1) -> Tensor:
    """a·σ(b) for the halves a and b along `dim`. RuntimeError where there are no equal halves."""
    check_tensor("glu", input)
    if not input.ndim:
        raise RuntimeError("glu does not support scalars because halving size must be even")
    dim = dim_of(dim, input.ndim)
    size = input._data.shape[dim]
    if size % 2:
        raise RuntimeError(f"Halving dimension must be even, but dimension {dim} is size {size}")
    return gates.gated(input, dim)
