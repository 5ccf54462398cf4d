"""Other number types, copies, and the types of results."""

from typing import Any

import numpy as np

from . import dtypes, overrides
from .devices import check_device
from .devices import device as Device
from .dtypes import dtype as Dtype
from .elementwise import unary
from .operation import differentiable, run
from .tensor import Tensor, new, placed_at
from .tracking import edge_of


def _back(m: Any, grad: Any, array_type: Any, original: Any) -> Any:
    return run(m, converted, grad, original, array_type)


@differentiable("ToCopyBackward0", self=_back)
def converted(self, array_type, original):
    """The same values as numbers of another type; backward converts the gradient back."""
    return self.astype(array_type)


def cast(input: Tensor, array_type: np.dtype[Any]) -> Tensor:
    """`input` as numbers of type `array_type`."""
    return converted(input, array_type, input._data.dtype)


def promoted_to(array_type: np.dtype[Any], input: Tensor) -> Tensor:
    """`input` in another type, but at its own place in the graph: for an operation that promotes
    by itself, and has to convert the gradient back."""
    if input._data.dtype is array_type:
        return input
    return placed_at(input._data.astype(array_type), edge_of(input))


def computed_in(array_type: np.dtype[Any], operation: Any, input: Tensor, *args: Any) -> Tensor:
    """`operation(input, *args)`, computed in another type; its node, too, takes `input` as it is
    and gives it a gradient of its own type."""
    if array_type is input._data.dtype:
        return operation(input, *args)
    return computed_together(array_type, operation, (input,), *args)


def computed_together(
    array_type: np.dtype[Any], operation: Any, inputs: tuple[Tensor | None, ...], *args: Any
) -> Tensor:
    """`computed_in` for an operation whose first arguments are tensors, all with derivatives."""
    own = [None if each is None else each._data.dtype for each in inputs]
    with overrides.silent(), np.errstate(over="ignore", invalid="ignore"):
        promoted = [None if each is None else promoted_to(array_type, each) for each in inputs]
        out = operation(*promoted, *args)
    overrides.tell(operation.__name__, (*inputs, *args), out)
    if out._requires_grad:
        node: Any = out.grad_fn
        types = dict(zip(node.input_names, own, strict=False))
        node.rules = tuple(
            _giving(rule, kind, [types.get(name) for name in names])
            for rule, kind, names in zip(node.rules, own, node.rule_names, strict=False)
        )
    return out


def _giving(rule: Any, own: Any, types: list[Any]) -> Any:
    """The rule, with the gradient in a type of its own; `types` are those of what it needs."""

    def back(m: Any, grad: Any, *needed: Any) -> Any:
        if m is np:
            return rule(m, grad, *needed).astype(own, copy=False)
        pairs = zip(needed, types, strict=False)
        return cast(rule(m, grad, *[_converted(each, kind, grad) for each, kind in pairs]), own)

    return back


def _converted(value: Any, own: Any, grad: Tensor) -> Any:
    """An input of type `own` that was saved, converted again: so that its gradient is, too."""
    if own is None or not isinstance(value, Tensor):
        return value
    if value._requires_grad and value._data.dtype is not own:
        value = placed_at(value._data.astype(own), edge_of(value))
    return cast(value, grad._data.dtype)


@unary(to_float=False, self=lambda m, grad: grad)
def clone(self, *, memory_format=None):
    """A copy with memory of its own, in the same order. The gradient flows through it."""
    in_order = 0 in self.strides or repr(memory_format) == "torch.contiguous_format"
    return self.copy(order="C" if in_order else "K")


@unary("CloneBackward0", to_float=False, self=lambda m, grad: grad)
def packed(self):
    """A copy whose elements lie in memory one after the other."""
    return self.copy()


def to_result_type(input: Tensor, other: Any) -> Tensor:
    """`input` in the type that it gives together with `other`, itself if that is its own."""
    array_type = dtypes.result_array_type(
        input._data, other._data if isinstance(other, Tensor) else other
    )
    return input if array_type is input._data.dtype else cast(input, array_type)


def moved(
    self: Tensor,
    *args: Any,
    dtype: Any = None,
    device: Any = None,
    non_blocking: bool = False,
    copy: bool = False,
    memory_format: Any = None,
) -> Tensor:
    """`x.to(…)`: as numbers of another type, of another tensor's type, or on a device, which can
    only be the CPU. The same object where nothing changes."""
    for each in args:
        if isinstance(each, Tensor | Dtype):
            dtype = each
        elif isinstance(each, str | Device) or type(each) is int:
            device = each
        elif each is not None and not isinstance(each, bool):
            raise TypeError("to() received an invalid combination of arguments")
    if not isinstance(dtype, Tensor | Dtype | None):
        raise TypeError("to() received an invalid combination of arguments")
    if args and args[-1] is True and len(args) > 2:
        copy = True
    if device is not None:
        check_device(device)
    return to(self, dtype, copy)


def to(input: Tensor, dtype: Any = None, copy: bool = False) -> Tensor:
    """`input` as numbers of type `dtype`; the same object if it has that type already."""
    if isinstance(dtype, Tensor):
        dtype = dtype.dtype
    if not isinstance(dtype, Dtype) or dtype.numpy is input._data.dtype:  # "cpu" changes nothing
        return cast(input, input._data.dtype) if copy else input
    if dtype.is_floating_point:
        return cast(input, dtype.numpy)
    with np.errstate(invalid="ignore"):
        out = new(input._data.astype(dtype.numpy))
    if overrides.watchers:
        overrides.tell("to", (input,), out)
    return out


def _method(name: str, dtype: Dtype) -> Any:
    def convert(self: Tensor) -> Tensor:
        out = to(self, dtype)
        if overrides.watchers and out is not self:
            overrides.tell(name, (self,), out)  # by the name that was called, too
        return out

    convert.__name__ = name
    convert.__doc__ = f"The values as `{dtype!r}`" + (
        "." if dtype.is_floating_point else ": untracked, as integers have no gradient."
    )
    return convert


to_float = _method("float", dtypes.float32)
to_double = _method("double", dtypes.float64)
to_int = _method("int", dtypes.int32)
to_long = _method("long", dtypes.int64)
to_short = _method("short", dtypes.int16)
to_byte = _method("byte", dtypes.uint8)
to_char = _method("char", dtypes.int8)
to_bool = _method("bool", dtypes.bool)
