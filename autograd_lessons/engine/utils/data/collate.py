"""One batch of a list of examples: `[(x0, y0), (x1, y1)]` becomes `[stack of x, stack of y]`."""

import copy
from collections.abc import Mapping, MutableMapping, MutableSequence, Sequence
from typing import Any

import numpy as np

from ...creation.factories import as_tensor, tensor
from ...dtypes import float64
from ...operations.joining import stack
from ...tensor import Tensor


def default_collate(batch: Any) -> Any:
    """Tensors, arrays and numbers are stacked; lists and dictionaries keep their form.

    TypeError for anything else; RuntimeError for lists of different lengths.
    """
    first: Any = batch[0]
    if isinstance(first, Tensor):
        return stack(batch)
    if isinstance(first, np.ndarray | np.generic):
        return _of_numpy(first, batch)
    if isinstance(first, float):
        return tensor(batch, dtype=float64)
    if isinstance(first, int):
        return tensor(batch)
    if isinstance(first, str | bytes):
        return batch
    if isinstance(first, Mapping):
        found = {key: default_collate([each[key] for each in batch]) for key in first}
        if isinstance(first, MutableMapping):
            same = copy.copy(first)
            same.update(found)
            return same
        return found
    if isinstance(first, tuple) and hasattr(first, "_fields"):
        columns = zip(*batch, strict=True)
        return type(first)(*(default_collate(column) for column in columns))
    if isinstance(first, Sequence):
        if any(len(each) != len(first) for each in batch):
            raise RuntimeError("each element in list of batch should be of equal size")
        made = [default_collate(column) for column in zip(*batch, strict=True)]
        if isinstance(first, MutableSequence):
            same_list: Any = copy.copy(first)
            same_list[:] = made
            return same_list
        return made
    raise TypeError(_wrong(type(first)))


def _of_numpy(first: Any, batch: Any) -> Any:
    if first.dtype.kind in "SUO":
        raise TypeError(_wrong(first.dtype))
    if isinstance(first, np.generic):
        return as_tensor(batch)
    return stack([as_tensor(each) for each in batch])


def _wrong(kind: Any) -> str:
    return (
        "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; "
        f"found {kind}"
    )
