"""What PyTorch's errors call the type of a value."""

from typing import Any

_NAME: Any = vars(type)["__name__"]  # what errors read, whatever a class says


def type_name(value: Any) -> str:
    """The name that Python's own errors use; NumPy's types, too, are called in full."""
    kind = type(value)
    name = _NAME.__get__(kind)
    return f"numpy.{name}" if kind.__module__ == "numpy" else name


class InFull(type):
    """Makes classes of `torch` that Python's errors call by their full name, as in "'torch.Size'
    object is not callable". Their `__name__` is the short one all the same."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
        made = super().__new__(cls, name, bases, {**body, "__module__": "torch"})
        _NAME.__set__(made, f"torch.{name}")
        return made

    @property
    def __name__(cls) -> str:  # type: ignore[override]
        return cls.__qualname__
