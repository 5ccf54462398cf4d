"""Activation functions, as `torch.nn.functional` offers them: their arguments and errors."""

from ...calls.type_names import type_name
from ...calls.warn_once import warn_outside
from ...creation.factories import empty_like, zeros_like
from ...dtypes import dtype as Dtype
from ...inplace.values import become
from ...operation import check_tensor
from ...operations import activation, units
from ...operations import softmax as soft
from ...operations.shape import expand, reshape
from ...overrides import as_one
from ...tensor import Tensor

__all__ = [
    "celu", "elu", "gelu", "gumbel_softmax", "hardtanh", "leaky_relu", "log_softmax", "logsigmoid",
    "prelu", "relu", "relu6", "selu", "sigmoid", "silu", "softmax", "softmin", "softplus",
    "softsign", "tanh", "tanhshrink",
]  # fmt: skip


def relu(input: Tensor, inplace: bool = False) -> Tensor:
    """max(x, 0)."""
    check_tensor("relu", input)
    return become(input, activation.relu) if inplace else activation.relu(input)


@as_one
def leaky_relu(input: Tensor, negative_slope: float = 0.01, inplace: bool = False) -> Tensor:
    """x where x > 0, else `negative_slope`·x."""
    check_tensor("leaky_relu", input)
    if inplace:
        return become(input, activation.leaky_relu_from_result, negative_slope)
    return activation.leaky_relu_with(input, negative_slope)


@as_one
def elu(input: Tensor, alpha: float = 1.0, inplace: bool = False) -> Tensor:
    """x where x > 0, else α·(eˣ - 1)."""
    check_tensor("elu", input)
    return _elu(input, alpha, 1, inplace)


def _elu(input: Tensor, alpha: float, scale: float, inplace: bool) -> Tensor:
    if inplace:
        return become(input, units.elu_from_result, alpha, scale, 1)
    return units.elu(input, alpha, scale, 1)


def selu(input: Tensor, inplace: bool = False) -> Tensor:
    """s·x where x > 0, else s·α·(eˣ - 1): layers of it keep mean 0 and variance 1 (Klambauer et
    al., 2017)."""
    check_tensor("selu", input)
    return _elu(input, 1.6732632423543772, 1.0507009873554805, inplace)


@as_one
def celu(input: Tensor, alpha: float = 1.0, inplace: bool = False) -> Tensor:
    """x where x > 0, else α·(eˣᐟᵅ - 1). RuntimeError for α = 0."""
    check_tensor("celu", input)
    if alpha == 0:
        raise RuntimeError("ZeroDivisionError: alpha cannot be 0 for CELU")
    return become(input, units.celu_from_result, alpha) if inplace else units.celu(input, alpha)


def sigmoid(input: Tensor) -> Tensor:
    """1 / (1 + e⁻ˣ)."""
    return input.sigmoid()


def tanh(input: Tensor) -> Tensor:
    """The hyperbolic tangent."""
    return input.tanh()


@as_one
def prelu(input: Tensor, weight: Tensor) -> Tensor:
    """x where x > 0, else w·x, with one w for all or one for each channel (dimension 1)."""
    check_tensor("prelu", input)
    check_tensor("prelu", weight, "weight", 2)
    if weight.numel() != 1:
        channels = input.shape[1] if input.ndim > 1 else 1
        if weight.numel() != channels:
            raise RuntimeError(
                "Mismatch of parameter numbers and input channel size. Found parameter numbers = "
                f"{weight.numel()} and channel size = {channels}."
            )
        weight = reshape(weight, (-1,) + (1,) * (input.ndim - 2))
    return activation.prelu(input, expand(weight, input.shape))


def gumbel_softmax(
    logits: Tensor, tau: float = 1, hard: bool = False, eps: float = 1e-10, dim: int = -1
) -> Tensor:
    """Nearly one-hot: softmax of (logits + Gumbel noise) / τ; with `hard` one-hot, with its
    gradient (straight through)."""
    noise = -empty_like(logits).exponential_().log()
    soft_choice = soft.softmax((logits + noise) / tau, dim)
    if not hard:
        return soft_choice
    index = soft_choice.max(dim, keepdim=True)[1]
    choice = zeros_like(logits).scatter_(dim, index, 1.0)
    return choice - soft_choice.detach() + soft_choice


@as_one
def softsign(input: Tensor) -> Tensor:
    """x / (1 + |x|)."""
    return input / (input.abs() + 1)


@as_one
def tanhshrink(input: Tensor) -> Tensor:
    """x - tanh x."""
    return input - input.tanh()


@as_one
def gelu(input: Tensor, *, approximate: str = "none") -> Tensor:
    """x·Φ(x), Φ the normal distribution, or with `approximate="tanh"` nearly that."""
    check_tensor("gelu", input)
    if approximate not in ("none", "tanh"):
        raise RuntimeError("approximate argument must be either none or tanh.")
    return units.gelu(input, approximate)


def silu(input: Tensor, inplace: bool = False) -> Tensor:
    """x·σ(x)."""
    check_tensor("silu", input)
    return become(input, units.silu) if inplace else units.silu(input)


@as_one
def softplus(input: Tensor, beta: float = 1, threshold: float = 20) -> Tensor:
    """ln(1 + eᵝˣ) / β, and x where βx is above the threshold."""
    check_tensor("softplus", input)
    return units.softplus(input, beta, threshold)


def hardtanh(
    input: Tensor, min_val: float = -1.0, max_val: float = 1.0, inplace: bool = False
) -> Tensor:
    """x, but not below `min_val` nor above `max_val`. ValueError if these are the wrong way round.

    Where `clamp` passes the gradient on at the bounds, this does not.
    """
    check_tensor("hardtanh", input)
    if min_val > max_val:
        raise ValueError("min_val cannot be greater than max_val")
    if input._data.dtype.kind == "b":
        raise RuntimeError("Bool inputs not supported for hardtanh")
    if inplace:
        return become(input, units.hardtanh, min_val, max_val)
    return units.hardtanh(input, min_val, max_val)


def relu6(input: Tensor, inplace: bool = False) -> Tensor:
    """x, but not below 0 nor above 6."""
    check_tensor("relu6", input)
    return hardtanh(input, 0, 6, inplace)


@as_one
def logsigmoid(input: Tensor) -> Tensor:
    """ln σ(x)."""
    check_tensor("log_sigmoid", input)
    return units.logsigmoid(input)


def _chosen_dim(name: str, input: Tensor, dim: int | None) -> int:
    """`dim`, or what stands for None, with PyTorch's warning."""
    if not isinstance(input, Tensor) and not (name == "softmin" and dim is not None):
        sought = "dim" if dim is None else name
        raise AttributeError(f"'{type_name(input)}' object has no attribute '{sought}'")
    if dim is not None:
        return dim
    warn_outside(
        f"Implicit dimension choice for {name} has been deprecated. "
        "Change the call to include dim=X as an argument."
    )
    return 0 if input.ndim in (0, 1, 3) else 1


@as_one
def softmax(
    input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: Dtype | None = None
) -> Tensor:
    """eˣ / Σ eˣ along `dim`. Warns when it has to choose one."""
    dim = _chosen_dim("softmax", input, dim)
    return soft.softmax(input, dim) if dtype is None else input.softmax(dim, dtype=dtype)


@as_one
def softmin(
    input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: Dtype | None = None
) -> Tensor:
    """The softmax of -x."""
    dim = _chosen_dim("softmin", input, dim)
    negative = -input
    return soft.softmax(negative, dim) if dtype is None else negative.softmax(dim, dtype=dtype)


@as_one
def log_softmax(
    input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: Dtype | None = None
) -> Tensor:
    """The logarithm of softmax, exact where that is small."""
    dim = _chosen_dim("log_softmax", input, dim)
    return soft.log_softmax(input, dim) if dtype is None else input.log_softmax(dim, dtype=dtype)
