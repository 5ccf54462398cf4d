"""Adadelta: each element moves by its gradient, measured by the sizes of gradients and steps."""

from typing import Any

from ..creation.factories import tensor, zeros_like
from ..tensor import Tensor
from .optimizer import Optimizer, check_not_negative, check_rate


class Adadelta(Optimizer):
    """p ← p - lr·Δ, Δ = g·√(u + ε) / √(v + ε), with v and u running averages of g² and Δ²
    (Zeiler, 2012). weight_decay adds λ·p to g. ValueError for settings that make no sense.
    """

    def __init__(
        self,
        params: Any,
        lr: float = 1.0,
        rho: float = 0.9,
        eps: float = 1e-6,
        weight_decay: float = 0,
        foreach: bool | None = None,
        *,
        capturable: bool = False,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_rate(lr)
        if not 0.0 <= rho <= 1.0:
            raise ValueError(f"Invalid rho value: {rho}")
        check_not_negative(eps=eps, weight_decay=weight_decay)
        defaults = {
            "lr": lr, "rho": rho, "eps": eps, "weight_decay": weight_decay, "maximize": maximize,
            "capturable": capturable, "foreach": foreach, "differentiable": differentiable,
        }  # fmt: skip
        super().__init__(params, defaults)

    def _change(self, param: Tensor, grad: Tensor, group: dict[str, Any]) -> None:
        state = self.state[param]
        if not state:
            state["step"] = tensor(0.0)
            state["square_avg"], state["acc_delta"] = zeros_like(param), zeros_like(param)
        state["step"] += 1
        if group["weight_decay"] != 0:
            grad = grad.add(param, alpha=group["weight_decay"])
        keep, eps = group["rho"], group["eps"]
        size = state["square_avg"].mul_(keep).addcmul_(grad, grad, value=1 - keep)
        change = state["acc_delta"].add(eps).sqrt_().div_(size.add(eps).sqrt_()).mul_(grad)
        state["acc_delta"].mul_(keep).addcmul_(change, change, value=1 - keep)
        param.add_(change, alpha=-group["lr"])
