"""In a notebook an error is about the learner's line: our own frames are not shown."""

import os
import sys
from types import TracebackType
from typing import Any

_HERE = os.path.join(os.path.dirname(__file__), "")


def without_ours(traceback: TracebackType | None) -> TracebackType | None:
    """Return the traceback without this package's frames; the given one is not changed."""
    places = []
    while traceback is not None:
        if not traceback.tb_frame.f_code.co_filename.startswith(_HERE):
            places.append((traceback.tb_frame, traceback.tb_lasti, traceback.tb_lineno))
        traceback = traceback.tb_next
    shortened = None
    for place in reversed(places):
        shortened = TracebackType(shortened, *place)
    return shortened


def shorten_in_ipython() -> None:
    """Have IPython, where it runs already, leave our frames out. ``%xmode Verbose`` shows them.

    A handler of errors that somebody else has set stays.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None and not shell.custom_exceptions:
        shell.set_custom_exc((Exception,), _show)


def _show(
    shell: Any, kind: type, error: Exception, traceback: TracebackType, tb_offset: int | None = None
) -> None:
    verbose = shell.InteractiveTB.mode == "Verbose"
    shown = traceback if verbose else without_ours(traceback)
    shell.showtraceback((kind, error, shown), tb_offset=tb_offset)
