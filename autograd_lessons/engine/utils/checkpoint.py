"""`torch.utils.checkpoint`: what a function saves for backward is computed again there, to save
memory."""

from collections.abc import Callable
from typing import Any

from ..autograd.graph import saved_tensors_hooks
from ..grad_mode import enable_grad
from ..random.sampling import default_generator
from ..tensor import Tensor


def checkpoint(
    function: Callable[..., Any],
    *args: Any,
    use_reentrant: bool = False,
    preserve_rng_state: bool = True,
    **kwargs: Any,
) -> Any:
    """`function(*args)`, which is called once more in backward; with the same random numbers."""
    state = default_generator.get_state() if preserve_rng_state else None
    count = 0
    again: list[Tensor] = []

    def pack(value: Tensor) -> int:
        nonlocal count
        count += 1
        return count - 1

    def unpack(place: int) -> Tensor:
        if not again:
            now = default_generator.get_state()
            if state is not None:
                default_generator.set_state(state)
            with enable_grad(), saved_tensors_hooks(_kept_in(again), lambda value: value):
                function(*args, **kwargs)
            default_generator.set_state(now)
        return again[place]

    with saved_tensors_hooks(pack, unpack):
        return function(*args, **kwargs)


def _kept_in(kept: list[Tensor]) -> Callable[[Tensor], Tensor]:
    def keep(value: Tensor) -> Tensor:
        kept.append(value.detach())
        return value

    return keep
