"""What a typed expression may call: the library's functions of tensors that give tensors."""

from dataclasses import dataclass
from types import ModuleType
from typing import Any

Tensor = Any


@dataclass(frozen=True)
class Function:
    """How a function is called: `tensors` first, then numbers, which may also go by their names.

    At least `required` numbers must be given.
    """

    tensors: int = 1
    numbers: tuple[str, ...] = ()
    required: int = 0

    @property
    def fewest(self) -> int:
        """How many arguments a call needs."""
        return self.tensors + self.required

    @property
    def most(self) -> int:
        """How many arguments a call takes."""
        return self.tensors + len(self.numbers)


_OF_ONE = """
abs neg square sqrt rsqrt reciprocal exp exp2 expm1 log log2 log10 log1p sin cos tan asin acos atan
sinh cosh tanh sigmoid relu erf sign floor ceil round trunc frac softplus elu gelu silu logsigmoid
relu6 hardtanh sum mean prod max min amax amin argmax argmin norm var std median detach
"""
_OF_TWO = "maximum minimum fmax fmin pow atan2 hypot fmod remainder logaddexp dot"

FUNCTIONS: dict[str, Function] = {
    **dict.fromkeys(_OF_ONE.split(), Function()),
    **dict.fromkeys(_OF_TWO.split(), Function(tensors=2)),
    "clamp": Function(numbers=("min", "max"), required=1),
    "leaky_relu": Function(numbers=("negative_slope",)),
    "softmax": Function(numbers=("dim",), required=1),
    "log_softmax": Function(numbers=("dim",), required=1),
}


def call(library: ModuleType, name: str, tensors: list[Tensor], numbers: dict[str, Any]) -> Tensor:
    """Call the function `name` of `library`, of its nn.functional, or of tensors themselves."""
    for home in (library, library.nn.functional, library.Tensor):
        if hasattr(home, name):
            return getattr(home, name)(*tensors, **numbers)
    raise AttributeError(f"{library.__name__} has no function {name!r}")
