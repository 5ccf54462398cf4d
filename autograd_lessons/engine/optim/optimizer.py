"""What all optimizers share: groups of parameters with settings, and a state for each parameter."""

from collections import defaultdict
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from ..calls.warn_once import warn_outside
from ..conversion import to
from ..grad_mode import enable_grad, no_grad
from ..hooks import RemovableHandle
from ..naming import Named
from ..nn.modules.state import forget_grad
from ..nn.modules.typename import typename
from ..tensor import Tensor


def check_single(lr: Any) -> None:
    """ValueError for a tensor of several numbers as a learning rate."""
    if isinstance(lr, Tensor) and lr._data.size != 1:
        raise ValueError("Tensor lr must be 1-element")


def check_rate(lr: Any) -> None:
    """ValueError for a negative learning rate, and for nan or several numbers."""
    check_single(lr)
    _check_not_negative("learning rate", lr)


def check_not_negative(**settings: Any) -> None:
    """ValueError for a negative setting, and for nan."""
    for name, value in settings.items():
        _check_not_negative(f"{'epsilon' if name == 'eps' else name} value", value)


def check_betas(betas: Any) -> None:
    """ValueError for shares of earlier gradients that aren't from 0 to below 1."""
    for index in range(2):
        if not 0.0 <= betas[index] < 1.0:
            raise ValueError(f"Invalid beta parameter at index {index}: {betas[index]}")


def _check_not_negative(what: str, value: Any) -> None:
    if not 0.0 <= value:  # noqa: SIM300 (what Python says of text depends on the order)
        raise ValueError(f"Invalid {what}: {value}")


def _check_leaf(param: Any) -> None:
    """Errors for what is no tensor, or a tensor without a gradient of its own."""
    if not isinstance(param, Tensor):
        raise TypeError(
            f"optimizer can only optimize Tensors, but one of the params is {typename(param)}"
        )
    if not (param.is_leaf or param.retains_grad):
        raise ValueError("can't optimize a non-leaf Tensor")


class Optimizer(Named):
    """Changes parameters by their gradients, a `step()` at a time. A parameter whose `.grad` is
    None is left alone, one whose `.grad` is 0 isn't: momentum and weight decay go on.

    param_groups: dictionaries of settings, each with its "params".
    state: for each parameter what the optimizer remembers of earlier steps.
    """

    _each_its_own = ("step",)
    _step_hooks: Any = None  # those around `step`, if there are any

    def __init__(self, params: Any, defaults: dict[str, Any]) -> None:
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or dicts, "
                f"but got {typename(params)}"
            )
        self.defaults = defaults
        self.state: defaultdict[Any, Any] = defaultdict(dict)
        self.param_groups: list[dict[str, Any]] = []
        groups = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        for group in groups if isinstance(groups[0], dict) else [{"params": groups}]:
            self.add_param_group(group)

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        """Train more parameters, with settings of their own. ValueError for those known already."""
        if not isinstance(param_group, dict):
            raise TypeError(f"param_group must be a dict, but got {type(param_group)}")
        params = param_group["params"]
        if isinstance(params, set):
            raise TypeError(
                "optimizer parameters need to be organized in ordered collections, but the "
                "ordering of tensors in sets will change between runs. Please use a list instead."
            )
        params = [params] if isinstance(params, Tensor) else list(params)
        named = [each for each in params if isinstance(each, tuple)]
        if named:
            if len(named) < len(params):
                raise ValueError(
                    "all optimizer params should be with/without names. Some param names are "
                    "missing"
                )
            param_group["param_names"] = [name for name, _ in named]
            params = [param for _, param in named]
        param_group["params"] = params
        for param in params:
            _check_leaf(param)
        for name, default in self.defaults.items():
            param_group.setdefault(name, default)
        if len(params) != len(set(params)):
            warn_outside(
                "optimizer contains a parameter group with duplicate parameters; in future, this "
                "will cause an error; see github.com/pytorch/pytorch/issues/40967 for more "
                "information"
            )
        known = {each for group in self.param_groups for each in group["params"]}
        if known & set(params):
            raise ValueError("some parameters appear in more than one parameter group")
        self.param_groups.append(param_group)

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Drop all gradients, or make them 0 with `set_to_none=False`."""
        for group in self.param_groups:
            for param in group["params"]:
                forget_grad(param, set_to_none)

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Change each parameter that has a gradient. `closure`, if given, computes loss and
        gradients first; its result is returned."""
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        with no_grad():
            for group in self.param_groups:
                for param in group["params"]:
                    grad = param._grad
                    if grad is not None:
                        if group["maximize"]:
                            grad = -grad
                        self._change(param, grad, group)
        return loss

    def register_step_pre_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(self, args, kwargs)` before each step; it may return other arguments."""
        from .stepping import hooks_of

        return RemovableHandle(hooks_of(self).before, hook)

    def register_step_post_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(self, args, kwargs)` after each step."""
        from .stepping import hooks_of

        return RemovableHandle(hooks_of(self).after, hook)

    def _change(self, param: Tensor, grad: Tensor, group: dict[str, Any]) -> None:
        """Change one parameter."""
        raise NotImplementedError

    def state_dict(self) -> dict[str, Any]:
        """State and settings, with numbers in the place of parameters."""
        numbers: dict[Tensor, int] = {}
        groups: list[dict[str, Any]] = []
        for group in self.param_groups:
            first = sum(len(each["params"]) for each in groups)
            new = [(param, place) for place, param in enumerate(group["params"], first)]
            numbers.update([each for each in new if each[0] not in numbers])
            settings = {name: value for name, value in group.items() if name != "params"}
            groups.append(settings | {"params": [numbers[param] for param in group["params"]]})
        state = {numbers.get(param, param): each for param, each in self.state.items()}
        return {"state": state, "param_groups": groups}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take over what `state_dict` gave. ValueError where the groups differ."""
        state_dict = state_dict.copy()
        groups = deepcopy(state_dict["param_groups"])
        if len(groups) != len(self.param_groups):
            raise ValueError("loaded state dict has a different number of parameter groups")
        params: dict[int, Tensor] = {}
        for ours, theirs in zip(self.param_groups, groups, strict=True):
            if len(ours["params"]) != len(theirs["params"]):
                raise ValueError(
                    "loaded state dict contains a parameter group that doesn't match the size of "
                    "optimizer's group"
                )
            params.update(zip(theirs["params"], ours["params"], strict=True))
            theirs["params"] = ours["params"]
        self.param_groups = groups
        self.state = defaultdict(dict)
        for number, each in state_dict["state"].items():
            param = params[number]
            self.state[param] = {
                name: to(value, param.dtype)
                if isinstance(value, Tensor) and name != "step"
                else value
                for name, value in each.items()
            }

    def __getstate__(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("defaults", "state", "param_groups")}

    def __repr__(self) -> str:
        text = f"{type(self).__name__} ("
        for number, group in enumerate(self.param_groups):
            text += f"\nParameter Group {number}\n"
            for name in sorted(group):
                if name != "params":
                    text += f"    {name}: {group[name]}\n"
        return f"{text})"


def decayed(param: Tensor, grad: Tensor, group: dict[str, Any]) -> Tensor:
    """The gradient with λ·p added for weight decay; if that is decoupled, p itself shrinks."""
    decay = group["weight_decay"]
    if decay == 0:
        return grad
    if group["decoupled_weight_decay"]:
        param.mul_(1 - group["lr"] * decay)
        return grad
    return grad.add(param, alpha=decay)
