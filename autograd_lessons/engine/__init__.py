"""PyTorch's autograd in NumPy, under PyTorch's names.

    from autograd_lessons import engine as torch

    x = torch.tensor([1.0], requires_grad=True)
    y = x**2
    y.backward()
    print(x.grad)  # tensor([2.])

Start reading at `tensor.py` (what a tensor knows), `node.py` (what the graph is made of),
`backward.py` (the chain rule) and `operation.py` (how an operation is written down).
"""

import importlib as _importlib
from typing import TYPE_CHECKING as _TYPE_CHECKING
from typing import Any as _Any

from . import autograd, methods, overrides
from .conversion import clone
from .creation import (
    arange,
    as_tensor,
    empty,
    empty_like,
    eye,
    from_numpy,
    full,
    full_like,
    linspace,
    ones,
    ones_like,
    tensor,
    zeros,
    zeros_like,
)
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
from .facts import (
    contiguous_format,
    is_complex,
    is_floating_point,
    is_nonzero,
    is_tensor,
    numel,
    preserve_format,
    strided,
)
from .grad_mode import enable_grad, is_grad_enabled, no_grad, set_grad_enabled
from .inference import inference_mode, is_inference, is_inference_mode_enabled
from .operations import linalg, special
from .operations.activation import relu, sigmoid, tanh
from .operations.arithmetic import (
    abs,
    floor_divide,
    neg,
    positive,
    pow,
    reciprocal,
    remainder,
    rsqrt,
    sign,
    sqrt,
    square,
)
from .operations.arranging import (
    broadcast_shapes,
    broadcast_tensors,
    broadcast_to,
    flip,
    fliplr,
    flipud,
    movedim,
    ravel,
    roll,
    swapaxes,
    swapdims,
    tile,
    unflatten,
)
from .operations.bivariate import atan2, fmax, fmin, fmod, heaviside, hypot, lerp
from .operations.choosing import masked_fill, masked_select, where
from .operations.closeness import allclose, equal, isclose
from .operations.comparison import (
    bitwise_and,
    bitwise_not,
    bitwise_or,
    bitwise_xor,
    eq,
    ge,
    gt,
    isfinite,
    isinf,
    isnan,
    le,
    logical_and,
    logical_not,
    logical_or,
    logical_xor,
    lt,
    ne,
)
from .operations.cumulative import cumprod, cumsum, prod
from .operations.diagonals import diag, diag_embed, diagonal, trace, tril, triu
from .operations.einsum import einsum
from .operations.extremes import amax, amin
from .operations.filling import bernoulli, normal
from .operations.functions import (
    acos,
    asin,
    atan,
    ceil,
    clamp,
    cos,
    cosh,
    exp,
    exp2,
    expm1,
    floor,
    log,
    log1p,
    log2,
    log10,
    maximum,
    minimum,
    sin,
    sinh,
    tan,
    trunc,
)
from .operations.gathering import gather, index_select, narrow, take, take_along_dim
from .operations.joining import cat, chunk, split, stack, unbind
from .operations.linalg import addmm, bmm, dot, matmul, mm, mv
from .operations.logsumexp import logaddexp, logsumexp
from .operations.ordering import argsort, median, sort, topk
from .operations.products import addcdiv, addcmul
from .operations.reduction import all, any, argmax, argmin, max, mean, min, sum
from .operations.scaled import add, div, mul, round, rsub, sub
from .operations.shape import flatten, permute, reshape, squeeze, t, transpose, unsqueeze
from .operations.softmax import log_softmax, softmax
from .operations.special import erf, erfc, frac, nan_to_num
from .operations.stacking import (
    atleast_1d,
    atleast_2d,
    atleast_3d,
    column_stack,
    dstack,
    hstack,
    vstack,
)
from .operations.variance import std, std_mean, var, var_mean
from .operations.vectors import cross, norm, outer
from .printing import set_printoptions
from .sampling import (
    Generator,
    default_generator,
    get_rng_state,
    initial_seed,
    manual_seed,
    rand,
    rand_like,
    randint,
    randint_like,
    randn,
    randn_like,
    randperm,
    seed,
    set_rng_state,
)
from .size import Size
from .tensor import Tensor
from .warn_once import is_warn_always_enabled, set_warn_always

multiply, subtract, divide, negative, absolute = mul, sub, div, neg, abs
arctan2, concat, concatenate, ger, moveaxis, row_stack, true_divide = (
    atan2, cat, cat, outer, movedim, vstack, div,
)  # fmt: skip

methods.attach()

if _TYPE_CHECKING:
    from . import nn, optim
    from .anomaly import is_anomaly_check_nan_enabled, is_anomaly_enabled, set_anomaly_enabled
    from .limits import finfo, iinfo

# Loaded when first asked for: importing the engine is to take hardly longer than importing NumPy.
_MODULES = ("nn", "optim")
_LATER = {
    "finfo": "limits",
    "iinfo": "limits",
    "is_anomaly_check_nan_enabled": "anomaly",
    "is_anomaly_enabled": "anomaly",
    "set_anomaly_enabled": "anomaly",
}


def __getattr__(name: str) -> _Any:
    if name not in _MODULES and name not in _LATER:
        raise AttributeError(f"module 'torch' has no attribute '{name}'")
    module = _importlib.import_module(f".{_LATER.get(name, name)}", __name__)
    return module if name in _MODULES else getattr(module, name)
