"""`torch.nn.Module`: a function together with its parameters, buffers and smaller modules."""

from collections import OrderedDict
from collections.abc import Callable
from types import FunctionType
from typing import Any

from ...conversion import to
from ...devices import check_device
from ...devices import device as Device
from ...dtypes import dtype as Dtype
from ...dtypes import float32, float64
from ...grad_mode import no_grad
from ...tensor import Tensor
from . import state
from .hooks import Hooked
from .parts import Parts


def indented(text: str) -> str:
    """The text with all lines but the first two spaces further to the right."""
    first, *others = text.split("\n")
    return "\n".join([first, *(f"  {line}" if line.strip() else "" for line in others)])


class Module(Hooked):
    """The base of all layers. A class of one's own calls `super().__init__()` first, assigns its
    parts to attributes, and writes `forward`; calling the module calls that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.training = True

    def forward(self, *input: Any) -> Any:
        raise NotImplementedError(
            f'Module [{type(self).__name__}] is missing the required "forward" function'
        )

    def train(self, mode: bool = True) -> "Module":
        """Switch layers that differ in training, such as dropout. No gradient depends on it."""
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self) -> "Module":
        """`train(False)`."""
        return self.train(False)

    def requires_grad_(self, requires_grad: bool = True) -> "Module":
        """Set `requires_grad` of all parameters: False freezes them."""
        for param in self.parameters():
            param.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Drop all gradients, or make them 0 with `set_to_none=False`."""
        for param in self.parameters():
            state.forget_grad(param, set_to_none)

    def apply(self, fn: Callable[["Module"], Any]) -> "Module":
        """Call `fn` with each module, the innermost first."""
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def to(self, *args: Any, dtype: Any = None, device: Any = None) -> "Module":
        """All parameters and buffers of floating point as another type. They stay the same
        objects."""
        for each in (*args, dtype, device):
            each = each.dtype if isinstance(each, Tensor) else each
            if isinstance(each, str | int | Device) and not isinstance(each, bool):
                check_device(each)
            if isinstance(each, Dtype):
                if not each.is_floating_point:
                    raise TypeError(
                        "nn.Module.to only accepts floating point or complex dtypes, but got "
                        f"desired dtype={each}"
                    )
                self._convert(each)
        return self

    def _convert(self, dtype: Dtype) -> None:
        with no_grad():
            for module in self.modules():
                for param in module._parameters.values():
                    for each in () if param is None else (param, param._grad):
                        if each is not None and each.is_floating_point():
                            each.data = to(each, dtype)
                for name, buffer in module._buffers.items():
                    if buffer is not None and buffer.is_floating_point():
                        module._buffers[name] = to(buffer, dtype)

    def float(self) -> "Module":
        return self.to(float32)

    def double(self) -> "Module":
        return self.to(float64)

    def cpu(self) -> "Module":
        return self

    def cuda(self, device: Any = None) -> "Module":
        """AssertionError, as there is the CPU alone, if there is anything to move."""
        for each in (*self.parameters(), *self.buffers()):
            each.cuda(device)
        return self

    def state_dict(
        self, *, destination: Any = None, prefix: str = "", keep_vars: bool = False
    ) -> "OrderedDict[str, Any]":
        """All parameters and buffers by name, detached; they share memory with the module."""
        return state.saved(self, destination, prefix, keep_vars)

    def load_state_dict(self, state_dict: Any, strict: bool = True, assign: bool = False) -> Any:
        """Copy the values of a `state_dict` into parameters and buffers.

        RuntimeError where names (with `strict`) or shapes differ.
        """
        return state.load(self, state_dict, strict, assign)

    # Its text -----------------------------------------------------------------------------------

    def _get_name(self) -> str:
        return type(self).__name__

    def extra_repr(self) -> str:
        """What stands between the parentheses when it is printed."""
        return ""

    def __repr__(self) -> str:
        extra = self.extra_repr()
        lines = extra.split("\n") if extra else []
        parts = [f"({name}): {indented(repr(each))}" for name, each in self._modules.items()]
        if not parts and len(lines) <= 1:
            return f"{self._get_name()}({extra})"
        inner = "\n  ".join(lines + parts)
        return f"{self._get_name()}(\n  {inner}\n)"


for _part in (Hooked, Parts):
    for _method in vars(_part).values():
        if isinstance(_method, FunctionType):  # errors call it so
            _method.__qualname__ = f"Module.{_method.__name__}"
