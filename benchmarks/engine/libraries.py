"""The libraries behind one face, so that a case is written once for all of them."""

from collections.abc import Callable, Sequence
from importlib import import_module, metadata
from typing import Any

import numpy as np

from .outcome import Unable

Gradients = list[np.ndarray]
# Forward and backward once; what it returns is read by `Library.gradients`, outside the timing.
Run = Callable[[], Any]


class Library:
    """A module with PyTorch's names and manner: leaves, operations that record, `backward()`."""

    def __init__(self, module: str) -> None:
        self.functions: Any = import_module(module)

    def leaf(self, array: np.ndarray) -> Any:
        return self.functions.tensor(array, requires_grad=True)

    def constant(self, array: np.ndarray) -> Any:
        return self.functions.tensor(array)

    def relu(self, x: Any) -> Any:
        return self.functions.relu(x)

    def cross_entropy(self, scores: Any, labels: Any) -> Any:
        return self.functions.nn.functional.cross_entropy(scores, labels)

    def differentiate(self, function: Callable[..., Any], arrays: Sequence[np.ndarray]) -> Run:
        leaves = [self.leaf(array) for array in arrays]

        def run() -> list[Any]:
            for leaf in leaves:
                self.forget(leaf)
            function(*leaves).backward()
            return leaves

        return run

    def forget(self, leaf: Any) -> None:
        """Drop the gradient of the run before, so that the next is not added to it."""
        leaf.grad = None

    def gradients(self, ran: Any) -> Gradients:
        return [np.asarray(leaf.grad) for leaf in ran]


class PyTorch(Library):
    def __init__(self) -> None:
        super().__init__("torch")
        self.functions.set_num_threads(1)


class MyGrad(Library):
    def __init__(self) -> None:
        super().__init__("mygrad")
        self.layers: Any = import_module("mygrad.nnet")

    def leaf(self, array: np.ndarray) -> Any:
        return self.functions.tensor(array)

    def constant(self, array: np.ndarray) -> Any:
        return self.functions.tensor(array, constant=True)

    def relu(self, x: Any) -> Any:
        return self.layers.relu(x)

    def cross_entropy(self, scores: Any, labels: Any) -> Any:
        return self.layers.softmax_crossentropy(scores, labels)

    def forget(self, leaf: Any) -> None:
        """A new forward pass does it by itself."""


class HipsAutograd(Library):
    """Gradients are functions of functions; relu and cross-entropy are what its users write."""

    def __init__(self) -> None:
        super().__init__("autograd.numpy")
        self.grad: Any = import_module("autograd").grad

    def constant(self, array: np.ndarray) -> Any:
        return array

    def relu(self, x: Any) -> Any:
        return self.functions.maximum(x, 0)

    def cross_entropy(self, scores: Any, labels: Any) -> Any:
        f = self.functions
        scores = scores - f.max(scores, axis=1, keepdims=True)
        normaliser = f.log(f.sum(f.exp(scores), axis=1))
        return f.mean(normaliser - scores[np.arange(len(labels)), labels])

    def differentiate(self, function: Callable[..., Any], arrays: Sequence[np.ndarray]) -> Run:
        gradient = self.grad(function, argnum=tuple(range(len(arrays))))
        return lambda: gradient(*arrays)

    def gradients(self, ran: Any) -> Gradients:
        return [np.asarray(gradient) for gradient in ran]


class Micrograd(Library):
    def __init__(self) -> None:
        super().__init__("micrograd.engine")

    def leaf(self, array: np.ndarray) -> Any:
        if array.size > 1:
            raise Unable("scalars")
        return self.functions.Value(array.item())

    constant = leaf

    def forget(self, leaf: Any) -> None:
        leaf.grad = 0

    def gradients(self, ran: Any) -> Gradients:
        # Its numbers are Python's: they stand for any type.
        return [np.array([leaf.grad], np.float32) for leaf in ran]


OURS, TORCH, NUMPY = "autograd_lessons", "PyTorch", "NumPy"

# In the order of the table's columns; what stands behind NUMPY is written in each case.
LIBRARIES: dict[str, Callable[[], Library]] = {
    OURS: lambda: Library("autograd_lessons.engine"),
    TORCH: PyTorch,
    "MyGrad": MyGrad,
    "HIPS autograd": HipsAutograd,
    "micrograd": Micrograd,
}
CONTESTANTS = [OURS, NUMPY, *list(LIBRARIES)[1:]]

# What pip calls them, and what a program imports.
PACKAGES = {
    NUMPY: "numpy",
    TORCH: "torch",
    "MyGrad": "mygrad",
    "HIPS autograd": "autograd",
    "micrograd": "micrograd",
}
IMPORTS = PACKAGES | {OURS: "autograd_lessons.engine", "micrograd": "micrograd.engine"}


def versions() -> dict[str, str]:
    """The installed packages' releases; what is not installed is left out."""
    found = {}
    for name, package in PACKAGES.items():
        try:
            found[name] = metadata.version(package).partition("+")[0]  # less the build
        except metadata.PackageNotFoundError:
            continue
    return found
