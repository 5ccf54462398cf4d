"""How functions and methods are called from outside: wrong arguments get PyTorch's words, and
functions of `torch` take `out=`, devices, NumPy's names of arguments and Python's types. All is
well at no cost: it is an error that brings this about."""

import functools
import operator
from collections.abc import Callable
from typing import Any

from ..dtypes import dtype as Dtype

# What is easily given a value of a wrong type that would do.
_FLAGS = "as_tuple descending equal_nan keepdim largest replacement requires_grad sorted stable"
_KINDS: dict[str, frozenset[type]] = {
    **dict.fromkeys([*_FLAGS.split(), "unbiased"], frozenset((bool,))),
    "dtype": frozenset((Dtype, type(None))),
    "dim": frozenset((int, tuple, list)),
    **dict.fromkeys(("k", "diagonal", "offset"), frozenset((int,))),
}
# Functions whose `keepdim` comes third: `x.sum(0, 1)` doesn't mean two dimensions.
_KEEPDIM = "all any amax amin argmax argmin logsumexp max mean median min prod sum"
_KEEPDIM_THIRD = frozenset(_KEEPDIM.split())
# Methods that take sizes or dimensions one by one, where the functions take a tuple only.
_TAKE_TUPLES = frozenset(("broadcast_to", "flip", "permute", "reshape", "tile"))
_VARARGS = 4  # `inspect` has it, too, but takes long to import
_SEVERAL = frozenset(("dims", "repeats", "shape", "size"))
_ABOUT_PLACES = frozenset(("device", "layout", "pin_memory", "memory_format", "non_blocking"))


def checked(function: Callable[..., Any], owner: str, name: str) -> Callable[..., Any]:
    """The function as `owner`'s (torch's, or Tensor's as a method), under this name."""

    def check(args: Any, named: Any) -> None:
        from .arguments import not_a_tensor, problem

        if owner == "Tensor":
            wrong = not_a_tensor(name, args) or problem(owner, name, args[1:], named)
        else:
            wrong = problem(owner, name, args, named)
        if wrong is not None:
            raise TypeError(wrong) from None

    def meant(args: Any, named: Any) -> tuple[Any, Any]:
        from .coercion import as_known

        usual, others = as_known(owner, name, args, named)
        if takes_several:  # `x.view(size=(2, 3))`, where it takes the sizes one by one
            for key in _SEVERAL & others.keys():
                usual = (*usual, others.pop(key))
        return usual, others

    takes_keepdim = name in _KEEPDIM_THIRD
    takes_tuple = owner == "torch" and name in _TAKE_TUPLES
    code = getattr(function, "__code__", None)
    takes_several = code is not None and code.co_flags & _VARARGS

    @functools.wraps(function)
    def call(*args: Any, **named: Any) -> Any:
        if (
            takes_keepdim
            and len(args) > 1
            and (args[1] is None or (len(args) > 2 and type(args[2]) is not bool))
        ):
            check(args, named)
        if takes_tuple and len(args) > 1 and type(args[1]) is int:
            check(args, named)
        if named:
            if takes_keepdim and len(args) == 1 and "keepdim" in named and "dim" not in named:
                check(args, named)
            for key in named:
                if key in _KINDS and type(named[key]) not in _KINDS[key]:
                    check(args, named)
                    args, named = meant(args, named)
                    break
        try:
            return function(*args, **named)
        except Exception:
            check(args, named)
            usual, others = meant(args, named)
            same = all(map(operator.is_, (*usual, *others.values()), (*args, *named.values())))
            if (
                not others.keys() & {*_ABOUT_PLACES, "out"}
                and same
                and others.keys() == named.keys()
            ):
                raise
        return _without_places(function, name, usual, others)

    return call


def _without_places(function: Any, name: str, args: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """The call again, without what says where in which memory: there is only one."""
    from ..devices import check_device
    from .out import written

    if named.get("device") is not None:
        check_device(named["device"])
    others = {key: value for key, value in named.items() if key not in _ABOUT_PLACES}
    if "out" in others:
        return written(function, name, args, others)
    return function(*args, **others)
