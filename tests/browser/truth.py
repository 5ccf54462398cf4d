"""What the lessons' `explore` must show, computed by PyTorch from the cells' own text."""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

OPTIONS = ("low", "high", "accumulate")


@dataclass(frozen=True)
class Explored:
    """A call of `explore` in a lesson: the function, on PyTorch, and where its inputs start."""

    f: Callable[..., torch.Tensor]
    start: dict[str, float]

    def grads(self, values: dict[str, float]) -> dict[str, float]:
        """The gradient of each input."""
        leaves = {name: torch.tensor(value, requires_grad=True) for name, value in values.items()}
        self.f(**leaves).backward()
        return {name: leaf.grad.item() for name, leaf in leaves.items()}


def explored(cells: list[dict[str, Any]]) -> list[Explored]:
    """Return the calls of `explore` in a notebook's cells, in order."""
    functions: dict[str, Any] = {"torch": torch}
    found = []
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        for statement in ast.parse("".join(cell["source"])).body:
            if isinstance(statement, ast.FunctionDef):
                module = ast.Module([statement], [])
                exec(compile(module, "cell", "exec"), functions)
            call = statement.value if isinstance(statement, ast.Expr) else None
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "explore":
                start = {
                    str(word.arg): ast.literal_eval(word.value)
                    for word in call.keywords
                    if word.arg not in OPTIONS
                }
                found.append(Explored(_function(call.args[0], list(start), functions), start))
    return found


def _function(
    argument: ast.expr, names: list[str], functions: dict[str, Any]
) -> Callable[..., torch.Tensor]:
    """The function that a call names, or that its text is: PyTorch's functions without prefix."""
    text = argument.value if isinstance(argument, ast.Constant) else None
    if not isinstance(text, str):
        return functions[ast.unparse(argument)]
    scope = dict(vars(torch))
    exec(f"def f({', '.join(names)}): return {text}", scope)
    return scope["f"]
