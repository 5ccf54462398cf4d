"""One evaluation of a learner's function: its value, its gradients and its graph."""

import inspect
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from types import ModuleType
from typing import Any
from warnings import catch_warnings, simplefilter

import numpy as np

from autograd_lessons.picture import Graph, collect, value_text, watch
from autograd_lessons.picture.tensors import is_tensor

from .library import library_of
from .numbers import real
from .variables import variables_of

Tensor = Any


def start_value(value: Any, name: str) -> float:
    """Return an input's start as a float; a tensor of one number is read.

    Raises TypeError or ValueError, naming the input, for anything else.
    """
    if is_tensor(value):
        if value.numel() != 1:
            raise ValueError(
                f"{name} must be one number, not a tensor of shape {tuple(value.shape)}"
            )
        value = value.item()
        # The shortest number that is this float32: 0.1, not 0.10000000149.
        value = float(str(np.float32(value)))
    return real(value, name)


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


@dataclass(frozen=True)
class Evaluation:
    """What came out; `grads` are texts by input, `slope` is the first input's gradient as a number.

    Without `tracked` the result does not lead back to the inputs, and no backward pass was run.
    """

    graph: Graph
    value: float
    value_text: str
    grads: dict[str, str]
    slope: float | None
    tracked: bool


class Explored:
    """A function with the names of its inputs and the library it computes with."""

    def __init__(self, f: Callable[..., Tensor], inputs: Mapping[str, object]) -> None:
        """Raises TypeError if `f` cannot be called with `inputs`."""
        if not callable(f):
            raise TypeError(f"f must be a function, not {type(f).__name__}")
        self._f = f
        self._names = list(inputs)
        self._by_name = _takes_names(f, self._names)
        self._library: ModuleType = library_of(f, list(inputs.values()))
        name = getattr(f, "__name__", "")
        name = name if name.isidentifier() else "f"
        self.title = f"{name}({', '.join(self._names)})"

    def evaluate(self, values: Mapping[str, float]) -> Evaluation:
        """Run the function forward and backward on fresh leaf tensors.

        Raises NotATensor, NotAScalar, and whatever the function itself raises.
        """
        leaves = self._leaves(values)
        with watch() as results, variables_of(self._f) as variables:
            result = self._call(leaves)
        tracked = bool(result.requires_grad)
        if tracked:
            result.backward(retain_graph=True)  # signs read what backward would free
        # An untracked result leads nowhere: the inputs stand beside it.
        roots = [result] if tracked else [*leaves.values(), result]
        names = {**leaves, self.title: result}
        known = {id(tensor) for tensor in names.values()}
        names |= {
            name: value
            for name, value in variables.items()
            if is_tensor(value) and id(value) not in known and name not in names
        }
        grads = [leaf.grad for leaf in leaves.values()]
        return Evaluation(
            graph=collect(roots, names, results),
            value=float(result.item()),
            value_text=value_text(result.reshape(())),
            grads={
                name: "None" if grad is None else value_text(grad)
                for name, grad in zip(leaves, grads, strict=True)
            },
            slope=None if grads[0] is None else float(grads[0].item()),
            tracked=tracked,
        )

    def value_at(self, x: float) -> float:
        """Return the function's value for its one input; nan where it has none.

        What it prints or warns about is dropped: it runs often to draw one curve.
        """
        with redirect_stdout(StringIO()), catch_warnings():
            simplefilter("ignore")
            try:
                return float(self._call(self._leaves({self._names[0]: x})).item())
            except Exception:
                return float("nan")

    def _leaves(self, values: Mapping[str, float]) -> dict[str, Tensor]:
        return {
            name: self._library.tensor(value, requires_grad=True) for name, value in values.items()
        }

    def _call(self, leaves: Mapping[str, Tensor]) -> Tensor:
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
