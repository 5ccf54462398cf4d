"""Exercises of lesson 2.2: what is recorded, and choosing a value instead of a position."""

from autograd_lessons.teaching.answers import NotAnswered, call, close, is_tensor, library, number
from autograd_lessons.teaching.exercises import Verdict, exercise, right, wrong

_EFFECTS = {
    "x.max()": ("max", "gradient"),
    "x.argmax()": ("argmax", "error"),
    "x.floor().sum()": ("floor", "zero"),
    "(x > 2).sum()": ("compare", "error"),
}
_SCORES = ([4.0, 7.0, 5.0], [5.0, -1.0, 2.0], [-4.0, -3.0, -2.0])


@exercise("2.2.sort")
def sort(answers: object) -> Verdict:
    """Judge the word for each of four operations."""
    if not isinstance(answers, dict) or set(answers) != set(_EFFECTS):
        return wrong("form", expected=", ".join(_EFFECTS), got=answers)
    if any(word is ... or word is None for word in answers.values()):
        raise NotAnswered
    words = {key: str(word).strip().lower() for key, word in answers.items()}
    known = {effect for _, effect in _EFFECTS.values()}
    for key, word in words.items():
        if word not in known:
            return wrong("word", expected='"error" | "zero" | "gradient"', got=answers[key])
    missed = [reason for key, (reason, effect) in _EFFECTS.items() if words[key] != effect]
    if missed:
        return wrong(missed[0], expected="4 / 4", got=f"{4 - len(missed)} / 4")
    return right()


@exercise("2.2.top")
def top(top_score: object) -> Verdict:
    """Judge a function that returns the largest score with a path back to it."""
    torch = library(top_score)
    for scores in _SCORES:
        x = torch.tensor(scores, requires_grad=True)
        got = call(top_score, x)
        given = f"scores = {[round(score) for score in scores]}  →  "
        value, largest = number(got), max(scores)
        if not close(value, largest):
            if close(value, scores.index(largest)):
                reason = "position"
            else:
                reason = "one_place" if scores is not _SCORES[0] else "value"
            return wrong(reason, expected=f"{given}{largest:.0f}", got=value)
        if not is_tensor(got):
            return wrong("python_number", expected=f"{given}tensor({largest:.0f}.)", got=got)
        if not got.requires_grad:
            return wrong("not_recorded", expected=f"{given}requires_grad = True", got=got)
        got.backward()
        wanted = [int(score == largest) for score in scores]
        expected = f"{given}scores.grad = {wanted}"
        if x.grad is None:
            return wrong("cut", expected=expected, got="scores.grad = None")
        if not close(x.grad.tolist(), wanted):
            return wrong("gradient", expected=expected, got=f"scores.grad = {x.grad.tolist()}")
    return right()
