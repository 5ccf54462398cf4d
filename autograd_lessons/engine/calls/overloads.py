"""PyTorch's words for a call that fits none of a function's signatures."""

from collections.abc import Mapping
from typing import Any

from .type_names import type_name


def no_such_call(name: str, args: Any, kwargs: Mapping[str, Any], *signatures: str) -> TypeError:
    """The error for `name(*args, **kwargs)`, with the signatures that there are."""
    given = [type_name(each) for each in args]
    given += [f"{key}={type_name(value)}" for key, value in kwargs.items()]
    known = "".join(f" * ({signature})\n" for signature in signatures)
    return TypeError(
        f"{name}() received an invalid combination of arguments - got ({', '.join(given)}), "
        f"but expected one of:\n{known}"
    )
