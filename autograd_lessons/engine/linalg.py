"""`torch.linalg`: norms, products and linear equations, loaded when they are first asked for."""

from typing import Any

from .calls.checking import checked
from .lazy import load, places

_PLACES = places(
    {
        "operations.equations": "LinAlgError cholesky det inv solve",
        "operations.vectors": "cross=linalg_cross matrix_norm norm=linalg_norm svdvals vector_norm",
    }
)


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'torch.linalg' has no attribute '{name}'")
    found = load(*_PLACES[name])
    if not isinstance(found, type):
        found = checked(found, "linalg", name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(_PLACES)
