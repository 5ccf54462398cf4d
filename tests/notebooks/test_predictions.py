"""Predictions: nothing is revealed before a choice, and every text is there in both languages."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import traitlets

from autograd_lessons import language, predict, set_language
from autograd_lessons.teaching import Prediction, markup
from notebooks import build

FOLDER = Path(language.__file__).parent
VIEW = "application/vnd.jupyter.widget-view+json"
LESSONS = sorted(file.stem for file in (FOLDER / "en").glob("lesson_*.toml"))
CHOICES: list[dict[str, Any]] = [
    {"label": "no", "why": "wrong"},
    {"label": "yes", "why": "so", "right": True},
]


def ids(kind: str) -> list[str]:
    return [
        f"{lesson.removeprefix('lesson_').replace('_', '.')}.{name}"
        for lesson in LESSONS
        for name in language.entry(f"{lesson}.{kind}")
    ]


each_prediction = pytest.mark.parametrize("id", ids("predictions"))


@each_prediction
def test_texts_of_both_languages(id: str) -> None:
    made = {}
    for code in language.LANGUAGES:
        set_language(code)
        made[code] = predict(id)
    korean, english = made["ko"], made["en"]
    assert korean.right == english.right
    assert len(korean.choices) == len(english.choices) >= 2
    assert re.search("[가-힣]", korean.question)
    assert not re.search(
        "[가-힣]", json.dumps(english.get_state(), ensure_ascii=False, default=str)
    )
    assert korean.language == "ko"
    assert korean.labels["commit"] != english.labels["commit"]
    for choice in english.choices:
        assert len(choice["why"]) > 20


def test_every_prediction_and_exercise_is_asked_once_in_its_lesson() -> None:
    asked = []
    for source in build.sources([]):
        text = source.read_text(encoding="utf-8")
        found = re.findall(r'^(?:predict|check)\("([^"]+)"', text, re.MULTILINE)
        assert all(source.stem.startswith(id.rpartition(".")[0]) for id in found)
        asked += found
    assert sorted(asked) == sorted(ids("predictions") + ids("exercises"))


def test_starts_open() -> None:
    prediction = Prediction("Which?", CHOICES)
    assert (prediction.chosen, prediction.committed, prediction.right) == (-1, False, 1)


def test_no_commitment_without_a_choice() -> None:
    prediction = Prediction("Which?", CHOICES)
    prediction.committed = True
    assert not prediction.committed
    prediction.chosen = 0
    prediction.committed = True
    assert prediction.committed


def test_what_is_committed_stays() -> None:
    prediction = Prediction("Which?", CHOICES)
    prediction.chosen = 0
    prediction.committed = True
    prediction.committed = False
    prediction.chosen = 1
    assert (prediction.chosen, prediction.committed) == (0, True)


@pytest.mark.parametrize("place", [-2, 2, "0", None, 0.5])
def test_no_such_choice(place: Any) -> None:
    prediction = Prediction("Which?", CHOICES)
    with pytest.raises(traitlets.TraitError):
        prediction.chosen = place
    assert prediction.chosen == -1


@pytest.mark.parametrize("rights", [0, 2])
def test_one_choice_is_right(rights: int) -> None:
    choices = [{**choice, "right": place < rights} for place, choice in enumerate(CHOICES)]
    with pytest.raises(ValueError):
        Prediction("Which?", choices)


@each_prediction
def test_stands_without_widgets(id: str) -> None:
    prediction = predict(id)
    data, _ = prediction._repr_mimebundle_()
    assert data[VIEW]["model_id"] == prediction.model_id
    html = data["text/html"]
    shown, hidden = html.split("<details>")
    assert prediction.question in shown
    for choice in prediction.choices:
        assert choice["label"] in shown
        assert choice["why"] not in shown
        assert choice["why"] in hidden
    assert hidden.count("✓") == 1
    assert balanced(html)
    plain = data["text/plain"]
    assert plain.count("( )") == len(prediction.choices)
    assert "✓" not in plain
    assert "<code>" not in plain


def balanced(html: str) -> bool:
    open_tags: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_tags.pop() == tag

    Tags().feed(html)
    return not open_tags


def test_markup() -> None:
    assert markup.inline_html("`a*b*<i>` and **b** & c") == (
        "<code>a*b*&lt;i&gt;</code> and <strong>b</strong> &amp; c"
    )
    assert markup.inline_html("x**2 + y**2") == "x<strong>2 + y</strong>2"
    assert markup.inline_html("`x**2` + `y**2`") == "<code>x**2</code> + <code>y**2</code>"
    text = "One\nline.\n\n```\nx**2 < 1\n\ny\n```\nTwo."
    assert markup.block_html(text) == (
        "<p>One\nline.</p><pre><code>x**2 &lt; 1\n\ny</code></pre><p>Two.</p>"
    )
    assert markup.plain(text) == "One\nline.\n\nx**2 < 1\n\ny\nTwo."


def test_hostile_texts_are_shown_as_text() -> None:
    evil = '<script>alert("1")</script></details><img src=x onerror=alert(1)>'
    prediction = Prediction(evil, [{"label": evil, "why": evil, "right": True}, *CHOICES[:1]])
    html = prediction._repr_mimebundle_()[0]["text/html"]
    assert "<script" not in html
    assert "<img" not in html
    assert balanced(html)


@pytest.mark.parametrize(
    ("id", "message"),
    [
        ("2.1.leef", "did you mean '2.1.leaf'"),
        ("2.1.zzz", "there are 2.1.before_backward"),
        ("9.1.leaf", "lesson 9.1 has no predictions"),
        ("leaf", "is no id"),
        ("../../x.y.z", "is no id"),
        (None, "is no id"),
    ],
)
def test_unknown_ids(id: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        predict(id)
