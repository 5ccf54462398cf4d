"""Exercises of lesson 2.4: freezing, detaching, copying, and evaluating without a record."""

from itertools import pairwise
from types import ModuleType
from typing import Any

from autograd_lessons.teaching.answers import array, call, close, library, number, tensor
from autograd_lessons.teaching.exercises import Verdict, exercise, right, wrong
from autograd_lessons.teaching.lessons.results import result_or_none


@exercise("2.4.freeze")
def freeze(forward: object) -> Verdict:
    """Judge a function that lets gradients through to w1 and w3, and keeps none for w2."""
    torch = library(forward)
    values = {"x": 2.0, "w1": 3.0, "w2": 4.0, "w3": 5.0}
    x = torch.tensor([values["x"]])
    weights = {
        name: torch.tensor([values[name]], requires_grad=True) for name in ("w1", "w2", "w3")
    }
    got = tensor(call(forward, x, *weights.values()))
    given = ", ".join(f"{name} = {value:.0f}" for name, value in values.items()) + "  →  "
    if not close(number(got), 120):
        return wrong("value", expected=f"{given}tensor([120.])", got=got)
    frozen = [name for name in ("w1", "w3") if not weights[name].requires_grad]
    if frozen:
        flag = f"{frozen[0]}.requires_grad = "
        return wrong("other", expected=f"{flag}True", got=f"{flag}False")
    if any(weight.grad is not None for weight in weights.values()):
        return wrong("backward", expected=_grads(dict.fromkeys(weights)), got=_grads(weights))
    if not got.requires_grad:
        flag = _flag("requires_grad")
        return wrong("unrecorded", expected=f"{given}requires_grad = True", got=f"{got}, {flag}")
    got.backward()
    grads = {name: weight.grad for name, weight in weights.items()}
    shown = _grads(weights)
    expected = f"{given}w1.grad = tensor([40.]), w2.grad = None, w3.grad = tensor([24.])"
    if grads["w2"] is not None:
        misspelt = "typo" if hasattr(weights["w2"], "require_grad") else "open"
        reason = "swapped" if grads["w1"] is None else misspelt
        return wrong(reason, expected=expected, got=shown)
    if grads["w1"] is None:
        return wrong("cut", expected=expected, got=shown)
    if grads["w3"] is None:
        return wrong("last", expected=expected, got=shown)
    if not (close(number(grads["w1"]), 40) and close(number(grads["w3"]), 24)):
        return wrong("gradient", expected=expected, got=shown)
    return right()


def _grads(weights: dict[str, Any]) -> str:
    """Each weight's `.grad`; None stands for a weight without one."""
    return ", ".join(
        f"{name}.grad = {weight if weight is None else weight.grad}"
        for name, weight in weights.items()
    )


@exercise("2.4.target")
def target(own_target_loss: object) -> Verdict:
    """Judge (guess - target)**2 whose gradient flows through the guess only."""
    torch = library(own_target_loss)
    for weight, now, later in ((2.0, 3.0, 5.0), (-1.0, 4.0, 0.5)):
        w = torch.tensor([weight], requires_grad=True)
        got = tensor(call(own_target_loss, w, torch.tensor([now]), torch.tensor([later])))
        apart = weight * now - weight * later
        given = f"w = {weight:g}, now = {now:g}, later = {later:g}  →  "
        if not close(number(got), apart**2):
            return wrong("value", expected=f"{given}{torch.tensor([apart**2])}", got=got)
        if w.grad is not None:
            return wrong("backward", expected=_grads({"w": None}), got=_grads({"w": w}))
        if got.requires_grad:
            got.backward()
        wanted = 2 * apart * now
        expected = f"{given}w.grad = {wanted:g}"
        if w.grad is None:
            return wrong("cut", expected=expected, got="w.grad = None")
        reached = number(w.grad)
        if not close(reached, wanted):
            reasons = {2 * apart * (now - later): "both", -2 * apart * later: "swapped"}
            found = [name for value, name in reasons.items() if close(reached, value)]
            reason = found[0] if found else "gradient"
            return wrong(reason, expected=expected, got=f"w.grad = {reached:g}")
    return right()


@exercise("2.4.snapshot")
def snapshot(snapshot: object) -> Verdict:
    """Judge a copy of a tensor that neither follows its updates nor is tracked."""
    torch = library(snapshot)
    for values in ([1.0, 2.0], [-3.0]):
        w = torch.tensor(values, requires_grad=True)
        got = tensor(call(snapshot, w))
        given = f"w = {values}  →  "
        expected = f"{given}{torch.tensor(values)}, requires_grad = False"
        if got is w:
            return wrong("same", expected=expected, got="w")
        shown = f"{given}{got.detach()}, requires_grad = {got.requires_grad}"
        if not close(array(got), values):
            return wrong("value", expected=expected, got=shown)
        if got.requires_grad:
            return wrong("tracked", expected=expected, got=shown)
        if not (w.requires_grad and w.is_leaf):
            flag = "w.requires_grad = "
            return wrong("frozen", expected=f"{flag}True", got=f"{flag}{w.requires_grad}")
        with torch.no_grad():
            w += 10
        if not close(array(got), values):
            later = f"w += 10  →  {expected.removeprefix(given)}"
            return wrong("shared", expected=later, got=f"w += 10  →  {got}")
        if not close(array(w), [value + 10 for value in values]):
            return wrong("frozen", expected=f"w = {values}", got=f"w = {w.tolist()}")
    return right()


@exercise("2.4.last_layer")
def last_layer(train_only_last: object) -> Verdict:
    """Judge which parameters of a chain of layers are left to train."""
    torch = library(train_only_last)
    for sizes in ((2, 3, 1), (2, 4, 3, 2)):
        model = _chain(torch, sizes)
        result = result_or_none(train_only_last, model)
        judged = model if result is None else result
        names = [name for name, _ in model.named_parameters()]
        if not isinstance(judged, torch.nn.Module) or names != [
            name for name, _ in judged.named_parameters()
        ]:
            return wrong("form", expected=f"Sequential: {', '.join(names)}", got=result)
        flags = {name: p.requires_grad for name, p in judged.named_parameters()}
        last = f"{2 * (len(sizes) - 2)}."
        wanted = {name: name.startswith(last) for name in flags}
        if flags != wanted:
            reason = _flags_reason(judged, flags, wanted)
            return wrong(reason, expected=_trained(wanted), got=_trained(flags))
    return right()


def _chain(torch: ModuleType, sizes: tuple[int, ...]) -> Any:
    """Linear layers of these sizes with ReLU between them."""
    layers = []
    for one, other in pairwise(sizes):
        layers += [torch.nn.Linear(one, other), torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


def _flags_reason(model: Any, flags: dict[str, bool], wanted: dict[str, bool]) -> str:
    if all(flags.values()):
        if any(hasattr(p, "require_grad") for p in model.parameters()):
            return "typo"
        if any("requires_grad" in vars(part) for part in model.modules()):
            return "module"
        return "nothing" if model.training else "eval"
    if not any(flags.values()):
        return "all"
    if all(flags[name] != wanted[name] for name in flags):
        return "reversed"
    return "body" if any(flags[name] for name in flags if not wanted[name]) else "last"


def _trained(flags: dict[str, bool]) -> str:
    names = ", ".join(name for name, flag in flags.items() if flag)
    return f"requires_grad = True: {names or '–'}"


@exercise("2.4.evaluate")
def evaluate(evaluate: object) -> Verdict:
    """Judge a prediction in evaluation mode and without a record; the model goes on training."""
    torch = library(evaluate)

    def forward(self: Any, h: Any) -> Any:
        self.seen.append((self.training, h.requires_grad))
        return h

    probe = type("Probe", (torch.nn.Module,), {"forward": forward})()
    probe.seen = []
    model = torch.nn.Sequential(
        torch.nn.Linear(2, 8), torch.nn.Dropout(0.5), torch.nn.Linear(8, 1), probe
    )
    x = torch.tensor([[1.0, -2.0], [0.5, 3.0]])
    model.eval()
    wanted = model(x).tolist()
    model.train()
    probe.seen.clear()
    got = tensor(call(evaluate, model, x))
    expected = f"{_rounded(wanted)}, requires_grad = False"
    shown = f"{_rounded(got)}, requires_grad = {got.requires_grad}"
    if not close(array(got), wanted):
        reason = "dropout" if any(training for training, _ in probe.seen) else "value"
        return wrong(reason, expected=expected, got=shown)
    if got.requires_grad:
        return wrong("recorded", expected=expected, got=shown)
    if not all(p.requires_grad for p in model.parameters()):
        return wrong("frozen", expected=_flag("requires_grad", True), got=_flag("requires_grad"))
    if any(recorded for _, recorded in probe.seen):
        flag = "model(x): requires_grad"
        return wrong("graph", expected=_flag(flag), got=_flag(flag, True))
    if not (model.training and probe.training):
        return wrong("left", expected="model.training = True", got="model.training = False")
    return right()


def _flag(name: str, value: bool = False) -> str:
    return f"{name} = {value}"


def _rounded(values: Any) -> str:
    return str(array(values).round(4).tolist())
