"""What happens around an optimizer's `step`: hooks, and schedulers that note the calls."""

import functools
import weakref
from collections.abc import Callable
from typing import Any


def around_step(optimizer: Any, call: Callable[..., Any]) -> None:
    """Have `optimizer.step(…)` be `call(optimizer, step, args, named)`, for the step until now."""
    here, own, kind = weakref.ref(optimizer), vars(optimizer).get("step"), type(optimizer)

    def step(*args: Any, **named: Any) -> Any:
        optimizer = here()
        return call(optimizer, own or functools.partial(kind.step, optimizer), args, named)

    optimizer.step = step


class StepHooks:
    """The functions to call before and after each step."""

    def __init__(self) -> None:
        self.before: dict[int, Callable[..., Any]] = {}
        self.after: dict[int, Callable[..., Any]] = {}

    def __call__(self, optimizer: Any, step: Any, args: Any, named: Any) -> Any:
        args = (optimizer, *args)
        for hook in list(self.before.values()):
            changed = hook(optimizer, args, named)
            if changed is None:
                continue
            if not isinstance(changed, tuple) or len(changed) != 2:
                raise RuntimeError(
                    f"<function {type(optimizer).__name__}.step> must return None or a tuple of "
                    f"(new_args, new_kwargs), but got {changed}."
                )
            args, named = changed
        result = step(*args[1:], **named)
        for hook in list(self.after.values()):
            hook(optimizer, args, named)
        return result


def hooks_of(optimizer: Any) -> StepHooks:
    """An optimizer's hooks, which `step` calls from the first time on that they are asked for."""
    if optimizer._step_hooks is None:
        optimizer._step_hooks = StepHooks()
        around_step(optimizer, optimizer._step_hooks)
    return optimizer._step_hooks
