"""Layers that have settings, but nothing to learn."""

from inspect import Parameter, Signature
from typing import Any, ClassVar

from .module import Module


class WithSettings(Module):
    """`class Layer(WithSettings, slope=1.0)` takes the argument `slope` and keeps it."""

    settings: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls, **settings: Any) -> None:
        super().__init_subclass__()
        if settings:
            cls.settings = settings
            cls.__init__ = _init_with(settings, cls.__name__)  # type: ignore[method-assign]

    def _set(self, settings: dict[str, Any]) -> None:
        for name, value in settings.items():
            setattr(self, name, value)


def _init_with(settings: dict[str, Any], layer: str) -> Any:
    """A layer's `__init__` that takes these, in this order, with these defaults."""

    def __init__(self: WithSettings, *args: Any, **named: Any) -> None:
        Module.__init__(self)
        for name in named.keys() - settings.keys():
            raise TypeError(f"{layer}.__init__() got an unexpected keyword argument '{name}'")
        if len(args) > len(settings):
            raise TypeError(
                f"{layer}.__init__() takes from 1 to {len(settings) + 1} positional arguments but "
                f"{len(args) + 1} were given"
            )
        self._set(settings | dict(zip(settings, args, strict=False)) | named)

    kind = Parameter.POSITIONAL_OR_KEYWORD
    shown = [Parameter(name, kind, default=value) for name, value in settings.items()]
    init: Any = __init__
    init.__signature__ = Signature([Parameter("self", kind), *shown])
    return init
