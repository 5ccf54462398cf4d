"""Comparisons in place: `x.eq_(y)` writes 1 where they are equal, else 0.

Other comparisons are not recorded. These are: what x was is lost, so its gradient is 0 from here.
"""

from collections.abc import Callable
from typing import Any

from ..broadcasting import broadcast_shape, fitted
from ..operation import differentiable
from ..tensor import Tensor
from . import comparison


def _to_write(compare: Callable[..., Tensor]) -> Callable[[Tensor, Any], Tensor]:
    def compared(self, other):
        return compare.__wrapped__(self, other)  # type: ignore[attr-defined]

    name = compare.__name__.capitalize()
    with_number = differentiable(f"{name}Backward0", self=lambda m, grad: m.zeros_like(grad))(
        compared
    )
    with_tensor = differentiable(
        f"{name}Backward1",
        self=lambda m, grad: m.zeros_like(grad),
        other=lambda m, grad, other_shape: fitted(m, m.zeros_like(grad), other_shape),
    )(compared)

    def truth(input: Tensor, other: Any) -> Tensor:
        if not isinstance(other, Tensor):
            return with_number(input, other)
        broadcast_shape(input._data.shape, other._data.shape)
        return with_tensor(input, other)

    truth.__name__ = compare.__name__
    return truth


eq, ne = _to_write(comparison.eq), _to_write(comparison.ne)
lt, le = _to_write(comparison.lt), _to_write(comparison.le)
gt, ge = _to_write(comparison.gt), _to_write(comparison.ge)
