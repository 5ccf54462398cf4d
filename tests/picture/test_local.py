import pytest

from autograd_lessons.picture.constants import Constants
from autograd_lessons.picture.formulas import formulas_of
from autograd_lessons.picture.local import local_derivatives

# An expression of x = 2 and y = 3: the formulas and the local derivatives of its last operation.
LAST = {
    "x * y": (lambda _, x, y: x * y, ["y", "x"], [3.0, 2.0]),
    "3 * x": (lambda _, x, y: 3 * x, ["3", None], [3.0, None]),
    "x * -2": (lambda _, x, y: x * -2, ["(−2)", None], [-2.0, None]),
    "x / y": (lambda _, x, y: x / y, ["1/y", "−x/y²"], [1 / 3, -2 / 9]),
    "x / -4": (lambda _, x, y: x / -4, ["1/(−4)", None], [-0.25, None]),
    "x + y": (lambda _, x, y: x + y, ["1", "1"], [1.0, 1.0]),
    "x - y": (lambda _, x, y: x - y, ["1", "−1"], [1.0, -1.0]),
    "torch.add(x, y, alpha=3)": (
        lambda torch, x, y: torch.add(x, y, alpha=3),
        ["1", "3"],
        [1.0, 3.0],
    ),
    "torch.sub(x, y, alpha=-0.5)": (
        lambda torch, x, y: torch.sub(x, y, alpha=-0.5),
        ["1", "0.5"],
        [1.0, 0.5],
    ),
    "-x": (lambda _, x, y: -x, ["−1"], [-1.0]),
    "x**2": (lambda _, x, y: x**2, ["2·x"], [4.0]),
    "x**3": (lambda _, x, y: x**3, ["3·x²"], [12.0]),
    "x**-1": (lambda _, x, y: x**-1, ["−x⁻²"], [-0.25]),
    "x**-2": (lambda _, x, y: x**-2, ["−2·x⁻³"], [-0.25]),
    "x**1": (lambda _, x, y: x**1, ["1"], [1.0]),
    "x**0": (lambda _, x, y: x**0, ["0"], [0.0]),
    "x**0.5": (lambda _, x, y: x**0.5, ["0.5·x**(−0.5)"], [0.5 * 2**-0.5]),
    "x**y": (lambda _, x, y: x**y, ["y·x**(y − 1)", "x**y · ln x"], [12.0, 5.545177]),
    "2**x": (lambda _, x, y: 2**x, ["2**x · ln 2"], [2.772589]),
    "x.sin()": (lambda _, x, y: x.sin(), ["cos(x)"], [-0.416147]),
    "x.exp()": (lambda _, x, y: x.exp(), ["exp(x)"], [7.389056]),
    "x.log()": (lambda _, x, y: x.log(), ["1/x"], [0.5]),
    "x.sqrt()": (lambda _, x, y: x.sqrt(), ["1/(2·√x)"], [0.353553]),
    "x.abs()": (lambda _, x, y: x.abs(), ["sign(x)"], [1.0]),
    "x.sigmoid()": (lambda _, x, y: x.sigmoid(), ["σ(x)·(1 − σ(x))"], [0.104994]),
    "x.tanh()": (lambda _, x, y: x.tanh(), ["1 − tanh²(x)"], [0.070651]),
    "torch.relu(x)": (lambda torch, x, y: torch.relu(x), ["1 if x > 0 else 0"], [1.0]),
    "x.sum()": (lambda _, x, y: x.sum(), ["1"], [1.0]),
    "x.clone()": (lambda _, x, y: x.clone(), ["1"], [1.0]),
    "x.round()": (lambda _, x, y: x.round(), ["0"], [0.0]),
    "torch.maximum(x, y)": (
        lambda torch, x, y: torch.maximum(x, y),
        ["1 if x > y else 0", "1 if y > x else 0"],
        [0.0, 1.0],
    ),
}
SHAPES = [(), (1,), (2, 3)]


def operands(node):
    return [
        name if made else None for (made, _), name in zip(node.next_functions, "xy", strict=False)
    ]


@pytest.mark.parametrize("expression", LAST)
def test_formula_and_number(torch, expression):
    x, y = (torch.tensor(value, requires_grad=True) for value in (2.0, 3.0))
    compute, formulas, numbers = LAST[expression]
    node = compute(torch, x, y).grad_fn
    assert list(formulas_of(node, operands(node))) == formulas
    for found, expected in zip(local_derivatives(node), numbers, strict=True):
        assert found is expected or found.item() == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("expression", LAST)
def test_backward_hands_on_the_arriving_gradient_times_it(torch, expression, shape):
    x, y = (torch.full(shape, value, requires_grad=True) for value in (2.0, 3.0))
    result = LAST[expression][0](torch, x, y)
    locals_ = local_derivatives(result.grad_fn, tuple(result.shape))
    arriving = torch.full(tuple(result.shape), -1.5)
    result.backward(arriving)
    for leaf, local in zip((x, y), locals_, strict=False):
        if local is not None:
            assert torch.allclose(leaf.grad, local * arriving)
        else:
            assert leaf.grad is None


@pytest.mark.parametrize(
    "compute",
    [
        lambda m: m @ m,
        lambda m: m.cumsum(0),
        lambda m: m.softmax(1),
        lambda m: m.unbind()[0],
        lambda m: m.sum(0),
    ],
)
def test_no_number_where_no_factor_exists(torch, compute):
    m = torch.ones(2, 2, requires_grad=True)
    result = compute(m)
    assert set(local_derivatives(result.grad_fn, tuple(result.shape))) == {None}


def test_matrix_products_say_what_is_handed_on(torch):
    m = torch.ones(2, 2, requires_grad=True)
    assert formulas_of((m @ m).grad_fn, ["a", "b"]) == ("g @ bᵀ", "aᵀ @ g")
    added = torch.addmm(m, m, m)
    assert formulas_of(added.grad_fn, ["c", "a", "b"]) == ("1", "g @ bᵀ", "aᵀ @ g")
    x = torch.ones(2, 2)
    known = Constants({"x": x})
    assert formulas_of((x @ m).grad_fn, [None, "b"], known) == (None, "xᵀ @ g")
    assert formulas_of(torch.addmm(m, x, m).grad_fn, ["c", None, "b"], known)[2] == "xᵀ @ g"


def test_nothing_changes(torch):
    x = torch.tensor([2.0], requires_grad=True)
    middle = x * 3
    seen = []
    middle.register_hook(seen.append)
    y = middle**2
    y.grad_fn.register_hook(lambda *grads: seen.append(grads))
    y.grad_fn.register_prehook(seen.append)
    for node in (y.grad_fn, middle.grad_fn, middle.grad_fn.next_functions[0][0]):
        local_derivatives(node)
    assert seen == []
    assert x.grad is None
    y.backward()  # nothing was freed
    assert x.grad.tolist() == [36.0]


def test_freed_values_are_unknown(torch):
    x = torch.tensor([2.0], requires_grad=True)
    y = x * 3
    z = y * y
    z.backward()
    assert local_derivatives(z.grad_fn) == (None, None)
    assert formulas_of(y.grad_fn, ["x", None]) == (None, None)  # the constant went with them
    assert formulas_of(z.grad_fn, ["y", "y"]) == ("y", "y")


def test_custom_functions_and_unknown_operations(torch):
    class Twice(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            raise AssertionError("only backward calls this")

    x = torch.tensor([2.0], requires_grad=True)
    assert local_derivatives(Twice.apply(x).grad_fn) == (None,)
    assert formulas_of(Twice.apply(x).grad_fn, ["x"]) == (None,)
    assert formulas_of(x.flip(0).grad_fn, ["x"]) == (None,)


@pytest.mark.parametrize("name", ["{a}", "<b>", "x" * 40, "a\nb", ""])
def test_hostile_names_stay_text(torch, name):
    x = torch.tensor(2.0, requires_grad=True)
    shown = name if name in ("{a}", "<b>") else "( )"
    assert formulas_of((x**2).grad_fn, [name]) == (f"2·{shown}",)
