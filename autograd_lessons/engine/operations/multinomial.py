"""Positions drawn at random with given probabilities."""

import numpy as np

from .. import overrides
from ..random import draws
from ..random.sampling import Generator, default_generator
from ..tensor import Tensor, new


def multinomial(
    input: Tensor,
    num_samples: int,
    replacement: bool = False,
    *,
    generator: Generator | None = None,
) -> Tensor:
    """Positions drawn with the probabilities that `input`, or each of its rows, has there.

    The probabilities need not sum to 1. RuntimeError where nothing can be drawn from them.
    """
    rows = input._data
    if rows.ndim not in (1, 2):
        raise RuntimeError("prob_dist must be 1 or 2 dim")
    if rows.dtype.kind != "f":
        kind = input.dtype.printed_type
        raise RuntimeError(
            f"multinomial only supports floating-point dtypes for input, got: {kind}"
        )
    if num_samples <= 0:
        raise RuntimeError("cannot sample n_sample <= 0 samples")
    if not replacement and num_samples > rows.shape[-1]:
        raise RuntimeError(
            "cannot sample n_sample > prob_dist.size(-1) samples without replacement"
        )
    source = generator or default_generator
    if replacement and num_samples > 1:
        drawn = _with_replacement(np.atleast_2d(rows), num_samples, source)
        drawn = drawn.reshape(*rows.shape[:-1], num_samples)
    else:
        _check(rows)
        # Of waiting times with these rates, the shortest.
        rates = rows / draws.exponential(rows.shape, dtype=rows.dtype, generator=source)
        drawn = np.argsort(-rates, axis=-1, kind="stable")[..., :num_samples]
    out = new(drawn.astype(np.int64, order="C"))
    if overrides.watchers:
        overrides.tell("multinomial", (input, num_samples), out)
    return out


def _check(rows: np.ndarray) -> None:
    if not (np.isfinite(rows) & (rows >= 0)).all():
        raise RuntimeError("probability tensor contains either `inf`, `nan` or element < 0")
    if (rows.sum(axis=-1) == 0).any():
        raise RuntimeError("invalid multinomial distribution (sum of probabilities <= 0)")


def _with_replacement(rows: np.ndarray, count: int, source: Generator) -> np.ndarray:
    """Where uniform numbers fall among the running sums of the probabilities."""
    if (rows < 0).any():
        raise RuntimeError("invalid multinomial distribution (encountering probability entry < 0)")
    _check(rows)
    sums = np.cumsum(rows, axis=-1)
    sums /= sums[:, -1:]
    sums[:, -1] = 1
    uniforms = draws.uniform((len(rows), count), dtype=np.dtype(np.float64), generator=source)
    pairs = zip(sums, uniforms, strict=True)
    return np.array([np.searchsorted(each, points) for each, points in pairs])
