"""RAdam: Adam that waits until it knows how much the gradients spread."""

from typing import Any

from ..creation.factories import tensor, zeros_like
from ..tensor import Tensor
from .optimizer import Optimizer, check_betas, check_not_negative, check_rate, decayed


class RAdam(Optimizer):
    """Adam whose first steps go along m alone, and the later ones are rectified (Liu, 2019).

    weight_decay adds λ·p to g, or shrinks p itself if it is decoupled. ValueError for settings that
    make no sense.
    """

    def __init__(
        self,
        params: Any,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        decoupled_weight_decay: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_rate(lr)
        check_not_negative(eps=eps)
        check_betas(betas)
        check_not_negative(weight_decay=weight_decay)
        defaults = {
            "lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay,
            "maximize": maximize, "foreach": foreach, "capturable": capturable,
            "decoupled_weight_decay": decoupled_weight_decay, "differentiable": differentiable,
        }  # fmt: skip
        super().__init__(params, defaults)

    def _change(self, param: Tensor, grad: Tensor, group: dict[str, Any]) -> None:
        state = self.state[param]
        if not state:
            state["step"] = tensor(0.0)
            state["exp_avg"], state["exp_avg_sq"] = zeros_like(param), zeros_like(param)
        state["step"] += 1
        step, lr, (beta1, beta2) = state["step"].item(), group["lr"], group["betas"]
        grad = decayed(param, grad, group)
        mean, square = state["exp_avg"], state["exp_avg_sq"]
        mean.lerp_(grad, 1 - beta1)
        square.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
        change = mean / (1 - beta1**step) * lr
        known = 1 - beta2**step
        longest = 2 / (1 - beta2) - 1
        length = longest - 2 * step * (beta2**step) / known  # of the average, in steps
        if length > 5.0:
            rectified = (length - 4) * (length - 2) * longest
            rectified /= (longest - 4) * (longest - 2) * length
            change = change * ((known**0.5) / square.sqrt().add_(group["eps"])) * rectified**0.5
        param.add_(change, alpha=-1.0)
