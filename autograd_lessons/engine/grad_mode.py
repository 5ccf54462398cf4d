"""Whether operations are recorded: `no_grad`, `enable_grad`, `set_grad_enabled`."""

import functools
from _thread import _local  # that of `threading`, which would take long to import
from collections.abc import Callable
from inspect import isgeneratorfunction
from typing import Any

from .calls.warn_once import warn_outside

_CLASS = (
    "Decorating classes is deprecated and will be disabled in future versions. You should only "
    "decorate functions or methods. To preserve the current behavior of class decoration, you can "
    "directly decorate the `__init__` method and nothing else."
)


class _Mode(_local):
    enabled = True
    inference = False  # `inference_mode`: then nothing is recorded, whatever else is said
    asked = False  # what else is said there


mode = _Mode()


def is_grad_enabled() -> bool:
    """Whether operations on this thread are recorded for backward."""
    return mode.asked if mode.inference else mode.enabled


class GradMode:
    """A recording mode, as context manager and decorator; it ends even if the block raises."""

    _enabled = True

    def __enter__(self) -> None:
        self._previous = _replace(self._enabled)

    def __exit__(self, *exception: object) -> None:
        mode.enabled, mode.asked = self._previous

    def _again(self) -> "GradMode":
        return type(self)()

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        if isinstance(function, type):
            warn_outside(_CLASS, FutureWarning)
        elif isgeneratorfunction(function):
            return _in_steps(function, self._again)

        @functools.wraps(function)
        def in_mode(*args: Any, **kwargs: Any) -> Any:
            with self._again():
                return function(*args, **kwargs)

        return in_mode


def _in_steps(function: Callable[..., Any], mode: Callable[[], Any]) -> Callable[..., Any]:
    """The generator function, each step of which runs in the mode; what comes between does not."""

    @functools.wraps(function)
    def generator(*args: Any, **kwargs: Any) -> Any:
        steps = function(*args, **kwargs)
        advance: Any = steps.send
        given: tuple[Any] = (None,)
        while True:
            try:
                with mode():
                    made = advance(*given)
            except StopIteration as end:
                return end.value
            try:
                advance, given = steps.send, ((yield made),)
            except GeneratorExit:
                with mode():
                    steps.close()
                raise
            except BaseException as error:
                advance, given = steps.throw, (error,)

    return generator


class no_grad(GradMode):
    """Record nothing in this block: results have `requires_grad=False` and no `grad_fn`.

    Leaf tensors keep their own `requires_grad`. Works as `with no_grad():` and as a decorator,
    `@no_grad()` or `@no_grad`.
    """

    _enabled = False

    def __new__(cls, orig_func: Callable[..., Any] | None = None) -> Any:
        new = super().__new__(cls)
        return new if orig_func is None else new(orig_func)

    __new__.__qualname__ = "_NoParamDecoratorContextManager.__new__"  # in errors


class enable_grad(no_grad):
    """Record again in this block, inside a `no_grad` block."""

    _enabled = True


class set_grad_enabled(GradMode):
    """Turn recording on or off at once; as a context manager, until the end of the block."""

    def __init__(self, mode: bool) -> None:
        if not isinstance(mode, bool):
            raise TypeError(
                "set_grad_enabled(): argument 'enabled' (position 1) must be bool, not "
                f"{type(mode).__name__}"
            )
        self._enabled = mode
        self._previous = _replace(self._enabled)

    def __enter__(self) -> None:
        _replace(self._enabled)

    def __repr__(self) -> str:
        return f"torch.autograd.grad_mode.set_grad_enabled(mode={self._enabled})"

    def _again(self) -> "GradMode":
        return type(self)(self._enabled)

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        mode.enabled, mode.asked = self._previous  # as a decorator: not until the call
        return super().__call__(function)


def _replace(enabled: bool) -> tuple[bool, bool]:
    previous = mode.enabled, mode.asked
    mode.enabled, mode.asked = enabled and not mode.inference, enabled
    return previous


for _kind in (no_grad, enable_grad, set_grad_enabled):
    _kind.__module__ = "torch.autograd.grad_mode"  # what they print
