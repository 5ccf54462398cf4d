"""The state of a module: its parameters and buffers by name, taken out and put back."""

from collections import OrderedDict, namedtuple
from collections.abc import Mapping
from typing import Any

from ...grad_mode import no_grad
from ...tensor import Tensor
from ..parameter import Parameter


def forget_grad(param: Tensor, set_to_none: bool) -> None:
    """Drop a parameter's gradient, or make it 0."""
    if param._grad is not None and not set_to_none:
        param._grad.detach_()
        param._grad.zero_()
    elif set_to_none:
        param.grad = None


class Keys(namedtuple("IncompatibleKeys", ("missing_keys", "unexpected_keys"))):
    """What `load_state_dict` found to differ."""

    __slots__ = ()

    def __repr__(self) -> str:
        if not self.missing_keys and not self.unexpected_keys:
            return "<All keys matched successfully>"
        return super().__repr__()

    __str__ = __repr__


Keys.__qualname__ = Keys.__name__ = "_IncompatibleKeys"


def _own(module: Any) -> dict[str, Tensor]:
    """The module's own parameters and buffers."""
    own = {**module._parameters, **module._buffers}
    return {
        name: each
        for name, each in own.items()
        if each is not None and name not in module._transient
    }


def saved(module: Any, destination: Any, prefix: str, keep_vars: bool) -> "OrderedDict[str, Any]":
    """`module.state_dict(…)`."""
    destination = OrderedDict() if destination is None else destination
    for name, each in _own(module).items():
        destination[prefix + name] = each if keep_vars else each.detach()
    for name, inner in module._modules.items():
        if inner is not None:
            inner.state_dict(
                destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars
            )
    return destination


def load(module: Any, state_dict: Any, strict: bool, assign: bool) -> Keys:
    """`module.load_state_dict(…)`."""
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    wrong: list[str] = []
    missing: list[str] = []
    known: set[str] = set()
    for way, inner in module.named_modules(remove_duplicate=False):
        for name, each in _own(inner).items():
            key = f"{way}.{name}" if way else name
            known.add(key)
            if key not in state_dict:
                if name != "num_batches_tracked":  # there was none at first
                    missing.append(key)
                continue
            problem = _put(inner, name, each, key, state_dict[key], assign)
            if problem:
                wrong.append(problem)
    unexpected = [key for key in state_dict if key not in known]
    if strict:
        for what, keys in (("Missing", missing), ("Unexpected", unexpected)):
            if keys:
                names = ", ".join(f'"{key}"' for key in keys)
                wrong.insert(0, f"{what} key(s) in state_dict: {names}. ")
        if missing and unexpected:
            wrong[:2] = wrong[1::-1]
    if wrong:
        raise RuntimeError(
            f"Error(s) in loading state_dict for {type(module).__name__}:\n\t" + "\n\t".join(wrong)
        )
    return Keys(missing, unexpected)


def _put(module: Any, name: str, each: Tensor, key: str, value: Any, assign: bool) -> str | None:
    """Put one value in its place; what is wrong with it, if anything is."""
    if not isinstance(value, Tensor):
        return (
            f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like '
            f"object from checkpoint but received {type(value)}"
        )
    if value.shape != each.shape:
        return (
            f"size mismatch for {key}: copying a param with shape {value.shape} from checkpoint, "
            f"the shape in current model is {each.shape}."
        )
    if assign:
        setattr(
            module,
            name,
            Parameter(value, each._requires_grad) if name in module._parameters else value,
        )
    else:
        with no_grad():
            each.copy_(value)
    return None
