"""What a `torch.nn.Module` is made of: registering its parts, and finding all in it.

What is assigned to an attribute is registered by its kind: a `Parameter`, a module, or a buffer (a
tensor that belongs to the state, but is not trained). So a module finds all parameters in it.
"""

from collections.abc import Iterator
from typing import Any

from ...naming import Named
from ...tensor import Tensor
from ..parameter import Parameter
from .typename import typename

_KINDS = ("_parameters", "_modules", "_buffers")


class Parts(Named):
    """The parts of a module, by kind and by name."""

    _parameters: dict[str, Any]
    _buffers: dict[str, Any]
    _modules: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if args:
            raise TypeError(
                f"{type(self).__name__}.__init__() takes 1 positional argument but "
                f"{len(args) + 1} were given"
            )
        if kwargs:
            raise TypeError(
                f"{type(self).__name__}.__init__() got an unexpected keyword argument "
                f"'{next(iter(kwargs))}'"
            )
        found = vars(self)
        for kind in _KINDS:
            found[kind] = {}
        found["_transient"] = set()  # buffers that are not part of the state

    # What it is made of -------------------------------------------------------------------------

    def register_parameter(self, name: str, param: Parameter | None) -> None:
        """Add a parameter; None keeps its place free."""
        self._check_name("parameter", name, "_parameters")
        if param is not None and not isinstance(param, Parameter):
            raise TypeError(
                f"cannot assign '{typename(param)}' object to parameter '{name}' "
                "(torch.nn.Parameter or None required)"
            )
        self._parameters[name] = param

    def register_buffer(self, name: str, tensor: Tensor | None, persistent: bool = True) -> None:
        """Add a tensor that is not trained; `persistent`: it is part of the state."""
        self._check_name("buffer", name, "_buffers")
        if tensor is not None and not isinstance(tensor, Tensor):
            raise TypeError(
                f"cannot assign '{typename(tensor)}' object to buffer '{name}' "
                "(torch Tensor or None required)"
            )
        self._buffers[name] = tensor
        (self._transient.discard if persistent else self._transient.add)(name)

    def add_module(self, name: str, module: "Parts | None") -> None:
        """Add a part, as the attribute `name`."""
        if module is not None and not isinstance(module, Parts):
            raise TypeError(f"{typename(module)} is not a Module subclass")
        self._check_name("module", name, "_modules")
        self._modules[name] = module

    register_module = add_module

    def _check_name(self, kind: str, name: Any, registered: str) -> None:
        if registered not in vars(self):
            raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
        if not isinstance(name, str):
            raise TypeError(f"{kind} name should be a string. Got {typename(name)}")
        if "." in name:
            got = f", got: {name}" if kind == "module" else ""
            raise KeyError(f'{kind} name can\'t contain "."{got}')
        if name == "":
            raise KeyError(f'{kind} name can\'t be empty string ""')
        if hasattr(self, name) and name not in vars(self)[registered]:
            raise KeyError(f"attribute '{name}' already exists")

    def __setattr__(self, name: str, value: Any) -> None:
        registered: list[Any] = [vars(self).get(kind) for kind in _KINDS]
        for kind, known in zip((Parameter, Parts, None), registered, strict=True):
            if kind is not None and isinstance(value, kind):
                what = "parameters" if kind is Parameter else "module"
                if known is None:
                    raise AttributeError(f"cannot assign {what} before Module.__init__() call")
                for other in (vars(self), *registered):
                    if other is not known:
                        other.pop(name, None)
                known[name] = value
                return
            if known is not None and name in known:
                self._replace(known, name, value)
                return
        object.__setattr__(self, name, value)

    def _replace(self, known: dict[str, Any], name: str, value: Any) -> None:
        """Put something else in the place of a registered part."""
        if known is self._parameters:
            what, wanted, fits = "parameter", "torch.nn.Parameter", False
        elif known is self._modules:
            what, wanted, fits = "child module", "torch.nn.Module", False
        else:
            what, wanted = "buffer", "torch.nn.Buffer, torch.Tensor"
            fits = isinstance(value, Tensor)
        if value is not None and not fits:
            raise TypeError(
                f"cannot assign '{typename(value)}' as {what} '{name}' ({wanted} or None expected)"
            )
        known[name] = value

    def __getattr__(self, name: str) -> Any:
        for kind in _KINDS:
            known = vars(self).get(kind)
            if known is not None and name in known:
                return known[name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __delattr__(self, name: str) -> None:
        for kind in _KINDS:
            if name in vars(self)[kind]:
                del vars(self)[kind][name]
                return
        object.__delattr__(self, name)

    def __dir__(self) -> list[str]:
        names = [*dir(type(self)), *vars(self)]
        for kind in _KINDS:
            names += vars(self)[kind]
        return sorted(name for name in names if not name[0].isdigit())

    # Going through the parts --------------------------------------------------------------------

    def named_modules(
        self, memo: set[Any] | None = None, prefix: str = "", remove_duplicate: bool = True
    ) -> Iterator[tuple[str, "Parts"]]:
        """(name, module) of this module and of all in it; the name tells the way there."""
        memo = set() if memo is None else memo
        if self in memo:
            return
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, module in self._modules.items():
            if module is not None:
                inner = f"{prefix}.{name}" if prefix else name
                yield from module.named_modules(memo, inner, remove_duplicate)

    def modules(self) -> Iterator["Parts"]:
        for _, module in self.named_modules():
            yield module

    def named_children(self) -> Iterator[tuple[str, "Parts"]]:
        """(name, module) of the modules directly in this one."""
        seen = set()
        for name, module in self._modules.items():
            if module is not None and module not in seen:
                seen.add(module)
                yield name, module

    def children(self) -> Iterator["Parts"]:
        for _, module in self.named_children():
            yield module

    def _named(
        self, kind: str, prefix: str, recurse: bool, remove_duplicate: bool
    ) -> Iterator[tuple[str, Any]]:
        inside = (
            self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate)
            if recurse
            else [(prefix, self)]
        )
        seen = set()
        for way, module in inside:
            for name, value in getattr(module, kind).items():
                if value is None or value in seen:
                    continue
                if remove_duplicate:
                    seen.add(value)
                yield f"{way}.{name}" if way else name, value

    def named_parameters(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Parameter]]:
        """(name, parameter) of all parameters in it."""
        yield from self._named("_parameters", prefix, recurse, remove_duplicate)

    def parameters(self, recurse: bool = True) -> Iterator[Parameter]:
        """All parameters in it: what an optimizer is given."""
        for _, param in self.named_parameters(recurse=recurse):
            yield param

    def named_buffers(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Tensor]]:
        """(name, buffer) of all buffers in it."""
        yield from self._named("_buffers", prefix, recurse, remove_duplicate)

    def buffers(self, recurse: bool = True) -> Iterator[Tensor]:
        for _, buffer in self.named_buffers(recurse=recurse):
            yield buffer

    def get_submodule(self, target: str) -> "Parts":
        """The module at the end of this way, such as "encoder.0"."""
        found: Any = self
        for name in target.split(".") if target else ():
            if not hasattr(found, name):
                raise AttributeError(f"{type(found).__name__} has no attribute `{name}`")
            found = getattr(found, name)
            if not isinstance(found, Parts):
                raise AttributeError(f"`{name}` is not an nn.Module")
        return found

    def _at(self, target: str) -> tuple["Parts", str, Any]:
        """What is at the end of this way: the module that has it, the name there, and it."""
        way, _, name = target.rpartition(".")
        module = self.get_submodule(way)
        if not hasattr(module, name):
            raise AttributeError(f"{type(module).__name__} has no attribute `{name}`")
        return module, name, getattr(module, name)

    def get_parameter(self, target: str) -> Parameter:
        """The parameter at the end of this way, such as "encoder.0.weight"."""
        _, name, found = self._at(target)
        if not isinstance(found, Parameter):
            raise AttributeError(f"`{name}` is not an nn.Parameter")
        return found

    def get_buffer(self, target: str) -> Tensor:
        """The buffer at the end of this way."""
        module, name, found = self._at(target)
        if name not in module._buffers:
            raise AttributeError(f"`{name}` is not a buffer")
        return found
