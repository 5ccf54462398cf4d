"""How `watch` tells what an operation did to the path of gradients: recorded it, or cut it."""

from typing import Any

from .cuts import (
    Cut,
    Numbers,
    Source,
    Unrecorded,
    forget,
    history_of,
    remember,
    remember_untracked,
    things_in,
)
from .tensors import Tensor, library_of, tensors_in

_LEAVING = {"item", "tolist", "numpy", "__float__", "__int__", "__bool__", "__array__", "__index__"}
_REBUILDING = {"tensor", "as_tensor", "asarray", "from_numpy", "new_tensor"}
_DETACHING = {"detach", "detach_", "data"}
_CASTING = {
    *("to", "type", "type_as", "int", "long", "short", "byte", "char", "bool"),
    *("int8", "int16", "int32", "int64", "uint8"),
}


def note(name: str, args: tuple[Any, ...], output: Any, numbers: Numbers) -> None:
    """Take note of what the operation `name` made of `args`, unless its graph says it all."""
    if name == "grad":  # x.grad = …: what x holds must not hold x
        forget(args[1])
        return
    if (name.startswith("new_") and name not in _REBUILDING) or name.endswith("_like"):
        return  # takes a shape and a type, no values
    if name in ("setitem", "__setitem__"):
        output = args[0]
    things = list(things_in(args, numbers))
    if not things:
        return
    if name in _LEAVING:
        sources = tuple(map(Source, things))
        numbers.add(output, Unrecorded(name, sources, _cut(name, sources, None)))
        return
    outputs = tensors_in(output)
    given = [each for each in things if all(each is not out for out in outputs)]
    untracked = [each for each in given if isinstance(each, Unrecorded) or not each.requires_grad]
    for out in outputs if given else ():
        if out.grad_fn is not None:
            if untracked:
                remember_untracked(out.grad_fn, map(Source, untracked))
            continue
        sources = tuple(map(Source, given))
        if any(out is thing for thing in things):  # changed in place: it is made of more now
            if out.requires_grad:
                continue
            before = history_of(out)
            sources += () if before is None else before.sources
        remember(out, Unrecorded(name, sources, _cut(name, sources, out)))


def _cut(name: str, sources: tuple[Source, ...], out: Tensor | None) -> Cut:
    if not any(source.tracked for source in sources):
        return "after"
    if out is None:
        return "number"
    if name in _REBUILDING:
        return "rebuilt"
    if name in _DETACHING:
        return "detach"
    library = library_of(out)
    if not (out.is_floating_point() or out.is_complex()):
        if name in _CASTING:
            return "cast"
        return "comparison" if out.dtype == library.bool else "index"
    if library.is_inference_mode_enabled():
        return "inference_mode"
    return "not_differentiable" if library.is_grad_enabled() else "no_grad"
