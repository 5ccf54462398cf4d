"""What the C++ function beneath one of PyTorch's Python functions says of wrong arguments.

`F.cross_entropy` checks nothing by itself: its errors are those of `cross_entropy_loss`, which it
calls in the end. Loaded when something is wrong.
"""

import inspect
from typing import Any

from .arguments import fits, mistake, signature_of, wrong_type

# By function: the one beneath, with its parameters by position. Those called as this function's
# own parameters are checked; `a=b` is its own parameter a, which the error calls b.
_BENEATH = {
    "batch_norm": "batch_norm(Tensor input, Tensor weight = None, Tensor bias = None, "
    "Tensor running_mean = None, Tensor running_var = None, bool training, float momentum, "
    "float eps)",
    "binary_cross_entropy_with_logits": "binary_cross_entropy_with_logits(object input, "
    "object target, Tensor weight = None, Tensor pos_weight = None)",
    "celu": "celu(Tensor input, Number alpha)",
    "cross_entropy": "cross_entropy_loss(Tensor input, Tensor target, Tensor weight = None, "
    "object reduction, int ignore_index, float label_smoothing)",
    "dropout": "dropout(Tensor input, object p, bool training=train)",
    "elu": "elu(Tensor input, Number alpha)",
    "embedding": "embedding(Tensor weight, Tensor input=indices, object padding_idx, "
    "bool scale_grad_by_freq, bool sparse)",
    "huber_loss": "huber_loss(object input, object target, object reduction, float delta)",
    "layer_norm": "layer_norm(Tensor input, tuple of ints normalized_shape, Tensor weight = None, "
    "Tensor bias = None, float eps)",
    "leaky_relu": "leaky_relu(Tensor input, Number negative_slope)",
    "log_softmax": "log_softmax(int dim = None, *, torch.dtype dtype = None)",
    "nll_loss": "nll_loss_nd(Tensor input, Tensor target, Tensor weight = None, object reduction, "
    "int ignore_index)",
    "smooth_l1_loss": "smooth_l1_loss(object input, object target, object reduction, float beta)",
    "softmax": "softmax(int dim = None, *, torch.dtype dtype = None)",
    "softmin": "softmax(int dim = None, *, torch.dtype dtype = None)",
}
# Functions that are themselves of C++.
_OF_C = {
    "cosine_similarity": "cosine_similarity(Tensor x1, Tensor x2, int dim = 1, float eps = 1e-08)",
    "gelu": "gelu(Tensor input, *, str approximate = 'none')",
    "linear": "linear(Tensor input, Tensor weight, Tensor bias = None)",
    "logsigmoid": "log_sigmoid(Tensor input)",
    "one_hot": "one_hot(Tensor input, int num_classes = -1)",
    "softplus": "softplus(Tensor input, Number beta = 1, Number threshold = 20)",
}


def complaint(function: Any, args: Any, named: Any) -> str | None:
    """The text of the error for this call; None if all arguments are of the right types."""
    text = _OF_C.get(function.__name__)
    if text is not None:
        name, _, rest = text.partition("(")
        return mistake(name, signature_of(rest[:-1]), args, named)
    text = _BENEATH.get(function.__name__)
    if text is None:
        return None
    try:
        bound = inspect.signature(function).bind(*args, **named)
    except TypeError:
        return None  # Python's own error is right
    bound.apply_defaults()
    name, _, rest = text.partition("(")
    for place, parameter in enumerate(signature_of(rest[:-1]).parameters):
        own, _, told = parameter.name.partition("=")
        value = bound.arguments[own]
        if not fits(parameter, value, name):
            position = None if parameter.keyword_only else place + 1
            return wrong_type(name, parameter._replace(name=told or own), value, position)
    return None
