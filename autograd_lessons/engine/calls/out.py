"""`torch.exp(x, out=y)`: the result written into a tensor that is there already."""

from collections.abc import Callable
from typing import Any

import numpy as np

from .. import return_types
from ..dtypes import C_NAMES
from ..dtypes import dtype as Dtype
from ..grad_mode import mode
from ..inplace.values import touch
from ..tensor import Tensor
from .warn_once import warn_outside

_RESIZED = (
    "An output with one or more elements was resized since it had shape {}, which does not match "
    "the required output shape {}. This behavior is deprecated, and in a future PyTorch release "
    "outputs will not be resized unless they have zero elements. You can explicitly reuse an out "
    "tensor t by resizing it, inplace, to zero elements with t.resize_(0)."
)

_WITHOUT_DERIVATIVE = (
    "argmax argmin argsort bitwise_not eq ge greater greater_equal gt isclose isfinite isinf isnan "
    "le less less_equal logical_and logical_not logical_or logical_xor lt ne not_equal"
)
# Functions without a derivative don't mind what requires grad.
_UNTRACKED = frozenset(_WITHOUT_DERIVATIVE.split())


_KEEP_TYPE = "abs absolute bitwise_not ceil fix floor frac neg negative round sign trunc"
_SAME_TYPE = frozenset(_KEEP_TYPE.split())
_PRODUCTS = frozenset(("addmm", "bmm", "cross", "mm"))


def written(
    function: Callable[..., Any], name: str, args: tuple[Any, ...], named: dict[str, Any]
) -> Any:
    """Call the function and put its result, or several, into `named["out"]`.

    RuntimeError where that would have to be recorded, and for a type that can't hold the result.
    """
    others = {key: value for key, value in named.items() if key != "out"}
    out = named["out"]
    if out is None:
        return function(*args, **others)
    outs = out if isinstance(out, tuple | list) else (out,)
    given = [*args, *others.values(), *outs]
    given += [each for some in given if isinstance(some, tuple | list) for each in some]
    if (
        mode.enabled
        and name not in _UNTRACKED
        and any(isinstance(each, Tensor) and each._requires_grad for each in given)
    ):
        raise RuntimeError(
            f"{name}(): functions with out=... arguments don't support automatic differentiation, "
            "but one of the arguments requires grad."
        )
    result = function(*args, **others)
    if out is outs:
        pairs = zip(outs, result, strict=True)
        return return_types.of_out(name, tuple(_put(*pair) for pair in pairs))
    if out.dtype is not result.dtype:
        _check_type(name, out.dtype, result.dtype)
    return _put(out, result)


def _check_type(name: str, own: Dtype, needed: Dtype) -> None:
    """RuntimeError for functions that convert nothing to `out`'s type."""
    if name in _SAME_TYPE:
        raise RuntimeError(f"Found dtype {own.printed_type} but expected {needed.printed_type}")
    if name in _PRODUCTS:
        raise RuntimeError(
            f"Expected out tensor to have dtype {C_NAMES[needed.name]}, but got "
            f"{C_NAMES[own.name]} instead"
        )


def _put(out: Tensor, result: Tensor) -> Tensor:
    """Write the result into `out`, which takes its shape."""
    values, kind = result._data, out._data.dtype.kind
    if "biuf".index(values.dtype.kind) > "biuf".index(kind) and not (
        values.dtype.kind in "iu" and kind in "iu"
    ):
        raise RuntimeError(
            f"result type {result.dtype.printed_type} can't be cast to the desired output type "
            f"{out.dtype.printed_type}"
        )
    if out._data.shape != values.shape:
        if out._data.size:
            shapes = list(out._data.shape), list(values.shape)
            warn_outside(_RESIZED.format(*shapes))
        out._data = np.empty(values.shape, out._data.dtype)
    np.copyto(out._data, values, casting="unsafe")
    touch(out)
    return out
