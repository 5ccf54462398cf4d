"""`torch.optim`: ways to change parameters by their gradients."""

from typing import Any

from ..lazy import load, missing, places
from .adam import Adam, AdamW
from .optimizer import Optimizer
from .rmsprop import RMSprop
from .sgd import SGD

__all__ = ["SGD", "Adam", "AdamW", "Optimizer", "RMSprop"]

_PLACES = places({"optim.adagrad": "Adagrad", "optim.adadelta": "Adadelta", "optim.lbfgs": "LBFGS"})
_no_such = missing("torch.optim")
for _name in ("adam", "rmsprop", "sgd"):
    del globals()[_name]  # modules of ours


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        return load(*_PLACES[name])
    return load("optim.lr_scheduler") if name == "lr_scheduler" else _no_such(name)
