"""The layers of `torch.nn`: functions that hold their parameters, in modules by kind."""
