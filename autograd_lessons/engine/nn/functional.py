"""`torch.nn.functional`: activation functions, losses, and what layers compute."""

from typing import Any

from ..lazy import offered


def _named(function: Any, name: str) -> Any:
    function.__module__ = "torch.nn.functional"
    return function


__getattr__, __dir__ = offered(
    "torch.nn.functional",
    globals(),
    {
        "nn.functions.activation": "celu elu gelu gumbel_softmax hardtanh leaky_relu log_softmax "
        "logsigmoid prelu relu relu6 selu sigmoid silu softmax softmin softplus softsign tanh "
        "tanhshrink",
        "nn.functions.attention": "scaled_dot_product_attention",
        "nn.functions.comparisons": "cosine_embedding_loss gaussian_nll_loss hinge_embedding_loss "
        "margin_ranking_loss triplet_margin_loss",
        "nn.functions.convolution": "conv1d conv2d conv_transpose1d conv_transpose2d",
        "nn.functions.distance": "cosine_similarity normalize pairwise_distance",
        "nn.functions.dropout": "dropout dropout1d dropout2d",
        "nn.functions.gates": "glu hardsigmoid hardswish mish",
        "nn.functions.in_place": "celu_ elu_ hardtanh_ leaky_relu_ relu_ selu_",
        "nn.functions.likelihoods": "binary_cross_entropy binary_cross_entropy_with_logits "
        "cross_entropy kl_div nll_loss",
        "nn.functions.linear": "linear",
        "nn.functions.losses": "huber_loss l1_loss mse_loss smooth_l1_loss",
        "nn.functions.normalization": "batch_norm group_norm layer_norm rms_norm",
        "nn.functions.padding": "pad",
        "nn.functions.pooling": "adaptive_avg_pool1d adaptive_avg_pool2d avg_pool1d avg_pool2d "
        "max_pool1d max_pool2d",
        "operations.embedding": "embedding one_hot",
    },
    _named,
)
__all__ = __dir__()
