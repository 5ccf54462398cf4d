"""`torch.utils`: datasets and their loaders."""

from typing import Any

from ..lazy import load


def __getattr__(name: str) -> Any:
    if name in ("checkpoint", "data"):
        return load(f"utils.{name}")
    raise AttributeError(f"module 'torch.utils' has no attribute '{name}'")
