"""`torch.random`: where the random numbers stand."""

import contextlib
from collections.abc import Iterator
from typing import Any

from ..lazy import offered
from .sampling import (
    default_generator,
    get_rng_state,
    initial_seed,
    manual_seed,
    seed,
    set_rng_state,
)

__all__ = [
    "default_generator", "fork_rng", "get_rng_state", "initial_seed", "manual_seed", "seed",
    "set_rng_state",
]  # fmt: skip

__getattr__ = offered("torch.random", globals(), {})[0]


@contextlib.contextmanager
def fork_rng(devices: Any = None, enabled: bool = True) -> Iterator[None]:
    """Inside, random numbers may be drawn and seeds be set: after it they go on as if they had not.

    `devices` are graphics processors, of which there are none; nothing is kept if not `enabled`.
    """
    state = get_rng_state() if enabled else None
    try:
        yield
    finally:
        if state is not None:
            set_rng_state(state)
