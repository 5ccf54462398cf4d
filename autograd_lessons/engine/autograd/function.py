"""Operations of one's own: `torch.autograd.Function`, a forward and a backward written by hand.

    class Exp(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            result = x.exp()
            ctx.save_for_backward(result)
            return result

        @staticmethod
        def backward(ctx, grad):
            (result,) = ctx.saved_tensors
            return grad * result

    y = Exp.apply(x)

`forward` runs unrecorded. Its outputs get one node; backward calls `backward` with their gradients.
"""

import functools
from collections.abc import Callable
from typing import Any, ClassVar

from .. import overrides
from ..calls.warn_once import warn_outside
from ..function_ctx import FunctionCtx
from ..function_node import FunctionNode, wrapped
from ..grad_mode import mode, no_grad
from ..operation import differentiable
from ..tensor import Tensor

__all__ = ["Function", "FunctionCtx", "once_differentiable"]

forward_mode: Any = None
"""What `forward_ad` does with a new node and its inputs, while there are dual tensors."""


class Function:
    """Inherit from it, and write `forward(ctx, …)` and `backward(ctx, *grads)` as static methods.

    backward: one gradient for each argument of forward, None for those that are no tensors.
    setup_context(ctx, inputs, output): if given, `forward` takes no `ctx`, and this fills it.
    """

    __module__ = "torch.autograd.function"

    _node: ClassVar[type[FunctionNode]]
    _ctx: ClassVar[type[FunctionCtx]]

    def __init_subclass__(cls) -> None:
        name = f"{cls.__name__}Backward"
        module = {"__module__": "torch.autograd.function"}
        cls._node = type(name, (FunctionNode,), {"function": cls, **module})
        cls._ctx = type(name, (FunctionCtx,), module)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        warn_outside(
            f"{type(self)} should not be instantiated. Methods on autograd functions are all "
            "static, so you should invoke them on the class itself. Instantiating an autograd "
            "function will raise an error in a future version of PyTorch.",
            DeprecationWarning,
        )

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(
            "Legacy autograd function with non-static forward method is deprecated. Please use "
            "new-style autograd function with static forward method. (Example: "
            "https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)"
        )

    @staticmethod
    def forward(*args: Any, **kwargs: Any) -> Any:
        """The value, computed without recording."""
        raise NotImplementedError(
            "You must implement the forward function for custom autograd.Function."
        )

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Any) -> Any:
        """Fill `ctx`, for a `forward` that doesn't take it."""
        raise NotImplementedError("setup_context is not implemented.")

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        """The gradients of the inputs, from those of the outputs."""
        raise NotImplementedError(
            "You must implement either the backward or vjp method for your custom "
            "autograd.Function to use it with backward mode AD."
        )

    vjp = backward

    @staticmethod
    def jvp(ctx: Any, *grad_inputs: Any) -> Any:
        """The tangents of the outputs, from those of the inputs."""
        raise NotImplementedError(
            "You must implement the jvp function for custom autograd.Function to use it with "
            "forward mode AD."
        )

    @classmethod
    def _call_backward(cls, ctx: FunctionCtx, *grads: Any) -> Any:
        if cls.vjp is Function.vjp:
            return cls.backward(ctx, *grads)
        if cls.backward is not Function.backward:
            raise RuntimeError(
                "Implementing both 'backward' and 'vjp' for a custom Function is not allowed. "
                "You should only implement one of them."
            )
        return cls.vjp(ctx, *grads)

    @classmethod
    def apply(cls, *args: Any, **kwargs: Any) -> Any:
        """Call the function. RuntimeError where `forward` marked what it must not."""
        inputs = (*args, *kwargs.values())
        ctx = cls._ctx()
        ctx.needs_input_grad = tuple(
            [isinstance(each, Tensor) and each._requires_grad for each in inputs]
        )
        node = None
        if mode.enabled and any(ctx.needs_input_grad):
            node = cls._node(ctx)
            node.take(inputs)
        with no_grad(), overrides.silent():
            if cls.setup_context is Function.setup_context:
                made = cls.forward(ctx, *args, **kwargs)
            else:
                made = cls.forward(*args, **kwargs)
                cls.setup_context(ctx, inputs, made)
        outputs = list(made) if isinstance(made, tuple) else [made]
        outputs = wrapped(ctx, node, inputs, outputs)
        if node is not None and forward_mode is not None:
            forward_mode(node, inputs)
        ctx.to_save = ctx.dirty_tensors = ctx.non_differentiable = ()
        for each in outputs if overrides.watchers else ():
            if isinstance(each, Tensor):
                overrides.tell(cls.__name__, inputs, each)
        return tuple(outputs) if isinstance(made, tuple) else outputs[0]


Function.__init_subclass__()  # `Function.apply` itself says what is missing


def _twice(m: Any, grads: Any) -> Any:
    raise RuntimeError(
        "trying to differentiate twice a function that was marked with @once_differentiable"
    )


@differentiable("torch::autograd::Error", self=_twice)
def _undifferentiable(self):
    return self


def once_differentiable(fn: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate a `backward` that itself is not to be differentiated: doing so raises an error."""

    @functools.wraps(fn)
    def backward(ctx: Any, *grads: Any) -> Any:
        with no_grad():
            outputs = fn(ctx, *grads)
        if not mode.enabled or not any(
            isinstance(each, Tensor) and each._requires_grad for each in grads
        ):
            return outputs
        several_outputs = outputs if isinstance(outputs, tuple) else (outputs,)
        marked = tuple(
            None if each is None else _undifferentiable(each.detach().requires_grad_())
            for each in several_outputs
        )
        return marked if isinstance(outputs, tuple) else marked[0]

    return backward
