"""What PyTorch's errors call the type of a value."""

from typing import Any, TypeVar

Kind = TypeVar("Kind", bound=type)


def type_name(value: Any) -> str:
    """The name that Python's own errors use; NumPy's types, too, are called in full."""
    kind = type(value)
    return f"numpy.{kind.__name__}" if kind.__module__ == "numpy" else kind.__name__


def in_full(kind: Kind) -> Kind:
    """Decorate a class of `torch` that Python's errors are to call so: "'torch.Size' object is
    not callable". What `print(kind)` shows stays the same."""
    kind.__module__ = "torch"
    kind.__name__ = f"torch.{kind.__name__}"
    return kind
