"""Calling a module, and the functions that listen: to its inputs, its output, their gradients."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from ...hooks import RemovableHandle
from .parts import Parts

Hook = Callable[..., Any]


class Hooked(Parts):
    """A module's parts, a call of its `forward`, and hooks around that."""

    forward: Callable[..., Any]
    _forward_pre_hooks: "OrderedDict[int, Hook]"
    _forward_hooks: "OrderedDict[int, Hook]"
    _backward_pre_hooks: "OrderedDict[int, Hook]"
    _backward_hooks: "OrderedDict[int, Hook]"
    _is_full_backward_hook: bool | None = None
    _with_kwargs: frozenset[int] = frozenset()  # the forward hooks that get keyword arguments, too

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for when in ("forward_pre", "forward", "backward_pre", "backward"):
            vars(self)[f"_{when}_hooks"] = OrderedDict()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if not (
            self._backward_hooks
            or self._backward_pre_hooks
            or self._forward_hooks
            or self._forward_pre_hooks
        ):
            return self.forward(*args, **kwargs)
        return self._call_with_hooks(args, kwargs)

    def _call_with_hooks(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        args, kwargs = self._prepared(args, kwargs)
        listener = None
        if self._backward_pre_hooks or (self._is_full_backward_hook and self._backward_hooks):
            from .backward_hooks import Listener

            full = self._backward_hooks.values() if self._is_full_backward_hook else ()
            listener = Listener(self, list(full), list(self._backward_pre_hooks.values()))
            args = listener.inputs(args)
        result = self.forward(*args, **kwargs)
        for number, hook in list(self._forward_hooks.items()):
            named = (kwargs,) if number in self._with_kwargs else ()
            changed = hook(self, args, *named, result)
            result = result if changed is None else changed
        if listener is not None:
            result = listener.outputs(result)
        if self._backward_hooks and not self._is_full_backward_hook:
            from .backward_hooks import listen_to_last

            listen_to_last(self, list(self._backward_hooks.values()), args, result)
        return result

    def _prepared(self, args: Any, kwargs: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """The arguments, as the hooks before `forward` change them."""
        for number, hook in list(self._forward_pre_hooks.items()):
            if number not in self._with_kwargs:
                changed = hook(self, args)
                if changed is not None:
                    args = changed if isinstance(changed, tuple) else (changed,)
                continue
            changed = hook(self, args, kwargs)
            if changed is not None:
                if not (isinstance(changed, tuple) and len(changed) == 2):
                    raise RuntimeError(
                        "forward pre-hook must return None or a tuple of (new_args, new_kwargs), "
                        f"but got {changed}."
                    )
                args, kwargs = changed
        return args, kwargs

    def register_forward_pre_hook(
        self, hook: Hook, *, prepend: bool = False, with_kwargs: bool = False
    ) -> RemovableHandle:
        """Call `hook(module, args)` before `forward`; it may return other arguments.

        with_kwargs: call `hook(module, args, kwargs)`; it may return both. prepend: the first one.
        """
        return self._add(self._forward_pre_hooks, hook, prepend, with_kwargs)

    def register_forward_hook(
        self, hook: Hook, *, prepend: bool = False, with_kwargs: bool = False
    ) -> RemovableHandle:
        """Call `hook(module, args, output)` after `forward`; it may return another output.

        with_kwargs: call `hook(module, args, kwargs, output)`. prepend: before the other hooks.
        """
        return self._add(self._forward_hooks, hook, prepend, with_kwargs)

    def register_full_backward_pre_hook(self, hook: Hook, prepend: bool = False) -> RemovableHandle:
        """Call `hook(module, grad_output)` when the gradients of the outputs are there.

        It may return others. Arguments are tuples, with None for what is no tensor.
        """
        return self._add(self._backward_pre_hooks, hook, prepend)

    def register_full_backward_hook(self, hook: Hook, prepend: bool = False) -> RemovableHandle:
        """Call `hook(module, grad_input, grad_output)` when the gradients of the inputs are there.

        It may return another grad_input. Where no input requires grad it is called when the
        gradients of the outputs are there. RuntimeError beside `register_backward_hook`.
        """
        self._listen_fully(True)
        return self._add(self._backward_hooks, hook, prepend)

    def register_backward_hook(self, hook: Hook) -> RemovableHandle:
        """`register_full_backward_hook` as it was: it hears the last operation only."""
        self._listen_fully(False)
        return self._add(self._backward_hooks, hook)

    def _listen_fully(self, full: bool) -> None:
        if self._is_full_backward_hook not in (None, full):
            raise RuntimeError(
                "Cannot use both regular backward hooks and full backward hooks on a single "
                "Module. Please use only one of them."
            )
        self._is_full_backward_hook = full

    def _add(
        self, known: Any, hook: Hook, prepend: bool = False, with_kwargs: bool = False
    ) -> RemovableHandle:
        handle = RemovableHandle(known, hook)
        if with_kwargs:
            self._with_kwargs |= {handle.id}
        if prepend:
            known.move_to_end(handle.id, last=False)
        return handle
