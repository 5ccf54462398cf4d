"""`torch.nn.utils`: gradients kept small, and parameters as one vector."""

from collections.abc import Iterable

from ..grad_mode import no_grad
from ..lazy import renamed
from ..operations.joining import cat, stack
from ..operations.shape import reshape, view_as
from ..operations.vectors import vector_norm
from ..tensor import Tensor, new

__getattr__ = renamed("torch.nn.utils", globals(), "torch.nn.utils")
_NOT_FINITE = (
    "The total norm of order {} for gradients from `parameters` is non-finite, so it cannot be "
    "clipped. To disable this error and scale the gradients by the non-finite norm anyway, set "
    "`error_if_nonfinite=False`"
)

_NOTHING_TO_CLIP = (
    "Expected !nested_tensorlist[0].empty() to be true, but got false.  (Could this error message "
    "be improved?  If so, please report an enhancement request to PyTorch.)"
)


def _grads(parameters: Tensor | Iterable[Tensor]) -> list[Tensor]:
    given = [parameters] if isinstance(parameters, Tensor) else parameters
    return [each.grad for each in given if each.grad is not None]


@no_grad()
def get_total_norm(
    tensors: Tensor | Iterable[Tensor],
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Tensor:
    """The norm of all tensors as one vector.

    RuntimeError with `error_if_nonfinite` if it is inf or nan.
    """
    given, order = [tensors] if isinstance(tensors, Tensor) else list(tensors), float(norm_type)
    if not given:
        return new(0.0).float()
    norm = vector_norm(stack([vector_norm(each, order) for each in given]), order)
    if error_if_nonfinite and not norm.isfinite():
        raise RuntimeError(_NOT_FINITE.format(order))
    return norm


@no_grad()
def clip_grad_norm_(
    parameters: Tensor | Iterable[Tensor],
    max_norm: float,
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Tensor:
    """Scale all gradients, in place, so that their norm as one vector is `max_norm` at most.

    Returns the norm that they had. RuntimeError with `error_if_nonfinite` if that is inf or nan.
    """
    max_norm, order, grads = float(max_norm), float(norm_type), _grads(parameters)
    if not grads:
        return new(0.0).float()
    norm = get_total_norm(grads, order, error_if_nonfinite)
    factor = (max_norm / (norm + 1e-6)).clamp(max=1.0)
    for each in grads:
        each.mul_(factor)
    return norm


@no_grad()
def clip_grad_value_(
    parameters: Tensor | Iterable[Tensor], clip_value: float, foreach: bool | None = None
) -> None:
    """Clamp all gradients, in place, between `-clip_value` and `clip_value`."""
    clip_value, grads = float(clip_value), _grads(parameters)
    if not grads:
        raise RuntimeError(_NOTHING_TO_CLIP)
    for each in grads:
        each.clamp_(-clip_value, clip_value)


def parameters_to_vector(parameters: Iterable[Tensor]) -> Tensor:
    """All parameters, flattened and joined."""
    return cat([reshape(each, -1) for each in parameters])


def vector_to_parameters(vec: Tensor, parameters: Iterable[Tensor]) -> None:
    """Let the parameters have the values of `vec`, one after the other."""
    start = 0
    for each in parameters:
        end = start + each._data.size
        each.data = view_as(vec[start:end], each).data
        start = end
