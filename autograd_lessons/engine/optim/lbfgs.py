"""L-BFGS: steps like Newton's, with a curvature that is estimated from the last steps."""

from collections.abc import Callable
from typing import Any

from ..grad_mode import enable_grad, no_grad
from ..operations.joining import cat
from ..tensor import Tensor
from .line_search import strong_wolfe
from .optimizer import Optimizer, check_rate


class LBFGS(Optimizer):
    """p ← p + t·d, with d = -H⁻¹·g, and H⁻¹ built from the last steps and changes of the gradient
    (Nocedal, 1980). `step(closure)` goes up to `max_iter` such steps.

    line_search_fn: None takes t = lr, "strong_wolfe" looks for a good t. One group of parameters.
    """

    def __init__(
        self,
        params: Any,
        lr: float = 1,
        max_iter: int = 20,
        max_eval: int | None = None,
        tolerance_grad: float = 1e-7,
        tolerance_change: float = 1e-9,
        history_size: int = 100,
        line_search_fn: str | None = None,
    ) -> None:
        check_rate(lr)
        defaults = {
            "lr": lr, "max_iter": max_iter,
            "max_eval": max_iter * 5 // 4 if max_eval is None else max_eval,
            "tolerance_grad": tolerance_grad, "tolerance_change": tolerance_change,
            "history_size": history_size, "line_search_fn": line_search_fn,
        }  # fmt: skip
        super().__init__(params, defaults)
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
        self._params: list[Tensor] = self.param_groups[0]["params"]

    def _gradient(self) -> Tensor:
        """All gradients as one vector."""
        return cat(
            [
                each.new_zeros(each.numel()) if each.grad is None else each.grad.view(-1)
                for each in self._params
            ]
        )

    def _move(self, t: Any, d: Tensor) -> None:
        """p ← p + t·d."""
        start = 0
        for each in self._params:
            end = start + each.numel()
            each.add_(d[start:end].view_as(each), alpha=float(t))
            start = end

    def step(self, closure: Callable[[], Any]) -> Any:  # type: ignore[override]
        """Go until the gradient or the change is small. `closure` computes loss and gradients."""
        with no_grad():
            return self._steps(enable_grad()(closure))

    def _steps(self, closure: Callable[[], Any]) -> Any:
        group, state = self.param_groups[0], self.state[self._params[0]]
        tolerance, least = group["tolerance_grad"], group["tolerance_change"]
        state.setdefault("func_evals", 0)
        state.setdefault("n_iter", 0)
        first = closure()
        loss, evaluations = float(first), 1
        state["func_evals"] += 1
        grad = self._gradient()
        if grad.abs().max() <= tolerance:
            return first
        for number in range(1, group["max_iter"] + 1):
            state["n_iter"] += 1
            d = self._direction(state, grad, group["history_size"])
            state["prev_flat_grad"] = grad.clone()
            before = state["prev_loss"] = loss
            t = group["lr"]
            if state["n_iter"] == 1:
                t = min(1.0, 1.0 / grad.abs().sum()) * t
            slope = grad.dot(d)
            state["t"] = t
            if slope > -least:
                break
            tried = 0
            if group["line_search_fn"] is not None:
                if group["line_search_fn"] != "strong_wolfe":
                    raise RuntimeError("only 'strong_wolfe' is supported")
                evaluate = self._evaluating(closure, d)
                most = group["max_eval"] - evaluations
                loss, grad, t, tried = strong_wolfe(evaluate, t, d, loss, grad, slope, most)
                state["t"] = t
            self._move(t, d)
            if group["line_search_fn"] is None and number != group["max_iter"]:
                loss, grad, tried = float(closure()), self._gradient(), 1
            evaluations += tried
            state["func_evals"] += tried
            if (
                evaluations >= group["max_eval"]
                or grad.abs().max() <= tolerance
                or d.mul(t).abs().max() <= least
                or abs(loss - before) < least
            ):
                break
        return first

    def _direction(self, state: dict[str, Any], grad: Tensor, most: int) -> Tensor:
        """-H⁻¹·g: the gradient runs back through the history, then forth (two loops)."""
        if state["n_iter"] == 1:
            state.update(d=grad.neg(), t=None, old_dirs=[], old_stps=[], ro=[], H_diag=1)
            return state["d"]
        changes, steps, rates = state["old_dirs"], state["old_stps"], state["ro"]
        change, step = grad.sub(state["prev_flat_grad"]), state["d"].mul(state["t"])
        curvature = change.dot(step)
        if curvature > 1e-10:
            for each, newest in ((changes, change), (steps, step), (rates, 1.0 / curvature)):
                del each[: max(len(each) - most + 1, 0)]
                each.append(newest)
            state["H_diag"] = curvature / change.dot(change)
        d, parts = grad.neg(), {}
        for place in reversed(range(len(changes))):
            parts[place] = steps[place].dot(d) * rates[place]
            d.add_(changes[place], alpha=-float(parts[place]))
        d = d * state["H_diag"]
        for place in range(len(changes)):
            part = changes[place].dot(d) * rates[place]
            d.add_(steps[place], alpha=float(parts[place] - part))
        state["d"] = d
        return d

    def _evaluating(
        self, closure: Callable[[], Any], d: Tensor
    ) -> Callable[[Any], tuple[float, Tensor]]:
        """The function that gives loss and gradient at p + t·d, and leaves the parameters at p."""
        start = [each.clone() for each in self._params]

        def evaluate(t: Any) -> tuple[float, Tensor]:
            self._move(t, d)
            loss, grad = float(closure()), self._gradient()
            for each, value in zip(self._params, start, strict=True):
                each.copy_(value)
            return loss, grad

        return evaluate
