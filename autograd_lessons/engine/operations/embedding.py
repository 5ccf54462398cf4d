"""Rows of a table by their numbers: looking words up, and numbers as rows of zeros and a one."""

from typing import Any

import numpy as np

from ..operation import check_tensor, differentiable, run
from ..overrides import as_one
from ..tensor import Tensor, new


def _rows_back(m: Any, grad: Any, indices: Any, padding_idx: int) -> Any:
    return run(m, rows_but_padding, grad, indices, padding_idx)


@differentiable("EmbeddingDenseBackwardBackward0", self=_rows_back)
def embedding_dense_backward(self, indices, count, padding_idx, scale_grad_by_freq):
    """Zeros, with the gradients added to the rows that were looked up."""
    out = np.zeros((count, *self.shape[indices.ndim :]), self.dtype)
    used = indices != padding_idx
    taken, grads = indices[used], self[used]
    if scale_grad_by_freq and taken.size:
        grads = grads / np.bincount(taken)[taken][:, None].astype(self.dtype)
    np.add.at(out, taken, grads)
    return out


@differentiable(
    "IndexSelectBackward0",
    frees=("indices",),
    self=lambda m, grad, indices, padding_idx, self_shape: run(
        m, embedding_dense_backward, grad, indices, self_shape[0], padding_idx, False
    ),
)
def rows_but_padding(self, indices, padding_idx):
    """The rows with these numbers, and zeros where the number is the padding's."""
    return np.where((indices != padding_idx)[..., None], self[indices], 0)


@differentiable(
    "EmbeddingBackward0",
    frees=("indices",),
    weight=lambda m, grad, indices, weight_shape, padding_idx, scale_grad_by_freq: run(
        m, embedding_dense_backward, grad, indices, weight_shape[0], padding_idx, scale_grad_by_freq
    ),
)
def rows(weight, indices, padding_idx, scale_grad_by_freq):
    """The rows with these numbers: a row looked up twice gets both gradients, padding none."""
    return weight[indices]


def embedding(
    input: Tensor,
    weight: Tensor,
    padding_idx: int | None = None,
    max_norm: float | None = None,
    norm_type: float = 2.0,
    scale_grad_by_freq: bool = False,
    sparse: bool = False,
) -> Tensor:
    """Rows of `weight` by the numbers in `input`.

    padding_idx: the row that gets no gradient. max_norm: longer rows are first shortened in place.
    scale_grad_by_freq: divide a row's gradient by how often it was looked up.
    IndexError for rows that aren't there, RuntimeError for numbers that are no integers.
    """
    check_tensor("embedding", weight, "weight")
    check_tensor("embedding", input, "indices", 2)
    table, indices = weight._data, input._data
    if padding_idx is not None:
        size = table.shape[0]
        if not -size <= padding_idx < size:
            raise AssertionError("Padding_idx must be within num_embeddings")
        padding_idx %= size
    if table.ndim != 2:
        raise RuntimeError("'weight' must be 2-D")
    if input.dtype.name not in ("int64", "int32"):
        raise RuntimeError(
            "Expected tensor for argument #1 'indices' to have one of the following scalar types: "
            f"Long, Int; but got torch.{input.dtype.printed_type}Tensor instead (while checking "
            "arguments for embedding)"
        )
    if ((indices < 0) | (indices >= table.shape[0])).any():
        raise IndexError("index out of range in self")
    if max_norm is not None:
        _shorten(weight, np.unique(indices), max_norm, norm_type)
    return rows(weight, indices, -1 if padding_idx is None else padding_idx, scale_grad_by_freq)


def _shorten(weight: Tensor, used: np.ndarray, max_norm: float, norm_type: float) -> None:
    from ..inplace.values import touch

    lengths = np.linalg.norm(weight._data[used], norm_type, axis=1)
    long = lengths > max_norm
    weight._data[used[long]] *= (max_norm / (lengths[long] + 1e-7))[:, None]
    touch(weight)


@as_one
def one_hot(tensor: Tensor, num_classes: int = -1) -> Any:
    """For each class a row of zeros with a one at its number; `num_classes` long, or as needed.

    RuntimeError for negative classes, too large ones, and numbers that are not int64.
    """
    classes = tensor._data
    if tensor.dtype.name != "int64":
        raise RuntimeError("one_hot is only applicable to index tensor of type LongTensor.")
    if classes.size == 0:
        if num_classes <= 0:
            raise RuntimeError("Can not infer total number of classes from empty tensor.")
        return new(np.zeros((*classes.shape, num_classes), np.int64))
    if classes.min() < 0:
        raise RuntimeError("Class values must be non-negative.")
    if num_classes == -1:
        num_classes = int(classes.max()) + 1
    elif classes.max() >= num_classes:
        raise RuntimeError("Class values must be smaller than num_classes.")
    return new((classes[..., None] == np.arange(num_classes)).astype(np.int64))
