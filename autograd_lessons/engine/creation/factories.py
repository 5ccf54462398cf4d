"""New tensors: from Python numbers, from NumPy arrays, or filled by rule."""

import math
from operator import index
from typing import Any

import numpy as np

from .. import dtypes, overrides
from ..calls.warn_once import warn_outside
from ..devices import check_device
from ..dims import check_sizes, sizes_of
from ..dtypes import check_fits
from ..dtypes import dtype as Dtype
from ..inference import mark
from ..tensor import Tensor, new
from .foreign_arrays import check as check_array
from .nested import array_of

COPY_WARNING = (
    "To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
    "sourceTensor.detach().clone().requires_grad_(True), rather than {}(sourceTensor)."
)


def tensor(
    data: Any, *, dtype: Dtype | None = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """A leaf tensor with a copy of `data`: a number, nested lists of numbers, an array, a tensor.

    Floats give the default type (float32), integers int64, booleans bool.
    TypeError for text, ValueError for ragged lists, RuntimeError for None and for integers that are
    to require grad.
    """
    if isinstance(data, Tensor):
        warn_outside(COPY_WARNING.format("torch.tensor"))
    made = new(_array(data, dtype))
    if device is not None:
        check_device(device)
    out = as_leaf(made, requires_grad)
    if overrides.watchers:
        overrides.tell("tensor", (data,), out)
    return out


def _array(data: Any, dtype: Dtype | None) -> np.ndarray:
    """`data` as a new array of the type that PyTorch would choose."""
    if isinstance(data, Tensor):
        data = data._data
    if isinstance(data, np.ndarray | np.generic) and not isinstance(data, str):
        check_array(np.asarray(data))
        return np.array(data, None if dtype is None else dtype.numpy)
    return array_of(data, dtype)


def as_leaf(out: Tensor, requires_grad: bool) -> Tensor:
    """A new tensor, which is to require grad or not. RuntimeError for integers that are."""
    if requires_grad:
        if requires_grad is not True:
            raise TypeError("requires_grad must be a bool")
        if out._data.dtype.kind != "f":
            raise RuntimeError(
                "Only Tensors of floating point and complex dtype can require gradients"
            )
        out._requires_grad = True
    return mark(out)


def as_tensor(data: Any, *, dtype: Dtype | None = None) -> Tensor:
    """`data` as a tensor, without a copy where it is a tensor or an array of the right type."""
    if isinstance(data, Tensor):
        from ..conversion import to

        return to(data, dtype)
    if isinstance(data, np.ndarray) and dtype in (None, dtypes.OF_NUMPY.get(data.dtype)):
        return from_numpy(data)
    return tensor(data, dtype=dtype)


def from_numpy(ndarray: np.ndarray) -> Tensor:
    """A tensor that shares memory with an array. TypeError for anything else."""
    if not isinstance(ndarray, np.ndarray):
        module = "numpy." if isinstance(ndarray, np.generic) else ""
        raise TypeError(f"expected np.ndarray (got {module}{type(ndarray).__name__})")
    check_array(ndarray, shared=True)
    out = mark(new(ndarray.view()))  # an array of its own, as each tensor has a version of its own
    if overrides.watchers:
        overrides.tell("from_numpy", (ndarray,), out)
    return out


def full(
    size: Any, fill_value: Any, *, dtype: Dtype | None = None, requires_grad: bool = False
) -> Tensor:
    """A tensor of shape `size` with one value everywhere. RuntimeError for a value too large."""
    if isinstance(fill_value, Tensor) and (fill_value.ndim or fill_value._requires_grad):
        raise TypeError("full(): argument 'fill_value' (position 2) must be Number, not Tensor")
    fill_value = _number(fill_value)
    if dtype is None:
        dtype = tensor(fill_value).dtype
    shape = sizes_of((tuple(size),))
    check_sizes(shape)
    check_fits(fill_value, dtype.numpy)
    return as_leaf(new(np.full(shape, _wrapped(fill_value, dtype))), requires_grad)


def _wrapped(value: Any, dtype: Dtype) -> Any:
    """A number that fits, in this type: -1 is 255 among bytes."""
    return np.array(value).astype(dtype.numpy)


def _filled(name: str, value: Any) -> Any:
    def create(
        *sizes: Any, size: Any = None, dtype: Dtype | None = None, requires_grad: bool = False
    ) -> Tensor:
        dtype = dtypes.get_default_dtype() if dtype is None else dtype
        if size is not None and not sizes:
            sizes = (tuple(size),)
        shape = sizes_of(sizes)
        if name == "zeros" and any(each < 0 for each in shape):
            raise RuntimeError("zeros: Dimension size must be non-negative.")
        return full(shape, value, dtype=dtype, requires_grad=requires_grad)

    def create_like(
        input: Tensor,
        *,
        dtype: Dtype | None = None,
        requires_grad: bool = False,
        memory_format: Any = None,
    ) -> Tensor:
        return full_like(
            input, value, dtype=dtype, requires_grad=requires_grad, memory_format=memory_format
        )

    create.__name__, create_like.__name__ = name, f"{name}_like"
    create.__doc__ = f"A tensor of the given size, {value} everywhere."
    create_like.__doc__ = f"A tensor of `input`'s shape and type, {value} everywhere."
    return create, create_like


zeros, zeros_like = _filled("zeros", 0)
ones, ones_like = _filled("ones", 1)
empty, empty_like = _filled("empty", 0)


def full_like(
    input: Tensor,
    fill_value: Any,
    *,
    dtype: Dtype | None = None,
    requires_grad: bool = False,
    memory_format: Any = None,
) -> Tensor:
    """A tensor of `input`'s shape, type and order in memory with one value everywhere."""
    filled = array_like(input, dtype, memory_format)
    dtype = input.dtype if dtype is None else dtype
    fill_value = _number(fill_value)
    check_fits(fill_value, dtype.numpy)
    filled[...] = _wrapped(fill_value, dtype)
    return as_leaf(new(filled), requires_grad)


def array_like(input: Tensor, dtype: Dtype | None, memory_format: Any) -> np.ndarray:
    """An array for a tensor of `input`'s shape, type and, unless told otherwise, order in memory;
    what is in it is left open."""
    from ..formats import contiguous_format

    array = input._data
    in_order = memory_format is contiguous_format or 0 in array.strides
    return np.empty_like(
        array, array.dtype if dtype is None else dtype.numpy, order="C" if in_order else "K"
    )


def arange(
    start: Any = None,
    end: Any = None,
    step: Any = 1,
    *,
    dtype: Dtype | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """start, start + step, … up to but without `end`; `arange(end)` starts at 0."""
    start, end, step = map(_number, (start, end, step))
    start, end = (0, start) if end is None else (0 if start is None else start, end)
    if dtype is not None:
        dtypes.refuse_bool(dtype.numpy, "arange_cpu")
        if dtype.is_signed and not dtype.is_floating_point and int(step) == 0 != step:
            raise ValueError("step must be nonzero")
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if (end - start) * step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    if dtype is None:
        floats = any(isinstance(each, float) for each in (start, end, step))
        dtype = dtypes.get_default_dtype() if floats else dtypes.int64
    if not math.isfinite(end - start):
        raise RuntimeError(f"unsupported range: {start:g} -> {end:g}")
    count = math.ceil((end - start) / step)
    values = start + step * np.arange(count)
    if dtype is dtypes.float32 and count >= 16:  # then PyTorch counts on from each eighth one
        places = np.arange(count // 16 * 16)
        eighths = (start + step * (places // 8 * 8)).astype(np.float32)
        values = values.astype(np.float64)
        values[: places.size] = eighths + step * (places % 8)
    return as_leaf(new(values.astype(dtype.numpy)), requires_grad)


def _number(value: Any) -> Any:
    """Python's number for NumPy's, and for what is in a tensor."""
    if isinstance(value, Tensor):
        if value.ndim:
            raise TypeError("a number, or a tensor without dimensions")
        value = value._data
    return value.item() if isinstance(value, np.ndarray | np.generic) else value


def linspace(
    start: float,
    end: float,
    steps: int,
    *,
    dtype: Dtype | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """`steps` values from `start` to `end`, both included, evenly spaced."""
    from ..kernels.vector_math import multiply_add

    if index(steps) < 0:
        raise RuntimeError("number of steps must be non-negative")
    dtype = dtypes.get_default_dtype() if dtype is None else dtype
    dtypes.refuse_bool(dtype.numpy, "linspace_cpu")
    real = dtype.numpy.type
    if steps == 1:
        return as_leaf(new(np.array([start], dtype.numpy)), requires_grad)
    with np.errstate(all="ignore"):
        step = (real(end) - real(start)) / real(steps - 1) if steps > 1 else real(0)
    places = np.arange(steps, dtype=dtype.numpy if dtype.is_floating_point else np.float64)
    with np.errstate(all="ignore"):
        up = multiply_add(places, step, real(start))
        down = multiply_add(places[::-1], -step, real(end))
        values = np.where(np.arange(steps) < steps // 2, up, down).astype(dtype.numpy)
    return as_leaf(new(values), requires_grad)


def eye(
    n: int, m: int | None = None, *, dtype: Dtype | None = None, requires_grad: bool = False
) -> Tensor:
    """Ones on the diagonal, zeros elsewhere."""
    for name, count in (("n", n), ("m", m)):
        if count is not None and count < 0:
            raise RuntimeError(f"{name} must be greater or equal to 0, got {count}")
    dtype = dtypes.get_default_dtype() if dtype is None else dtype
    return as_leaf(new(np.eye(n, m, dtype=dtype.numpy)), requires_grad)
