"""Typed expressions: what they compute on both libraries, and what is said of wrong ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_lessons.language import entry
from autograd_lessons.widgets.expression import LONGEST, MOST_OPERATIONS, Expression
from autograd_lessons.widgets.functions import FUNCTIONS
from autograd_lessons.widgets.mistake import Mistake

RIGHT = {
    "x**2 * sin(x)": lambda t, x, v: x**2 * t.sin(x),
    "-x + 1": lambda t, x, v: -x + 1,
    "+x - -2": lambda t, x, v: x + 2,
    "2 - 3 / x": lambda t, x, v: 2 - 3 / x,
    "-x**2": lambda t, x, v: -(x**2),
    "2**x": lambda t, x, v: 2**x,
    "x**x": lambda t, x, v: x**x,
    "x**(1/2)": lambda t, x, v: x**0.5,
    "e**x + pi": lambda t, x, v: 2.718281828459045**x + 3.141592653589793,
    "2*\u03c0*x": lambda t, x, v: 6.283185307179586 * x,
    "sqrt(2) * x": lambda t, x, v: t.sqrt(t.tensor(2.0)) * x,
    "relu(x) + sigmoid(x)": lambda t, x, v: t.relu(x) + t.sigmoid(x),
    "torch.sin(x)": lambda t, x, v: t.sin(x),
    "torch.nn.functional.silu(x)": lambda t, x, v: t.nn.functional.silu(x),
    "F.elu(x)": lambda t, x, v: t.nn.functional.elu(x),
    "softplus(x)": lambda t, x, v: t.nn.functional.softplus(x),
    "leaky_relu(x, 0.2)": lambda t, x, v: t.nn.functional.leaky_relu(x, 0.2),
    "clamp(x, 0, 1)": lambda t, x, v: t.clamp(x, 0, 1),
    "clamp(x, min=2)": lambda t, x, v: t.clamp(x, min=2),
    "x.clamp(max=1)": lambda t, x, v: x.clamp(max=1),
    "maximum(x, 2)": lambda t, x, v: t.maximum(x, t.tensor(2.0)),
    "pow(x, 3)": lambda t, x, v: t.pow(x, t.tensor(3.0)),
    "(x * v).sum()": lambda t, x, v: (x * v).sum(),
    "v.norm() + mean(v)": lambda t, x, v: v.norm() + v.mean(),
    "v @ v": lambda t, x, v: v @ v,
    "v[0] * v[-1]": lambda t, x, v: v[0] * v[-1],
    "softmax(v, dim=0)[1]": lambda t, x, v: t.softmax(v, dim=0)[1],
    "max(v) - v.min()": lambda t, x, v: v.max() - v.min(),
    "x.detach() * x": lambda t, x, v: x.detach() * x,
    "  x\t+ 1 ": lambda t, x, v: x + 1,
    "((((((((((x))))))))))": lambda t, x, v: x * 1,
}


def inputs(library):
    return {
        "x": library.tensor(1.5, requires_grad=True),
        "v": library.tensor([0.5, -1.0, 2.0], requires_grad=True),
    }


@pytest.mark.parametrize("text", RIGHT)
def test_an_expression_is_what_a_program_computes(library, text):
    typed, written = inputs(library), inputs(library)
    got = Expression(text, list(typed)).function(library)(**typed)
    expected = RIGHT[text](library, x=written["x"], v=written["v"])
    assert got.item() == expected.item()
    got.backward()
    expected.backward()
    for name in typed:
        assert repr(typed[name].grad) == repr(written[name].grad)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_function_is_there_in_both_libraries(library, name):
    function = FUNCTIONS[name]
    arguments = ["v"] * function.tensors + ["0"] * function.required
    Expression(f"{name}({', '.join(arguments)})", ["v"]).function(library)(v=inputs(library)["v"])


@pytest.mark.parametrize(("text", "value"), [("2", 2.0), ("1/4 + 2**3", 8.25), ("-pi", -3.1415927)])
def test_a_number_is_a_tensor(library, text, value):
    result = Expression(text, ["x"]).function(library)(x=inputs(library)["x"])
    assert result.item() == pytest.approx(value)
    assert not result.requires_grad


def test_an_inputs_name_hides_a_constants(library):
    e = library.tensor(2.0)
    assert Expression("e * sin", ["e", "sin"]).function(library)(e=e, sin=e).item() == 4


WRONG = [
    ("", "empty", "", 1),
    ("   ", "empty", "", 1),
    ("x +", "unfinished", "", 4),
    ("x**", "unfinished", "", 4),
    ("sin(x", "unclosed", "(", 4),
    ("v[0", "unclosed", "[", 2),
    ("sin(x))", "unopened", ")", 7),
    ("(x]", "unopened", "]", 3),
    ("2x", "times", "2x", 1),
    ("1 + 2x", "times", "2x", 5),
    ("2(x)", "times", "2", 1),
    ("x(2)", "times", "x", 1),
    ("pi(x)", "times", "pi", 1),
    ("x v", "syntax", "v", 3),
    ("x = 2", "syntax", "=", 3),
    ("x × 2", "sign", "×", 3),
    ("x²", "sign", "²", 2),
    ("x·2", "sign", "·", 2),
    ("x\0", "sign", "\0", 2),
    ("x + \u202ev", "sign", "\u202e", 5),
    ("\ud800", "sign", "\ud800", 1),
    ("x^2", "power", "^", 2),
    ("(x) ^ (2)", "power", "^", 5),
    ("x > 1", "refused", ">", 3),
    ("x and v", "refused", "x and v", 1),
    ("not x", "refused", "not x", 1),
    ("x // 2", "refused", "//", 3),
    ("x % 2", "refused", "%", 3),
    ("lambda: x", "refused", "lambda: x", 1),
    ("[x]", "refused", "[x]", 1),
    ("'x'", "refused", "'x'", 1),
    ("f'{x}'", "refused", "f'{x}'", 1),
    ("(x := 2)", "refused", "x := 2", 2),
    ("x if x else v", "refused", "x if x else v", 1),
    ("[y for y in v]", "refused", "[y for y in v]", 1),
    ("sum(*v)", "refused", "*v", 5),
    ("sum(**v)", "refused", "**v", 5),
    ("sin(x, dim=0)", "refused", "dim=0", 8),
    ("clamp(x, 0, min=0)", "refused", "min=0", 13),
    ("True * x", "refused", "True", 1),
    ("1j * x", "refused", "1j", 1),
    ("v[0:1]", "refused", "0:1", 3),
    ("x.grad", "method", "x.grad", 1),
    ("x.__class__", "method", "x.__class__", 1),
    ("1 + y", "unknown_name", "y", 5),
    ("가나 + x", "unknown_name", "가나", 1),
    ("math.sin(x)", "unknown_name", "math", 1),
    ("X + 1", "like_name", "X", 1),
    ("2 * sine(x)", "like_callee", "sine", 5),
    ("__import__('os')", "unknown_callee", "__import__", 1),
    ("eval('x')", "unknown_callee", "eval", 1),
    ("x.backward()", "unknown_callee", "x.backward", 1),
    ("sin + x", "function", "sin", 1),
    ("sin(x, x)", "arguments", "sin(x, x)", 1),
    ("sin()", "arguments", "sin()", 1),
    ("clamp(x)", "arguments", "clamp(x)", 1),
    ("clamp(x, v)", "number", "v", 10),
    ("v[x]", "number", "x", 3),
    ("x**101", "exponent", "101", 4),
    ("9**9**9", "exponent", "9**9", 4),
    ("1/0 + x", "too_large", "1/0", 1),
    ("(-8)**0.5", "too_large", "(-8)**0.5", 1),
    ("1e999 * x", "too_large", "1e999", 1),
    ("x + " + "1" * (LONGEST - 3), "too_long", "1", LONGEST + 1),
    ("-" * (MOST_OPERATIONS + 1) + "x", "too_many", "-x", MOST_OPERATIONS + 1),
    ("+".join(["x"] * (MOST_OPERATIONS + 2)), "too_many", "x+x", 1),
]


@pytest.mark.parametrize(("text", "key", "word", "column"), WRONG)
def test_what_is_wrong_is_told_with_its_place(language, text, key, word, column):
    with pytest.raises(Mistake) as raised:
        Expression(text, ["x", "v"])
    mistake = raised.value
    assert (mistake.key, mistake.word, mistake.facts["column"]) == (key, word, column)
    assert mistake.before + mistake.word + mistake.after == text
    said = mistake.told
    assert entry(f"widgets.expression.{key}").partition("{")[0] in said
    assert key == "empty" or str(column) in said
    assert said.isprintable()


def test_the_mark_stands_below_the_mistake_where_hangul_is_wide():
    with pytest.raises(Mistake) as caught:
        Expression("가나 + x", ["x"])
    assert str(caught.value).splitlines()[1:] == ["  가나 + x", "  ^^^^"]
    with pytest.raises(Mistake) as caught:
        Expression("가나 ^ x", ["x"])
    assert str(caught.value).splitlines()[1:] == ["  가나 ^ x", "       ^"]


@given(st.text(st.sampled_from("xv019.+-*/()[],=^ e\n가×sin'\"_:\0"), max_size=40))
def test_any_text_is_an_expression_or_a_mistake_in_it(text):
    mistake = None
    try:
        Expression(text, ["x", "v"])
    except Mistake as raised:
        mistake = raised
    assert mistake is None or mistake.before + mistake.word + mistake.after == text
