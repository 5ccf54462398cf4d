"""Operations to be sorted: recorded, recorded with gradient 0, not recorded, raising on the way."""

from dataclasses import dataclass
from typing import Literal

from .kinks import Function, Library, Tensor, ceil, code_of, floor, largest, rounded, sign, trunc

X = (1.5, -0.5, 3.0)

Class = Literal["recorded", "zero", "unrecorded", "raises"]
CLASSES: tuple[Class, ...] = ("recorded", "zero", "unrecorded", "raises")


@dataclass(frozen=True)
class Seen:
    """What running an operation showed: the class, `grad_fn`'s name, and the error or `x.grad`."""

    kind: Class
    node: str
    outcome: str


def seen(operation: Function, library: Library) -> Seen:
    """Run an operation and `backward()` on the engine or PyTorch."""
    x = library.tensor(list(X), requires_grad=True)
    y = operation(library, x)
    node = "None" if y.grad_fn is None else y.grad_fn.name()
    try:
        y.sum().backward()
    except RuntimeError as error:
        kind: Class = "unrecorded" if y.grad_fn is None else "raises"
        return Seen(kind, node, f"{type(error).__name__}: {error}")
    return Seen("recorded" if x.grad.any() else "zero", node, f"x.grad = {x.grad}")


def argmax(torch: Library, x: Tensor) -> Tensor:
    return x.argmax()


def larger(torch: Library, x: Tensor) -> Tensor:
    return x > 1


def integers(torch: Library, x: Tensor) -> Tensor:
    return x.int()


def at_argmax(torch: Library, x: Tensor) -> Tensor:
    return x[x.argmax()]


def heaviside(torch: Library, x: Tensor) -> Tensor:
    return torch.heaviside(x, x)


def ordered(torch: Library, x: Tensor) -> Tensor:
    return x.sort().values


def order(torch: Library, x: Tensor) -> Tensor:
    return x.sort().indices


OPERATIONS: dict[str, Function] = {
    operation.__name__: operation
    for operation in (
        *(rounded, largest, argmax, floor, larger, at_argmax, heaviside),
        *(sign, integers, ordered, order, ceil, trunc),
    )
}

__all__ = ["CLASSES", "OPERATIONS", "Class", "Seen", "code_of", "seen"]
