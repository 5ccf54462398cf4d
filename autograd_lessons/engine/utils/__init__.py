"""`torch.utils`: datasets and their loaders."""

from typing import Any

from ..later import load


def __getattr__(name: str) -> Any:
    if name == "data":
        return load("utils.data")
    raise AttributeError(f"module 'torch.utils' has no attribute '{name}'")
