"""`torch.nn.functional.pad`."""

from collections.abc import Sequence

from ...operation import check_tensor
from ...operations.padding import constant_pad
from ...tensor import Tensor


def pad(
    input: Tensor, pad: Sequence[int], mode: str = "constant", value: float | None = None
) -> Tensor:
    """`value` (0) before and after: pairs of counts, the last dimension's first.

    RuntimeError for odd or too many counts, NotImplementedError for another mode.
    """
    check_tensor("pad", input)
    if mode != "constant":
        raise NotImplementedError(f"pad: only mode='constant' is there, not '{mode}'")
    if len(pad) % 2:
        raise RuntimeError("Padding length must be divisible by 2")
    if len(pad) > 2 * input.ndim:
        raise RuntimeError(
            f"Padding length should be less than or equal to two times the input dimension but got "
            f"padding length {len(pad)} and input of dimension {input.ndim}"
        )
    pairs = list(zip(pad[::2], pad[1::2], strict=True))[::-1]
    widths = (*[(0, 0)] * (input.ndim - len(pairs)), *pairs)
    if any(size + sum(pair) < 0 for size, pair in zip(input.shape, widths, strict=True)):
        raise RuntimeError("narrow(): length must be non-negative.")
    return constant_pad(input, widths, 0.0 if value is None else value)
