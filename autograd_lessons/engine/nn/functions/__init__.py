"""The functions of `torch.nn.functional`, by idea: their arguments, warnings and errors."""
