"""RMSprop: each element moves by its gradient, measured in units of that gradient's usual size."""

from typing import Any

from ..creation.factories import tensor, zeros_like
from ..tensor import Tensor
from .optimizer import Optimizer, check_not_negative, check_rate


class RMSprop(Optimizer):
    """p ← p - lr·g / (√v + ε), with v the running average of g² (Hinton, 2012).

    centered takes the running average of g from g² first; momentum adds up the steps; weight_decay
    adds λ·p to g. ValueError for settings that make no sense.
    """

    def __init__(
        self,
        params: Any,
        lr: float = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum: float = 0,
        centered: bool = False,
        capturable: bool = False,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_rate(lr)
        check_not_negative(eps=eps, momentum=momentum, weight_decay=weight_decay, alpha=alpha)
        defaults = {
            "lr": lr, "momentum": momentum, "alpha": alpha, "eps": eps, "centered": centered,
            "weight_decay": weight_decay, "capturable": capturable, "foreach": foreach,
            "maximize": maximize, "differentiable": differentiable,
        }  # fmt: skip
        super().__init__(params, defaults)

    def _change(self, param: Tensor, grad: Tensor, group: dict[str, Any]) -> None:
        state = self.state[param]
        if not state:
            state["step"] = tensor(0.0)
            state["square_avg"] = zeros_like(param)
            if group["momentum"] > 0:
                state["momentum_buffer"] = zeros_like(param)
            if group["centered"]:
                state["grad_avg"] = zeros_like(param)
        state["step"] += 1
        if group["weight_decay"] != 0:
            grad = grad.add(param, alpha=group["weight_decay"])
        keep, square = group["alpha"], state["square_avg"]
        square.mul_(keep).addcmul_(grad, grad, value=1 - keep)
        if group["centered"]:
            mean = state["grad_avg"]
            mean.lerp_(grad, 1 - keep)
            square = square.addcmul(mean, mean, value=-1)
        size = square.sqrt().add_(group["eps"])
        if group["momentum"] > 0:
            step = state["momentum_buffer"]
            step.mul_(group["momentum"]).addcdiv_(grad, size)
            param.add_(step, alpha=-group["lr"])
        else:
            param.addcdiv_(grad, size, value=-group["lr"])
