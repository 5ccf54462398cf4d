"""The engine beside PyTorch, NumPy by hand and other autograd libraries: `make benchmark`."""
