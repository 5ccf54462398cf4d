"""Classes that say they are PyTorch's: `type(x)` prints <class 'torch.nn.modules.linear.Linear'>.

Each is in the engine where it is in PyTorch: `nn/modules/linear.py` has `Linear`.
"""

from types import FunctionType
from typing import Any, ClassVar

from .lazy import load

_ENGINE = __name__.rpartition(".")[0]


def _home(cls: type) -> str | None:
    """The engine's module that has the class, if it is one of the engine's."""
    library, _, module = cls.__module__.partition(".")
    return module if library == "torch" else None


def rebuilt(module: str, name: str) -> Any:
    """An object without attributes, of a class of the engine's."""
    return object.__new__(load(module, name))


def as_own(cls: type, method: FunctionType) -> Any:
    """The same method under the name that it has as one of this class, for what errors call it."""
    own = FunctionType(
        method.__code__,
        method.__globals__,
        method.__name__,
        method.__defaults__,
        method.__closure__,
    )
    own.__kwdefaults__, own.__doc__ = method.__kwdefaults__, method.__doc__
    own.__qualname__ = f"{cls.__name__}.{method.__name__}"
    return own


class Named:
    """The base of classes with PyTorch's names. What is stored with `pickle` is the engine's.

    `_each_its_own`: methods that in PyTorch each class right below this one has written again.
    """

    _each_its_own: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if not cls.__module__.startswith(_ENGINE):
            return
        cls.__module__ = "torch" + cls.__module__.removeprefix(_ENGINE)
        for name in vars(cls.__base__).get("_each_its_own", ()):
            if name not in vars(cls):
                setattr(cls, name, as_own(cls, getattr(cls, name)))

    def __reduce_ex__(self, protocol: Any) -> Any:
        module = _home(type(self))
        if module is None:
            return super().__reduce_ex__(protocol)
        return rebuilt, (module, type(self).__name__), self.__getstate__()
