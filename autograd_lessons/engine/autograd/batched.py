"""`autograd.grad(…, is_grads_batched=True)`: several gradients to start with, one after another."""

from typing import Any

from ..creation.factories import zeros_like
from ..operations.joining import stack
from ..tensor import Tensor
from .gradients import grad

_SHAPES = (
    "If `is_grads_batched=True`, we interpret the first dimension of each grad_output as the batch "
    "dimension. The sizes of the remaining dimensions are expected to match the shape of "
    "corresponding output, but a mismatch was detected: grad_output[{}] has a shape of {} and "
    "output[{}] has a shape of {}. If you only want some tensors in `grad_output` to be considered "
    "batched, consider using vmap."
)

_NO_BATCH = (
    "vmap(vjp, in_dims=0, ...)(<inputs>): Got in_dim=0 for some input, but that input is a Tensor "
    "of dimensionality 0 so expected in_dim to satisfy 0 <= in_dim < 0."
)


def grads_of_each(
    outputs: Any,
    inputs: Any,
    grad_outputs: Any,
    retain_graph: bool | None,
    create_graph: bool,
    allow_unused: bool | None,
    materialize_grads: bool,
) -> tuple[Any, ...]:
    """`grad` for each layer of `grad_outputs` along their first dimension, stacked."""
    outputs = [outputs] if isinstance(outputs, Tensor) else list(outputs)
    if grad_outputs is None:
        grad_outputs = [None] * len(outputs)
    starts = [grad_outputs] if isinstance(grad_outputs, Tensor) else list(grad_outputs)
    count = _batch_size(outputs, starts)
    keep = create_graph if retain_graph is None else retain_graph
    rows = [
        grad(
            outputs,
            inputs,
            [start[index] for start in starts],
            retain_graph=keep or index < count - 1,
            create_graph=create_graph,
            allow_unused=allow_unused or materialize_grads,
        )
        for index in range(count)
    ]
    found = [None if layers[0] is None else stack(layers) for layers in zip(*rows, strict=True)]
    if materialize_grads:
        given = [inputs] if isinstance(inputs, Tensor) else inputs
        pairs = zip(found, given, strict=True)
        found = [zeros_like(each) if grad is None else grad for grad, each in pairs]
    return tuple(found)


def _batch_size(outputs: list[Any], starts: list[Any]) -> int:
    """How many gradients each output starts with. Errors where that isn't clear."""
    for position, (output, start) in enumerate(zip(outputs, starts, strict=True)):
        if start is None and output._data.size == 1:
            raise ValueError(_NO_BATCH)
        if start is None:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        first = start[0]
        if first._data.shape != output._data.shape:
            raise RuntimeError(_SHAPES.format(position, first.shape[1:], position, output.shape))
    counts = [len(start) for start in starts]
    if len(set(counts)) > 1:
        raise ValueError(
            "vmap: Expected all tensors to have the same size in the mapped dimension, got sizes "
            f"{counts} for the mapped dimension"
        )
    return counts[0]
