"""`inference_mode`: `no_grad` for good. Tensors made in it can never require grad, nor be saved.

They have no version: in place of the counter they have one that complains. So recording needs no
look at the mode: it is the version of a saved value that it asks for.
"""

from collections.abc import Callable
from typing import Any

from . import overrides
from .grad_mode import GradMode, mode
from .versions import VersionCounter

_SAVED = (
    "Inference tensors cannot be saved for backward. Please do not use Tensors created in "
    "inference mode in computation tracked by autograd. To work around this, you can make a clone "
    "to get a normal tensor and use it in autograd, or use `torch.no_grad()` instead of "
    "`torch.inference_mode()`."
)
_CHANGED = (
    "Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone "
    "to get a normal tensor before doing inplace update.See "
    "https://github.com/pytorch/rfcs/pull/17 for more details."
)


class NoCounter(VersionCounter):
    """The version counter of an inference tensor, and of its views: it counts nothing.

    Outside inference mode it complains of a change. The change has happened by then, as in PyTorch.
    """

    __slots__ = ()

    def bump(self) -> None:
        if not mode.inference:
            raise RuntimeError(_CHANGED)

    @property
    def count(self) -> Any:
        raise RuntimeError(_SAVED)

    @count.setter
    def count(self, value: int) -> None:
        pass


def is_inference(input: Any) -> bool:
    """Whether the tensor was made in inference mode."""
    return type(input._counter) is NoCounter


def is_inference_mode_enabled() -> bool:
    """Whether this thread is in inference mode."""
    return mode.inference


def mark(out: Any) -> Any:
    """Make a new tensor an inference tensor, if this is inference mode; return it."""
    if mode.inference and out._counter is None:  # a view of a normal tensor keeps that one's
        out._counter = NoCounter(out._data)
    return out


def _mark(name: str, inputs: tuple[Any, ...], output: Any) -> None:
    if name == "data":  # is what it is taken from
        return
    for out in output if isinstance(output, tuple | list) else (output,):
        if not hasattr(out, "_counter") or any(out is each for each in inputs):
            continue
        tensors = [each for each in inputs if hasattr(each, "_base")]
        owners = [each if each._base is None else each._base for each in tensors]
        if out._base is not None and all(out._base is not each for each in owners):
            out._counter = None  # a view of what was made on the way to it
        mark(out)


class inference_mode(GradMode):
    """Record nothing in this block, nor ever what is made in it. Also a decorator, as `no_grad`.

    RuntimeError later, where backward would have to save one of its tensors, and where one is
    changed in place.
    """

    __module__ = "torch.autograd.grad_mode"

    def __new__(cls, mode: bool | Callable[..., Any] = True) -> Any:
        return super().__new__(cls) if isinstance(mode, bool) else cls()(mode)

    def __init__(self, mode: bool = True) -> None:
        self.mode = mode

    def __enter__(self) -> None:
        self._before = mode.enabled, mode.inference, mode.asked
        mode.enabled, mode.inference, mode.asked = not self.mode, self.mode, False
        if self.mode:
            overrides.watchers.append(_mark)

    def __exit__(self, *exception: object) -> None:
        mode.enabled, mode.inference, mode.asked = self._before
        if self.mode:
            overrides.watchers.remove(_mark)

    def _again(self) -> "inference_mode":
        return type(self)(self.mode)
