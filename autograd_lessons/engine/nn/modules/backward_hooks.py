"""Functions that listen to the gradients of a module's inputs and outputs.

All inputs pass through one node, all outputs through another: there their gradients come together.
"""

from collections.abc import Callable, Sequence
from typing import Any

from ...autograd.function import Function
from ...calls.warn_once import warn_outside
from ...grad_mode import is_grad_enabled
from ...tensor import Tensor

Hook = Callable[..., Any]

_NO_INPUT = (
    "Full backward hook is firing when gradients are computed with respect to module outputs since "
    "no inputs require gradients. See https://docs.pytorch.org/docs/main/generated/"
    "torch.nn.Module.html#torch.nn.Module.register_full_backward_hook for more details."
)
_DEPRECATED = (
    "is deprecated and will be removed in future versions. This hook will be missing some "
)
_ADVICE = " Please use register_full_backward_hook to get the documented behavior."


class BackwardHookFunction(Function):
    """Hands all tensors on unchanged, and their gradients as well."""

    @staticmethod
    def forward(ctx: Any, *args: Any) -> Any:
        ctx.mark_non_differentiable(*[each for each in args if not each.requires_grad])
        return args

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        return grads


class Listener:
    """One call of a module: its inputs and outputs go through `inputs` and `outputs`."""

    def __init__(self, module: Any, hooks: Sequence[Hook], pre_hooks: Sequence[Hook]) -> None:
        self.module, self.hooks, self.pre_hooks = module, hooks, pre_hooks
        self.grad_outputs: tuple[Any, ...] | None = None

    def inputs(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        args, self.input_places = _through_one_node(args, self._after)
        self.input_count = len(args)
        return args

    def outputs(self, result: Any) -> Any:
        if not isinstance(result, Tensor | tuple):
            warn_outside(
                "For backward hooks to be called, module output should be a Tensor or a tuple of "
                f"Tensors but received {type(result)}"
            )
        outputs = result if isinstance(result, tuple) else (result,)
        made, self.output_places = _through_one_node(outputs, self._before)
        self.output_count = len(outputs)
        return made if isinstance(result, tuple) else made[0]

    def _before(self, _: Any, grads: tuple[Any, ...]) -> Any:
        """The gradients of the outputs are there."""
        found: Any = _spread(grads, self.output_places, self.output_count)
        for hook in self.pre_hooks:
            changed = hook(self.module, found)
            if changed is not None:
                _check("pre hook", "grad_output", changed, found)
                found = changed
        if self.input_places is None:  # they never come
            warn_outside(_NO_INPUT)
            for hook in self.hooks:
                changed = hook(self.module, (None,) * self.input_count, found)
                if changed is not None and any(each is not None for each in changed):
                    raise RuntimeError(
                        "Backward hook for Modules where no input requires gradient should always "
                        "return None or None for all gradients."
                    )
        else:
            self.grad_outputs = found
        return tuple(found[place] for place in self.output_places or ())

    def _after(self, grads: tuple[Any, ...], _: Any) -> Any:
        """The gradients of the inputs are there."""
        if self.grad_outputs is None:  # they did not come through the outputs
            return None
        found: Any = _spread(grads, self.input_places, self.input_count)
        for hook in self.hooks:
            changed = hook(self.module, found, self.grad_outputs)
            if changed is not None:
                _check("hook", "grad_input", changed, found)
                found = changed
        self.grad_outputs = None
        return tuple(found[place] for place in self.input_places or ())


def _through_one_node(values: Any, hook: Hook) -> tuple[Any, list[int] | None]:
    """The values, with all tensors behind one new node that calls `hook`, and where these are.

    None for the places where nothing is recorded.
    """
    places = [place for place, each in enumerate(values) if isinstance(each, Tensor)]
    tensors = [values[place] for place in places]
    if not (is_grad_enabled() and any(each._requires_grad for each in tensors)):
        return values, None
    made = BackwardHookFunction.apply(*tensors)
    node = next(each.grad_fn for each in made if each.grad_fn is not None)
    node.register_hook(hook)
    changed = list(values)
    for place, each in zip(places, made, strict=True):
        changed[place] = each
    return (tuple(changed) if type(values) is tuple else type(values)(*changed)), places


def _spread(grads: tuple[Any, ...], places: list[int] | None, count: int) -> tuple[Any, ...]:
    """The gradients in the places of their tensors, None in others."""
    found = [None] * count
    for place, grad in zip(places or (), grads, strict=True):
        found[place] = grad
    return tuple(found)


def _check(hook: str, what: str, changed: Any, found: Any) -> None:
    if len(changed) != len(found):
        raise RuntimeError(
            f"Backward {hook} returned an invalid number of {what}, got {len(changed)}, but "
            f"expected {len(found)}"
        )


def listen_to_last(module: Any, hooks: Sequence[Hook], args: Any, result: Any) -> None:
    """What `register_backward_hook` did before there were full hooks: it hears the last node."""
    first = result
    while not isinstance(first, Tensor):
        first = next(iter(first.values())) if isinstance(first, dict) else first[0]
    node = first.grad_fn
    if node is None:
        return
    for hook in hooks:
        node.register_hook(lambda inputs, outputs, hook=hook: hook(module, inputs, outputs))
    missing = _missing(node, args, result)
    if missing:
        warn_outside(missing, FutureWarning)


def _missing(node: Any, args: Any, result: Any) -> str | None:
    """What such a hook will not hear."""
    if not _all_tensors(result):
        return (
            "Using non-full backward hooks on a Module that does not return a single Tensor or a "
            f"tuple of Tensors {_DEPRECATED}of the grad_output.{_ADVICE}"
        )
    if not _all_tensors(args):
        return (
            "Using non-full backward hooks on a Module that does not take as input a single Tensor "
            f"or a tuple of Tensors {_DEPRECATED}of the grad_input.{_ADVICE}"
        )
    outputs = result if isinstance(result, tuple) else (result,)
    if len({each.grad_fn for each in outputs} - {None}) > 1:
        return (
            "Using a non-full backward hook when outputs are generated by different autograd Nodes "
            f"{_DEPRECATED}grad_output.{_ADVICE}"
        )
    if {each.grad_fn for each in args} - {None} != {each for each, _ in node.next_functions}:
        return (
            "Using a non-full backward hook when the forward contains multiple autograd Nodes "
            f"{_DEPRECATED}grad_input.{_ADVICE}"
        )
    return None


def _all_tensors(values: Any) -> bool:
    given = values if isinstance(values, tuple) else (values,)
    return all(isinstance(each, Tensor) for each in given)
