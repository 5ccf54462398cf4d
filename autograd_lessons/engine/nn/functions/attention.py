"""`scaled_dot_product_attention`: values weighted by how well their keys answer a query."""

import math
from typing import Any

from ...creation.factories import ones, zeros
from ...dtypes import bool as Bool
from ...operations.arithmetic import add, mul
from ...operations.linalg import matmul
from ...operations.shape import transpose
from ...operations.softmax import softmax
from ...overrides import as_one
from ...tensor import Tensor
from .dropout import dropout


@as_one
def scaled_dot_product_attention(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attn_mask: Tensor | None = None,
    dropout_p: float = 0.0,
    is_causal: bool = False,
    scale: float | None = None,
) -> Tensor:
    """softmax(Q·Kᵀ / √d + mask)·V, d the last size of Q.

    attn_mask: True where attended to, or numbers that are added. is_causal: only to earlier places.
    """
    factor = 1 / math.sqrt(query.shape[-1]) if scale is None else scale
    scores = mul(matmul(query, transpose(key, -2, -1)), factor)
    mask: Any = attn_mask
    if is_causal:
        if mask is not None:
            raise RuntimeError(
                "_scaled_dot_product_attention: Explicit attn_mask should not be set when "
                "is_causal=True"
            )
        mask = ones(query.shape[-2], key.shape[-2], dtype=Bool).tril()
    if mask is not None:
        if mask.dtype is Bool:
            mask = zeros(mask.shape, dtype=query.dtype).masked_fill_(mask.logical_not(), -math.inf)
        scores = add(scores, mask)
    weights = softmax(scores, -1)
    return matmul(dropout(weights, dropout_p) if dropout_p else weights, value)
