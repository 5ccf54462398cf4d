"""New tensors: from Python numbers, from NumPy arrays, or filled by rule."""

import math
import warnings
from typing import Any

import numpy as np

from . import dtypes, overrides
from .dims import sizes_of
from .dtypes import dtype as Dtype
from .foreign_arrays import check as check_array
from .inference import mark
from .tensor import Tensor, new
from .warn_once import TO_NUMBER, warn_once

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
        warnings.warn(COPY_WARNING.format("torch.tensor"), UserWarning, stacklevel=2)
    out = _finish(new(_array(data, dtype)), requires_grad)
    if overrides.watchers:
        overrides.tell("tensor", (data,), out)
    return out


def _array(data: Any, dtype: Dtype | None) -> np.ndarray:
    """`data` as a new array of the type that PyTorch would choose."""
    if isinstance(data, Tensor):
        data = data._data
    if isinstance(data, np.ndarray | np.generic):
        check_array(np.asarray(data))
        return np.array(data, None if dtype is None else dtype.numpy)
    kind = _check(data, _shape(data), 0)
    if dtype is None:
        dtype = {1: dtypes.int64, 0: dtypes.bool}.get(kind, dtypes.get_default_dtype())
    if kind < 0:
        return np.empty(_shape(data), dtype.numpy)
    plain = _plain(data)
    if dtype.numpy.kind == "b" or (dtype.numpy.kind in "iu" and kind == 2):
        return np.array(plain, dtype=np.float64 if kind == 2 else None).astype(dtype.numpy)
    try:
        return np.array(plain, dtype=dtype.numpy)
    except OverflowError:
        if dtype.numpy.kind != "f" and dtype is not dtypes.int64:
            raise RuntimeError(
                f"value cannot be converted to type {dtype.name}_t without overflow"
            ) from None
        raise RuntimeError("Overflow when unpacking long long") from None


def _shape(data: Any) -> tuple[int, ...]:
    shape = []
    while isinstance(data, list | tuple):
        shape.append(len(data))
        if not data:
            break
        data = data[0]
    if isinstance(data, Tensor | np.ndarray):
        shape.extend(data.shape)
    return tuple(shape)


def _check(data: Any, shape: tuple[int, ...], depth: int) -> int:
    """The highest number category in nested lists (-1 none, 0 bool, 1 int, 2 float)."""
    if isinstance(data, list | tuple):
        if depth == len(shape) or len(data) != shape[depth]:
            if depth == len(shape):
                raise TypeError(f"new(): invalid data type '{type(data).__name__}'")
            raise ValueError(
                f"expected sequence of length {shape[depth]} at dim {depth} (got {len(data)})"
            )
        kinds = [_check(each, shape, depth + 1) for each in data]
        return max(kinds, default=-1)
    if isinstance(data, Tensor):
        data = data._data
    if isinstance(data, np.ndarray | np.generic):
        return {"b": 0, "i": 1, "u": 1}.get(data.dtype.kind, 2)
    if isinstance(data, bool):
        return 0
    if isinstance(data, int):
        return 1
    if isinstance(data, float):
        return 2
    if depth == 0 and not isinstance(data, str | bytes):
        raise RuntimeError(f"Could not infer dtype of {type(data).__name__}")
    if data is None:
        raise RuntimeError("Could not infer dtype of NoneType")
    raise TypeError(f"new(): invalid data type '{type(data).__name__}'")


def _plain(data: Any) -> Any:
    if isinstance(data, list | tuple):
        return [_plain(each) for each in data]
    if isinstance(data, Tensor) and data._requires_grad:
        warn_once(TO_NUMBER, stacklevel=4)
    return data.tolist() if isinstance(data, Tensor) else data


def _finish(out: Tensor, requires_grad: bool) -> Tensor:
    if requires_grad:
        if out._data.dtype.kind != "f":
            raise RuntimeError(
                "Only Tensors of floating point and complex dtype can require gradients"
            )
        out._requires_grad = True
    return mark(out)


def as_tensor(data: Any, dtype: Dtype | None = None, device: Any = None) -> Tensor:
    """`data` as a tensor, without a copy where it is a tensor or an array of the right type."""
    if isinstance(data, Tensor):
        from .conversion import to

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
    """A tensor of shape `size` with one value everywhere. TypeError for a value in a tensor."""
    if isinstance(fill_value, Tensor):
        raise TypeError("full(): argument 'fill_value' (position 2) must be Number, not Tensor")
    if dtype is None:
        dtype = tensor(fill_value).dtype
    shape = sizes_of((size,) if isinstance(size, int) else (tuple(size),))
    return _finish(new(np.full(shape, fill_value, dtype.numpy)), requires_grad)


def _filled(name: str, value: Any) -> Any:
    def create(*size: Any, dtype: Dtype | None = None, requires_grad: bool = False) -> Tensor:
        dtype = dtypes.get_default_dtype() if dtype is None else dtype
        return full(sizes_of(size), value, dtype=dtype, requires_grad=requires_grad)

    def create_like(
        input: Tensor, *, dtype: Dtype | None = None, requires_grad: bool = False
    ) -> Tensor:
        return full_like(input, value, dtype=dtype, requires_grad=requires_grad)

    create.__name__, create_like.__name__ = name, f"{name}_like"
    create.__doc__ = f"A tensor of the given size, {value} everywhere."
    create_like.__doc__ = f"A tensor of `input`'s shape and type, {value} everywhere."
    return create, create_like


zeros, zeros_like = _filled("zeros", 0)
ones, ones_like = _filled("ones", 1)
empty, empty_like = _filled("empty", 0)


def full_like(
    input: Tensor, fill_value: Any, *, dtype: Dtype | None = None, requires_grad: bool = False
) -> Tensor:
    """A tensor of `input`'s shape, type and order in memory with one value everywhere."""
    kind = (input.dtype if dtype is None else dtype).numpy
    return _finish(new(np.full_like(input._data, fill_value, kind)), requires_grad)


def arange(
    start: Any,
    end: Any = None,
    step: Any = 1,
    *,
    dtype: Dtype | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """start, start + step, … up to but without `end`; `arange(end)` starts at 0."""
    start, end = (0, start) if end is None else (start, end)
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if (end - start) * step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    if dtype is None:
        floats = any(isinstance(each, float) for each in (start, end, step))
        dtype = dtypes.get_default_dtype() if floats else dtypes.int64
    count = math.ceil((end - start) / step)
    values = start + step * np.arange(count)
    return _finish(new(values.astype(dtype.numpy)), requires_grad)


def linspace(
    start: float,
    end: float,
    steps: int,
    *,
    dtype: Dtype | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """`steps` values from `start` to `end`, both included, evenly spaced."""
    dtype = dtypes.get_default_dtype() if dtype is None else dtype
    real = dtype.numpy.type
    if steps == 1:
        return _finish(new(np.array([start], dtype.numpy)), requires_grad)
    step = (real(end) - real(start)) / real(steps - 1) if steps > 1 else real(0)
    index = np.arange(steps).astype(dtype.numpy)
    up = real(start) + step * index
    down = real(end) - step * (real(steps - 1) - index)
    values = np.where(np.arange(steps) < steps // 2, up, down).astype(dtype.numpy)
    return _finish(new(values), requires_grad)


def eye(
    n: int, m: int | None = None, *, dtype: Dtype | None = None, requires_grad: bool = False
) -> Tensor:
    """Ones on the diagonal, zeros elsewhere."""
    dtype = dtypes.get_default_dtype() if dtype is None else dtype
    return _finish(new(np.eye(n, m, dtype=dtype.numpy)), requires_grad)
