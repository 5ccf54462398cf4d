"""One contestant at one problem in a fresh process: no library pays for another's being there."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from .libraries import Gradients, Run
from .outcome import Unable, unable
from .problem import Problem

SECONDS = 60  # what a library may take for one answer
BLOCK = 0.01  # seconds that a timing lasts about, at least


class Worker:
    """A process that answers; whatever it raises comes out here as Unable."""

    def __init__(self, process: multiprocessing.process.BaseProcess, pipe: Connection) -> None:
        self._process, self._pipe = process, pipe

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
        """What forward and backward take now."""
        return self._ask("seconds")

    def peak(self) -> int:
        """How far forward and backward raise the process's largest resident set so far."""
        return self._ask("peak")


@contextmanager
def working(problem: Problem, contestant: str, warm_up: Problem | None = None) -> Iterator[Worker]:
    """A worker whose problem is prepared, after a run of `warm_up`."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(there, problem, contestant, warm_up), daemon=True)
    process.start()
    there.close()
    try:
        worker = Worker(process, here)
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
            "seconds": lambda: _seconds(run),
            "peak": lambda: _peak(run),
        }
        pipe.send("ready")
        while True:
            pipe.send(questions[pipe.recv()]())
    except EOFError:
        return
    except Exception as error:
        pipe.send(unable(error))


def _seconds(run: Run) -> float:
    once = _time(run, 1)
    return once if once >= BLOCK else _time(run, int(BLOCK / once) + 1)


def _time(run: Run, times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        run()
    return (time.perf_counter() - start) / times


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
