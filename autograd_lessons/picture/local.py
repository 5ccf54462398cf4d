"""Local derivatives: what one node multiplies an arriving gradient by, for each of its inputs."""

from typing import Any

from autograd_lessons import engine

from .signs import is_leaf_end, node_name
from .tensors import Tensor, library_of, pytorch

_MOST_ELEMENTS = 1000
_TURN = 0.6180339887498949

# Operations on each element by itself, or on all to one number: without a known shape, a gradient
# of one number is right for these.
_ANY_SHAPE = """
    Abs Acos Add Asin Atan Ceil Clamp Clone Cos Cosh Div Dot Elu Erf Exp Exp2 Expm1 Floor Frac Gelu
    Hypot LeakyRelu Log Log10 Log1p Log2 LogSigmoid Logaddexp Maximum Mean Minimum MseLoss Mul Neg
    Pow Reciprocal Relu Round Rsqrt Rsub Sgn Sigmoid Sign Silu Sin Sinh Softplus Sqrt Sub Sum Tan
    Tanh ToCopy Trunc
"""


def local_derivatives(node: Any, shape: tuple[int, ...] | None = None) -> tuple[Tensor | None, ...]:
    """Return for each input of `node` the local derivative: d result / d input, as a tensor.

    It is what the input gets for an arriving gradient of 1: elementwise, any gradient is handed on
    multiplied by it. None for an input that is not tracked, after backward has freed the saved
    values, where there is no such factor (a matrix product), for several or huge outputs, and for a
    custom ``autograd.Function``, which only backward can call. `shape` is the shape of the node's
    result where the node does not tell it (an engine's node).

    Only calls the node: no hook runs, nothing is recorded, kept or freed.
    """
    unknown = (None,) * len(node.next_functions)
    if is_leaf_end(node):  # calling it would change `.grad`
        return unknown
    try:
        ones, others = _gradients(node, shape)
        with _library(node).no_grad():
            found, changed = _handed_on(node, ones), _handed_on(node, others)
        return tuple(
            one if is_factor(one, others, other) else None
            for one, other in zip(found, changed, strict=True)
        )
    except Exception:  # freed, changed in place since, not callable, another number of outputs
        return unknown


def _library(node: Any) -> Any:
    return engine if isinstance(node, engine.autograd.graph.Node) else pytorch()


def _gradients(node: Any, shape: tuple[int, ...] | None) -> tuple[Tensor, Tensor]:
    """A gradient of ones and one in which no two elements are related, of the result's shape."""
    library = _library(node)
    options = {}
    metadata = getattr(node, "_input_metadata", None)
    if metadata is not None:
        (result,) = metadata
        shape = tuple(result.shape)
        options = {"dtype": result.dtype, "device": result.device}
    if shape is None:
        if node_name(node).partition("Backward")[0] not in _ANY_SHAPE.split():
            raise ValueError("the shape of the result is not known")
        shape = ()
    ones = library.ones(shape, **options)
    if ones.numel() > _MOST_ELEMENTS:
        raise ValueError("too many elements to be shown")
    others = [1 + place * _TURN % 1 for place in range(1, ones.numel() + 1)]
    return ones, library.tensor(others, **options).reshape(shape)


def _handed_on(node: Any, gradient: Tensor) -> tuple[Tensor | None, ...]:
    grads = node(gradient)
    return grads if isinstance(grads, tuple) else (grads,)


def is_factor(local: Tensor | None, gradient: Tensor, product: Tensor | None) -> bool:
    """Whether `product` is `gradient` times `local`, elementwise or from one number to all."""
    if local is None or product is None:
        return False
    if gradient.numel() != 1 and tuple(gradient.shape) != tuple(local.shape):
        return False
    factor = gradient.reshape(()) if gradient.numel() == 1 else gradient
    library = library_of(local)
    return bool(library.allclose(factor * local, product, rtol=1e-4, equal_nan=True))
