"""`torch.nn`: functions, and layers that hold their parameters."""

from typing import Any

from ..lazy import load, missing, places
from . import functional, init, parameter, utils
from .modules.activation import (
    CELU,
    ELU,
    GELU,
    SELU,
    Hardtanh,
    LeakyReLU,
    LogSigmoid,
    LogSoftmax,
    PReLU,
    ReLU,
    ReLU6,
    Sigmoid,
    SiLU,
    Softmax,
    Softmin,
    Softplus,
    Softsign,
    Tanh,
    Tanhshrink,
)
from .modules.batchnorm import BatchNorm1d, BatchNorm2d
from .modules.container import ModuleDict, ModuleList, ParameterDict, ParameterList, Sequential
from .modules.distance import CosineSimilarity, PairwiseDistance
from .modules.dropout import Dropout, Dropout1d, Dropout2d
from .modules.flatten import Flatten, Unflatten
from .modules.linear import Identity, Linear
from .modules.loss import (
    BCELoss,
    BCEWithLogitsLoss,
    CosineEmbeddingLoss,
    CrossEntropyLoss,
    GaussianNLLLoss,
    HingeEmbeddingLoss,
    HuberLoss,
    KLDivLoss,
    L1Loss,
    MarginRankingLoss,
    MSELoss,
    NLLLoss,
    SmoothL1Loss,
    TripletMarginLoss,
)
from .modules.module import Module
from .modules.normalization import GroupNorm, LayerNorm, RMSNorm
from .modules.sparse import Embedding
from .parameter import Parameter

__all__ = [
    "CELU", "ELU", "GELU", "SELU", "BCELoss", "BCEWithLogitsLoss", "BatchNorm1d", "BatchNorm2d",
    "CosineEmbeddingLoss", "CosineSimilarity", "CrossEntropyLoss", "Dropout", "Dropout1d",
    "Dropout2d", "Embedding", "Flatten", "GaussianNLLLoss", "GroupNorm", "Hardtanh",
    "HingeEmbeddingLoss", "HuberLoss", "Identity", "KLDivLoss", "L1Loss", "LayerNorm",
    "LeakyReLU", "Linear", "LogSigmoid", "LogSoftmax", "MSELoss", "MarginRankingLoss", "Module",
    "ModuleDict", "ModuleList", "NLLLoss", "PReLU", "PairwiseDistance", "Parameter",
    "ParameterDict", "ParameterList", "RMSNorm", "ReLU", "ReLU6", "Sequential", "SiLU",
    "Sigmoid", "SmoothL1Loss", "Softmax", "Softmin", "Softplus", "Softsign", "Tanh",
    "Tanhshrink", "TripletMarginLoss", "Unflatten", "functional", "init", "parameter", "utils",
]  # fmt: skip

# Loaded when first asked for.
_PLACES = places(
    {
        "nn.modules.conv": "Conv1d Conv2d ConvTranspose1d ConvTranspose2d",
        "nn.modules.padding": "ConstantPad2d ZeroPad2d",
        "nn.modules.pooling": "AdaptiveAvgPool1d AdaptiveAvgPool2d AvgPool1d AvgPool2d MaxPool1d "
        "MaxPool2d",
    }
)
_no_such = missing("torch.nn")
for _name in ("activation", "layers", "likelihoods", "linear", "losses"):
    del globals()[_name]  # modules of ours: `nn.linear` is an error in PyTorch


def __getattr__(name: str) -> Any:
    return load(*_PLACES[name]) if name in _PLACES else _no_such(name)
