"""`torch.nn`: of it, the functions."""

from . import functional

__all__ = ["functional"]
