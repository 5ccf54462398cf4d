"""A broken program with its changes; what comes out when one runs."""

import inspect
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from textwrap import dedent
from types import ModuleType
from typing import Any, Literal

from autograd_lessons.picture import Picture, Reason, draw, watch, why
from autograd_lessons.picture.tensors import Tensor, is_tensor

Library = Any  # the engine or PyTorch
Names = dict[str, Any]
Program = Callable[[Library], Names]

Fate = Literal["same", "raises", "none", "zero", "wrong", "mended"]


@dataclass(frozen=True)
class Case:
    """A `broken` program and the changed programs that may mend it.

    A change mends if it leaves the tensors that `wants` names the gradients that `mended` does.
    `ask` is what `why` is asked about the broken program, by name; nothing where the error itself
    names the place.
    """

    broken: Program
    fixes: tuple[Program, ...]
    mended: Program
    wants: tuple[str, ...]
    ask: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the case is called: the broken program's name."""
        return _name(self.broken)

    @property
    def changes(self) -> dict[str, Program]:
        """The changed programs by the part of their names that is their own."""
        return {_name(fix).removeprefix(f"{self.name}_"): fix for fix in self.fixes}


@dataclass(frozen=True)
class Run:
    """What came out: the error as Python prints it, or "", and the line of the body it is from.

    `warnings` are those of the program and of looking at `grads`: the wanted tensors' `.grad` as
    text. `silent` are those of them that are None, `flat` those that are 0 everywhere.
    """

    error: str
    line: int | None
    warnings: list[str]
    grads: Mapping[str, str]
    silent: list[str]
    flat: list[str]
    picture: Picture
    reason: Reason | None

    @property
    def printed(self) -> list[str]:
        """What a notebook would show: the warnings and the error, or the gradients."""
        grads = [f"{name}.grad = {grad}" for name, grad in self.grads.items()]
        return [*self.warnings, *([self.error] if self.error else grads)]


def source(program: Program) -> list[str]:
    """Return the lines of the program's body, without its `return locals()`."""
    lines = inspect.getsource(program).splitlines()
    return dedent("\n".join(lines[1:-1])).splitlines()


def run(
    program: Program, library: ModuleType, wants: tuple[str, ...], ask: tuple[str, ...] = ()
) -> Run:
    """Run a program with the engine or PyTorch; ask `why` about the tensors named in `ask`."""
    error, line = "", None
    with warnings.catch_warnings(record=True) as caught, watch():
        warnings.simplefilter("always")
        try:
            made = program(library)
        except Exception as raised:  # the program is broken: that is what is shown
            error = f"{type(raised).__name__}: {raised}"
            made, line = _left_behind(program, raised)
        tensors = {name: each for name, each in made.items() if is_tensor(each)}
        grads = {name: tensors[name].grad for name in wants}
    told = dict.fromkeys(f"{each.category.__name__}: {each.message}" for each in caught)
    silent = [name for name, grad in grads.items() if grad is None]
    flat = [name for name, grad in grads.items() if grad is not None and not grad.any()]
    return Run(
        error=error,
        line=line,
        warnings=list(told),
        grads={name: str(grad) for name, grad in grads.items()},
        silent=silent,
        flat=flat,
        picture=draw(*tensors.values(), names=tensors),
        reason=_asked(ask, tensors),
    )


def fate(case: Case, changed: Run, broken: Run, mended: Run) -> Fate:
    """Say what became of a broken program that was changed."""
    if changed.error:
        return "same" if changed.error == broken.error else "raises"
    if changed.silent:
        return "none"
    if changed.flat:
        return "zero"
    return "mended" if changed.grads == mended.grads else "wrong"


def _name(program: Program) -> str:
    return program.__name__


def _left_behind(program: Program, raised: BaseException) -> tuple[Names, int]:
    """The names as they were when the program ended, and the line of its body that ended it."""
    code = program.__code__
    trace = raised.__traceback__
    while trace is not None and trace.tb_frame.f_code is not code:
        trace = trace.tb_next
    assert trace is not None
    return dict(trace.tb_frame.f_locals), trace.tb_lineno - code.co_firstlineno - 1


def _asked(ask: tuple[str, ...], tensors: Mapping[str, Tensor]) -> Reason | None:
    if not ask:
        return None
    about, *of = (tensors[name] for name in ask)
    return why(about, *of, names=tensors)
