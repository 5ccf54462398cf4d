"""Exercises of lesson 2.4: freezing one weight, and updating a weight that stays a leaf."""

from autograd_lessons.teaching.answers import call, close, library, number, tensor
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
    if not got.requires_grad:
        return wrong("unrecorded", expected=f"{given}requires_grad = True", got=got)
    got.backward()
    grads = {name: weight.grad for name, weight in weights.items()}
    shown = ", ".join(f"{name}.grad = {grad}" for name, grad in grads.items())
    expected = f"{given}w1.grad = tensor([40.]), w2.grad = None, w3.grad = tensor([24.])"
    if grads["w2"] is not None:
        reason = "swapped" if grads["w1"] is None else "open"
        return wrong(reason, expected=expected, got=shown)
    if grads["w1"] is None:
        return wrong("cut", expected=expected, got=shown)
    if grads["w3"] is None:
        return wrong("last", expected=expected, got=shown)
    if not (close(number(grads["w1"]), 40) and close(number(grads["w3"]), 24)):
        return wrong("gradient", expected=expected, got=shown)
    return right()


@exercise("2.4.update")
def update(update: object) -> Verdict:
    """Judge one step of gradient descent: the right value, in a leaf that requires a gradient."""
    torch = library(update)
    for start, rate in ((2.0, 0.1), (-3.0, 0.25)):
        w = torch.tensor([start], requires_grad=True)
        (w**2).backward()
        gradient = 2 * start
        result = result_or_none(update, w, rate)
        new = w if result is None else tensor(result)
        wanted = start - rate * gradient
        given = f"w = {start:.0f}, w.grad = {gradient:.0f}, lr = {rate}  →  "
        expected = f"{given}w = tensor([{wanted:.4f}]), is_leaf = True, requires_grad = True"
        got = f"w = {new}, is_leaf = {new.is_leaf}, requires_grad = {new.requires_grad}"
        reasons = {
            start: "unchanged",
            start + rate * gradient: "sign",
            start - gradient: "no_lr",
        }
        if not new.is_leaf:
            return wrong("not_leaf", expected=expected, got=got)
        if not close(number(new), wanted):
            found = [name for value, name in reasons.items() if close(number(new), value)]
            return wrong(found[0] if found else "value", expected=expected, got=got)
        if not new.requires_grad:
            return wrong("lost", expected=expected, got=got)
    return right()
