"""`torch.optim`: ways to change parameters by their gradients."""

from ..later import missing
from .adam import Adam, AdamW
from .optimizer import Optimizer
from .rmsprop import RMSprop
from .sgd import SGD

__all__ = ["SGD", "Adam", "AdamW", "Optimizer", "RMSprop"]

__getattr__ = missing("torch.optim")
for _name in ("adam", "rmsprop", "sgd"):
    del globals()[_name]  # modules of ours
