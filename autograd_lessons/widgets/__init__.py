"""Widgets: graphs that live in a notebook."""

from .explore import Explore, explore
from .step import Step, step

__all__ = ["Explore", "Step", "explore", "step"]
