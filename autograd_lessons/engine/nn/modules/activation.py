"""Activation functions as modules: what `functional` calls `relu` is here `ReLU()`."""

from typing import Any

from ...creation.factories import full
from ...dtypes import get_default_dtype
from ...operations.activation import sigmoid, tanh
from .. import functional
from ..parameter import Parameter
from .module import Module
from .settings import WithSettings


class _Activation(WithSettings):
    """Calls a function with its settings."""

    def extra_repr(self) -> str:
        shown = {name: getattr(self, name) for name in self.settings}
        inplace = ["inplace=True"] if shown.pop("inplace", False) else []
        texts = [f"{name}={_shown(name, value)}" for name, value in shown.items()]
        return ", ".join(texts + inplace)


def _shown(name: str, value: Any) -> str:
    return repr(value) if name == "approximate" else str(value)


class _Quiet(_Activation):
    """Doesn't tell its settings."""

    def extra_repr(self) -> str:
        return ""


def _activation(name: str, function: Any, base: Any = _Activation, **settings: Any) -> Any:
    def forward(self: Any, input: Any) -> Any:
        return function(input, **{each: getattr(self, each) for each in settings})

    forward.__qualname__ = f"{name}.forward"
    body = {"forward": forward, "__module__": __name__, "__doc__": function.__doc__}
    return type(name, (base,), body, **settings)


CELU = _activation("CELU", functional.celu, alpha=1.0, inplace=False)
ELU = _activation("ELU", functional.elu, alpha=1.0, inplace=False)
GELU = _activation("GELU", functional.gelu, approximate="none")
GLU = _activation("GLU", functional.glu, dim=-1)
Hardsigmoid = _activation("Hardsigmoid", functional.hardsigmoid, _Quiet, inplace=False)
Hardswish = _activation("Hardswish", functional.hardswish, _Quiet, inplace=False)
Hardtanh = _activation("Hardtanh", functional.hardtanh, min_val=-1.0, max_val=1.0, inplace=False)
LeakyReLU = _activation("LeakyReLU", functional.leaky_relu, negative_slope=0.01, inplace=False)
LogSigmoid = _activation("LogSigmoid", functional.logsigmoid)
LogSoftmax = _activation("LogSoftmax", functional.log_softmax, dim=None)
Mish = _activation("Mish", functional.mish, inplace=False)
ReLU = _activation("ReLU", functional.relu, inplace=False)
ReLU6 = _activation("ReLU6", functional.relu6, inplace=False)
SELU = _activation("SELU", functional.selu, inplace=False)
SiLU = _activation("SiLU", functional.silu, inplace=False)
Sigmoid = _activation("Sigmoid", sigmoid)
Softmax = _activation("Softmax", functional.softmax, dim=None)
Softmin = _activation("Softmin", functional.softmin, dim=None)
Softplus = _activation("Softplus", functional.softplus, beta=1.0, threshold=20.0)
Softsign = _activation("Softsign", functional.softsign)
Tanh = _activation("Tanh", tanh)
Tanhshrink = _activation("Tanhshrink", functional.tanhshrink)


class PReLU(Module):
    """x where x > 0, else w·x, with w learned: one number, or one for each channel."""

    weight: Parameter

    def __init__(
        self, num_parameters: int = 1, init: float = 0.25, device: Any = None, dtype: Any = None
    ) -> None:
        super().__init__()
        self.num_parameters, self.init = num_parameters, init
        self.weight = Parameter(full((num_parameters,), init, dtype=dtype or get_default_dtype()))

    def forward(self, input: Any) -> Any:
        return functional.prelu(input, self.weight)

    def extra_repr(self) -> str:
        return f"num_parameters={self.num_parameters}"
