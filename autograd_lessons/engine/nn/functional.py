"""`torch.nn.functional`: activation functions, losses, and what layers compute."""

from typing import Any

from ..lazy import load, missing, places
from .activation import (
    celu,
    elu,
    gelu,
    gumbel_softmax,
    hardtanh,
    leaky_relu,
    log_softmax,
    logsigmoid,
    prelu,
    relu,
    relu6,
    selu,
    sigmoid,
    silu,
    softmax,
    softmin,
    softplus,
    softsign,
    tanh,
    tanhshrink,
)
from .attention import scaled_dot_product_attention
from .layers import (
    batch_norm,
    cosine_similarity,
    dropout,
    dropout1d,
    dropout2d,
    embedding,
    group_norm,
    layer_norm,
    normalize,
    one_hot,
    rms_norm,
)
from .likelihoods import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
    cross_entropy,
    kl_div,
    nll_loss,
)
from .linear import linear
from .losses import huber_loss, l1_loss, mse_loss, smooth_l1_loss

__all__ = [
    "batch_norm", "binary_cross_entropy", "binary_cross_entropy_with_logits", "celu",
    "cosine_similarity", "cross_entropy", "dropout", "dropout1d", "dropout2d", "elu",
    "embedding", "gelu", "group_norm", "gumbel_softmax", "hardtanh", "huber_loss", "kl_div",
    "l1_loss", "layer_norm", "leaky_relu", "linear", "log_softmax", "logsigmoid", "mse_loss",
    "nll_loss", "normalize", "one_hot", "prelu", "relu", "relu6", "rms_norm",
    "scaled_dot_product_attention", "selu", "sigmoid", "silu", "smooth_l1_loss", "softmax",
    "softmin", "softplus", "softsign", "tanh", "tanhshrink",
]  # fmt: skip

for _name in __all__:
    globals()[_name].__module__ = "torch.nn.functional"
# Loaded when first asked for.
_PLACES = places(
    {
        "nn.comparisons": "cosine_embedding_loss gaussian_nll_loss hinge_embedding_loss "
        "margin_ranking_loss pairwise_distance triplet_margin_loss",
        "nn.convolution": "conv1d conv2d conv_transpose1d conv_transpose2d",
        "nn.padding": "pad",
        "nn.pooling": "adaptive_avg_pool1d adaptive_avg_pool2d avg_pool1d avg_pool2d max_pool1d "
        "max_pool2d",
    }
)
_no_such = missing("torch.nn.functional")


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        return _no_such(name)
    found = globals()[name] = load(*_PLACES[name])
    found.__module__ = "torch.nn.functional"
    return found
