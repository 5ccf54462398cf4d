"""PyTorch's autograd in NumPy, under PyTorch's names.

    from autograd_lessons import engine as torch

    x = torch.tensor([1.0], requires_grad=True)
    y = x**2
    y.backward()
    print(x.grad)  # tensor([2.])

Start reading at `tensor.py` (what a tensor knows), `node.py` (what the graph is made of),
`backward.py` (the chain rule) and `operation.py` (how an operation is written down).
"""

import math as _math
from functools import cache as _cache
from typing import Any as _Any

from . import methods, overrides
from .calls.checking import checked as _checked
from .calls.warn_once import is_warn_always_enabled, set_warn_always
from .creation.factories import tensor as _tensor
from .dtypes import (
    bool,
    double,
    dtype,
    float,
    float32,
    float64,
    get_default_dtype,
    int,
    int8,
    int16,
    int32,
    int64,
    long,
    promote_types,
    set_default_dtype,
    short,
    uint8,
)
from .grad_mode import enable_grad, is_grad_enabled, no_grad, set_grad_enabled
from .inference import inference_mode, is_inference, is_inference_mode_enabled
from .lazy import load as _load
from .lazy import places as _places
from .size import Size
from .tensor import Tensor

methods.attach()

tensor = _checked(_tensor, "torch", "tensor")  # at once: the module has that name, too

__version__ = "2.13.0+cpu"  # the PyTorch that it does as
e, inf, nan, newaxis, pi = _math.e, _math.inf, _math.nan, None, _math.pi

# What is loaded when it is first asked for: the module, and what PyTorch offers of it as
# `torch.name`. `a=b` gives the module's `b` the name `a`.
_LAZY = {
    "autograd.anomaly_mode": "is_anomaly_check_nan_enabled is_anomaly_enabled set_anomaly_enabled",
    "conversion": "clone",
    "creation.factories": "arange as_tensor empty empty_like eye from_numpy full full_like "
    "linspace ones ones_like zeros zeros_like",
    "devices": "accelerator backends cuda device get_default_device get_num_threads "
    "set_default_device set_num_threads use_deterministic_algorithms version",
    "facts": "contiguous_format is_complex is_floating_point is_nonzero is_tensor numel "
    "preserve_format strided legacy_contiguous_format=contiguous_format",
    "func": "vmap",
    "creation.legacy": "BoolTensor ByteTensor CharTensor DoubleTensor FloatTensor IntTensor "
    "LongTensor ShortTensor",
    "limits": "finfo iinfo",
    "operations.activation": "relu sigmoid tanh",
    "operations.arithmetic": "abs neg positive pow reciprocal rsqrt sign "
    "sqrt square negative=neg absolute=abs",
    "operations.arranging": "broadcast_shapes broadcast_tensors broadcast_to flip fliplr flipud "
    "meshgrid movedim ravel roll swapaxes swapdims tile unflatten moveaxis=movedim",
    "operations.bivariate": "atan2 fmax fmin fmod heaviside hypot lerp arctan2=atan2",
    "operations.choosing": "masked_fill masked_select where",
    "operations.clamping": "clamp clip=clamp",
    "operations.closeness": "allclose equal isclose",
    "operations.comparison": "bitwise_not eq ge gt isfinite "
    "isinf isnan le logical_and logical_not logical_or logical_xor lt ne "
    "greater=gt greater_equal=ge less=lt less_equal=le not_equal=ne",
    "operations.composed": "diff inner repeat_interleave tensordot",
    "operations.cumulative": "cumprod cumsum prod",
    "operations.diagonals": "diag diag_embed diagonal trace tril triu",
    "operations.drawing": "multinomial",
    "operations.einsum": "einsum",
    "operations.equations": "det inverse",
    "operations.extremes": "amax amin",
    "operations.filling": "bernoulli normal",
    "operations.finding": "bincount count_nonzero nonzero unique",
    "operations.functions": "acos asin atan ceil cos cosh exp exp2 expm1 floor log log1p "
    "log2 log10 maximum minimum sin sinh tan trunc "
    "arccos=acos arcsin=asin arctan=atan fix=trunc",
    "operations.gathering": "gather index_select narrow take take_along_dim",
    "operations.hyperbolic": "acosh asinh atanh arccosh=acosh arcsinh=asinh arctanh=atanh",
    "operations.indexing": "select=select_along",
    "operations.joining": "cat chunk split stack unbind concat=cat concatenate=cat",
    "operations.linalg": "addmm bmm dot matmul mm mv",
    "operations.logsumexp": "logaddexp logsumexp",
    "operations.ordering": "argsort median sort topk",
    "operations.products": "addcdiv addcmul",
    "operations.reduction": "all any argmax argmin max mean min sum",
    "operations.scaled": "add bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift "
    "bitwise_xor div floor_divide mul remainder round rsub sub multiply=mul subtract=sub "
    "divide=div true_divide=div",
    "operations.scattering": "index_add scatter scatter_add",
    "operations.shape": "flatten permute reshape squeeze t transpose unsqueeze",
    "operations.softmax": "log_softmax softmax",
    "operations.special": "erf erfc frac nan_to_num",
    "operations.stacking": "atleast_1d atleast_2d atleast_3d column_stack dstack hstack vstack "
    "row_stack=vstack",
    "operations.variance": "std std_mean var var_mean",
    "operations.vectors": "cross dist norm outer ger=outer",
    "printing": "set_printoptions",
    "serialization": "load save",
    "random.sampling": "Generator default_generator get_rng_state initial_seed manual_seed rand "
    "rand_like randint randint_like randn randn_like randperm seed set_rng_state",
}
_MODULES = {
    "autograd": "autograd",
    "func": "func",
    "linalg": "linalg",
    "nn": "nn",
    "optim": "optim",
    "random": "random",
    "special": "operations.special",
    "serialization": "serialization",
    "utils": "utils",
}
# Methods that `torch` has as functions, too.
_METHODS = frozenset(
    [
        "abs_",
        "acos_",
        "acosh_",
        "arccos_",
        "arccosh_",
        "arcsin_",
        "arcsinh_",
        "arctan_",
        "arctanh_",
        "asin_",
        "asinh_",
        "atan_",
        "atanh_",
        "ceil_",
        "clamp_",
        "clip_",
        "cos_",
        "cosh_",
        "detach",
        "detach_",
        "erf_",
        "erfc_",
        "exp2_",
        "exp_",
        "expm1_",
        "fill_",
        "fix_",
        "floor_",
        "frac_",
        "log10_",
        "log1p_",
        "log2_",
        "log_",
        "nan_to_num_",
        "neg_",
        "negative_",
        "reciprocal_",
        "relu_",
        "round_",
        "rsqrt_",
        "sigmoid_",
        "sin_",
        "sinh_",
        "sqrt_",
        "square_",
        "tan_",
        "tanh_",
        "trunc_",
        "zero_",
    ]
)


@_cache
def _lazy_names() -> dict[str, tuple[str, ...]]:
    return _places(_LAZY)


def __getattr__(name: str) -> _Any:
    if name in _lazy_names():
        found = _load(*_lazy_names()[name])
        if callable(found) and not isinstance(found, type):
            found = _checked(found, "torch", name)
    elif name in _MODULES:
        found = _load(_MODULES[name])
    elif name in _METHODS:
        found = _checked(getattr(Tensor, name), "torch", name)
    else:
        raise AttributeError(f"module 'torch' has no attribute '{name}'")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_lazy_names(), *_MODULES, *_METHODS})
