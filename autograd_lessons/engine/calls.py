"""How functions and methods are called from outside: wrong arguments get PyTorch's words, and
functions of `torch` take `out=`, devices, NumPy's names of arguments and Python's types. All is
well at no cost: it is an error that brings this about."""

import functools
from collections.abc import Callable
from typing import Any

from .dtypes import dtype as Dtype

# What is easily given a value of a wrong type that would do.
_FLAGS = "as_tuple descending equal_nan keepdim largest replacement requires_grad sorted stable"
_KINDS: dict[str, frozenset[type]] = {
    **dict.fromkeys([*_FLAGS.split(), "unbiased"], frozenset((bool,))),
    "dtype": frozenset((Dtype, type, type(None))),
}
_ABOUT_PLACES = frozenset(("device", "layout", "pin_memory", "memory_format", "non_blocking"))


def checked(function: Callable[..., Any], owner: str, name: str) -> Callable[..., Any]:
    """The function as `owner`'s (torch's, or Tensor's as a method), under this name."""

    def check(args: Any, named: Any) -> None:
        from .arguments import problem

        wrong = problem(owner, name, args[1:] if owner == "Tensor" else args, named)
        if wrong is not None:
            raise TypeError(wrong) from None

    @functools.wraps(function)
    def call(*args: Any, **named: Any) -> Any:
        if named:
            for key in named:
                if key in _KINDS and type(named[key]) not in _KINDS[key]:
                    check(args, named)
        try:
            return function(*args, **named)
        except Exception:
            from .arguments import by_own_names

            check(args, named)
            usual, meant = by_own_names(args, named)
            if not meant.keys() & {*_ABOUT_PLACES, "out"} and (usual, meant) == (args, named):
                raise
        return _without_places(function, name, usual, meant)

    return call


def _without_places(function: Any, name: str, args: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """The call again, without what says where in which memory: there is only one."""
    from .devices import check_device
    from .out import written

    if named.get("device") is not None:
        check_device(named["device"])
    others = {key: value for key, value in named.items() if key not in _ABOUT_PLACES}
    if "out" in others:
        return written(function, name, args, others)
    return function(*args, **others)
