"""Which library a function computes with: the engine, or real PyTorch."""

import sys
from functools import partial
from types import CodeType, FunctionType, MethodType, ModuleType


def library_of(f: object, inputs: list[object]) -> ModuleType:
    """Return the module whose tensors `f` wants: PyTorch if `f` or an input is of it, else ours.

    `f` is of PyTorch if its code, or that of a function it names, uses a name that means something
    of PyTorch's. Never imports PyTorch: who uses it has done so.
    """
    torch = sys.modules.get("torch")
    if torch is not None and (
        any(isinstance(value, torch.Tensor) for value in inputs) or _uses(f, torch, set())
    ):
        return torch
    from autograd_lessons import engine

    return engine


def _uses(thing: object, torch: ModuleType, seen: set[int]) -> bool:
    if id(thing) in seen:
        return False
    seen.add(id(thing))
    if _belongs(thing, torch):
        return True
    if isinstance(thing, partial):
        parts = [thing.func, *thing.args, *thing.keywords.values()]
    elif isinstance(thing, MethodType):
        parts = [thing.__func__, thing.__self__]
    elif isinstance(thing, FunctionType):
        parts = _named(thing)
    elif callable(thing) and isinstance(call := type(thing).__call__, FunctionType):
        parts = [call, *getattr(thing, "__dict__", {}).values()]
    else:
        return False
    return any(_uses(part, torch, seen) for part in parts)


def _belongs(thing: object, torch: ModuleType) -> bool:
    if thing is torch or isinstance(thing, torch.Tensor | torch.nn.Module):
        return True
    if isinstance(thing, ModuleType):
        return thing.__name__.startswith("torch.")
    # A class of one's own, such as an autograd.Function, is of PyTorch by what it derives from.
    if any(_is_pytorchs(each) for each in getattr(thing, "__mro__", [thing])):
        return True
    # Built-in functions such as torch.sin do not say where they are from.
    name = getattr(thing, "__name__", "")
    return callable(thing) and getattr(torch, name, None) is thing


def _is_pytorchs(thing: object) -> bool:
    home = getattr(thing, "__module__", None)
    if not isinstance(home, str) or home.partition(".")[0] != "torch":
        return False
    # The engine's classes say so as well, and are in its modules of the same names.
    module = sys.modules.get("autograd_lessons.engine" + home.removeprefix("torch"))
    return getattr(module, getattr(thing, "__name__", ""), None) is not thing


def _named(function: FunctionType) -> list[object]:
    """What the names in a function's code mean: its globals, closure and default values."""
    found = [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
    names = _names(function.__code__)
    found += [function.__globals__[name] for name in names if name in function.__globals__]
    for cell in function.__closure__ or ():
        try:
            found.append(cell.cell_contents)
        except ValueError:  # not filled yet
            continue
    return found


def _names(code: CodeType) -> set[str]:
    inner = (_names(part) for part in code.co_consts if isinstance(part, CodeType))
    return set(code.co_names).union(*inner)
