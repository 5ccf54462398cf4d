"""PyTorch's autograd, learned by watching it.

Public names load on first use, so that `import autograd_lessons` costs next to nothing and
`from autograd_lessons import engine` needs NumPy only.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from .tracebacks import shorten_in_ipython

if TYPE_CHECKING:
    from . import engine
    from .language import get_language, set_language
    from .picture.draw import Picture, draw
    from .picture.watch import watch
    from .picture.why import Reason, why
    from .teaching import check, hint, predict
    from .widgets.error_lab import error_lab
    from .widgets.explore import explore
    from .widgets.kink_lab import kink_lab
    from .widgets.retain_lab import retain_lab
    from .widgets.step import step
    from .widgets.stopping_lab import stopping_lab

__version__ = "0.1.0"

__all__ = [
    "Picture",
    "Reason",
    "__version__",
    "check",
    "draw",
    "engine",
    "error_lab",
    "explore",
    "get_language",
    "hint",
    "kink_lab",
    "predict",
    "retain_lab",
    "set_language",
    "step",
    "stopping_lab",
    "watch",
    "why",
]

_HOME = {
    "Picture": "picture",
    "Reason": "picture",
    "check": "teaching",
    "draw": "picture",
    "error_lab": "widgets",
    "explore": "widgets",
    "get_language": "language",
    "hint": "teaching",
    "kink_lab": "widgets",
    "predict": "teaching",
    "retain_lab": "widgets",
    "set_language": "language",
    "step": "widgets",
    "stopping_lab": "widgets",
    "watch": "picture",
    "why": "picture",
}


def __getattr__(name: str) -> object:
    if name == "engine":
        return import_module(".engine", __name__)
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)


shorten_in_ipython()
