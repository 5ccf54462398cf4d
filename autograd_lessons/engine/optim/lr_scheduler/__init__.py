"""Learning rates that change from epoch to epoch: call `scheduler.step()` after each one."""

from ...lazy import offered

__getattr__, __dir__ = offered(
    "torch.optim.lr_scheduler",
    globals(),
    {
        "optim.lr_scheduler.cycles": "CosineAnnealingLR CosineAnnealingWarmRestarts OneCycleLR",
        "optim.lr_scheduler.factors": "ConstantLR ExponentialLR LambdaLR LinearLR MultiStepLR "
        "MultiplicativeLR PolynomialLR StepLR",
        "optim.lr_scheduler.plateau": "ReduceLROnPlateau",
        "optim.lr_scheduler.scheduler": "LRScheduler",
        "optim.lr_scheduler.several": "ChainedScheduler SequentialLR",
    },
)
__all__ = __dir__()
