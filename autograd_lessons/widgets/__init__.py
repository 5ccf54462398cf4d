"""Widgets: graphs that live in a notebook."""

from .explore import Explore, explore
from .retain_lab import RetainLab, retain_lab
from .step import Step, step

__all__ = ["Explore", "RetainLab", "Step", "explore", "retain_lab", "step"]
