"""`predict`: a question that wants a choice before it shows the answer."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from autograd_lessons.language import get_language, text

from .catalogue import table_of
from .markup import block_html, inline_html, plain

_HERE = Path(__file__).parent


class Prediction(anywidget.AnyWidget):
    """A question with choices; the learner commits to one, then each choice is explained.

    `chosen` is the marked choice's place, -1 while there is none; `committed` becomes True when the
    learner commits and stays so; `right` is the right choice's place. Texts are HTML, in the
    language chosen at construction.
    """

    _esm = _HERE / "prediction.js"
    _css = _HERE / "prediction.css"

    question = traitlets.Unicode(read_only=True).tag(sync=True)
    choices: traitlets.List = traitlets.List(read_only=True).tag(sync=True)
    right = traitlets.Int(read_only=True).tag(sync=True)
    labels: traitlets.Dict = traitlets.Dict(read_only=True).tag(sync=True)
    language = traitlets.Unicode(read_only=True).tag(sync=True)
    chosen = traitlets.Int(-1).tag(sync=True)
    committed = traitlets.Bool(False).tag(sync=True)

    def __init__(self, question: str, choices: list[dict[str, Any]]) -> None:
        """Make the widget from a catalogue's texts; exactly one choice has ``right = true``."""
        super().__init__()
        self._question = question
        self._choices = choices
        (right,) = (place for place, choice in enumerate(choices) if choice.get("right"))
        labels = ("heading", "commit", "choose", "yours", "hit", "miss", "answer")
        with self.hold_sync():
            self.set_trait("question", block_html(question))
            self.set_trait(
                "choices",
                [
                    {"label": inline_html(choice["label"]), "why": block_html(choice["why"])}
                    for choice in choices
                ],
            )
            self.set_trait("right", right)
            self.set_trait("labels", {name: text(f"teaching.prediction.{name}") for name in labels})
            self.set_trait("language", get_language())

    @traitlets.validate("chosen")
    def _valid_chosen(self, proposal: Any) -> int:
        place: int = proposal["value"]
        if not -1 <= place < len(self.choices):
            raise traitlets.TraitError(f"there is no choice {place}")
        return self.chosen if self.committed else place

    @traitlets.validate("committed")
    def _valid_committed(self, proposal: Any) -> bool:
        # What was committed to is not taken back, and nothing is revealed before a choice.
        return self.committed or (proposal["value"] and self.chosen >= 0)

    def __repr__(self) -> str:
        lines = [plain(self._question)]
        lines += [f"  ( ) {plain(choice['label'])}" for choice in self._choices]
        return "\n".join(lines)

    def _static_html(self) -> str:
        """The same for places where widgets don't run: the answer folded away."""
        labels = self.labels
        asked = "".join(f"<li>{choice['label']}</li>" for choice in self.choices)
        explained = "".join(
            f"<li>{'✓' if place == self.right else '✗'} {choice['label']}{choice['why']}</li>"
            for place, choice in enumerate(self.choices)
        )
        return (
            f"<div><p><strong>{labels['heading']}</strong></p>{self.question}<ol>{asked}</ol>"
            f"<details><summary>{labels['answer']}</summary><ol>{explained}</ol></details></div>"
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        return {**data, "text/plain": repr(self), "text/html": self._static_html()}, metadata


def predict(id: str) -> Prediction:
    """Return the prediction `id` of a lesson, such as ``predict("2.1.accumulate")``.

    Raises ValueError for an id that no prediction has.
    """
    found = table_of("predictions", id)
    return Prediction(found["question"], found["choices"])
