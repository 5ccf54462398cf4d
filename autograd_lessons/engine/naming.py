"""Classes that say they are PyTorch's: `type(x)` prints <class 'torch.nn.modules.linear.Linear'>.

Each is in the engine where it is in PyTorch: `nn/modules/linear.py` has `Linear`.
"""

from typing import Any

from .lazy import load

_ENGINE = __name__.rpartition(".")[0]


def _home(cls: type) -> str | None:
    """The engine's module that has the class, if it is one of the engine's."""
    library, _, module = cls.__module__.partition(".")
    return module if library == "torch" else None


def rebuilt(module: str, name: str) -> Any:
    """An object without attributes, of a class of the engine's."""
    return object.__new__(load(module, name))


class Named:
    """The base of classes with PyTorch's names. What is stored with `pickle` is the engine's."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.__module__.startswith(_ENGINE):
            cls.__module__ = "torch" + cls.__module__.removeprefix(_ENGINE)

    def __reduce_ex__(self, protocol: Any) -> Any:
        module = _home(type(self))
        if module is None:
            return super().__reduce_ex__(protocol)
        return rebuilt, (module, type(self).__name__), self.__getstate__()
