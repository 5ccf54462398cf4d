"""Write down PyTorch's signatures of what the engine offers, for its error messages.

    python scripts/signatures.py > autograd_lessons/engine/signatures.txt

A line is a function and one way to call it, in PyTorch's own words; `~` marks a function that knows
more ways than it tells of.
"""

import ast
import re
import types
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch

from autograd_lessons import engine

MANY = [object()] * 30
TYPES = {
    "Tensor": "Tensor",
    "_int": "int",
    "SymInt": "int",
    "_float": "float",
    "_bool": "bool",
    "Number": "Number",
    "_dtype": "torch.dtype",
    "_size": "tuple of ints",
    "str": "str",
    "Generator": "torch.Generator",
    "memory_format": "torch.memory_format",
    "DeviceLikeType": "torch.device",
    "Any": "object",
}


def owners() -> Iterator[tuple[str, Any, Any, list[Any]]]:
    """Each namespace: its name, PyTorch's, the engine's, and what comes before the arguments."""
    yield "torch", torch, engine, []
    yield "Tensor", torch.Tensor, engine.Tensor, [torch.ones(1)]
    yield "linalg", torch.linalg, engine.linalg, []


def ways(function: Any, given: list[Any]) -> tuple[bool, list[str]] | None:
    """The signatures that the error for a senseless call tells of; None where it tells of none."""
    try:
        function(*given, *MANY)
    except TypeError as error:
        text = str(error)
        if "but expected one of:" in text:
            return False, re.findall(r"^ \* \((.*)\)$", text, re.M)
        found = re.search(r"but expected \((.*)\)$", text)
        return (True, [found[1]]) if found else None
    return None


def stubs() -> dict[tuple[str, str], list[ast.FunctionDef]]:
    """The declared signatures of functions and methods."""
    folder = Path(torch.__file__).parent / "_C"
    found = defaultdict(list)
    for node in ast.parse((folder / "_VariableFunctions.pyi").read_text()).body:
        if isinstance(node, ast.FunctionDef):
            found["torch", node.name].append(node)
    for node in ast.parse((folder / "__init__.pyi").read_text()).body:
        if isinstance(node, ast.ClassDef) and node.name == "TensorBase":
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    found["Tensor", method.name].append(method)
    return found


def typed(annotation: ast.expr | None) -> str:
    """PyTorch's word for a declared type."""
    text = ast.unparse(annotation) if annotation else "Any"
    if "Tensor, ..." in text or "list[Tensor" in text:
        return "tuple of Tensors"
    if "_size" in text or "Sequence[" in text:
        return "tuple of ints"
    first = text.split(" | ")[0].split(".")[-1]
    return TYPES.get(first, first)


def declared(node: ast.FunctionDef, is_method: bool) -> str:
    """A declared signature, in the words of PyTorch's errors."""
    args = node.args
    positional = [*args.posonlyargs, *args.args][is_method:]
    defaults = [None] * (len(positional) - len(args.defaults)) + list(args.defaults)
    parts = [one(*pair) for pair in zip(positional, defaults[-len(positional) :], strict=True)]
    if args.vararg is not None:
        parts.append(f"tuple of ints {args.vararg.arg}")
    named = [one(*pair) for pair in zip(args.kwonlyargs, args.kw_defaults, strict=True)]
    if is_method:
        named = [part for part in named if part != "Tensor out = None"]  # methods take none
    # These are declared as if they could be given without a name.
    named += [part for part in parts if part.startswith("torch.memory_format")]
    parts = [part for part in parts if part not in named]
    return ", ".join([*parts, "*", *named] if named else parts)


def one(arg: ast.arg, default: ast.expr | None) -> str:
    name = {"self": "input", "mode": "requires_grad", "from_": "from"}.get(arg.arg, arg.arg)
    text = f"{typed(arg.annotation)} {name}"
    return text if default is None else f"{text} = {ast.unparse(default)}"


# They are declared otherwise than their errors have it.
CORRECTED = {
    "torch.as_tensor": "object data, *, torch.dtype dtype = None, torch.device device = None",
    "torch.tensor": "object data, *, torch.dtype dtype = None, torch.device device = None, "
    "bool requires_grad = False, bool pin_memory = False",
    "Tensor.size": "int dim = None",
    "Tensor.new_ones": "tuple of ints size, *, torch.dtype dtype = None, "
    "torch.device device = None, bool requires_grad = False, bool pin_memory = False",
    "Tensor.new_tensor": "object data, *, torch.dtype dtype = None, torch.device device = None, "
    "bool requires_grad = False, bool pin_memory = False",
}
# They are not declared at all.
LINALG = {
    "cholesky": "Tensor input, *, bool upper = False, Tensor out = None",
    "cross": "Tensor input, Tensor other, *, int dim = -1, Tensor out = None",
    "det": "Tensor A, *, Tensor out = None",
    "inv": "Tensor A, *, Tensor out = None",
    "solve": "Tensor A, Tensor B, *, bool left = True, Tensor out = None",
    "svdvals": "Tensor A, *, str driver = None, Tensor out = None",
    "vector_norm": "Tensor input, Number ord = 2, tuple of ints dim = None, bool keepdim = False, "
    "*, torch.dtype dtype = None, Tensor out = None",
}
# They are declared without the one argument that they have.
CONVERSIONS = {"bool", "cpu", "double", "float", "int", "long", "short"}


# Called by Python functions, which are no more than that, or classes.
BENEATH = [
    "C.split(Tensor input, int split_size, int dim = 0)",
    "C.split(Tensor input, tuple of ints split_size, int dim = 0)",
    "C.split_with_sizes(Tensor input, tuple of ints split_sizes, int dim = 0)",
    "torch.device(torch.device device)",
    "torch.device(str type, int index = -1)",
    "torch.Generator(torch.device device = None)",
]


def main() -> None:
    print(*BENEATH, sep="\n")
    known = stubs()
    for owner, theirs, ours, given in owners():
        for name in sorted(dir(ours)):
            function = getattr(theirs, name, None)
            if name.startswith("_") or not callable(function) or isinstance(function, type):
                continue
            if isinstance(function, types.FunctionType) or not callable(getattr(ours, name)):
                continue
            found = ways(function, given)
            if found is not None:
                hidden, signatures = found
                for signature in signatures:
                    print(f"{'~' if hidden else ''}{owner}.{name}({signature})")
            elif owner == "Tensor" and name in CONVERSIONS:
                print(f"Tensor.{name}(*, torch.memory_format memory_format = None)")
            elif owner == "linalg" and name in LINALG:
                print(f"linalg.{name}({LINALG[name]})")
            elif (owner, name) in known:
                text = declared(known[owner, name][0], owner == "Tensor")
                print(f"{owner}.{name}({CORRECTED.get(f'{owner}.{name}', text)})")


if __name__ == "__main__":
    main()
