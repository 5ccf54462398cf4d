"""What the import statement takes in a fresh process."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ..libraries import CONTESTANTS, IMPORTS, NUMPY
from ..outcome import Unable
from .case import Compared, Measurement

PROGRAM = """
import time
start = time.process_time()
try:
    import {module}
except ImportError as error:
    print(error.name)
else:
    print(time.process_time() - start)
"""


@dataclass(frozen=True)
class Import(Compared):
    def unit(self, language: str) -> str:
        return "`import numpy`"

    def contestants(self) -> list[str]:
        return CONTESTANTS

    @contextmanager
    def measuring(self, name: str) -> Iterator[Measurement]:
        program = [sys.executable, "-c", PROGRAM.format(module=IMPORTS[name])]
        # Without compiled files every import would compile.
        env = {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

        def seconds() -> float:
            done = subprocess.run(program, env=env, check=True, capture_output=True, text=True)
            try:
                return float(done.stdout)
            except ValueError:
                raise Unable("missing", done.stdout.strip()) from None

        seconds()  # the first writes them
        yield seconds


CASE = Import(
    "import",
    {
        "en": "`import autograd_lessons.engine` in a fresh process",
        "ko": "새 프로세스에서 `import autograd_lessons.engine`",
    },
    1.10,
    NUMPY,
)
