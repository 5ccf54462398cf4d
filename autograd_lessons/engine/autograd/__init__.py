"""`torch.autograd`: ways to ask for gradients.

`gradients.py` has `backward` and `grad`, `roots.py` what they start with.
"""

from typing import Any

from ..lazy import load, places
from .gradients import backward, grad

__all__ = ["backward", "grad"]

# What few programs need is loaded when it is first asked for.
_PLACES = places(
    {
        "autograd.anomaly_mode": "detect_anomaly set_detect_anomaly",
        "autograd.function": "Function",
        "autograd.variable": "Variable",
        "grad_mode": "enable_grad no_grad set_grad_enabled",
        "gradcheck": "gradcheck gradgradcheck",
        "inference": "inference_mode",
    }
)
_MODULES = {
    "anomaly_mode": "autograd.anomaly_mode",
    "function": "autograd.function",
    "functional": "autograd.functional",
    "grad_mode": "grad_mode",
    "graph": "autograd.graph",
}


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        return load(*_PLACES[name])
    if name in _MODULES:
        return load(_MODULES[name])
    raise AttributeError(f"module 'torch.autograd' has no attribute '{name}'")
