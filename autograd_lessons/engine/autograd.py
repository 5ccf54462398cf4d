"""`torch.autograd`: gradients without `.grad`, and backward from several results at once."""

from .backward import backward, grad

__all__ = ["backward", "grad"]
