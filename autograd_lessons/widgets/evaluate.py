"""A learner's function: called for one picture, or often for a curve."""

import inspect
from collections.abc import Callable, Collection, Mapping
from contextlib import redirect_stdout
from io import StringIO
from types import ModuleType
from typing import Any
from warnings import catch_warnings, simplefilter

from autograd_lessons.picture import watch
from autograd_lessons.picture.tensors import is_tensor

from .expression import Expression
from .inputs import Inputs
from .library import library_of
from .run import Run
from .trace import Trace
from .variables import variables_of

Tensor = Any
_NOTHING: frozenset[str] = frozenset()


class NotATensor(TypeError):
    """The function returned `kind`, which is no tensor."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"the function must return a tensor, not {kind}")
        self.kind = kind


class NotAScalar(ValueError):
    """The function returned a tensor of `shape`: more or less than one number."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        super().__init__(f"the function must return one number, not a tensor of shape {shape}")
        self.shape = shape


class Explored:
    """A function with its inputs and the library it computes with."""

    def __init__(
        self, f: Callable[..., Tensor] | Expression, inputs: Inputs, given: Collection[object]
    ) -> None:
        """Raises TypeError if `f` cannot be called with `inputs`, `given` as they are."""
        self._inputs = inputs
        self._library: ModuleType = library_of(f, list(given))
        if isinstance(f, Expression):
            f = f.function(self._library)
        if not callable(f):
            raise TypeError(f"f must be a function or an expression, not {type(f).__name__}")
        self._f = f
        self._by_name = _takes_names(f, inputs.names)
        name = getattr(f, "__name__", "")
        self.title = f"{name if name.isidentifier() else 'f'}({', '.join(inputs.names)})"

    def run(
        self,
        values: Mapping[str, float],
        frozen: Collection[str] = _NOTHING,
        retained: Collection[str] = _NOTHING,
    ) -> Run:
        """Run the function forward and backward on fresh leaf tensors, with values by row.

        `frozen` inputs have requires_grad=False; `retained` are the targets of switches that were
        turned on. Raises NotATensor, NotAScalar, and whatever the function itself raises.
        """
        return Run(self._inputs, self.trace(values, frozen), retained)

    def trace(self, values: Mapping[str, float], frozen: Collection[str] = _NOTHING) -> Trace:
        """Run the function forward only; see `run`."""
        leaves = {
            name: self._library.tensor(value, requires_grad=name not in frozen)
            for name, value in self._inputs.assembled(values).items()
        }
        with watch() as results, variables_of(self._f) as variables:
            result = self._call(leaves)
        return Trace(leaves, self.title, result, variables, results)

    def value_at(self, x: float) -> float:
        """Return the function's value for its one number; nan where it has none.

        What it prints or warns about is dropped: it runs often to draw one curve.
        """
        return self._quietly(lambda: float(self._call(self._one_leaf(x)).item()))

    def precise_value_at(self, x: float) -> float:
        """Return the value computed in float64; nan where the function does not keep to it."""

        def compute() -> float:
            result = self._call(self._one_leaf(x, dtype=self._library.float64))
            return float(result.item()) if result.dtype == self._library.float64 else float("nan")

        return self._quietly(compute)

    def precise_slope_at(self, x: float) -> float:
        """Return autograd's slope computed in float64; nan where there is none."""

        def compute() -> float:
            leaves = self._one_leaf(x, dtype=self._library.float64)
            self._call(leaves).backward()
            (leaf,) = leaves.values()
            return float(leaf.grad.item())

        return self._quietly(compute)

    def _one_leaf(self, x: float, **options: Any) -> dict[str, Tensor]:
        (name,) = self._inputs.names
        return {name: self._library.tensor(x, requires_grad=True, **options)}

    @staticmethod
    def _quietly(compute: Callable[[], float]) -> float:
        with redirect_stdout(StringIO()), catch_warnings():
            simplefilter("ignore")
            try:
                return compute()
            except Exception:
                return float("nan")

    def _call(self, leaves: dict[str, Tensor]) -> Tensor:
        result = self._f(**leaves) if self._by_name else self._f(*leaves.values())
        if not is_tensor(result):
            raise NotATensor(type(result).__name__)
        if result.numel() != 1:
            raise NotAScalar(tuple(result.shape))
        return result


def _takes_names(f: Callable[..., Tensor], names: list[str]) -> bool:
    """Whether `f` has parameters of these names; if not, it gets the inputs by position."""
    try:
        signature = inspect.signature(f)
    except (TypeError, ValueError):  # built in, without a signature
        return False
    try:
        signature.bind(**dict.fromkeys(names))
    except TypeError:
        try:
            signature.bind(*names)
        except TypeError as error:
            raise TypeError(f"f{signature} cannot take {', '.join(names)}: {error}") from None
        if len(names) > 1 and set(names) & set(signature.parameters):
            # By position, a name that f knows could end up in another parameter.
            raise TypeError(f"f{signature} has other names than {', '.join(names)}") from None
        return False
    return True
