"""The exercises of lessons 2.2 to 2.4: any right spelling passes, wrong ones get the reason."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
import torch

from autograd_lessons import check, engine, hint, language, predict, set_language

LIBRARIES = [pytest.param(engine, id="engine"), pytest.param(torch, id="torch")]
LESSONS = ("2_2", "2_3", "2_4")


def texts(code: str, lesson: str) -> dict[str, Any]:
    file = Path(language.__file__).parent / code / f"lesson_{lesson}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@pytest.fixture(autouse=True, params=["en", "ko"])
def code(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param)
    yield request.param
    set_language("en")


@pytest.fixture
def judged(capsys: pytest.CaptureFixture[str], code: str) -> Callable[..., str]:
    """Hand in an answer; return "right", "unanswered" or the name of the reason given."""

    def judge(id: str, answer: object) -> str:
        lesson, name = id.rpartition(".")[0].replace(".", "_"), id.rpartition(".")[2]
        table = texts(code, lesson)["exercises"][name]
        check(id, answer)
        printed = capsys.readouterr().out
        if table["right"] in printed:
            return "right"
        if printed.startswith(language.text("teaching.not_answered", more="")):
            return "unanswered"
        reasons = [key for key, reason in table["reasons"].items() if reason in printed]
        return reasons[0] if reasons else printed

    return judge


def speaking(library: Any, function: Any) -> FunctionType:
    """The function as it would be in a notebook that imported `library` as torch."""
    return FunctionType(function.__code__, {**globals(), "torch": library}, function.__name__)


EFFECTS = {
    "x.max()": "gradient",
    "x.argmax()": "error",
    "x.floor().sum()": "zero",
    "(x > 2).sum()": "error",
}


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "right"),
        ({"x.max()": " Gradient "}, "right"),
        ({"x.max()": ...}, "unanswered"),
        ({"x.max()": "zero"}, "max"),
        ({"x.argmax()": "zero"}, "argmax"),
        ({"x.floor().sum()": "error"}, "floor"),
        ({"(x > 2).sum()": "gradient"}, "compare"),
        ({"x.max()": "yes"}, "word"),
        ({"x.max()": 1}, "word"),
        ({"x.min()": "gradient"}, "form"),
    ],
)
def test_sort(judged: Callable[..., str], changes: dict[str, object], verdict: str) -> None:
    assert judged("2.2.sort", EFFECTS | changes) == verdict


@pytest.mark.parametrize("answer", [[*EFFECTS.values()], "gradient", 3, {}])
def test_sort_wants_the_dictionary(judged: Callable[..., str], answer: object) -> None:
    assert judged("2.2.sort", answer) == "form"


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize(
    ("operation", "outcome"),
    [
        ("x.max()", lambda x: x.max()),
        ("x.argmax()", lambda x: x.argmax()),
        ("x.floor().sum()", lambda x: x.floor().sum()),
        ("(x > 2).sum()", lambda x: (x > 2).sum()),
    ],
)
def test_sort_asks_for_the_truth(
    library: Any, operation: str, outcome: Callable[[Any], Any]
) -> None:
    x = library.tensor([1.0, 3.0, 2.0], requires_grad=True)
    result = outcome(x)
    if EFFECTS[operation] == "error":
        with pytest.raises(RuntimeError, match="does not require grad"):
            result.backward()
    else:
        result.backward()
        assert any(x.grad.tolist()) == (EFFECTS[operation] == "gradient")


def top_max(scores):
    return scores.max()


def top_index(scores):
    return scores[scores.argmax()]


def top_loop(scores):
    best = scores[0]
    for place in range(1, len(scores)):
        if scores[place] > best:
            best = scores[place]
    return best


def top_one_element(scores):
    return scores.max().reshape(1)


def top_starter(scores):
    return ...


def top_argmax(scores):
    return scores.argmax()


def top_fixed(scores):
    return scores[1]


def top_mean(scores):
    return scores.mean()


def top_item(scores):
    return scores.max().item()


def top_detached(scores):
    return scores.max().detach()


def top_new_leaf(scores):
    return torch.tensor(scores.max().item(), requires_grad=True)


def top_wrong_slope(scores):
    return scores.sum() - (scores.sum() - scores.max()).detach()


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (top_max, "right"),
        (top_index, "right"),
        (top_loop, "right"),
        (top_one_element, "right"),
        (top_starter, "unanswered"),
        (top_argmax, "position"),
        (top_fixed, "one_place"),
        (top_mean, "value"),
        (top_item, "python_number"),
        (top_detached, "not_recorded"),
        (top_new_leaf, "cut"),
        (top_wrong_slope, "gradient"),
    ],
)
def test_top(judged: Callable[..., str], library: Any, answer: FunctionType, verdict: str) -> None:
    assert judged("2.2.top", speaking(library, answer)) == verdict


GRADIENTS = {"x.grad": 36, "y.grad": 12, "z.grad": None}


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "right"),
        ({"x.grad": 36.0, "y.grad": engine.tensor([12.0]), "z.grad": "None"}, "right"),
        ({"x.grad": [36], "y.grad": torch.tensor(12.0)}, "right"),
        ({"x.grad": ...}, "unanswered"),
        ({"x.grad": 12}, "x"),
        ({"x.grad": None}, "x"),
        ({"y.grad": 4}, "y"),
        ({"y.grad": None}, "y"),
        ({"z.grad": 1}, "z"),
        ({"z.grad": 0}, "z"),
        ({"w.grad": 0}, "form"),
    ],
)
def test_by_hand(judged: Callable[..., str], changes: dict[str, object], verdict: str) -> None:
    assert judged("2.3.by_hand", GRADIENTS | changes) == verdict


def test_by_hand_wants_the_dictionary(judged: Callable[..., str]) -> None:
    assert judged("2.3.by_hand", [36, 12, None]) == "form"


@pytest.mark.parametrize("library", LIBRARIES)
def test_by_hand_asks_for_the_truth(library: Any) -> None:
    x = library.tensor([2.0], requires_grad=True)
    y = 3 * x
    y.retain_grad()
    z = y**2
    z.backward()
    assert [x.grad.item(), y.grad.item()] == [GRADIENTS["x.grad"], GRADIENTS["y.grad"]]
    with pytest.warns(UserWarning, match="not a leaf"):
        assert z.grad is None


def middle_retained(x):
    y = 3 * x
    y.retain_grad()
    z = y**2
    z.backward()
    return y.grad


def middle_hook(x):
    seen = []
    y = 3 * x
    y.register_hook(seen.append)
    z = y**2
    z.backward()
    return seen[0]


def middle_number(x):
    y = 3 * x
    y.retain_grad()
    (y**2).backward()
    return y.grad.item()


def middle_starter(x):
    y = 3 * x
    z = y**2
    z.backward()
    return ...


def middle_forgotten(x):
    y = 3 * x
    z = y**2
    z.backward()
    return y.grad


def middle_late(x):
    y = 3 * x
    z = y**2
    z.backward()
    y.retain_grad()
    return y.grad


def middle_late_and_again(x):
    y = 3 * x
    z = y**2
    z.backward(retain_graph=True)
    y.retain_grad()
    z.backward()
    return y.grad


def middle_twice(x):
    y = 3 * x
    y.retain_grad()
    z = y**2
    z.backward(retain_graph=True)
    z.backward()
    return y.grad


def middle_of_x(x):
    y = 3 * x
    z = y**2
    z.backward()
    return x.grad


def middle_value(x):
    return 3 * x


def middle_formula(x):
    y = 3 * x
    z = y**2
    z.backward()
    return 2 * y


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (middle_retained, "right"),
        (middle_hook, "right"),
        (middle_number, "right"),
        (middle_starter, "unanswered"),
        (middle_late, "none"),
        (middle_late_and_again, "doubled"),
        (middle_twice, "doubled"),
        (middle_of_x, "of_x"),
        (middle_value, "value"),
        (middle_formula, "tracked"),
    ],
)
def test_middle(
    judged: Callable[..., str], library: Any, answer: FunctionType, verdict: str
) -> None:
    assert judged("2.3.middle", speaking(library, answer)) == verdict


@pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor:UserWarning")
@pytest.mark.parametrize("library", LIBRARIES)
def test_middle_without_retain_grad(judged: Callable[..., str], library: Any) -> None:
    assert judged("2.3.middle", speaking(library, middle_forgotten)) == "none"


def freeze_flag(x, w1, w2, w3):
    w2.requires_grad = False
    return w3 * (w2 * (w1 * x))


def freeze_flag_late(x, w1, w2, w3):
    out = w3 * (w2 * (w1 * x))
    w2.requires_grad_(False)
    return out


def freeze_detached_weight(x, w1, w2, w3):
    return w3 * (w2.detach() * (w1 * x))


def freeze_number(x, w1, w2, w3):
    return w3 * (w2.item() * (w1 * x))


def freeze_starter(x, w1, w2, w3):
    return ...


def freeze_nothing(x, w1, w2, w3):
    return w3 * (w2 * (w1 * x))


def freeze_detached_before(x, w1, w2, w3):
    return w3 * (w2 * (w1 * x).detach())


def freeze_detached_after(x, w1, w2, w3):
    return w3 * (w2 * (w1 * x)).detach()


def freeze_no_grad(x, w1, w2, w3):
    h1 = w1 * x
    with torch.no_grad():
        h2 = w2 * h1
    return w3 * h2


def freeze_all(x, w1, w2, w3):
    with torch.no_grad():
        return w3 * (w2 * (w1 * x))


def freeze_last_too(x, w1, w2, w3):
    return w3.detach() * (w2.detach() * (w1 * x))


def freeze_left_out(x, w1, w2, w3):
    return w3 * (w1 * x)


def freeze_other_gradient(x, w1, w2, w3):
    return w3 * (w2.detach() * (w1 * x)) + 0 * w1 + w1 - w1.detach()


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (freeze_flag, "right"),
        (freeze_flag_late, "right"),
        (freeze_detached_weight, "right"),
        (freeze_number, "right"),
        (freeze_starter, "unanswered"),
        (freeze_nothing, "open"),
        (freeze_detached_before, "swapped"),
        (freeze_detached_after, "cut"),
        (freeze_no_grad, "cut"),
        (freeze_all, "unrecorded"),
        (freeze_last_too, "last"),
        (freeze_left_out, "value"),
        (freeze_other_gradient, "gradient"),
    ],
)
def test_freeze(
    judged: Callable[..., str], library: Any, answer: FunctionType, verdict: str
) -> None:
    assert judged("2.4.freeze", speaking(library, answer)) == verdict


def update_in_place(w, lr):
    with torch.no_grad():
        w -= lr * w.grad
    return w


def update_in_place_silent(w, lr):
    with torch.no_grad():
        w -= lr * w.grad


def update_and_reset(w, lr):
    with torch.no_grad():
        w -= lr * w.grad
    w.grad = None
    return w


def update_new_leaf(w, lr):
    return (w - lr * w.grad).detach().requires_grad_()


def update_starter(w, lr):
    return ...


def update_rebound(w, lr):
    w = w - lr * w.grad


def update_not_leaf(w, lr):
    w = w - lr * w.grad
    return w


def update_lost(w, lr):
    with torch.no_grad():
        w = w - lr * w.grad
    return w


def update_uphill(w, lr):
    with torch.no_grad():
        w += lr * w.grad
    return w


def update_without_rate(w, lr):
    with torch.no_grad():
        w -= w.grad
    return w


def update_value(w, lr):
    with torch.no_grad():
        w -= lr
    return w


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (update_in_place, "right"),
        (update_in_place_silent, "right"),
        (update_and_reset, "right"),
        (update_new_leaf, "right"),
        (update_starter, "unanswered"),
        (update_rebound, "unchanged"),
        (update_not_leaf, "not_leaf"),
        (update_lost, "lost"),
        (update_uphill, "sign"),
        (update_without_rate, "no_lr"),
        (update_value, "value"),
    ],
)
def test_update(
    judged: Callable[..., str], library: Any, answer: FunctionType, verdict: str
) -> None:
    assert judged("2.4.update", speaking(library, answer)) == verdict


def update_recorded(w, lr):
    w -= lr * w.grad
    return w


@pytest.mark.parametrize("library", LIBRARIES)
def test_update_shows_the_error_of_an_in_place_change(
    judged: Callable[..., str], library: Any
) -> None:
    printed = judged("2.4.update", speaking(library, update_recorded))
    assert "a leaf Variable that requires grad is being used in an in-place operation." in printed


@pytest.mark.parametrize("id", ["2.2.top", "2.3.middle", "2.4.freeze", "2.4.update"])
@pytest.mark.parametrize("answer", ["text", 3, engine.tensor(1.0), torch.tensor])
def test_a_function_is_wanted(judged: Callable[..., str], id: str, answer: object) -> None:
    printed = judged(id, answer)
    assert printed.startswith("?")
    assert id in printed


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_text_is_used(code: str, lesson: str) -> None:
    number = lesson.replace("_", ".")
    table = texts(code, lesson)
    source = next(Path(__file__).parents[2].glob(f"notebooks/source/{number}-*.py"))
    code_cells = source.read_text(encoding="utf-8")
    for name, prediction in table["predictions"].items():
        assert f'predict("{number}.{name}")' in code_cells
        assert predict(f"{number}.{name}").right >= 0
        assert len(prediction["choices"]) >= 3
    for name, exercise in table["exercises"].items():
        assert f'check("{number}.{name}"' in code_cells
        assert len(exercise["hints"]) == 3


def test_last_hint_of_each_exercise_solves_it(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        hint("2.4.update")
    assert "w -= lr * w.grad" in capsys.readouterr().out
