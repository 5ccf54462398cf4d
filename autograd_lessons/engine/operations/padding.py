"""Padding: more elements of one value around an array, or fewer of its own."""

from typing import Any

import numpy as np

from ..operation import differentiable, run


def _back(m: Any, grad: Any, widths: Any) -> Any:
    return run(m, constant_pad, grad, tuple((-before, -after) for before, after in widths), 0.0)


@differentiable("ConstantPadNdBackward0", self=_back)
def constant_pad(self, widths, value):
    """`value` around the array, where widths tell for each dimension how often (before, after);
    negative widths take away. The gradient is padded by the opposite widths."""
    kept = tuple(
        slice(max(-before, 0), size - max(-after, 0))
        for size, (before, after) in zip(self.shape, widths, strict=True)
    )
    added = [(max(before, 0), max(after, 0)) for before, after in widths]
    return np.pad(self[kept], added, constant_values=value)
