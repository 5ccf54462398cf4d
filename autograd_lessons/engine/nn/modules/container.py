"""Modules and parameters held in a list or by name, and modules one after the other."""

import operator
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ...tensor import Tensor
from ..parameter import Parameter
from .module import Module, indented
from .typename import typename


def _place(index: Any, length: int) -> int:
    """The place that an index means, from 0 on. IndexError where there is none."""
    index = operator.index(index)
    if not -length <= index < length:
        raise IndexError(f"index {index} is out of range")
    return index % length


class _Numbered(Module):
    """Modules under the names "0", "1", …"""

    def _key(self, index: Any) -> str:
        return list(self._modules)[_place(index, len(self))]

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return self._of(list(self._modules.items())[index])
        return self._modules[self._key(index)]

    def _of(self, items: list[tuple[str, Module]]) -> Module:
        """Another one with these parts."""
        raise NotImplementedError

    def __setitem__(self, index: int, module: Module) -> None:
        setattr(self, self._key(index), module)

    def __delitem__(self, index: Any) -> None:
        keys = list(self._modules)[index] if isinstance(index, slice) else [self._key(index)]
        left = [module for key, module in self._modules.items() if key not in keys]
        self._modules = {str(place): module for place, module in enumerate(left)}

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._modules.values())

    def append(self, module: Module) -> Any:
        self.add_module(str(len(self)), module)
        return self

    def extend(self, modules: Iterable[Module]) -> Any:
        for module in modules:
            self.append(module)
        return self

    def _insert(self, index: int, module: Module) -> None:
        modules = list(self)
        modules.insert(index, module)
        self._modules = {str(place): each for place, each in enumerate(modules)}

    def pop(self, key: Any) -> Any:
        found = self[key]
        del self[key]
        return found


class Sequential(_Numbered):
    """Modules that are called one after the other: `Sequential(a, b)(x)` is `b(a(x))`.

    An `OrderedDict` gives them names.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__()
        named = len(args) == 1 and isinstance(args[0], OrderedDict)
        for name, module in args[0].items() if named else enumerate(args):
            self.add_module(str(name), module)

    def _of(self, items: list[tuple[str, Module]]) -> Module:
        return type(self)(OrderedDict(items))

    def insert(self, index: int, module: Module) -> "Sequential":
        self._insert(index, module)
        return self

    def forward(self, input: Any) -> Any:
        for module in self:
            input = module(input)
        return input

    def __add__(self, other: Any) -> "Sequential":
        if not isinstance(other, Sequential):
            raise ValueError(
                f"add operator supports only objects of Sequential class, but {type(other)} is "
                "given."
            )
        return Sequential(*self, *other)


class ModuleList(_Numbered):
    """A list whose modules are parts of the module that holds it."""

    def __init__(self, modules: Iterable[Module] | None = None) -> None:
        super().__init__()
        self.extend(() if modules is None else modules)

    def _of(self, items: list[tuple[str, Module]]) -> Module:
        return type(self)(module for _, module in items)

    def extend(self, modules: Iterable[Module]) -> Any:
        if not isinstance(modules, Iterable):
            raise TypeError(
                "ModuleList.extend should be called with an iterable, but got "
                f"{type(modules).__name__}"
            )
        return super().extend(modules)

    __iadd__ = extend

    def insert(self, index: int, module: Module) -> None:
        self._insert(index, module)

    def __add__(self, other: Iterable[Module]) -> "ModuleList":
        return ModuleList([*self, *other])

    def __repr__(self) -> str:
        texts = [repr(module) for module in self]
        lines = []
        start = 0
        for place, text in enumerate(texts):
            if texts[place + 1 : place + 2] == [text]:
                continue
            many = f"({start}-{place}): {place - start + 1} x {text}"
            lines.append(indented(many if place > start else f"({start}): {text}"))
            start = place + 1
        inner = "\n  ".join(lines)
        return f"{self._get_name()}(\n  {inner}\n)" if lines else f"{self._get_name()}()"


class _Dict(Module):
    """What dictionaries of parts have in common."""

    def __setitem__(self, key: str, value: Any) -> None:
        raise NotImplementedError

    def keys(self) -> Any:
        raise NotImplementedError

    def update(self, others: Any) -> None:
        for key, value in others.items() if hasattr(others, "items") else others:
            self[key] = value

    def __len__(self) -> int:
        return len(self.keys())

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def __contains__(self, key: object) -> bool:
        return key in self.keys()


class ModuleDict(_Dict):
    """A dictionary whose modules are parts of the module that holds it."""

    def __init__(self, modules: Any = None) -> None:
        super().__init__()
        self.update({} if modules is None else modules)

    def __getitem__(self, key: str) -> Module:
        return self._modules[key]

    def __setitem__(self, key: str, module: Module) -> None:
        self.add_module(key, module)

    def __delitem__(self, key: str) -> None:
        del self._modules[key]

    def keys(self) -> Any:
        return self._modules.keys()

    def items(self) -> Any:
        return self._modules.items()

    def values(self) -> Any:
        return self._modules.values()


def _registered(value: Any) -> Any:
    """A tensor as a parameter, anything else as it is."""
    if isinstance(value, Tensor) and not isinstance(value, Parameter):
        return Parameter(value)
    return value


def _line(key: Any, value: Any, type_of: Callable[[Tensor], str]) -> str:
    if not isinstance(value, Tensor):
        return f"  ({key}): Object of type: {type(value).__name__}"
    kind = "Parameter" if isinstance(value, Parameter) else "Tensor"
    size = "x".join(map(str, value.shape))
    return f"  ({key}): {kind} containing: [{type_of(value)} of size {size}]"


class ParameterList(Module):
    """A list whose tensors are parameters of the module that holds it."""

    def __init__(self, values: Iterable[Any] | None = None) -> None:
        super().__init__()
        self._size = 0
        self.extend(() if values is None else values)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return type(self)(list(self)[index])
        return getattr(self, str(_place(index, len(self))))

    def __setitem__(self, index: int, value: Any) -> None:
        setattr(self, str(_place(index, len(self))), _registered(value))

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Any]:
        return iter([self[index] for index in range(len(self))])

    def append(self, value: Any) -> "ParameterList":
        self._size += 1
        self[-1] = value
        return self

    def extend(self, values: Iterable[Any]) -> "ParameterList":
        if not isinstance(values, Iterable) or isinstance(values, Tensor):
            raise TypeError(
                "ParameterList.extend should be called with an iterable, but got "
                f"{type(values).__name__}"
            )
        for value in values:
            self.append(value)
        return self

    __iadd__ = extend

    def extra_repr(self) -> str:
        return "\n".join(
            _line(index, value, lambda each: str(each.dtype)) for index, value in enumerate(self)
        )


class ParameterDict(_Dict):
    """A dictionary whose tensors are parameters of the module that holds it."""

    def __init__(self, parameters: Any = None) -> None:
        super().__init__()
        self._keys: dict[str, None] = {}
        self.update({} if parameters is None else parameters)

    def __getitem__(self, key: str) -> Any:
        return getattr(self, key)

    def __setitem__(self, key: str, value: Any) -> None:
        self._keys[key] = None
        setattr(self, key, _registered(value))

    def __delitem__(self, key: str) -> None:
        del self._keys[key]
        delattr(self, key)

    def keys(self) -> Iterable[str]:
        return self._keys.keys()

    def items(self) -> Iterable[tuple[str, Any]]:
        return [(key, self[key]) for key in self._keys]

    def values(self) -> Iterable[Any]:
        return [self[key] for key in self._keys]

    def extra_repr(self) -> str:
        return "\n".join(_line(key, value, typename) for key, value in self.items())
