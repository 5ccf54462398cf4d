"""One contestant at one problem in a fresh process: no library pays for another's being there."""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from .libraries import Gradients, Run
from .outcome import Unable, unable
from .problem import Problem

SECONDS = 60  # what a library may take for one answer
BLOCK = 0.02  # seconds that a timing lasts at least

# Read when NumPy is imported.
ONE_THREAD = {
    f"{library}_NUM_THREADS": "1" for library in ("MKL", "OMP", "OPENBLAS", "VECLIB_MAXIMUM")
}
# glibc gives the end of its heap back to the system, or does not, as it happens to be laid out;
# a run that has to fetch it again takes up to four times as long. So for timing it keeps all.
KEEPS_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(2**25), "MALLOC_TRIM_THRESHOLD_": str(2**30)}
# And for measuring memory no array lies in the heap, where gaps would count.
RETURNS_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(2**17)}


class Worker:
    """A process that answers; whatever it raises comes out here as Unable."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def _ask(self, question: str) -> Any:
        self._pipe.send(question)
        return self.answer()

    def answer(self) -> Any:
        if not self._pipe.poll(SECONDS):
            raise Unable("slow", SECONDS)
        try:
            answer = self._pipe.recv()
        except (EOFError, ConnectionError):
            raise Unable("crash") from None
        if isinstance(answer, Unable):
            raise answer
        return answer

    def gradients(self) -> Gradients:
        """Forward and backward once."""
        return self._ask("gradients")

    def seconds(self) -> float:
        """What forward and backward take of the processor now."""
        return self._ask("seconds")

    def peak(self) -> int:
        """How far forward and backward raise the process's largest resident set so far."""
        return self._ask("peak")


@contextmanager
def environment(variables: dict[str, str]) -> Iterator[None]:
    """Processes started meanwhile have these variables as well."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def working(
    problem: Problem,
    contestant: str,
    warm_up: Problem | None = None,
    allocator: dict[str, str] = KEEPS_MEMORY,
) -> Iterator[Worker]:
    """A worker whose problem is prepared, after a run of `warm_up`."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(there, problem, contestant, warm_up), daemon=True)
    with environment(ONE_THREAD | allocator):
        process.start()
    there.close()
    try:
        worker = Worker(here)
        worker.answer()
        yield worker
    finally:
        process.kill()
        process.join()
        here.close()


def _serve(pipe: Connection, problem: Problem, contestant: str, warm_up: Problem | None) -> None:
    try:
        if warm_up:
            run, _ = warm_up.prepare(contestant)
            run()
        run, gradients = problem.prepare(contestant)
        questions: dict[str, Callable[[], Any]] = {
            "gradients": lambda: gradients(run()),
            "seconds": _stopwatch(run),
            "peak": lambda: _peak(run),
        }
        pipe.send("ready")
        while True:
            pipe.send(questions[pipe.recv()]())
    except EOFError:
        return
    except Exception as error:
        pipe.send(unable(error))


def _stopwatch(run: Run) -> Callable[[], float]:
    """Says what a run takes of the processor: other programs' share is not counted."""
    runs = 1

    def seconds() -> float:
        nonlocal runs
        while True:
            start = time.process_time()
            for _ in range(runs):
                run()
            spent = time.process_time() - start
            if spent >= BLOCK:
                return spent / runs
            runs *= 2

    return seconds


def _peak(run: Run) -> int:
    # A process starts with its parent's figure, and has been larger than it is: what it may grow
    # unseen is used up first.
    start, ballast = _largest(), []
    while (before := _largest()) == start:
        ballast.append(b"x" * 2**16)
    run()
    return _largest() - before


def _largest() -> int:
    """The process's largest resident set so far, in units of the system's."""
    import resource  # not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
