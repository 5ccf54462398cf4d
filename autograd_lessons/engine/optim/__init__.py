"""`torch.optim`: ways to change parameters by their gradients."""

from ..lazy import offered

__getattr__, __dir__ = offered(
    "torch.optim",
    globals(),
    {
        "optim.adadelta": "Adadelta",
        "optim.adagrad": "Adagrad",
        "optim.adam": "Adam",
        "optim.adamax": "Adamax",
        "optim.adamw": "AdamW",
        "optim.lbfgs": "LBFGS",
        "optim.lr_scheduler": ".",
        "optim.nadam": "NAdam",
        "optim.optimizer": "Optimizer",
        "optim.radam": "RAdam",
        "optim.rmsprop": "RMSprop",
        "optim.sgd": "SGD",
    },
)
__all__ = __dir__()
