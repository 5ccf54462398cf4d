"""`torch.nn`: of it, the functions and `Parameter`."""

from . import functional, parameter
from .parameter import Parameter

__all__ = ["Parameter", "functional", "parameter"]
