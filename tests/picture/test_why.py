"""`why` names the cause, the same on both libraries, says it in both languages, changes nothing."""

import re
import subprocess
import sys
import threading
from html import unescape
from types import ModuleType
from typing import Any, get_args
from xml.etree import ElementTree

import numpy as np
import pytest

from autograd_lessons.language import LANGUAGES, entry, set_language
from autograd_lessons.picture import Reason, draw, watch, why
from autograd_lessons.picture.cuts import Cut

from .test_svg import HOSTILE

GIVEN = """
x = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)
s = torch.tensor(2.0, requires_grad=True)
"""

# name: (program, question, cause). What is indented stands in a `with watch():` block.
CASES = {
    # Not recorded, and seen.
    "argmax": ("  y = x.argmax().float()", "why(y)", "index"),
    "argmax, asked of x": ("  y = x.argmax().float()", "why(x)", "index"),
    "argmax, asked of both": ("  y = x.argmax().float()", "why(x, y)", "index"),
    "indices of sort": ("  y = x.sort()[1] * 1.0", "why(y)", "index"),
    "comparison": ("  y = (x > 2).float().sum()", "why(y)", "comparison"),
    "cast": ("  y = x.int().sum()", "why(x, y)", "cast"),
    "item": ("  y = torch.tensor(s.item()) ** 2", "why(y)", "number"),
    "float": ("  y = s.detach() * float(s.detach() * 2)", "why(y)", "detach"),
    "item within a graph": ("  y = x.sum() * s.item()", "why(s, y)", "number"),
    "detach": ("  y = (x * 2).detach().sum()", "why(y)", "detach"),
    "detach within a graph": ("  y = x.sum() * s.detach()", "why(s, y)", "detach"),
    "data": ("  y = s.data * 2", "why(s)", "detach"),
    "detach in the middle": (
        "  h = s * 3\n  y = torch.tensor(4.0, requires_grad=True) * h.detach()\ny.backward()",
        "why(s)",
        "detach",
    ),
    "detach in the middle, before backward": (
        "  h = x * 3\n  y = torch.ones(3, requires_grad=True) * h.detach()",
        "why(x)",
        "detach",
    ),
    "a copy beside a whole path": (
        "  h = s * 3\n  y = h * 2\n  copy = h.detach() * 2",
        "why(s)",
        "no_backward",
    ),
    "another result behind a cut": (
        "  h = s * 3\n  y = h * 2\n  z = torch.tensor(4.0, requires_grad=True) * h.detach()",
        "why(s)",
        "no_backward",
    ),
    "no_grad": ("  with torch.no_grad():\n    y = (x * 2).sum()", "why(y)", "no_grad"),
    "set_grad_enabled": (
        "  torch.set_grad_enabled(False)\n  y = (x * 2).sum()\n  torch.set_grad_enabled(True)",
        "why(y)",
        "no_grad",
    ),
    "inference_mode": (
        "  with torch.inference_mode():\n    y = (x * 2).sum()",
        "why(y)",
        "inference_mode",
    ),
    "rebuilt": ("  y = torch.tensor(s) ** 2", "why(y)", "rebuilt"),
    "rebuilt with requires_grad": (
        "  y = torch.tensor(s, requires_grad=True) ** 2\ny.backward()",
        "why(s, y)",
        "rebuilt",
    ),
    "silenced": ("  y = x.argmax().float().requires_grad_()\ny.backward()", "why(x)", "silenced"),
    "silenced, asked of y": ("  y = x.argmax().float().requires_grad_()", "why(y)", "silenced"),
    "silenced, then used": (
        "  y = x.argmax().float().requires_grad_()\n  z = y * 2",
        "why(x, z)",
        "index",
    ),
    "all frozen": (
        "w = torch.tensor(1.0)\nb = torch.tensor(2.0)\n  y = w * b + 1",
        "why(y)",
        "all_frozen",
    ),
    # Not recorded, and not seen.
    "argmax, unseen": ("y = x.argmax()", "why(y)", "integer"),
    "comparison, unseen": ("y = x > 2", "why(y)", "comparison"),
    "integers": ("y = torch.tensor([1, 2])", "why(y)", "integer"),
    "a number": ("y = s.item()", "why(y)", "number"),
    "an array": ("y = s.detach().numpy()", "why(y)", "number"),
    "detach, unseen": ("y = x.detach()", "why(y)", "detach"),
    "no_grad, unseen": ("with torch.no_grad():\n  y = x * 2", "why(y)", "untracked"),
    "inference_mode, unseen": (
        "with torch.inference_mode():\n  y = x * 2",
        "why(y)",
        "inference_mode",
    ),
    "silenced, unseen": (
        "y = x.argmax().float().requires_grad_()\ny.backward()",
        "why(x, y)",
        "not_part",
    ),
    "nobody uses it": ("", "why(x)", "no_use"),
    # Leaves that do not require grad.
    "frozen": ("p = torch.nn.Parameter(x)\np.requires_grad = False", "why(p)", "frozen"),
    "given": ("b = torch.tensor(3.0)\n  y = s * b\ny.backward()", "why(b)", "frozen"),
    "given, asked of both": ("b = torch.tensor(3.0)\n  y = s * b", "why(b, y)", "frozen"),
    "frozen later": ("y = s**2\ns.requires_grad = False\ny.backward()", "why(s)", "frozen_later"),
    "frozen later, both": ("y = s**2\ns.requires_grad = False", "why(s, y)", "frozen_later"),
    "rebound": ("y = s**2\ns = s.detach()\ny.backward()", "why(s)", "rebound"),
    "rebound and tracked": (
        "y = s**2\ns = s.detach().requires_grad_()\ny.backward()",
        "why(s, y)",
        "rebound",
    ),
    "typo": ("s.require_grad = False", "why(s)", "typo"),
    "another typo": ("t = torch.tensor(1.0)\nt.required_grad = True", "why(t)", "typo"),
    # Not leaves.
    "not retained": ("y = s**2\nz = y * 3\nz.backward()", "why(y)", "not_retained"),
    "not retained, both": ("y = s**2\nz = y * 3", "why(y, z)", "not_retained"),
    "leaf lost in a conversion": (
        "p = torch.tensor([1.0], requires_grad=True).double()\ny = p.sum()\ny.backward()",
        "why(p)",
        "not_retained",
    ),
    "leaf lost in an update": ("s = s - 0.1 * s\ny = s * 2", "why(s, y)", "not_retained"),
    "leaf lost, nothing computed": ("s = s.view(1)", "why(s)", "not_retained"),
    "retained late": (
        "y = s**2\nz = y * 3\nz.backward()\ny.retain_grad()",
        "why(y)",
        "retained_late",
    ),
    "retained late in sums": (
        "y = s + 1\nz = y + 3\nz.backward()\ny.retain_grad()",
        "why(y)",
        "retained_late",
    ),
    "retained in time": ("y = s**2\ny.retain_grad()\nz = y * 3", "why(y)", "no_backward"),
    # Before, between and after backward passes.
    "no backward": ("y = s**2", "why(s)", "no_backward"),
    "no backward of sums": ("y = s + 1", "why(s, y)", "no_backward"),
    "not a scalar": ("y = x * 2", "why(y)", "not_scalar"),
    "not a scalar, asked of x": ("y = x * 2", "why(x)", "not_scalar"),
    "cleared": ("y = s**2\ny.backward()\ns.grad = None", "why(s)", "cleared"),
    "freed": ("y = s**2\ny.backward()", "why(y)", "freed"),
    "another tensor": ("y = s**2", "why(x, y)", "not_part"),
    "the other way round": ("y = s**2", "why(y, s)", "not_part"),
    "no derivative": ("y = torch.heaviside(s, torch.tensor(1.0))", "why(y)", "no_derivative"),
    "no derivative, asked of s": (
        "y = torch.heaviside(s, torch.tensor(1.0)) * 2",
        "why(s)",
        "no_derivative",
    ),
    "changed in place": ("y = s.exp()\ny += 1", "why(y)", "changed"),
    # Gradients that are there.
    "gradient": ("y = s**2\ny.backward()", "why(s)", "has_gradient"),
    "gradient kept": ("y = s**2\ny.retain_grad()\ny.backward()", "why(y)", "has_gradient"),
    "round": ("y = (s * 2).round() * 3\ny.backward()", "why(s)", "zero_flat"),
    "floor": ("y = x.floor().sum()\ny.backward()", "why(x, y)", "zero_flat"),
    "sign": ("y = x.sign().sum()\ny.backward()", "why(x)", "zero_flat"),
    "dead relu": (
        "t = torch.tensor(-1.0, requires_grad=True)\ny = t.relu()\ny.backward()",
        "why(t)",
        "zero_relu",
    ),
    "dead relu, later": (
        "y = (s * -1).relu()\ny.backward(retain_graph=True)",
        "why(s)",
        "zero_relu",
    ),
    "dead relu, freed": ("y = (s * -1).relu()\ny.backward()", "why(s)", "zero"),
    "times zero": ("y = s * 0\ny.backward(retain_graph=True)", "why(s)", "zero"),
    "two ways that cancel": ("y = s.round() * 0 + s - s\ny.backward()", "why(s)", "zero"),
    "nan": ("z = (s - 2)\ny = (z**2).sqrt()\ny.backward(retain_graph=True)", "why(s)", "nan"),
    "nan, freed": ("y = ((s - 2) ** 2).sqrt()\ny.backward()", "why(s)", "nan"),
    "infinite": ("y = (s - 2).sqrt()\ny.backward(retain_graph=True)", "why(s)", "nan"),
}


def program(lines: str) -> str:
    """The lines with those indented at the left inside of a `with watch():` block."""
    found = GIVEN
    watching = False
    for line in lines.split("\n"):
        inside = line.startswith("  ") and (watching or not found.endswith(":\n"))
        if inside and not watching:
            found += "with watch():\n"
        watching = inside
        found += f"{line}\n"
    return found


def asked(torch: ModuleType, name: str) -> Reason:
    lines, question, _ = CASES[name]
    space: dict[str, Any] = {"torch": torch, "watch": watch, "why": why}
    exec(f"{program(lines)}\nreason = {question}", space)
    reason: Reason = space["reason"]
    return reason


@pytest.mark.parametrize("name", CASES)
@pytest.mark.filterwarnings("ignore:To copy construct", "ignore:Converting a tensor")
def test_cause(torch: ModuleType, name: str) -> None:
    assert asked(torch, name).cause == CASES[name][2]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.filterwarnings("ignore:To copy construct", "ignore:Converting a tensor")
def test_both_libraries_get_the_same_words(language: str) -> None:
    import torch as pytorch

    from autograd_lessons import engine

    set_language(language)
    for name in CASES:
        words = [repr(asked(torch, name)) for torch in (engine, pytorch)]
        if name != "cast":  # `.int()` is `to` in the engine
            assert words[0] == words[1], name
        assert not set("{}") & set(words[0])


def test_every_cause_is_asked_for_and_has_its_texts() -> None:
    keys = {cause for _, _, cause in CASES.values()}
    keys |= {cut for cut in get_args(Cut) if cut != "after"}
    for language in LANGUAGES:
        set_language(language)
        tables = {key for key, value in entry("why").items() if isinstance(value, dict)}
        assert keys <= tables
        shared = {re.sub(r"_(unseen|reversed|given|leaf_lost)$", "", key) for key in tables}
        assert shared - keys == {"not_differentiable"} - keys
        for key in tables:
            assert set(entry(f"why.{key}")) == {"verdict", "seen", "todo"}


def test_the_three_causes_of_one_error_are_told_apart(torch: ModuleType) -> None:
    error = "element 0 of tensors does not require grad and does not have a grad_fn"
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    frozen = torch.tensor([1.0, 2.0])
    with watch():
        results = [w.argmax().float(), (frozen * 2).sum()]
        with torch.no_grad():
            results.append((w * 2).sum())
    reasons = []
    for y in results:
        with pytest.raises(RuntimeError, match=error):
            y.backward()
        reasons.append(why(y))
    assert [reason.cause for reason in reasons] == ["index", "all_frozen", "no_grad"]
    assert len({reason.verdict for reason in reasons}) == 3


def test_not_differentiable(torch: ModuleType) -> None:
    class Step(torch.autograd.Function):  # type: ignore[name-defined]
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            out = x.sign()
            ctx.mark_non_differentiable(out)
            return out

    x = torch.tensor(1.0, requires_grad=True)
    with watch():
        y = Step.apply(x)
    assert y.requires_grad is False
    # What PyTorch shows of a Function is the inside of its forward, which runs in no_grad.
    assert why(y).cause == ("no_grad" if torch.__name__ == "torch" else "not_differentiable")


def test_texts_name_names_and_operations(torch: ModuleType) -> None:
    reason = asked(torch, "argmax")
    assert reason.verdict.startswith("No gradient gets past argmax(): its result is a position,")
    assert repr(reason).splitlines() == [
        reason.verdict,
        "Seen: argmax() took x; its result has requires_grad=False and no grad_fn.",
        "To do: Use the value instead of its position, or give every position a weight.",
        "    x.max()",
        "    (torch.softmax(x, 0) * torch.arange(len(x))).sum()",
    ]
    late = repr(asked(torch, "frozen later"))
    assert "s.requires_grad was set to False after y had been computed" in late
    assert "s.grad is not a finite number. It starts at SqrtBackward0." in repr(asked(torch, "nan"))
    assert "SqrtBackward0, PowBackward0" in repr(asked(torch, "nan, freed"))
    assert "that one's .grad is 4." in repr(asked(torch, "rebound"))
    assert "heaviside was recorded, but has no derivative" in repr(asked(torch, "no derivative"))
    assert "ask why(s, y)" in repr(asked(torch, "the other way round"))
    assert "s has a gradient: 4." in repr(asked(torch, "gradient"))
    assert "for all of it: w, b." in repr(asked(torch, "all frozen"))
    assert "do require grad: x, s." in repr(asked(torch, "no_grad, unseen"))
    assert "for y it is plain data" in repr(asked(torch, "given"))
    assert "ToCopyBackward0" in asked(torch, "leaf lost in a conversion").seen
    for lost in ("leaf lost in an update", "leaf lost, nothing computed"):
        assert "s = s.detach().requires_grad_()" in repr(asked(torch, lost))
    assert "requires_grad_()" not in repr(asked(torch, "not retained"))


@pytest.mark.parametrize("name", ["argmax", "not a scalar", "typo", "rebound", "freed"])
def test_code_is_python(torch: ModuleType, name: str) -> None:
    code = asked(torch, name).code
    assert code
    compile(code, "<code>", "exec")


def test_the_picture_shows_the_place(torch: ModuleType) -> None:
    reason = asked(torch, "argmax, asked of x")
    assert reason.picture is not None
    assert [node.cut for node in reason.picture.graph.operations] == ["index", "after"]
    assert [node.name for node in reason.picture.graph.tensors] == ["x", "", "y"]
    assert asked(torch, "a number").picture is None


def test_the_picture_of_a_large_graph_shows_what_lies_around(torch: ModuleType) -> None:
    w = torch.tensor(0.5, requires_grad=True)
    y = x = torch.tensor(1.0, requires_grad=True)
    with watch():
        for n in range(300):
            y = y + 1 if n != 150 else y.detach() * w
    reason = why(x, y)
    assert reason.cause == "detach"
    assert reason.picture is not None
    assert len(reason.picture.graph.nodes) == 24
    assert "detach" in [node.cut for node in reason.picture.graph.operations]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text(torch: ModuleType, language: str, name: str) -> None:
    set_language(language)
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with watch():
        y = x.argmax()
    for reason in (why(y, names={name: x}), why(x, names={name: x, "{x}": y}), why(x, x * 2)):
        html = reason._repr_html_()
        tree = ElementTree.fromstring(re.sub(r"(<img[^>]*)>", r"\1/>", html))
        assert {element.tag for element in tree.iter()} <= {
            "div",
            "p",
            "strong",
            "em",
            "pre",
            "code",
            "img",
        }
        assert "\n" not in reason.verdict
        assert "\u202e" not in repr(reason)
        if reason.code:
            compile(reason.code, "<code>", "exec")
    long = why(x * 2, names={name: x}).seen
    assert len(long) < 300


def test_html_says_what_repr_says(torch: ModuleType) -> None:
    reason = asked(torch, "argmax")
    html = reason._repr_html_()
    bundle = reason._repr_mimebundle_()
    assert bundle == {"text/plain": repr(reason), "text/html": html}
    shown = unescape(re.sub(r"<img[^>]*>|<[^>]+>", "\n", html))
    for words in (reason.verdict, reason.seen, reason.todo, reason.code):
        assert words in shown
    assert html.count("<img ") == 1


def test_a_reason_stays_as_it_was_said(torch: ModuleType) -> None:
    reason = asked(torch, "argmax")
    before = repr(reason), reason._repr_html_()
    set_language("ko")
    assert (repr(reason), reason._repr_html_()) == before
    assert reason.cause == asked(torch, "argmax").cause
    assert "기울기" in asked(torch, "argmax").verdict


def test_names_are_found_in_the_callers_variables(torch: ModuleType) -> None:
    def inner() -> Reason:
        inside = torch.tensor(1.0, requires_grad=True)
        loss = inside * 2
        assert loss.requires_grad
        return why(inside)

    assert "from loss to inside" in inner().verdict


@pytest.mark.parametrize("name", [name for name in CASES if "no derivative" not in name])
@pytest.mark.filterwarnings("ignore:To copy construct", "ignore:Converting a tensor")
@pytest.mark.filterwarnings("error:The .grad attribute")
def test_asking_changes_nothing(torch: ModuleType, name: str) -> None:
    lines, question, _ = CASES[name]
    space: dict[str, Any] = {"torch": torch, "watch": watch, "why": why}
    exec(program(f"{lines}\nask = lambda: {question}"), space)
    tensors = [each for each in space.values() if hasattr(each, "requires_grad")]

    def state() -> list[Any]:
        return [
            (
                each.requires_grad,
                each.is_leaf,
                each.tolist(),
                repr(each.grad if each.is_leaf or each.retains_grad else None),
            )
            for each in tensors
        ]

    before = state()
    first = repr(space["ask"]())
    assert repr(space["ask"]()) == first
    assert state() == before
    draw(*tensors, names={})


def test_no_hook_runs_and_the_graph_stays(torch: ModuleType) -> None:
    x = torch.tensor(2.0, requires_grad=True)
    y = x**2
    z = y.sqrt() * x.round()
    ran: list[str] = []
    y.register_hook(lambda grad: ran.append("tensor"))
    y.grad_fn.register_hook(lambda *grads: ran.append("node"))
    y.grad_fn.register_prehook(lambda grads: ran.append("before"))
    assert why(z).cause == "not_retained"
    assert why(x, z).cause == "no_backward"
    assert ran == []
    z.backward()
    assert len(ran) == 3
    assert why(x, z).cause == "has_gradient"


def test_a_function_of_ones_own_ends_the_search(torch: ModuleType) -> None:
    class Double(torch.autograd.Function):  # type: ignore[name-defined]
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return x * 2

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            return grad * 0

    x = torch.tensor(2.0, requires_grad=True)
    y = Double.apply(x**2)
    assert why(x, y).cause == "no_backward"
    y.backward()
    assert why(x, y).cause == "zero"


@pytest.mark.parametrize("wrong", ["x", None, {}, object(), (1.0,)])
def test_anything_else_is_refused(torch: ModuleType, wrong: Any) -> None:
    set_language("ko")
    with pytest.raises(TypeError, match=r"^why\(\) takes a tensor, not "):
        why(wrong)
    with pytest.raises(TypeError, match=r"^why\(\) takes a tensor as root, not str"):
        why(torch.tensor(1.0), "y")
    with pytest.raises(TypeError, match="names must be a dict"):
        why(torch.tensor(1.0), names=["x"])  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [True, 3, 2.5, [1.0, 2.0], np.ones(2), np.float32(1)])
def test_python_values_have_no_graph(value: Any) -> None:
    reason = why(value)
    assert reason.cause == "number"
    assert type(value).__name__ in reason.verdict


def test_odd_tensors_are_answered(torch: ModuleType) -> None:
    odd: tuple[Any, ...] = ([], [[]], [float("nan")], [float("inf")], [0.0] * 1000)
    for data in odd:
        x = torch.tensor(data, requires_grad=True)
        assert why(x).cause == "no_use"
        y = (x * 2).sum()
        y.backward()
        assert why(x).cause in ("has_gradient", "zero")
        assert why(x.detach() > 1).cause == "comparison"


def test_gradients_and_variables_that_cannot_be_looked_at() -> None:
    import torch

    table = torch.nn.Embedding(3, 2, sparse=True)
    y = table(torch.tensor([1])).sum()
    y.backward()
    assert table.weight.grad is not None
    assert table.weight.grad.is_sparse
    assert why(table.weight, names={"w": table.weight, "y": y}).cause == "has_gradient"
    x = torch.ones(3, requires_grad=True)
    for odd in (torch.ones(3, device="meta"), torch.eye(3).to_sparse()):
        z = odd.requires_grad_() * 2
        assert why(odd, z, names={"odd": odd, "z": z}).cause in ("no_backward", "not_scalar")
        assert why(x, names={"x": x, "odd": odd}).cause == "no_use"


def test_a_hook_on_saved_values_may_raise() -> None:
    import torch

    x = torch.ones(2, requires_grad=True)
    with torch.autograd.graph.saved_tensors_hooks(lambda each: each, lambda _: 1 / 0):
        y = (x**2).sum()
    assert why(x, y).cause == "no_backward"
    assert draw(y, saved=True, derivatives=True).graph.operations[0].saved == ()


def test_deep_and_wide_graphs_are_answered(torch: ModuleType) -> None:
    x = y = torch.tensor(1.0, requires_grad=True)
    for _ in range(5_000):
        y = y + 0.001
    z = y
    for _ in range(200):  # 2 ** 200 ways
        z = z / 2 + z / 2
    assert why(x, y).cause == "no_backward"
    assert why(x, z).cause == "no_backward"
    z.backward()
    assert why(x, z).cause == "has_gradient"


def test_a_list_of_all_steps_is_answered_soon(torch: ModuleType) -> None:
    x = torch.tensor(1.0, requires_grad=True)
    b = torch.tensor(2.0)
    steps = [x]
    for _ in range(900):  # looked through one by one, half a million nodes
        steps.append(steps[-1] + 0.001)
    last = "from steps[900] to x is whole"
    assert last in why(x).verdict
    assert why(b).cause == "untracked"


def test_threads_ask_at_once(torch: ModuleType) -> None:
    found: list[tuple[str, str]] = []
    expected = {name: repr(asked(torch, name)) for name in ("argmax", "nan", "detach")}

    def work(name: str) -> None:
        found.extend((name, repr(asked(torch, name))) for _ in range(5))

    threads = [threading.Thread(target=work, args=[name]) for name in expected]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted((name, expected[name]) for name in expected for _ in range(5))


def test_same_text_in_every_process() -> None:
    code = f"""
from autograd_lessons import engine as torch, watch, why
{program(CASES["argmax"][0])}
print(why(y), why(y)._repr_html_())
import sys
assert not {{"torch", "IPython", "ipywidgets"}} & set(sys.modules)
"""
    run = [sys.executable, "-W", "error", "-c", code]
    printed = {subprocess.run(run, capture_output=True, check=True).stdout for _ in range(2)}
    assert len(printed) == 1


def test_code_names_no_node(torch: ModuleType) -> None:
    x = torch.tensor([1.0, 3.0], requires_grad=True)
    with watch():
        y = (x.round() > 2).float().sum()
    assert why(y).code == "torch.sigmoid(10 * (x - 2))"
