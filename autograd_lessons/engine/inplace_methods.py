"""Which operations have a version that changes the tensor in place: `x.add_(y)` for `x.add(y)`."""

from collections.abc import Callable
from functools import partial
from typing import Any

from . import inplace, overrides
from .operations import (
    activation,
    arithmetic,
    bivariate,
    choosing,
    cumulative,
    diagonals,
    functions,
    linalg,
    products,
    scaled,
    special,
)
from .tensor import Tensor

_IN_PLACE = {
    activation: "relu sigmoid tanh",
    arithmetic: "abs floor_divide mul neg pow reciprocal remainder rsqrt sign sqrt square",
    bivariate: "atan2 fmod heaviside hypot lerp",
    choosing: "masked_fill",
    cumulative: "cumprod cumsum",
    diagonals: "tril triu",
    functions: "acos asin atan ceil clamp cos cosh exp exp2 expm1 floor log log10 log1p log2 sin "
    "sinh tan trunc",
    inplace: "fill zero",
    linalg: "addmm",
    products: "addcdiv addcmul",
    scaled: "add div round sub",
    special: "erf erfc frac nan_to_num",
}


def version_of(operation: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """The operation on a tensor, in place; it returns the tensor itself."""

    def in_place(self: Tensor, *args: Any, **named: Any) -> Tensor:
        become = _told if overrides.watchers else inplace.become
        return become(self, partial(operation, **named) if named else operation, *args)

    in_place.__name__ = f"{operation.__name__}_"
    in_place.__doc__ = f"`{operation.__name__}` in place; returns the tensor itself."
    return in_place


def _told(target: Tensor, operation: Any, *args: Any) -> Tensor:
    """`become`, of which watchers are told as one."""
    with overrides.silent():
        inplace.become(target, operation, *args)
    name = getattr(operation, "func", operation).__name__
    overrides.tell(f"{name}_", (target, *args), target)
    return target


METHODS = {
    f"{name}_": version_of(getattr(module, name))
    for module, names in _IN_PLACE.items()
    for name in names.split()
}
OPERATORS = {
    "__iadd__": version_of(arithmetic.add),
    "__isub__": version_of(arithmetic.sub),
    "__imul__": version_of(arithmetic.mul),
    "__itruediv__": version_of(arithmetic.div),
    "__ifloordiv__": version_of(arithmetic.floor_divide),
    "__imod__": version_of(arithmetic.remainder),
    "__ipow__": version_of(arithmetic.pow),
}
