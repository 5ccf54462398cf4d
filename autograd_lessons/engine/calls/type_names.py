"""What PyTorch's errors call the type of a value."""

from types import MethodType
from typing import Any

_NAME: Any = vars(type)["__name__"]  # what errors read, whatever a class says


_BUILTIN = "builtin_function_or_method"  # what functions of C++ are


def type_name(value: Any) -> str:
    """The name that Python's own errors use; NumPy's types, too, are called in full."""
    kind = type(value)
    if kind is MethodType and _NAME.__get__(type(value.__self__)) == "Tensor":
        from .arguments import signatures  # only methods of C++ have any

        return _BUILTIN if f"Tensor.{value.__name__}" in signatures() else "method"
    name = _NAME.__get__(kind)
    return f"numpy.{name}" if kind.__module__ == "numpy" else name


class InFull(type):
    """Makes classes of `torch`, or of a module of it, that Python's errors call by their full name,
    as in "'torch.Size' object is not callable". Their `__name__` is the short one all the same."""

    def __new__(
        cls, name: str, bases: tuple[type, ...], body: dict[str, Any], module: str = "torch"
    ) -> type:
        made = super().__new__(cls, name, bases, {**body, "__module__": module})
        _NAME.__set__(made, f"{module}.{name}")
        return made

    def __init__(
        cls, name: str, bases: tuple[type, ...], body: dict[str, Any], module: str = "torch"
    ) -> None:
        super().__init__(name, bases, body)

    @property
    def __name__(cls) -> str:  # type: ignore[override]
        return cls.__qualname__
