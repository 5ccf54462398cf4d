"""`step`: what it tells, what it refuses, and that it leaves nothing behind."""

import gc
import re
import weakref

import pytest
import torch

from autograd_lessons import engine, set_language, step
from autograd_lessons.language import entry
from autograd_lessons.picture import value_text, watch
from autograd_lessons.picture.values import one_line
from autograd_lessons.widgets.record import Visit

HOSTILE = ["<img src=x onerror=alert(1)>", "a\nb", "{x}", "\"'&", "\u202eabc", "x" * 500, "기울기"]


@pytest.fixture(autouse=True)
def _english():
    set_language("en")
    yield
    set_language("en")


def said(key, **facts):
    return entry(f"step.{key}").format(**facts)


def brief(tensor):
    return one_line(value_text(tensor.reshape(()) if tensor.numel() == 1 else tensor))


def lines(widget, phase="backward"):
    return [line for each in widget.steps if each["phase"] == phase for line in each["lines"]]


def test_the_chain_rule_in_words_and_numbers(library):
    x = library.tensor(2.0, requires_grad=True)
    y = x**2
    z = 3 * y
    widget = step(z)
    assert [each["title"] for each in widget.steps] == [
        "The start",
        "Forward: x²",
        "Forward: y × 3",
        "Backward begins at z",
        "Backward: y × 3 (MulBackward0)",
        "Backward: x² (PowBackward0)",
        "Backward ends at the leaf x",
        "Done",
    ]
    assert widget.steps[5]["lines"] == [
        "Arrives: dz/dy = 3",
        "Dropped after use: y is not a leaf and has no retain_grad.",
        "Local derivative: dy/dx = 2·x = 4",
        "Handed on to x: dz/dy · dy/dx = 3 · 4 = 12",
    ]
    assert widget.steps[6]["lines"] == ["Arrives: dz/dx = 12", "Kept: x.grad None → 12"]
    assert widget.chains["t0"] == {
        "title": "Chain rule at x",
        "lines": [
            "dz/dx = dz/dy · dy/dx",
            "= 3 · 2·x",
            "= 3 · 4",
            "= 12",
            "Whole ways that lead here: 1. Along each the local derivatives are multiplied:",
            "z → y → x: 3 · 4 = 12",
        ],
    }
    assert repr(widget).splitlines() == [
        "Steps of z.backward()",
        "  MulBackward0: y gets 3",
        "  PowBackward0: x gets 12",
        "  x.grad: None → 12",
    ]


def test_where_ways_meet_the_running_sum_is_shown(library):
    x = library.tensor(0.5, requires_grad=True)
    a = x * 0.5
    b = 3 * x
    y = a + b
    widget = step(y)
    sums = [line for line in lines(widget) if line.startswith(("x so far", "Ways meet"))]
    assert sums == ["x so far: 3 + … (still to come: 1)", "Ways meet at x: 3 + 0.5 = 3.5"]
    boxes = [each["boxes"]["t0"][1] for each in widget.steps if "t0" in each["boxes"]]
    assert [each for each in boxes if each] == [[""], ["dy/dx = 3 + …"], ["dy/dx = 3 + 0.5 = 3.5"]]


def test_what_is_kept_is_added_to_what_was_there_and_nothing_changes(library):
    x = library.tensor(2.0, requires_grad=True)
    x.grad = library.tensor(10.0)
    y = x**2
    y.retain_grad()
    z = y * 3
    before = x.grad
    widget = step(z)
    assert x.grad is before
    assert x.grad.item() == 10
    assert y.grad is None
    assert "Added to what was there: x.grad = 10 + 12 = 22" in lines(widget)
    assert "Kept: y.grad None → 3" in lines(widget)
    z.backward()
    assert (x.grad.item(), y.grad.item()) == (22, 3)


def test_retained_tensors_without_a_name_are_left_alone(library):
    x = library.tensor(2.0, requires_grad=True)
    class_ = type("Model", (), {})()
    class_.hidden = x * 3
    class_.hidden.retain_grad()
    step((class_.hidden**2).sin())
    assert class_.hidden.grad is None


def test_our_hooks_are_gone_and_the_learners_run_once_a_pass(library):
    x = library.tensor(2.0, requires_grad=True)
    seen = []
    y = x * 3
    y.register_hook(lambda grad: seen.append(grad.item()) or grad * 10)
    z = y**2
    widget = step(z)
    assert seen == [12]
    assert "Arrives, changed by a hook: dz/dy = 120" in lines(widget)
    assert "Kept: x.grad None → 360" in lines(widget)
    z.backward()
    assert seen == [12, 12]
    assert x.grad.item() == 360


def test_the_graph_holds_nothing_of_ours_and_the_widget_nothing_of_the_graph(library):
    x = library.tensor(2.0, requires_grad=True)
    y = x**2
    widget = step(y, names={"x": x, "y": y})  # a frame that was asked for its variables keeps them
    gc.collect()
    assert not [each for each in gc.get_objects() if type(each) is Visit]
    gone = weakref.ref(y)
    del y
    gc.collect()
    assert gone() is None
    assert repr(widget)


def test_an_error_in_backward_leaves_everything_as_it_was(library):
    x = library.tensor(2.0, requires_grad=True)
    x.grad = before = library.tensor(1.0)
    y = x * 3

    def complain(grad):
        raise ValueError("no")

    handle = y.register_hook(complain)
    z = y**2 + x
    with pytest.raises(ValueError, match="no"):
        step(z)
    assert x.grad is before
    assert x.grad.item() == 1
    handle.remove()
    z.backward()
    assert x.grad.item() == 38


def test_custom_functions(library):
    class Cube(library.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x**3

        @staticmethod
        def backward(ctx, grad):
            (x,) = ctx.saved_tensors
            return 3 * x**2 * grad

    x = library.tensor(2.0, requires_grad=True)
    y = Cube.apply(x)
    z = y * 5
    told = lines(step(z))
    assert "Local derivative: dy/dx = 12" in told
    assert "Handed on to x: dz/dy · dy/dx = 5 · 12 = 60" in told


def test_matrices_several_outputs_and_stretched_inputs(library):
    w = library.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
    v = library.tensor([1.0, -1.0], requires_grad=True)
    h = w @ w + v
    first, second = h.unbind()
    y = (first * second).sum()
    widget = step(y)
    told = lines(widget)
    y.backward()
    assert any(line.endswith(f"= {brief(v.grad)}") and "sum(" in line for line in told)
    assert f"Kept: w.grad None → {brief(w.grad)}" in told
    assert "Handed on to h: UnbindBackward0(dy/dfirst, dy/dsecond)" in "\n".join(told)
    assert any("@ wᵀ" in line for line in told)


def test_a_layer_in_the_names_of_its_parameters():
    model = torch.nn.Sequential(torch.nn.Linear(2, 2))
    x = torch.ones(3, 2)
    y = model(x).sum()
    told = "\n".join(line for each in step(y).steps for line in [each["title"], *each["lines"]])
    y.backward()
    weight = f"(dy/dv₁)ᵀ = {brief(model[0].weight.grad)}"
    assert "Forward: x @ v₁ + model.0.bias" in told
    assert "Handed on to v₁: xᵀ @ dy/dv₂" in told
    assert f"Handed on to model.0.weight: {weight}" in told
    assert "Arrives: dy/d(model.0.bias) = [3, 3]" in told


def test_no_elements_and_one_of_many(library):
    x = library.zeros(0, requires_grad=True)
    assert "Kept: x.grad None → []" in lines(step((x * 2).sum()))
    x = library.tensor([1.0, 3.0, 2.0], requires_grad=True)
    largest, _ = x.max(0)
    assert "Kept: x.grad None → [0, 2, 0]" in lines(step(largest * 2))


def test_a_gradient_to_begin_with(library):
    x = library.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x**2
    widget = step(y, library.tensor([1.0, 0.0, 10.0]))
    assert "dy/dy = [1, 0, 10]" in lines(widget)
    assert "Kept: x.grad None → [2, 0, 60]" in lines(widget)
    assert x.grad is None


def test_a_leaf_frozen_after_the_graph_was_built_keeps_nothing(library):
    x = library.tensor(2.0, requires_grad=True)
    y = x**2
    x.requires_grad = False
    assert lines(step(y))[-1].startswith("Not kept: x.grad")


def test_nan_is_told_where_it_begins(library):
    x = library.tensor(0.0, requires_grad=True)
    y = x**2
    z = y.sqrt()
    widget = step(z)
    z.backward()
    assert x.grad.isnan().item() if library.__name__ == "torch" else x.grad.item() != x.grad.item()
    where = [each["title"] for each in widget.steps if said("backward.nan") in each["lines"]]
    assert where == ["Backward: x² (PowBackward0)"]


def test_values_that_nothing_holds(library):
    x = library.tensor(2.0, requires_grad=True)
    y = (x + 1) + (x + 2)
    told = lines(step(y), "forward")
    assert sum("nothing holds this value" in line for line in told) == 2
    with watch() as results:
        y = (x + 1) + (x + 2)
    told = lines(step(y, results=results), "forward")
    assert told == ["v₁ = x + 1 = 3", "v₂ = x + 2 = 4", "y = v₁ + v₂ = 7"]


@pytest.mark.parametrize("code", ["ko", "en"])
def test_refusals_say_what_to_do(library, code):
    set_language(code)
    x = library.tensor([1.0, 2.0], requires_grad=True)
    y = x.argmax()
    with pytest.raises(RuntimeError, match=re.escape(said("refused.no_graph", name="y"))):
        step(y)
    with pytest.raises(RuntimeError, match=re.escape(said("refused.leaf", name="x"))):
        step(x)
    y = x**2
    shape = said("refused.not_a_scalar", name="y", shape=(2,))
    with pytest.raises(ValueError, match=re.escape(shape)):
        step(y)
    y = y.sum()
    y.backward()
    with pytest.raises(RuntimeError, match=re.escape(said("refused.freed", name="y"))):
        step(y)
    with pytest.raises(TypeError, match=re.escape(said("refused.not_a_tensor", kind="list"))):
        step([1.0])


def test_of_a_large_graph_the_part_where_backward_begins_is_stepped_through(language, library):
    x = library.tensor(2.0, requires_grad=True)
    w = library.tensor(3.0, requires_grad=True)
    y = x * x
    kept = y
    kept.retain_grad()
    for _ in range(300):
        y = y + x
    early = y
    for _ in range(98):
        y = y * 1.0
    z = y * w + x
    widget = step(z)
    assert x.grad is w.grad is kept.grad is None
    told = lines(widget)
    assert lines(widget, "start")[0] == said("start.part", shown=100, count=301)
    assert lines(widget, "end")[0] == said("end.part", count=301)
    # What is known is known in full, and nothing else is claimed.
    assert said("backward.kept", name="w", sum="None → 604") in told
    assert said("backward.waits", name="x", sum="1 + …", count=302) in told
    chains = {each["title"]: each["lines"] for each in widget.chains.values()}
    assert chains[said("chain_of", name="early")][-1] == "= 3"
    assert chains[said("chain_of", name="x")] == [
        "dz/dx = dz/dz · dz/dx + …",
        said("chain.unseen", count=302),
    ]
    assert repr(widget).splitlines()[-1] == "  … 301 more operations …"
    assert "301" in widget.graph
    z.backward()
    assert (w.grad.item(), x.grad.item()) == (604, 913)
    assert early.grad_fn is not None


def test_a_tangle_is_cut_shorter_before_it_is_laid_out(library):
    y = x = library.tensor(2.0, requires_grad=True)
    w = library.tensor(3.0, requires_grad=True)
    for _ in range(45):
        y = y * 0.99 + w
    told = lines(step(y), "start")[0]
    shown, left_out = map(int, re.findall(r"\d+", told))
    assert shown + left_out == 90
    assert 20 <= shown < 60
    many = [library.tensor(float(number), requires_grad=True) for number in range(2000)]
    assert "… 1 more operations …" in repr(step(library.stack([*many, x]).sum()))


def test_a_leaf_frozen_after_the_forward_pass_keeps_its_gradient(language, library):
    x = library.tensor(2.0, requires_grad=True)
    (x * 3).backward()
    y = x**2
    x.requires_grad = False
    assert said("backward.not_kept", name="x") in lines(step(y))


def test_hostile_names_are_text(library):
    for name in HOSTILE:
        x = library.tensor(2.0, requires_grad=True)
        y = x**2
        bundle = step(y, names={name: x, "y": y})._repr_mimebundle_()[0]
        assert "<img src=x" not in bundle["text/html"]
        assert "\u202e" not in bundle["text/html"] + bundle["text/plain"]
        assert bundle["text/plain"].count("\n") == 2


def test_boxes_have_a_text_element_for_each_line(library):
    w = library.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
    with watch() as results:
        y = (w @ w * w.detach()).sum()
    widget = step(y, results=results)
    for key, parts in widget.steps[0]["boxes"].items():
        group = widget.graph.partition(f'id="{widget.prefix}{key}"')[2].partition("</g>")[0]
        # Name, kind and `.grad` stand beside these lines.
        assert group.count("<text") == 3 + sum(map(len, parts))
        for each in widget.steps[1:]:
            changed = each["boxes"].get(key, [[], [], []])
            assert all(len(new) in (0, len(old)) for new, old in zip(changed, parts, strict=True))


def test_the_position_stays_within_the_steps():
    x = engine.tensor(2.0, requires_grad=True)
    widget = step(x**2)
    widget.position = 99
    assert widget.position == len(widget.steps) - 1
    widget.position = -3
    assert widget.position == 0


@pytest.mark.parametrize("code", ["ko", "en"])
def test_the_language_is_that_of_its_making(code):
    set_language(code)
    x = engine.tensor(2.0, requires_grad=True)
    y = x**2
    widget = step(y)
    set_language("en" if code == "ko" else "ko")
    bundle, _ = widget._repr_mimebundle_()
    set_language(code)
    assert said("title", name="y") == widget.words["title"]
    assert said("turn.title", name="y") in bundle["text/html"]
    assert "<img alt=" in bundle["text/html"]
    assert bundle["text/plain"].startswith("Steps of y.backward()\n")


def test_without_widgets_the_steps_are_a_list(library):
    x = library.tensor(2.0, requires_grad=True)
    widget = step(3 * x**2, names={"x": x})
    html = widget._repr_mimebundle_()[0]["text/html"]
    items = re.findall(r"<li><b>(.*?)</b><br>(.*?)</li>", html)
    assert '<ol start="0">' in html
    assert items == [(each["title"], "<br>".join(each["lines"])) for each in widget.steps]
