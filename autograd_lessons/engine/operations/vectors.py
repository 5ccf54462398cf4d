"""Lengths and products of vectors. In the formulas x are the elements, g is `grad`."""

import math
from typing import Any

import numpy as np

from ..broadcasting import broadcast_shape
from ..calls.checking import checked
from ..calls.type_names import type_name
from ..calls.warn_once import warn_once
from ..conversion import computed_in, to
from ..dims import dim_of, dims_of
from ..dtypes import dtype as Dtype
from ..kernels import accuracy
from ..kernels.summation import in_memory_order, in_turn
from ..operation import check_tensor, differentiable, run
from ..overrides import as_one
from ..tensor import Tensor
from .arithmetic import power, sgn, sub
from .decompositions import svdvals
from .extremes import amax, amin
from .reduction import restored, sum
from .shape import expand, permute, reshape, unsqueeze


def _norm_back(
    m: Any, grad: Any, self: Any, result: Any, self_shape: Any, ord: Any, dim: Any, keepdim: bool
) -> Any:
    """The derivative of (Σ|x|ᵖ)¹ᐟᵖ, and of its limits for p = 0 and ±∞."""
    if ord == 0:
        return None
    grad, result = (restored(m, each, self_shape, dim, keepdim) for each in (grad, result))
    if ord == 2:
        return grad * m.where(result == 0, 0.0, self / result)
    signs = run(m, sgn, self)
    if ord == 1:
        return signs * grad
    size = m.abs(self)
    if math.isinf(ord):
        ones = m.ones_like(self)
        mask = m.where((size == result) | (self != self), ones, 0.0)
        return signs * (grad / m.sum(mask, axis=dim, keepdims=True) * mask)
    if ord < 1:
        powers = m.where(self == 0, 0.0, power(size, ord - 1))
        return signs * powers * grad * power(result, 1 - ord)
    scaled = signs * power(size, ord - 1) if ord < 2 else self * power(size, ord - 2)
    return scaled * m.where(result == 0, 0.0, grad / power(result, ord - 1))


@differentiable("LinalgVectorNormBackward0", self=_norm_back)
def norm_over(self, ord, dim, keepdim):
    """(Σ|x|ᵖ)¹ᐟᵖ: for p = 2 the gradient is g·x / norm, and 0 where the norm is 0."""
    how = {"axis": dim, "keepdims": keepdim}
    if ord == 2:
        return np.sqrt(_sum_of_squares(self, dim, keepdim))
    size = np.abs(self)
    if ord == 0:
        return np.sum(self != 0, **how).astype(self.dtype)
    if ord == 1 or math.prod(self.shape[axis] for axis in dim) == 1:
        return in_turn(size, dim, keepdim)
    if math.isinf(ord):
        return np.max(size, **how) if ord > 0 else np.min(size, **how)
    total = in_turn(accuracy.power(size, size.dtype.type(ord)), dim, keepdim)
    return accuracy.power(total, total.dtype.type(1 / ord))


def _sum_of_squares(values: np.ndarray, axes: tuple[int, ...], keepdims: bool) -> Any:
    """PyTorch squares four at a time of those that lie side by side, and adds them one by one; the
    up to three that are left it squares and adds with one rounding. It has other ways for 16 and
    more, which depend on the processor."""
    lines = in_memory_order(values, axes)
    size = len(lines)
    if not size or lines.strides[0] != values.itemsize:
        return in_turn(values * values, axes, keepdims)
    if size >= 16:
        return np.sum(values * values, axis=axes, keepdims=keepdims)
    whole = size - size % 4
    out = in_turn((lines * lines)[:whole], (0,))
    for each in lines[whole:]:
        out = accuracy.multiply_add(each, each, out)
    return np.expand_dims(out, axes) if keepdims else out


def vector_norm(
    input: Tensor,
    ord: float = 2,
    dim: Any = None,
    keepdim: bool = False,
    *,
    dtype: Dtype | None = None,
) -> Tensor:
    """(Σ|x|ᵖ)¹ᐟᵖ for p = `ord`, of all elements or along `dim`; with ∞ the largest |x|.

    RuntimeError for integers, and for ∞ or negative `ord` where there is no element.
    """
    if input._data.dtype.kind != "f":
        raise RuntimeError(
            "linalg.vector_norm: Expected a floating point or complex tensor as input. "
            f"Got {input.dtype.printed_type}"
        )
    if dtype is not None and not dtype.is_floating_point:
        raise RuntimeError(
            "linalg.vector_norm: dtype should be floating point or complex, but got "
            f"{dtype.printed_type}"
        )
    if dtype is not None and dtype.itemsize < input.dtype.itemsize:
        raise RuntimeError(
            f"linalg.vector_norm: the dtype of the input ({input.dtype.printed_type}) should be "
            f"convertible without narrowing to the specified dtype ({dtype.printed_type})"
        )
    axes = dims_of(dim, input.ndim)
    ord, shape = ord.item() if isinstance(ord, Tensor) else ord, input._data.shape
    if input._data.size == 0 and (ord < 0 or ord == math.inf):
        reason = "because the operation does not have an identity"
        name = f"{ord:g}"
        if dim is None or (not isinstance(dim, int) and len(dim) == 0):
            raise RuntimeError(
                f"linalg.vector_norm cannot compute the {name} norm on an empty tensor {reason}"
            )
        for axis in axes:
            if shape[axis] == 0:
                raise RuntimeError(
                    f"linalg.vector_norm cannot compute the {name} norm on the dimension {axis}"
                    "because this dimension is empty and the operation does not have an identity"
                )
    kind = (dtype or input.dtype).numpy
    return computed_in(kind, norm_over, input, ord, axes if shape else (), keepdim)


@as_one
def matrix_norm(
    A: Tensor,
    ord: Any = "fro",
    dim: Any = (-2, -1),
    keepdim: bool = False,
    *,
    dtype: Dtype | None = None,
) -> Tensor:
    """A norm of matrices: "fro" (√Σx²), ±1, ±∞ (extreme sums of columns or rows of |x|), ±2
    (extreme singular values) or "nuc" (the sum of these)."""
    if A.ndim < 2 and (ord in ("fro", "nuc") or not isinstance(ord, str)):
        raise RuntimeError(
            "linalg.matrix_norm: The input tensor A must have at least 2 dimensions."
        )
    if ord == "fro":
        dims = [int(dim_of(each, A.ndim)) for each in dim]
        return vector_norm(A, 2, dims, keepdim, dtype=dtype)
    if ord in ("nuc", 2, -2):
        return _spectral_norm(A, ord, dim, keepdim, dtype)
    if isinstance(ord, str) or abs(ord) not in (1, math.inf):
        raise RuntimeError(f"linalg.matrix_norm: Order {ord} not supported.")
    rows, columns = (dim_of(each, A.ndim) for each in dim)
    along, other = (rows, columns) if abs(ord) == 1 else (columns, rows)
    if not keepdim and along < other:
        other -= 1
    sums = vector_norm(A, 1, along, keepdim, dtype=dtype)
    return (amax if ord > 0 else amin)(sums, other, keepdim)


def _spectral_norm(A: Tensor, ord: Any, dim: Any, keepdim: bool, dtype: Dtype | None) -> Tensor:
    """A norm made of singular values, of the matrices along two dimensions."""
    rows, columns = (dim_of(each, A.ndim) for each in dim)
    A = A if dtype is None else to(A, dtype)
    last = [each for each in range(A.ndim) if each not in (rows, columns)] + [rows, columns]
    values = svdvals(permute(A, last))
    if ord == "nuc":
        found = sum(values, -1, keepdim)
    else:
        found = (amax if ord > 0 else amin)(values, -1, keepdim)
    if not keepdim:
        return found
    return permute(unsqueeze(found, -1), [last.index(each) for each in range(A.ndim)])


def norm(
    input: Tensor, p: Any = "fro", dim: Any = None, keepdim: bool = False, dtype: Any = None
) -> Tensor:
    """(Σ|x|ᵖ)¹ᐟᵖ of all elements, or along `dim`; "fro" and None mean p = 2."""
    if not isinstance(input, Tensor):
        raise AttributeError(f"'{type_name(input)}' object has no attribute 'layout'")
    return tensor_norm(input, p, dim, keepdim, dtype)


@as_one
def tensor_norm(
    self: Tensor, p: Any = "fro", dim: Any = None, keepdim: bool = False, dtype: Any = None
) -> Tensor:
    """`norm` as a method."""
    if isinstance(p, str) and p != "fro":
        return matrix_norm(self, p, (-2, -1) if dim is None else dim, keepdim, dtype=dtype)
    order = 2 if p is None or isinstance(p, str) else p
    return _vector_norm(self, order, dim, keepdim, dtype=dtype)


# As errors about their arguments call them.
_named: Any = tensor_norm
_named.__wrapped__.__name__, _named.__wrapped__.__qualname__ = "norm", "Tensor.norm"
_vector_norm = checked(vector_norm, "linalg", "vector_norm")


@as_one
def linalg_norm(
    A: Tensor,
    ord: Any = None,
    dim: Any = None,
    keepdim: bool = False,
    *,
    dtype: Dtype | None = None,
) -> Tensor:
    """`vector_norm` or, with `ord` for two dimensions, `matrix_norm`."""
    two = A.ndim == 2 if dim is None else not isinstance(dim, int) and len(dim) == 2
    if ord is not None and two:
        return matrix_norm(A, ord, (-2, -1) if dim is None else dim, keepdim, dtype=dtype)
    return vector_norm(A, 2.0 if ord is None else ord, dim, keepdim, dtype=dtype)


def _crossed(m: Any, one: Any, two: Any, dim: int) -> Any:
    return run(m, cross_along, one, two, dim)


@differentiable(
    "LinalgCrossBackward0",
    self=lambda m, grad, other, dim: _crossed(m, other, grad, dim),
    other=lambda m, grad, self, dim: _crossed(m, grad, self, dim),
)
def cross_along(self, other, dim):
    """x × y of vectors with three elements: gradients y × g and g × x."""
    return np.asarray(np.cross(self, other, axis=dim), order="C")


def linalg_cross(input: Tensor, other: Tensor, *, dim: int = -1) -> Tensor:
    """The cross product of vectors along `dim`. RuntimeError unless they have three elements."""
    if input.ndim != other.ndim:
        raise RuntimeError("linalg.cross: inputs must have the same number of dimensions.")
    sizes = [each._data.shape[dim_of(dim, each.ndim)] for each in (input, other)]
    if sizes != [3, 3]:
        raise RuntimeError(
            f"linalg.cross: inputs dimension {dim} must have length 3. "
            f"Got {sizes[0]} and {sizes[1]}"
        )
    if input.dtype is not other.dtype:
        one, two = input.dtype.printed_type, other.dtype.printed_type
        raise RuntimeError(f"expected scalar type {one} but found {two}")
    shape = broadcast_shape(input._data.shape, other._data.shape)
    axis = dim_of(dim, input.ndim)
    a, b = (expand(each, shape) if each._data.shape != shape else each for each in (input, other))
    return cross_along(a, b, axis)


def cross(input: Tensor, other: Tensor, dim: int | None = None) -> Tensor:
    """The cross product along `dim`, or along the first dimension with three elements."""
    shape = input._data.shape
    if dim is None:
        warn_once(
            "Using torch.cross without specifying the dim arg is deprecated.\nPlease either pass "
            "the dim explicitly or simply use torch.linalg.cross.\nThe default value of dim will "
            "change to agree with that of linalg.cross in a future release."
        )
        if 3 not in shape:
            raise RuntimeError("no dimension of size 3 in input")
        dim = shape.index(3)
    return linalg_cross(input, other, dim=dim)


@as_one
def outer(input: Tensor, vec2: Tensor) -> Tensor:
    """xᵢ·yⱼ for each pair of elements of two vectors. RuntimeError for anything but vectors."""
    for name, each in (("self", input), ("vec2", vec2)):
        if each.ndim != 1:
            raise RuntimeError(f"outer: Expected 1-D argument {name}, but got {each.ndim}-D")
    return reshape(input, (-1, 1)) * vec2


def dist(input: Tensor, other: Tensor, p: float = 2) -> Tensor:
    """The p-norm of `input - other`."""
    check_tensor("dist", other, "other", 2)
    return vector_norm(sub(input, other), p)
