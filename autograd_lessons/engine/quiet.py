"""NumPy warns of 1/0, log(0) and overflow; PyTorch returns inf or nan and says nothing.

`np.errstate` would do but costs more than a small operation. NumPy keeps the setting in a context
variable: setting and resetting it is the same thing, several times faster.
"""

import contextvars
from typing import Any

import numpy as np

with np.errstate(all="ignore"):
    _found = [
        (variable.set, variable.reset, value)
        for variable, value in contextvars.copy_context().items()
        if variable.name == "numpy.ufunc.extobj"
    ]


def _enter(_: Any) -> Any:
    state = np.errstate(all="ignore")
    state.__enter__()
    return state


def _leave(state: Any) -> None:
    state.__exit__()


quiet: Any
loud: Any
# `token = quiet(IGNORE)`, then the arithmetic, then `loud(token)` in a `finally`.
quiet, loud, IGNORE = _found[0] if _found else (_enter, _leave, None)
