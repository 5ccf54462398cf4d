"""Adamax: Adam that measures by the largest gradient of late instead of the usual one."""

from typing import Any

from ..creation.factories import tensor, zeros_like
from ..operations.functions import maximum
from ..tensor import Tensor
from .optimizer import Optimizer, check_betas, check_not_negative, check_rate


class Adamax(Optimizer):
    """p ← p - lr·m / u, with m the running average of g and u ← max(β₂·u, |g| + ε).

    m is divided by 1 - β₁ᵗ; weight_decay adds λ·p to g. ValueError for settings that make no sense.
    """

    def __init__(
        self,
        params: Any,
        lr: float = 2e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        foreach: bool | None = None,
        *,
        maximize: bool = False,
        differentiable: bool = False,
        capturable: bool = False,
    ) -> None:
        check_rate(lr)
        check_not_negative(eps=eps)
        check_betas(betas)
        check_not_negative(weight_decay=weight_decay)
        defaults = {
            "lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay, "foreach": foreach,
            "maximize": maximize, "differentiable": differentiable, "capturable": capturable,
        }  # fmt: skip
        super().__init__(params, defaults)

    def _change(self, param: Tensor, grad: Tensor, group: dict[str, Any]) -> None:
        state = self.state[param]
        if not state:
            state["step"] = tensor(0.0)
            state["exp_avg"], state["exp_inf"] = zeros_like(param), zeros_like(param)
        state["step"] += 1
        beta1, beta2 = group["betas"]
        if group["weight_decay"] != 0:
            grad = grad.add(param, alpha=group["weight_decay"])
        mean, largest = state["exp_avg"], state["exp_inf"]
        mean.lerp_(grad, 1 - beta1)
        largest.copy_(maximum(largest.mul_(beta2), grad.abs().add_(group["eps"])))
        param.addcdiv_(mean, largest, value=-group["lr"] / (1 - beta1 ** state["step"].item()))
