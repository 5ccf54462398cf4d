"""Widgets: graphs that live in a notebook."""

from .error_lab import ErrorLab, error_lab
from .explore import Explore, explore
from .retain_lab import RetainLab, retain_lab
from .step import Step, step

__all__ = [
    "ErrorLab",
    "Explore",
    "RetainLab",
    "Step",
    "error_lab",
    "explore",
    "retain_lab",
    "step",
]
