"""`torch.utils.checkpoint`: what a function saves for backward is computed again there, to save
memory."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ..autograd import backward
from ..autograd.function import Function
from ..autograd.graph import saved_tensors_hooks
from ..calls.warn_once import warn_outside
from ..creation.factories import empty
from ..grad_mode import enable_grad, mode
from ..hooks import under_way
from ..random import fork_rng
from ..random.sampling import get_rng_state, set_rng_state
from ..tensor import Tensor

_UNSAID = (
    "torch.utils.checkpoint: the use_reentrant parameter should be passed explicitly. Starting in "
    "PyTorch 2.9, calling checkpoint without use_reentrant will raise an exception. "
    "use_reentrant=False is recommended, but if you need to preserve the current default behavior, "
    "you can pass use_reentrant=True. Refer to docs for more details on the differences between "
    "the two variants."
)
_OF_A_PART = (
    "When use_reentrant=True, torch.utils.checkpoint is incompatible with .grad() or passing an "
    "`inputs` parameter to .backward(). To resolve this error, you can either set "
    "use_reentrant=False, or call .backward() without passing the `inputs` argument."
)


def checkpoint(
    function: Callable[..., Any],
    *args: Any,
    use_reentrant: bool | None = None,
    preserve_rng_state: bool = True,
    **kwargs: Any,
) -> Any:
    """`function(*args)`, which is called once more in backward; with the same random numbers.

    use_reentrant: whether that is a backward pass of its own within the other; it then gives
    gradients to `args` and to leaves, and doesn't work in `torch.autograd.grad` (RuntimeError).
    """
    if use_reentrant is None:
        warn_outside(_UNSAID)
        use_reentrant = True
    state = get_rng_state() if preserve_rng_state else None
    if use_reentrant:
        if kwargs:
            raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs))
        return CheckpointFunction.apply(function, (state,), *args)
    if not mode.enabled:
        return function(*args, **kwargs)
    inputs = _Inputs.apply(empty(0, requires_grad=True), *args)
    count = 0
    again: dict[int, Tensor] = {}

    def pack(value: Tensor) -> int:
        nonlocal count
        count += 1
        return count - 1

    def unpack(place: int) -> Tensor:
        if place not in again:
            _ = inputs.grad_fn.saved_tensors  # none of them was changed in place since
            with _as_at(state), saved_tensors_hooks(_kept_in(again), lambda value: value):
                function(*args, **kwargs)
        return again.pop(place)

    with saved_tensors_hooks(pack, unpack):
        return function(*args, **kwargs)


def _kept_in(kept: dict[int, Tensor]) -> Callable[[Tensor], Tensor]:
    kept.clear()

    def keep(value: Tensor) -> Tensor:
        kept[len(kept)] = detached = value.detach()
        return detached

    return keep


@contextmanager
def _as_at(state: Tensor | None) -> Iterator[None]:
    """In this block operations are recorded, with the random numbers that this state gives."""
    with fork_rng(enabled=state is not None), enable_grad():
        if state is not None:
            set_rng_state(state)
        yield


class _Inputs(Function):
    """Keeps tensors as an operation would: backward notices changes of them."""

    @staticmethod
    def forward(ctx: Any, place: Tensor, *args: Any) -> Any:
        ctx.save_for_backward(*[each for each in args if isinstance(each, Tensor)])
        return place.clone()


class CheckpointFunction(Function):
    """A function that keeps its inputs only, and is recorded when backward comes to it."""

    @staticmethod
    def forward(ctx: Any, function: Any, state: tuple[Any], *args: Any) -> Any:
        tensors = [each for each in args if isinstance(each, Tensor)]
        if not any(each.requires_grad for each in tensors):
            warn_outside("None of the inputs have requires_grad=True. Gradients will be None")
        ctx.function, (ctx.state,) = function, state
        ctx.args = [None if isinstance(each, Tensor) else each for each in args]
        ctx.places = [place for place, each in enumerate(args) if isinstance(each, Tensor)]
        ctx.save_for_backward(*tensors)
        return function(*args)

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        if under_way[-1].is_partial:
            raise RuntimeError(_OF_A_PART)
        args = list(ctx.args)
        for place, saved in zip(ctx.places, ctx.saved_tensors, strict=True):
            args[place] = saved.detach().requires_grad_(saved.requires_grad)
        with _as_at(ctx.state):
            made = ctx.function(*args)
        made = made if isinstance(made, tuple | list) else (made,)
        pairs = [
            (out, grad)
            for out, grad in zip(made, grads, strict=True)
            if isinstance(out, Tensor) and out.requires_grad
        ]
        if not pairs:
            raise RuntimeError(
                "none of output has requires_grad=True, this checkpoint() is not necessary"
            )
        backward(*map(list, zip(*pairs, strict=True)))
        return None, None, *(each.grad if isinstance(each, Tensor) else None for each in args)
