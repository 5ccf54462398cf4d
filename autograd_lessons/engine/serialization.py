"""`torch.save` and `torch.load`: tensors, and dictionaries, modules and others that hold them.

The files are pickles of the engine's own, not PyTorch's.
"""

import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .naming import rebuilt

_REFUSED = (
    "Weights only load failed. This file can still be loaded, to do so you have two options, "
    "\033[1mdo those steps only if you trust the source of the checkpoint\033[0m. \n"
    "\t(1) In PyTorch 2.6, we changed the default value of the `weights_only` argument in "
    "`torch.load` from `False` to `True`. Re-running `torch.load` with `weights_only` set to "
    "`False` will likely succeed, but it can result in arbitrary code execution. Do it only if you "
    "got the file from a trusted source.\n"
    "\t(2) Alternatively, to load with `weights_only=True` please check the recommended steps in "
    "the following error message.\n"
    "\tWeightsUnpickler error: Unsupported global: GLOBAL {0} was not an allowed global by "
    "default. Please use `torch.serialization.add_safe_globals([{0}])` or the "
    "`torch.serialization.safe_globals([{0}])` context manager to allowlist this global if you "
    "trust this class/function.\n\n"
    "Check the documentation of torch.load to learn more about types accepted by default with "
    "weights_only https://pytorch.org/docs/stable/generated/torch.load.html."
)
_ENGINE = __name__.rpartition(".")[0]
# What tensors and the states of modules and optimizers are made of, by module.
_WEIGHTS = {
    "builtins": {"bytearray", "complex", "set"},
    "collections": {"Counter", "OrderedDict", "defaultdict"},
    "numpy": {"dtype", "ndarray"},
    "numpy._core.multiarray": {"_reconstruct", "scalar"},
    "numpy._core.numeric": {"_frombuffer"},
    f"{_ENGINE}.copying": {"rebuilt"},
    f"{_ENGINE}.devices": {"_device"},
    f"{_ENGINE}.size": {"_size"},
}


class _Weights(pickle.Unpickler):
    """Loads nothing that could run a program."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (rebuilt.__module__, rebuilt.__name__):
            return lambda module, name: _refuse(f"torch.{module}.{name}")
        if name not in _WEIGHTS.get(module, ()) and module != f"{_ENGINE}.dtypes":
            _refuse(f"{module}.{name}")
        return super().find_class(module, name)


def _refuse(name: str) -> Any:
    raise pickle.UnpicklingError(_REFUSED.format(name))


@contextmanager
def _opened(f: Any, how: str) -> Iterator[Any]:
    """The file of this path, or the open file that it is."""
    if not isinstance(f, str | os.PathLike):
        yield f
        return
    parent = os.path.dirname(f)
    if how == "wb" and parent and not os.path.isdir(parent):
        raise RuntimeError(f"Parent directory {parent} does not exist.")
    with open(f, how) as file:
        yield file


def save(obj: Any, f: Any, pickle_module: Any = pickle, pickle_protocol: int = 2) -> None:
    """Store `obj` in a file, given by path or open. Of results only the values are stored.

    RuntimeError where its directory does not exist.
    """
    with _opened(f, "wb") as file:
        pickle_module.dump(obj, file, max(pickle_protocol, 4))


def load(
    f: Any,
    map_location: Any = None,
    pickle_module: Any = pickle,
    *,
    weights_only: bool = True,
    mmap: bool | None = None,
) -> Any:
    """What `save` stored. UnpicklingError with `weights_only` where it is more than tensors,
    numbers and texts in lists and dictionaries: whole modules are programs, to be trusted or not.
    """
    with _opened(f, "rb") as file:
        return _Weights(file).load() if weights_only else pickle_module.load(file)
