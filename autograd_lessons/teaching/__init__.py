"""Predictions, exercises and hints of the lessons.

    predict("2.1.accumulate")       a question to commit to before the answer is shown
    check("2.1.slope", answer)      says whether an answer is right, and why it is not
    hint("2.1.slope")               the next hint

An id is a lesson's number and a name. A lesson brings, for number 2.1, three files:

`language/ko/lesson_2_1.toml` and `language/en/lesson_2_1.toml`, with the same keys::

    [predictions.accumulate]
    question = "What does `x.grad` hold after a second `backward()`?"

    [[predictions.accumulate.choices]]
    label = "`tensor(2.)`"
    why = "Tempting, because … But …"

    [[predictions.accumulate.choices]]
    label = "`tensor(4.)`"
    why = "…"
    right = true  # one choice has it, the same one in both languages

    [exercises.slope]
    right = "`f` rises by 6 for each step of `x` …"  # shown after a right answer
    hints = ["A nudge.", "More.", "The solution: answer = …"]
    [exercises.slope.reasons]  # why a plausible answer is wrong
    value = "This is the value of `f`, not its slope."

Predictions know `code`, **bold**, blank lines and fenced code blocks. What `check` and `hint` say
is printed as it stands, markup and all. In `right` and `reasons` a literal brace is doubled.

`teaching/lessons/lesson_2_1.py`, with a function for each exercise that judges the answers::

    @exercise("2.1.slope")
    def slope(answer):
        got = number(answer)  # any spelling of a number; asks for one otherwise
        if close(got, 6):
            return right()
        return wrong("value" if close(got, 9) else None, expected=6, got=got)

Readers such as `number`, `array`, `tensor` and `call` are in `teaching.answers`: they turn text,
nan, an exception in a learner's function and the like into a helpful message.
"""

from .exercises import check, hint
from .predictions import Prediction, predict

__all__ = ["Prediction", "check", "hint", "predict"]
