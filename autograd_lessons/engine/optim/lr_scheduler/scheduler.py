"""What all schedulers share: counting epochs, and setting the optimizer's learning rates."""

from typing import Any

from ...calls.warn_once import warn_outside
from ...naming import Named
from ..optimizer import Optimizer
from ..stepping import around_step

_EARLY = (
    "Detected call of `lr_scheduler.step()` before `optimizer.step()`. In PyTorch 1.1.0 and later, "
    "you should call them in the opposite order: `optimizer.step()` before `lr_scheduler.step()`.  "
    "Failure to do this will result in PyTorch skipping the first value of the learning rate "
    "schedule. See more details at "
    "https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate"
)
GIVEN_EPOCH = (
    "The epoch parameter in `scheduler.step()` was not necessary and is being deprecated where "
    "possible. Please use `scheduler.step()` to step the scheduler. During the deprecation, if "
    "epoch is different from None, the closed form is used instead of the new chainable form, "
    "where available. Please open an issue if you are unable to replicate your use case: "
    "https://github.com/pytorch/pytorch/issues/new/choose."
)
_LAST_LR = "To get the last learning rate computed by the scheduler, please use `get_last_lr()`."


def _note_steps(optimizer: Any) -> None:
    """Have the optimizer note in `_opt_called` that its `step` was called."""
    if hasattr(optimizer, "_opt_called"):
        return

    def noted(optimizer: Any, step: Any, args: Any, named: Any) -> Any:
        optimizer._opt_called = True
        return step(*args, **named)

    optimizer._opt_called = False
    around_step(optimizer, noted)


class LRScheduler(Named):
    """The base of them. A class of one's own writes `get_lr`: the new rate of each group.

    base_lrs: the rates at first; last_epoch: the number of steps.
    """

    __module__ = "torch.optim.lr_scheduler"

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.__module__.startswith(f"{LRScheduler.__module__}."):
            cls.__module__ = LRScheduler.__module__

    def __init__(self, optimizer: Optimizer, last_epoch: int = -1) -> None:
        if not isinstance(optimizer, Optimizer):
            raise TypeError(f"{type(optimizer).__name__} is not an Optimizer")
        self.optimizer = optimizer
        for number, group in enumerate(optimizer.param_groups):
            if last_epoch == -1:
                group.setdefault("initial_lr", group["lr"])
            elif "initial_lr" not in group:
                raise KeyError(
                    f"param 'initial_lr' is not specified in param_groups[{number}] when resuming "
                    "scheduler with last_epoch >= 0.\nThis typically happens when:\n"
                    "1. You're trying to resume training from a checkpoint but haven't properly "
                    "loaded the optimizer state\n"
                    "2. You're using last_epoch >= 0 for a fresh training run (not recommended)"
                )
        self.base_lrs = [group["initial_lr"] for group in optimizer.param_groups]
        self.last_epoch = last_epoch
        _note_steps(optimizer)
        self._initial_step()

    def _initial_step(self) -> None:
        self._step_count, self._is_initial = 0, True
        self.step()
        self._is_initial = False

    def step(self, epoch: int | None = None) -> None:
        """Go on to the next epoch's learning rate."""
        if self._step_count == 1 and not self.optimizer._opt_called:  # type: ignore[attr-defined]
            warn_outside(_EARLY)
        self._step_count += 1
        if epoch is not None:
            warn_outside(GIVEN_EPOCH)
        self._go_to(epoch)

    def _go_to(self, epoch: int | None) -> None:
        self._get_lr_called_within_step = True
        self.last_epoch = self.last_epoch + 1 if epoch is None else epoch
        closed = None if epoch is None else getattr(self, "_get_closed_form_lr", None)
        rates = (closed or self.get_lr)()
        self._get_lr_called_within_step = False
        for group, rate in zip(self.optimizer.param_groups, rates, strict=True):
            group["lr"] = rate
        self._last_lr = [group["lr"] for group in self.optimizer.param_groups]

    def get_last_lr(self) -> list[float]:
        """The learning rate of each group now."""
        return self._last_lr

    def get_lr(self) -> list[float]:
        """The learning rates of the epoch that begins."""
        self._check_within_step()
        groups = zip(self.optimizer.param_groups, self.base_lrs, strict=True)
        return [self._next(group["lr"], base) for group, base in groups]

    def _check_within_step(self) -> None:
        if not self._get_lr_called_within_step:
            warn_outside(_LAST_LR)

    def _next(self, lr: float, base: float) -> float:
        """One rate, from the last epoch's and the one at first."""
        raise NotImplementedError

    def state_dict(self) -> dict[str, Any]:
        """All but the optimizer."""
        return {name: value for name, value in vars(self).items() if name != "optimizer"}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take over what `state_dict` gave."""
        vars(self).update(state_dict)
