"""NAdam: Adam that looks one step ahead, as Nesterov's momentum does."""

from typing import Any

from ..creation.factories import ones, tensor, zeros_like
from ..tensor import Tensor
from .optimizer import Optimizer, check_betas, check_not_negative, check_rate, decayed


class NAdam(Optimizer):
    """Adam with g and the next step's m in the place of m (Dozat, 2016).

    momentum_decay: how fast the share of m grows to β₁; weight_decay adds λ·p to g, or shrinks p
    itself if it is decoupled. ValueError for settings that make no sense.
    """

    def __init__(
        self,
        params: Any,
        lr: float = 2e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum_decay: float = 4e-3,
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
        check_not_negative(weight_decay=weight_decay, momentum_decay=momentum_decay)
        defaults = {
            "lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay,
            "momentum_decay": momentum_decay, "decoupled_weight_decay": decoupled_weight_decay,
            "maximize": maximize, "foreach": foreach, "capturable": capturable,
            "differentiable": differentiable,
        }  # fmt: skip
        super().__init__(params, defaults)

    def _change(self, param: Tensor, grad: Tensor, group: dict[str, Any]) -> None:
        state = self.state[param]
        if not state:
            state["step"], state["mu_product"] = tensor(0.0), ones(())
            state["exp_avg"], state["exp_avg_sq"] = zeros_like(param), zeros_like(param)
        state["step"] += 1
        step, lr, (beta1, beta2) = state["step"].item(), group["lr"], group["betas"]
        grad = decayed(param, grad, group)
        share, next_share = (
            beta1 * (1.0 - 0.5 * (0.96 ** (each * group["momentum_decay"])))
            for each in (step, step + 1)
        )
        state["mu_product"] *= share
        product, mean, square = state["mu_product"].item(), state["exp_avg"], state["exp_avg_sq"]
        mean.lerp_(grad, 1 - beta1)
        square.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
        spread = square.div(1 - beta2**step).sqrt().add_(group["eps"])
        param.addcdiv_(grad, spread, value=-lr * (1.0 - share) / (1.0 - product))
        param.addcdiv_(mean, spread, value=-lr * next_share / (1.0 - product * next_share))
