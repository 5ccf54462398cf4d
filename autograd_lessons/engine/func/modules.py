"""Modules as functions of their parameters."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from ..grad_mode import no_grad
from ..operations.joining import stack
from ..tensor import Tensor


def functional_call(
    module: Any, parameter_and_buffer_dicts: Any, args: Any = None, kwargs: Any = None
) -> Any:
    """`module(*args)` with other tensors in the place of parameters and buffers, by their names."""
    given = parameter_and_buffer_dicts
    others: dict[str, Tensor] = {}
    for each in [given] if isinstance(given, dict) else given:
        others |= each
    args = () if args is None else args if isinstance(args, tuple) else (args,)
    with _replaced(module, others):
        return module(*args, **kwargs or {})


@contextmanager
def _replaced(module: Any, others: dict[str, Tensor]) -> Iterator[None]:
    before = []
    for way, value in others.items():
        path, _, name = way.rpartition(".")
        part = module.get_submodule(path)
        held = part._parameters if name in part._parameters else part._buffers
        before.append((held, name, held[name]))
        held[name] = value
    try:
        yield
    finally:
        for held, name, value in before:
            held[name] = value


def stack_module_state(models: Sequence[Any]) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """(parameters, buffers) of several like modules by name, stacked: for `vmap` over models."""
    if not models:
        raise RuntimeError("stack_module_state: Expected at least one model, got 0.")
    params, buffers = (
        [dict(each.named_parameters()) for each in models],
        [dict(each.named_buffers()) for each in models],
    )
    with no_grad():
        stacked = {name: stack([each[name] for each in params]) for name in params[0]}
        held = {name: stack([each[name] for each in buffers]) for name in buffers[0]}
    return {name: each.requires_grad_() for name, each in stacked.items()}, held
