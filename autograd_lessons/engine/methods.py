"""Which operations are also methods and operators of a tensor."""

from typing import Any

from . import autograd, conversion, copying, facts, inplace, inplace_methods, new_tensors, overrides
from .inference import is_inference
from .operations import (
    activation,
    arithmetic,
    arranging,
    bivariate,
    choosing,
    closeness,
    comparison,
    cumulative,
    diagonals,
    extremes,
    filling,
    functions,
    gathering,
    indexing,
    joining,
    linalg,
    logsumexp,
    ordering,
    products,
    reduction,
    scaled,
    shape,
    softmax,
    special,
    variance,
    vectors,
)
from .size import Size
from .tensor import Tensor

_METHODS = {
    activation: "relu sigmoid tanh",
    arithmetic: "abs floor_divide mul neg positive pow reciprocal remainder rsqrt sign sqrt square",
    arranging: "broadcast_to contiguous flip fliplr flipud movedim ravel repeat roll swapaxes "
    "swapdims tile unflatten",
    bivariate: "atan2 fmax fmin fmod heaviside hypot lerp",
    choosing: "masked_fill masked_select",
    closeness: "allclose equal isclose",
    comparison: "eq ge gt isfinite isinf isnan le logical_and logical_not logical_or logical_xor "
    "lt ne",
    conversion: "clone to",
    cumulative: "cumprod cumsum prod",
    diagonals: "diag diag_embed diagonal trace tril triu",
    extremes: "amax amin",
    functions: "acos asin atan ceil clamp cos cosh exp exp2 expm1 floor log log10 log1p log2 "
    "maximum minimum sin sinh tan trunc",
    gathering: "gather index_select narrow take take_along_dim",
    joining: "chunk split unbind",
    linalg: "addmm bmm dot matmul mm mv",
    logsumexp: "logaddexp logsumexp",
    ordering: "argsort median sort topk",
    products: "addcdiv addcmul",
    reduction: "all any argmax argmin max mean min sum",
    softmax: "log_softmax softmax",
    scaled: "add div round sub",
    shape: "expand expand_as flatten permute reshape squeeze t transpose unsqueeze view",
    special: "erf erfc frac nan_to_num",
    variance: "std var",
    vectors: "cross norm outer",
}
_OPERATORS = {
    "__add__": arithmetic.add,
    "__sub__": arithmetic.sub,
    "__mul__": arithmetic.mul,
    "__truediv__": arithmetic.div,
    "__floordiv__": arithmetic.floor_divide,
    "__mod__": arithmetic.remainder,
    "__radd__": arithmetic.add,
    "__rmul__": arithmetic.mul,
    "__rsub__": arithmetic.rsub,
    "__eq__": comparison.eq,
    "__ne__": comparison.ne,
    "__lt__": comparison.lt,
    "__le__": comparison.le,
    "__gt__": comparison.gt,
    "__ge__": comparison.ge,
    "__and__": comparison.bitwise_and,
    "__or__": comparison.bitwise_or,
    "__xor__": comparison.bitwise_xor,
    "__rand__": comparison.bitwise_and,
    "__ror__": comparison.bitwise_or,
    "__rxor__": comparison.bitwise_xor,
}


@overrides.as_one
def __rtruediv__(self: Tensor, other: Any) -> Any:
    return arithmetic.mul.operator(arithmetic.reciprocal(self), other)


def _pow(self: Tensor, exponent: Any) -> Any:
    if type(exponent) is int and self._data.dtype.kind == "f":  # the usual case, quickly
        return arithmetic.pow_scalar(self, exponent)
    try:
        return arithmetic.pow(self, exponent)
    except TypeError:
        return NotImplemented


def _rpow(self: Tensor, base: Any) -> Any:
    return arithmetic.pow(base, self)


def _matmul(self: Tensor, other: Any) -> Any:
    return linalg.matmul(self, other) if isinstance(other, Tensor) else NotImplemented


def _size(self: Tensor, dim: int | None = None) -> Size | int:
    """The shape, or the size along `dim`."""
    return self.shape if dim is None else self._data.shape[dim]


def _iter(self: Tensor) -> Any:
    if self.ndim == 0:
        raise TypeError("iteration over a 0-d tensor")
    return iter(joining.unbind(self))


def attach() -> None:
    """Give `Tensor` its methods and operators."""
    for module, names in _METHODS.items():
        for name in names.split():
            setattr(Tensor, name, getattr(module, name))
    for name, operation in _OPERATORS.items():
        setattr(Tensor, name, operation.operator)
    for name, method in {
        **inplace_methods.METHODS,
        **inplace_methods.OPERATORS,
        **conversion.METHODS,
        **facts.METHODS,
        **new_tensors.METHODS,
        **filling.METHODS,
        **copying.METHODS,
    }.items():
        setattr(Tensor, name, method)
    others: dict[str, Any] = {
        "__neg__": arithmetic.neg,
        "__pos__": arithmetic.positive,
        "__invert__": comparison.bitwise_not,
        "__abs__": arithmetic.abs,
        "__pow__": _pow,
        "__rpow__": _rpow,
        "__rtruediv__": __rtruediv__,
        "__matmul__": _matmul,
        "__getitem__": indexing.getitem,
        "__setitem__": inplace.setitem,
        "__iter__": _iter,
        "backward": autograd.tensor_backward,
        "copy_": inplace.copy_,
        "is_inference": is_inference,
        "size": _size,
        "dim": lambda self: self.ndim,
        "type_as": lambda self, other: conversion.to(self, other.dtype),
        "where": lambda self, condition, other: choosing.where(condition, self, other),
        "absolute": arithmetic.abs,
        "arctan2": bivariate.atan2,
        "divide": scaled.div,
        "ger": vectors.outer,
        "moveaxis": arranging.movedim,
        "multiply": arithmetic.mul,
        "negative": arithmetic.neg,
        "subtract": scaled.sub,
        "true_divide": scaled.div,
    }
    for name, value in others.items():
        setattr(Tensor, name, value)
