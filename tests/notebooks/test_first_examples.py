"""The examples that the lessons grew out of all stand in them, with their results."""

import ast

import pytest

from notebooks import build
from tests.notebooks.conftest import Notebooks

NO_RECORD = "element 0 of tensors does not require grad and does not have a grad_fn"
EXAMPLES = {
    "2.1-automatic-differentiation": (
        """
x = torch.tensor([1.], requires_grad=True)
y = x**2
print(x.grad)
y.backward()
print(x.grad)
""",
        ["stdout| None", "stdout| tensor([2.])"],
    ),
    "2.2-not-differentiable": (
        """
x = torch.tensor([1.], requires_grad=True)
y = x.argmax()

y.backward()
print(x.grad)
""",
        [f"error| RuntimeError: {NO_RECORD}"],
    ),
    "2.3-non-leaf-gradients": (
        """
x = torch.tensor([1.], requires_grad=True)
y = x**2
y.retain_grad()
z = 3*y
z.backward()

print(x.grad)
print(y.grad)
print(z.grad)
""",
        ["stdout| tensor([6.])", "stdout| tensor([3.])", "stdout| None"],
    ),
}
# Ways to stop a gradient: a cell of 2.4 begins so, prints left aside, and goes on to what it does.
WAYS = [
    "x = torch.tensor([1.], requires_grad=True)\ny = x**2\nx.requires_grad = False",
    "x = torch.tensor([1.], requires_grad=True)\ny = x**2\nx = x.detach()",
    "x = torch.tensor([1.], requires_grad=True)\nwith torch.no_grad():\n    y = x**2\ny = x**2",
]


def statements(code: str) -> list[str]:
    """The code without regard to blank lines, comments and spaces."""
    return [ast.unparse(statement) for statement in ast.parse(code).body]


class WithoutPrints(ast.NodeTransformer):
    def visit_Expr(self, node: ast.Expr) -> ast.Expr | None:
        return None if ast.unparse(node).startswith("print(") else node


def computations(code: str) -> list[str]:
    """The statements without those that print, inside of others as well."""
    return [ast.unparse(statement) for statement in WithoutPrints().visit(ast.parse(code)).body]


@pytest.mark.parametrize("language", build.LANGUAGES)
@pytest.mark.parametrize("lesson", EXAMPLES)
def test_examples_with_their_results(stored: Notebooks, lesson: str, language: str) -> None:
    code, results = EXAMPLES[lesson]
    cells = [
        cell
        for cell in stored[lesson, language].cells
        if cell.cell_type == "code" and statements(cell.source) == statements(code)
    ]
    assert len(cells) == 1
    assert build.render_outputs(cells[0]) == results


@pytest.mark.parametrize("way", WAYS)
def test_ways_to_stop(stored: Notebooks, way: str) -> None:
    wanted = computations(way)
    starts = [
        computations(cell.source)[: len(wanted)]
        for cell in stored["2.4-stopping-gradients", "ko"].cells
        if cell.cell_type == "code"
    ]
    assert wanted in starts
