"""What can be wrong with a typed expression, and where."""

import re

from autograd_lessons.language import text
from autograd_lessons.picture.names import shown
from autograd_lessons.picture.widths import columns

LONGEST_SHOWN = 240


class Mistake(ValueError):
    """What is wrong with a typed expression, and where.

    `key` names the sentence for it, `facts` are what it tells, `before`, `word` and `after` are the
    text in three parts; `word` may be empty, where something is missing.
    """

    def __init__(self, key: str, typed: str, start: int, end: int, **facts: object) -> None:
        start = min(start, len(typed))
        end = max(start, min(end, len(typed)))
        self.key = key
        self.before, self.word, self.after = typed[:start], typed[start:end], typed[end:]
        self.facts: dict[str, object] = {"word": self.word, "column": start + 1, **facts}
        super().__init__(f"{self.told}\n  {shown(typed, LONGEST_SHOWN)}\n  {self._carets}")

    @property
    def told(self) -> str:
        """The sentence for it in the chosen language, with its place."""
        facts = {**self.facts, "word": shown(self.word)}
        said = text(f"widgets.expression.{self.key}", **facts)
        if self.key == "empty":
            return said
        return text("widgets.explore.mistake", said=said, column=self.facts["column"])

    @property
    def _carets(self) -> str:
        """Marks below the word, which stand right in a font where Hangul is twice as wide."""
        before, word = (columns(shown(part, LONGEST_SHOWN)) for part in (self.before, self.word))
        return (" " * before + "^" * max(1, word))[:LONGEST_SHOWN]


def misread(error: SyntaxError, line: str) -> tuple[str, int, int]:
    """Return the key and place of a Mistake for what Python's parser stumbled over in `line`.

    Its own sentences are about Python, and in English.
    """
    said = str(error.msg)
    start = (error.offset or 0) - 1
    if not 0 <= start < len(line):
        return "unfinished", len(line), len(line)
    if "was never closed" in said:
        return "unclosed", start, start + 1
    if "unmatched" in said or "does not match" in said:
        return "unopened", start, start + 1
    if "invalid character" in said or "non-printable" in said:
        return "sign", start, start + 1
    rest = line[start:]
    if number := re.match(r"\d[\d.]*(?=[^\W\d])", rest):
        return "times", start, start + len(number[0]) + 1
    word = re.match(r"\w+|.", rest)
    return "syntax", start, start + len(word[0] if word else "")
