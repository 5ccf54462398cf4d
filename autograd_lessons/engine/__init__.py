"""PyTorch's autograd in NumPy, under PyTorch's names.

    from autograd_lessons import engine as torch

    x = torch.tensor([1.0], requires_grad=True)
    y = x**2
    y.backward()
    print(x.grad)  # tensor([2.])

Start reading at `tensor.py` (what a tensor knows), `node.py` (what the graph is made of),
`backward.py` (the chain rule) and `operation.py` (how an operation is written down). The operations
themselves are in `operations`, each with its derivative; `names.py` lists all that is offered.
"""

import math as _math
from functools import cache as _cache
from typing import Any as _Any

from . import methods, names, overrides
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
_METHODS = frozenset(names.METHODS_AS_FUNCTIONS.split())


@_cache
def _lazy_names() -> dict[str, tuple[str, ...]]:
    return _places(names.BOTH) | _places(names.FUNCTIONS)


def __getattr__(name: str) -> _Any:
    if name in _lazy_names():
        found = _load(*_lazy_names()[name])
        if callable(found) and not isinstance(found, type):
            found = _checked(found, "torch", name)
    elif name in names.MODULES:
        found = _load(names.MODULES[name])
    elif name in _METHODS:
        found = _checked(getattr(Tensor, name), "torch", name)
    else:
        raise AttributeError(f"module 'torch' has no attribute '{name}'")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_lazy_names(), *names.MODULES, *_METHODS})
