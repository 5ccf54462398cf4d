"""`torch.autograd`: ways to ask for gradients.

`gradients.py` has `backward` and `grad`, `roots.py` what they start with, `function.py` operations
of one's own.
"""

from ..lazy import offered

__getattr__, __dir__ = offered(
    "torch.autograd",
    globals(),
    {
        "autograd.anomaly_mode": ". detect_anomaly set_detect_anomaly",
        "autograd.forward_ad": ".",
        "autograd.function": ". Function",
        "autograd.functional": ".",
        "autograd.gradients": "backward grad",
        "autograd.graph": ".",
        "autograd.variable": "Variable",
        "grad_mode": ". enable_grad no_grad set_grad_enabled",
        "gradcheck": "gradcheck gradgradcheck",
        "inference": "inference_mode",
    },
)
__all__ = ["backward", "grad"]
