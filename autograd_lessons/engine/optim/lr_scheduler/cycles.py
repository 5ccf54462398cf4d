"""Learning rates that fall along a cosine, and rise again."""

import math
from typing import Any

from ..optimizer import Optimizer
from .scheduler import LRScheduler


class CosineAnnealingLR(LRScheduler):
    """Along half a cosine from the first rate to `eta_min`, `T_max` epochs long, and back."""

    def __init__(
        self, optimizer: Optimizer, T_max: int, eta_min: float = 0.0, last_epoch: int = -1
    ) -> None:
        self.T_max, self.eta_min = T_max, eta_min
        super().__init__(optimizer, last_epoch)

    def _next(self, lr: float, base: float) -> float:
        epoch, low = self.last_epoch, self.eta_min
        if self._is_initial:
            return lr
        if self._step_count == 1 and epoch > 0:
            return low + (base - low) * (1 + math.cos(epoch * math.pi / self.T_max)) / 2
        if (epoch - 1 - self.T_max) % (2 * self.T_max) == 0:  # the last factor was 0
            return lr + (base - low) * (1 - math.cos(math.pi / self.T_max)) / 2
        now, before = (1 + math.cos(math.pi * at / self.T_max) for at in (epoch, epoch - 1))
        return now / before * (lr - low) + low

    def _get_closed_form_lr(self) -> list[float]:
        factor = 1 + math.cos(math.pi * self.last_epoch / self.T_max)
        return [self.eta_min + (each - self.eta_min) * factor / 2 for each in self.base_lrs]


class CosineAnnealingWarmRestarts(LRScheduler):
    """Down half a cosine in `T_0` epochs, then from the top again, `T_mult` times as long."""

    def __init__(
        self,
        optimizer: Optimizer,
        T_0: int,
        T_mult: int = 1,
        eta_min: float = 0.0,
        last_epoch: int = -1,
    ) -> None:
        if T_0 <= 0 or not isinstance(T_0, int):
            raise ValueError(f"Expected positive integer T_0, but got {T_0}")
        if T_mult < 1 or not isinstance(T_mult, int):
            raise ValueError(f"Expected integer T_mult >= 1, but got {T_mult}")
        self.T_0, self.T_i, self.T_mult, self.eta_min = T_0, T_0, T_mult, eta_min
        self.T_cur: float = last_epoch
        super().__init__(optimizer, last_epoch)

    def _next(self, lr: float, base: float) -> float:
        factor = 1 + math.cos(math.pi * self.T_cur / self.T_i)
        return self.eta_min + (base - self.eta_min) * factor / 2

    def step(self, epoch: float | None = None) -> None:
        """Go on to the next epoch's learning rate, or to that of any epoch, such as 3.5."""
        if epoch is not None and epoch < 0:
            raise ValueError(f"Expected non-negative epoch, but got {epoch}")
        if epoch is None and self.last_epoch >= 0:
            self.T_cur += 1
            if self.T_cur >= self.T_i:
                self.T_cur %= self.T_i
                self.T_i *= self.T_mult
        else:
            self.T_cur, self.T_i = self._place(epoch or 0)
        self._go_to(None if epoch is None else math.floor(epoch))

    def _place(self, epoch: float) -> tuple[float, int]:
        """How far into its cycle this epoch is, and how long the cycle."""
        if epoch < self.T_0:
            return epoch, self.T_0
        if self.T_mult == 1:
            return epoch % self.T_0, self.T_0
        cycle = int(math.log(epoch / self.T_0 * (self.T_mult - 1) + 1, self.T_mult))
        longer = self.T_mult**cycle
        return epoch - self.T_0 * (longer - 1) / (self.T_mult - 1), self.T_0 * longer


class OneCycleLR(LRScheduler):
    """Up to `max_lr`, then down to almost 0, a step for each batch; the momentum the other way."""

    def __init__(
        self,
        optimizer: Optimizer,
        max_lr: Any,
        total_steps: int | None = None,
        epochs: int | None = None,
        steps_per_epoch: int | None = None,
        pct_start: float = 0.3,
        anneal_strategy: str = "cos",
        cycle_momentum: bool = True,
        base_momentum: float = 0.85,
        max_momentum: float = 0.95,
        div_factor: float = 25.0,
        final_div_factor: float = 10000.0,
        three_phase: bool = False,
        last_epoch: int = -1,
    ) -> None:
        self.optimizer = optimizer
        self.total_steps = total_steps = _steps(total_steps, epochs, steps_per_epoch)
        if not isinstance(pct_start, float) or not 0 <= pct_start <= 1:
            raise ValueError(f"Expected float between 0 and 1 pct_start, but got {pct_start}")
        if anneal_strategy not in ("cos", "linear"):
            raise ValueError(
                f"anneal_strategy must be one of 'cos' or 'linear', instead got {anneal_strategy}"
            )
        # (where it ends, rates from … to …, whether the momentum falls, rises or stays)
        rise = float(pct_start * total_steps) - 1
        self._phases = [(rise, "initial_lr", "max_lr", "max_momentum", "base_momentum")]
        start = "max_lr"
        if three_phase:
            fall = float(2 * pct_start * total_steps) - 2
            self._phases.append((fall, "max_lr", "initial_lr", "base_momentum", "max_momentum"))
            start = "initial_lr"
        low = "max_momentum" if three_phase else "base_momentum"
        self._phases.append((total_steps - 1, start, "min_lr", low, "max_momentum"))
        self._anneal_func_type, self.cycle_momentum = anneal_strategy, cycle_momentum
        self._use_beta1 = "betas" in optimizer.defaults
        if cycle_momentum and not self._use_beta1 and "momentum" not in optimizer.defaults:
            raise ValueError(
                "optimizer must support momentum or beta1 with `cycle_momentum` option enabled"
            )
        groups = optimizer.param_groups
        rates = list(max_lr) if isinstance(max_lr, list | tuple) else [max_lr] * len(groups)
        if len(rates) != len(groups):
            raise ValueError(
                "max_lr must have the same length as optimizer.param_groups. max_lr has "
                f"{len(rates)} values, param_groups has {len(groups)}."
            )
        for group, rate in zip(groups if last_epoch == -1 else (), rates, strict=False):
            first = rate / div_factor
            group.update(initial_lr=first, max_lr=rate, min_lr=first / final_div_factor)
            if cycle_momentum:
                self._set_momentum(group, max_momentum)
                group.update(max_momentum=max_momentum, base_momentum=base_momentum)
        super().__init__(optimizer, last_epoch)

    def _set_momentum(self, group: dict[str, Any], momentum: float) -> None:
        if self._use_beta1:
            group["betas"] = (momentum, *group["betas"][1:])
        else:
            group["momentum"] = momentum

    def get_lr(self) -> list[float]:
        if self.last_epoch > self.total_steps:
            raise ValueError(
                f"Tried to step {self.last_epoch} times. The specified number of total steps is "
                f"{self.total_steps}"
            )
        number = sum(self.last_epoch > end for end, *_ in self._phases[:-1])
        begin = self._phases[number - 1][0] if number else 0.0
        end, *names = self._phases[number]
        part = (self.last_epoch - begin) / (end - begin)
        rates = []
        for group in self.optimizer.param_groups:
            first_lr, last_lr, first_momentum, last_momentum = (group.get(name) for name in names)
            rates.append(self._between(first_lr, last_lr, part))
            if self.cycle_momentum:
                self._set_momentum(group, self._between(first_momentum, last_momentum, part))
        return rates

    def _between(self, start: Any, end: Any, part: float) -> float:
        if self._anneal_func_type == "linear":
            return (end - start) * part + start
        return end + (start - end) / 2.0 * (math.cos(math.pi * part) + 1)


def _steps(total: int | None, epochs: int | None, steps_per_epoch: int | None) -> int:
    """How many there are. ValueError where that isn't clear."""
    given = {"total_steps": total, "epochs": epochs, "steps_per_epoch": steps_per_epoch}
    for name, value in given.items():
        if value is not None and (value <= 0 or not isinstance(value, int)):
            raise ValueError(f"Expected positive integer {name}, but got {value}")
    if total is not None:
        return total
    if epochs is None or steps_per_epoch is None:
        raise ValueError("You must define either total_steps OR (epochs AND steps_per_epoch)")
    return epochs * steps_per_epoch
