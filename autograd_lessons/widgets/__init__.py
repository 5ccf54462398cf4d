"""Widgets: graphs that live in a notebook."""

from .error_lab import ErrorLab, error_lab
from .explore import Explore, explore
from .kink_lab import KinkLab, kink_lab
from .retain_lab import RetainLab, retain_lab
from .step import Step, step
from .stopping_lab import StoppingLab, stopping_lab

__all__ = [
    "ErrorLab",
    "Explore",
    "KinkLab",
    "RetainLab",
    "Step",
    "StoppingLab",
    "error_lab",
    "explore",
    "kink_lab",
    "retain_lab",
    "step",
    "stopping_lab",
]
