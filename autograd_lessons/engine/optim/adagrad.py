"""Adagrad: each element moves by its gradient, measured by all of its gradients so far."""

from typing import Any

from ..creation.factories import full_like, tensor
from ..tensor import Tensor
from .optimizer import Optimizer, check_not_negative, check_rate


class Adagrad(Optimizer):
    """p ← p - lr·g / (√s + ε), with s the sum of all g² so far (Duchi and others, 2011).

    lr_decay divides lr by 1 + (t - 1)·lr_decay; weight_decay adds λ·p to g. ValueError for settings
    that make no sense.
    """

    def __init__(
        self,
        params: Any,
        lr: float = 1e-2,
        lr_decay: float = 0,
        weight_decay: float = 0,
        initial_accumulator_value: float = 0,
        eps: float = 1e-10,
        foreach: bool | None = None,
        *,
        maximize: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        check_rate(lr)
        check_not_negative(
            lr_decay=lr_decay, weight_decay=weight_decay,
            initial_accumulator_value=initial_accumulator_value, eps=eps,
        )  # fmt: skip
        defaults = {
            "lr": lr, "lr_decay": lr_decay, "eps": eps, "weight_decay": weight_decay,
            "initial_accumulator_value": initial_accumulator_value, "foreach": foreach,
            "maximize": maximize, "differentiable": differentiable, "fused": fused,
        }  # fmt: skip
        super().__init__(params, defaults)
        for group in self.param_groups:
            for param in group["params"]:
                total = full_like(param, group["initial_accumulator_value"])
                self.state[param] = {"step": tensor(0.0), "sum": total}

    def _change(self, param: Tensor, grad: Tensor, group: dict[str, Any]) -> None:
        state = self.state[param]
        state["step"] += 1
        if group["weight_decay"] != 0:
            grad = grad.add(param, alpha=group["weight_decay"])
        rate = group["lr"] / (1 + (state["step"].item() - 1) * group["lr_decay"])
        total = state["sum"].addcmul_(grad, grad, value=1)
        param.addcdiv_(grad, total.sqrt().add_(group["eps"]), value=-rate)
