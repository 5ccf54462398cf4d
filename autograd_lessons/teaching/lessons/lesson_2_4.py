"""Exercises of lesson 2.4: freezing one weight, and updating a weight that stays a leaf."""

from autograd_lessons.teaching.answers import call, close, library, number, tensor
from autograd_lessons.teaching.exercises import Verdict, exercise, right, wrong


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
