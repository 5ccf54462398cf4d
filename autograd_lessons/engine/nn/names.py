"""Where PyTorch has the parts of `torch.nn`: what `print(type(layer))` and errors say."""

from collections.abc import Mapping
from typing import Any

_MODULES = {
    "activation": "CELU ELU GELU Hardtanh LeakyReLU LogSigmoid LogSoftmax ReLU ReLU6 SELU SiLU "
    "Sigmoid Softmax Softmin Softplus Softsign Tanh Tanhshrink",
    "batchnorm": "BatchNorm1d BatchNorm2d",
    "container": "ModuleDict ModuleList Sequential",
    "dropout": "Dropout",
    "flatten": "Flatten Unflatten",
    "linear": "Identity Linear",
    "loss": "BCELoss BCEWithLogitsLoss CrossEntropyLoss HuberLoss KLDivLoss L1Loss MSELoss NLLLoss "
    "SmoothL1Loss",
    "module": "Module",
    "normalization": "LayerNorm",
    "sparse": "Embedding",
}


def name_layers(found: Mapping[str, Any]) -> None:
    """Let the layers say that they are from PyTorch's modules."""
    for module, names in _MODULES.items():
        for name in names.split():
            found[name].__module__ = f"torch.nn.modules.{module}"


def blank(name: str) -> Any:
    """A layer of this name without anything in it, to be filled with what was stored of one."""
    from .. import nn

    kind = getattr(nn, name)
    return kind.__new__(kind)
