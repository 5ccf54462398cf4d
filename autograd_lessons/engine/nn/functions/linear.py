"""`torch.nn.functional.linear`: x·Wᵀ + b."""

from math import prod

from ...operation import check_tensor
from ...operations.arithmetic import add
from ...operations.linalg import addmm, matmul, mm_of_transposed
from ...operations.shape import reshape, t
from ...overrides import as_one
from ...tensor import Tensor


@as_one
def linear(input: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """`input @ weight.T + bias`, for inputs of any number of dimensions, the last of them inner.

    RuntimeError where shapes or types don't fit.
    """
    check_tensor("linear", input)
    check_tensor("linear", weight, "weight", 2)
    if input.ndim == 0 or weight.ndim == 0:
        raise RuntimeError(
            "both arguments to linear need to be at least 1D, but they are "
            f"{input.ndim}D and {weight.ndim}D"
        )
    if bias is None:
        if input.ndim == 2 == weight.ndim:
            return mm_of_transposed(input, t(weight))
        return matmul(input, t(weight))
    if input.ndim == 2:
        return addmm(bias, input, t(weight) if weight.ndim == 2 else weight)
    if not (input._data.flags.c_contiguous and bias._data.flags.c_contiguous):
        return add(matmul(input, t(weight)), bias)
    shape = input._data.shape
    rows = addmm(bias, reshape(input, (prod(shape[:-1]), shape[-1])), t(weight))
    return reshape(rows, (*shape[:-1], weight._data.shape[0]))
