"""Seeing what a graph forgets: results that no variable holds, and what was not recorded."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any

from autograd_lessons import engine

from .cuts import Numbers
from .noting import note
from .tensors import Place, Tensor, is_tensor, place, pytorch, tensors_in


class Results(Mapping[Place, Tensor]):
    """The recorded results of the operations that ran while watching, by their place in the graph.

    Holds the tensors, and so their graphs, as long as it lives itself. `constants` are the
    untracked operands of operations on two things: a graph itself forgets those of a sum.
    """

    def __init__(self) -> None:
        self._tensors: dict[Place, Tensor] = {}
        self.constants: dict[Any, Any] = {}
        self._numbers = Numbers()
        self._busy = False

    def __getitem__(self, where: Place) -> Tensor:
        return self._tensors[where]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._tensors)

    def __len__(self) -> int:
        return len(self._tensors)

    def __repr__(self) -> str:
        return f"<{len(self)} watched results>"

    def add(self, tensor: Tensor) -> None:
        """Take note of a recorded result."""
        self._tensors[place(tensor)] = tensor

    def see(self, name: str, args: tuple[Any, ...], output: Any) -> None:
        """Take note of what the operation `name` returned."""
        if self._busy:  # looking at tensors
            return
        self._busy = True
        try:
            self._see_recorded(args, output)
            note(name, args, output, self._numbers)
        finally:
            self._busy = False

    def _see_recorded(self, args: tuple[Any, ...], output: Any) -> None:
        for tensor in tensors_in(output):
            if tensor.grad_fn is not None:
                self.add(tensor)
                untracked = [each for each in args if not (is_tensor(each) and each.requires_grad)]
                if len(args) == 2 and untracked:
                    self.constants[tensor.grad_fn] = untracked[0]


@contextmanager
def watch() -> Iterator[Results]:
    """Watch this thread's operations in this block, the engine's and, if it is loaded, PyTorch's.

    What autograd does not record (`argmax`, `detach`, all of a `no_grad` block, …) is noted, for as
    long as its results live: `draw` shows it dotted, `why` explains it. The block also gives the
    recorded results that no variable holds:

    >>> with watch() as results:
    ...     y = torch.sin(x**2)
    >>> draw(y, results=results)  # x**2 has a box with its value, too
    """
    results = Results()
    with ExitStack() as stack:
        stack.enter_context(engine.overrides.watch_results(results.see))
        if (torch := pytorch()) is not None:
            stack.enter_context(_pytorch_mode(torch)(results))
        yield results


@cache
def _pytorch_mode(torch: Any) -> Any:
    """PyTorch's way of seeing every call, as a class that takes the `Results` to fill."""

    class Watching(torch.overrides.TorchFunctionMode):
        def __init__(self, results: Results) -> None:
            super().__init__()
            self.results = results

        def __torch_function__(
            self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
        ) -> Any:
            kwargs = kwargs or {}
            output = func(*args, **kwargs)
            if (name := _name(func)) is not None:
                self.results.see(name, (*args, *kwargs.values()), output)
            return output

    return Watching


_GIVING_TENSORS = {"data", "T", "mT", "H", "mH", "real", "imag"}


def _name(func: Any) -> str | None:
    """What PyTorch calls a function; of an attribute its name, where it is one of interest."""
    name = getattr(func, "__name__", "")
    if name == "__get__":
        attribute = getattr(func.__self__, "__name__", "")
        return attribute if attribute in _GIVING_TENSORS else None
    if name == "__set__":
        return "grad" if getattr(func.__self__, "__name__", "") == "grad" else None
    return name
