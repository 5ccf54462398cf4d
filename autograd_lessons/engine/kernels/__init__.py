"""Arithmetic in the order and with the roundings of PyTorch's kernels, to the last digit."""
