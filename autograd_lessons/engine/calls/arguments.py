"""What is wrong with the arguments of a call, in PyTorch's words. Loaded when something is.

`signatures.txt` has PyTorch's signatures, a line each; `scripts/signatures.py` writes it.
"""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from .. import dtypes
from ..devices import device as Device
from ..dtypes import dtype as Dtype
from ..random.generator import Generator
from ..tensor import Tensor
from .overloads import none_fits, parts_of
from .type_names import type_name

_SIGNATURES = Path(__file__).parents[1] / "signatures.txt"

# Functions that take a number in a tensor's place.
_NUMBERS_TOO = frozenset(
    f"{name}{ending}"
    for name in ("add", "sub", "mul", "div", "multiply", "subtract", "divide", "true_divide")
    for ending in ("", "_")
) | {"floor_divide", "floor_divide_", "copy_"}


# Other names of parameters, for those who know NumPy's.
ALIASES = {
    "axis": "dim",
    "keepdims": "keepdim",
    "x": "input",
    "a": "input",
    "x1": "input",
    "x2": "other",
}
# Functions that take None for all dimensions though their signature doesn't say so.
_ALL_DIMS = frozenset(("amax", "amin", "mean", "sum"))

_OF_ONE = frozenset(("from_numpy",))

# Functions whose `requires_grad` can't be None.
_NEED_FLAG = frozenset(("tensor", "requires_grad_"))

# Python's types may stand for PyTorch's.
DTYPES: dict[Any, Dtype] = {float: dtypes.float64, int: dtypes.int64, bool: dtypes.bool}


class Parameter(NamedTuple):
    """One parameter: its type in PyTorch's word for it, and whether it may be left out."""

    type: str
    name: str
    optional: bool
    keyword_only: bool
    takes_none: bool


class Signature(NamedTuple):
    """One way to call a function; `text` is how PyTorch's errors show it."""

    text: str
    parameters: tuple[Parameter, ...]

    @property
    def positional(self) -> int:
        """The most arguments that can be given without a name."""
        return sum(not each.keyword_only for each in self.parameters)

    @property
    def needed(self) -> int:
        return sum(not each.optional for each in self.parameters)


def _parameter(text: str, keyword_only: bool) -> Parameter:
    declared, is_optional, default = text.partition(" = ")
    kind, _, name = declared.rpartition(" ")
    return Parameter(kind, name, bool(is_optional), keyword_only, default == "None")


def signature_of(text: str) -> Signature:
    """A signature from its text."""
    parameters, keyword_only = [], False
    for part in parts_of(text):
        if part == "*":
            keyword_only = True
        elif part:
            parameters.append(_parameter(part, keyword_only))
    return Signature(text, tuple(parameters))


@cache
def signatures() -> dict[str, tuple[bool, list[Signature]]]:
    """By function: whether it has ways that are not told of, and those that are."""
    found: dict[str, tuple[bool, list[Signature]]] = {}
    lines = _SIGNATURES.read_text(encoding="utf-8")
    for line in lines.splitlines():
        name, _, rest = line.partition("(")
        hidden = name.startswith("~")
        found.setdefault(name.lstrip("~"), (hidden, []))[1].append(signature_of(rest[:-1]))
    return found


def _is_int(value: Any) -> bool:
    if isinstance(value, Tensor):
        is_whole = value._data.dtype.kind in "iu"
        return is_whole and not value.ndim and not value._requires_grad
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    if isinstance(value, Tensor):
        return not value.ndim and not value._requires_grad
    return isinstance(value, int | float | complex | np.number)


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool | np.bool_)


def is_python_type(value: Any) -> bool:
    return isinstance(value, type) and value in DTYPES


def _are_ints(value: Any) -> bool:
    return isinstance(value, tuple | list) and all(map(_is_int, value[:1]))


_TESTS: dict[str, Any] = {
    "Tensor": lambda value: isinstance(value, Tensor),
    "int": _is_int,
    "float": _is_number,
    "Number": _is_number,
    "bool": _is_bool,
    "str": lambda value: isinstance(value, str),
    "tuple of ints": _are_ints,
    "tuple of Tensors": lambda value: isinstance(value, tuple | list),
    "torch.dtype": lambda value: isinstance(value, Dtype) or is_python_type(value),
    "torch.Generator": lambda value: isinstance(value, Generator),
    "torch.device": lambda value: isinstance(value, Device | str | int),
}
# A single number will do for these.
_ONE_OR_MORE = frozenset(("dim", "shifts"))


def fits(parameter: Parameter, value: Any, function: str) -> bool:
    """Whether the value may stand for the parameter."""
    if value is None and (
        parameter.takes_none or (parameter.name == "dim" and function in _ALL_DIMS)
    ):
        return True
    if value is None and parameter.name == "requires_grad" and function not in _NEED_FLAG:
        return True
    if parameter.type == "Tensor" and function in _NUMBERS_TOO and _is_number(value):
        return True
    one_or_more = parameter.name in _ONE_OR_MORE or function == "roll"
    if parameter.type == "tuple of ints" and one_or_more and _is_int(value):
        return True
    return _TESTS.get(parameter.type, lambda value: True)(value)


def mistake(name: str, signature: Signature, args: Any, named: Any) -> str | None:
    """Why the arguments don't fit this signature; None if they do."""
    parameters = signature.parameters
    varargs = signature.positional == 1 and parameters[0].type == "tuple of ints"
    too_many = len(args) > signature.positional
    if too_many and not (varargs and _is_int(args[0])):
        return _too_many(name, signature, len(args))
    own_names = {ALIASES.get(key, key): key for key in named}
    left, at = {own: named[key] for own, key in own_names.items()}, 0
    for place, parameter in enumerate(parameters):
        if at < len(args):
            if parameter.keyword_only:
                return _too_many(name, signature, len(args))
            value, by_name = args[at], False
        elif parameter.name in left:
            value, by_name = left.pop(parameter.name), True
        elif parameter.optional:
            continue
        else:
            missing = [f'"{each.name}"' for each in parameters[place:] if not each.optional]
            plural = "s" if len(missing) == 1 else ""  # so it is there
            return (
                f"{name}() missing {len(missing)} required positional argument{plural}: "
                f"{', '.join(missing)}"
            )
        if not fits(parameter, value, name):
            if varargs and place == 0 and not by_name and _is_int(value):
                at = len(args)
                continue
            return wrong_type(name, parameter, value, None if by_name else at + 1)
        at += not by_name
    names = {each.name for each in parameters}
    for key in named if left else ():
        if key in left and key in names:
            return f"{name}() got multiple values for argument '{key}'"
        if key not in names:
            return f"{name}() got an unexpected keyword argument '{key}'"
    return None


def _too_many(name: str, signature: Signature, given: int) -> str:
    most = signature.positional
    least = signature.needed  # counts those that need a name, too: "from 1 to 0"
    were = "was" if given == 1 else "were"
    if least != most:
        return f"{name}() takes from {least} to {most} positional arguments but {given} were given"
    plural = "" if most == 1 else "s"
    return f"{name}() takes {most} positional argument{plural} but {given} {were} given"


def wrong_type(name: str, parameter: Parameter, value: Any, position: int | None) -> str:
    """The error for a value of a wrong type; no position where it was given by name."""
    where = "" if position is None else f" (position {position})"
    wanted = f"{name}(): argument '{parameter.name}'{where} must be {parameter.type}"
    if parameter.type == "tuple of ints" and isinstance(value, tuple | list):
        return f"{wanted}, but found element of type {type_name(value[0])} at pos 0"
    return f"{wanted}, not {type_name(value)}"


def _unpacking(name: str, signature: Signature, args: Any, named: Any) -> str | None:
    """What is wrong with a list of integers. PyTorch looks at the first of them only before it
    takes a signature for the right one."""
    for place, parameter in enumerate(signature.parameters):
        if parameter.type != "tuple of ints":
            continue
        value = args[place] if place < len(args) else named.get(parameter.name)
        if len(args) > signature.positional:
            value = args
        for at, each in enumerate(value if isinstance(value, tuple | list) else ()):
            if not _is_int(each) and not _is_bool(each):
                return (
                    f"{name}(): argument '{parameter.name}' failed to unpack the object at pos "
                    f'{at + 1} with error "type must be tuple of ints,but got {type_name(each)}"'
                )
    return None


def _not_one(name: str, args: Any, named: Any) -> str | None:
    """What is wrong with a call of a function that takes just one argument, without a name."""
    if named:
        return f"{name}() takes no keyword arguments"
    return None if len(args) == 1 else f"{name}() takes exactly one argument ({len(args)} given)"


def not_a_tensor(method: str, args: Any) -> str | None:
    """What PyTorch says of `Tensor.method(*args)`, unless the first is a tensor."""
    if not args:
        return f"unbound method TensorBase.{method}() needs an argument"
    value = args[0]
    if isinstance(value, Tensor) or f"Tensor.{method}" not in signatures():
        return None
    return (
        f"descriptor '{method}' for 'torch._C.TensorBase' objects doesn't apply to a "
        f"'{type_name(value)}' object"
    )


def problem(owner: str, name: str, args: Any, named: Any) -> str | None:
    """What PyTorch would say of this call of `owner`'s function; None if it is a good one, or none
    that is known. A method's arguments are those without the tensor itself."""
    known = signatures().get(f"{owner}.{name}")
    if known is None:
        return None
    hidden, ways = known
    called = f"linalg_{name}" if owner == "linalg" else name
    if not any(each.parameters for each in ways):
        place = "TensorBase" if owner == "Tensor" else owner
        if named:
            return f"{place}.{name}() takes no keyword arguments"
        return f"{place}.{name}() takes no arguments ({len(args)} given)" if args else None
    if owner == "torch" and name in _OF_ONE:
        return _not_one(f"torch._VariableFunctionsClass.{name}", args, named)
    wrong = [mistake(called, each, args, named) for each in ways]
    if None in wrong:
        return _unpacking(called, ways[wrong.index(None)], args, named)
    if len(ways) == 1 and not hidden:
        return wrong[0]
    given = len(args) + len(named)
    plausible = [
        place for place, each in enumerate(ways) if each.needed <= given <= len(each.parameters)
    ]
    if len(plausible) == 1:
        return wrong[plausible[0]]
    return none_fits(called, ways, args, named)
