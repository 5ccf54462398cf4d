"""Widgets: graphs that live in a notebook."""

from .explore import Explore, explore

__all__ = ["Explore", "explore"]
