"""Broken programs, the changes that may mend them, and running these."""

from . import changed, repeated, unrecorded
from .case import Case, Fate, Run, fate, run, source

CASES: dict[str, Case] = {
    case.name: case for room in (unrecorded, changed, repeated) for case in room.CASES
}

__all__ = ["CASES", "Case", "Fate", "Run", "fate", "run", "source"]
