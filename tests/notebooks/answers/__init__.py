"""What learners hand in: for each exercise some answers, each with the verdict that it gets.

An answer is what is handed in; a function without parameters makes it. A verdict is "right",
"unanswered", or the name of the reason why it is wrong, in the lesson's catalogue. The first right
answer and the first one wrong for a reason are also typed into the lessons in JupyterLab.
"""

from . import further_2_1, further_2_2, lesson_2_1, lesson_2_2, lesson_2_3, lesson_2_4

ANSWERS = lesson_2_1.ANSWERS | lesson_2_2.ANSWERS | lesson_2_3.ANSWERS | lesson_2_4.ANSWERS
for _id, _answers in (further_2_1.ANSWERS | further_2_2.ANSWERS).items():
    ANSWERS[_id] = [*ANSWERS[_id], *_answers]
