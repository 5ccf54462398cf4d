"""What backward says where saved values were freed, or changed since."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

FREED = "freed"
FREED_ERROR = (
    "Trying to backward through the graph a second time (or directly access saved tensors after "
    "they have already been freed). Saved intermediate values of the graph are freed when you call "
    ".backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the "
    "graph a second time or if you need to access saved tensors after calling backward."
)


def modified(
    shape: Sequence[int],
    array_type: "np.dtype[Any]",
    place: tuple[Any, int],
    found: int,
    expected: int,
    is_view: bool = False,
) -> str:
    """The message about a saved value, made at `place`, that was changed in place since."""
    from .autograd.anomaly_mode import is_anomaly_enabled
    from .dtypes import OF_NUMPY

    of = f"torch.{OF_NUMPY[array_type].printed_type}Tensor {list(shape)}"
    maker, output = place
    which = ""
    if maker is not None and type(maker).__name__ != "AccumulateGrad":
        function = "AsStrided" if is_view else re.sub(r"Backward0?(?=\d*$)", "", maker.name())
        which = f", which is output {output} of {function},"
    hint = (
        "the backtrace further above shows the operation that failed to compute its gradient. The "
        "variable in question was changed in there or anywhere later. Good luck!"
        if is_anomaly_enabled()
        else "enable anomaly detection to find the operation that failed to compute its gradient, "
        "with torch.autograd.set_detect_anomaly(True, check_nan=False)."
    )
    return (
        "one of the variables needed for gradient computation has been modified by an inplace "
        f"operation: [{of}]{which} is at version {found}; expected version {expected} "
        f"instead. Hint: {hint}"
    )
