"""What the widgets have in common: scripts and styles, their language, a picture in their place."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from autograd_lessons.language import get_language, set_language

_HERE = Path(__file__).parent


def script(*names: str) -> str:
    """Return a widget's JavaScript as one module: `page.js`, then its own."""
    return _joined("page.js", *names)


def style(*names: str) -> str:
    """Return a widget's CSS: `page.css`, then its own."""
    return _joined("page.css", *names)


def prose(text: str) -> str:
    """Return HTML for a text in which `…` is code."""
    parts = escape(text).split("`")
    return "".join(
        f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(parts)
    )


class Page(anywidget.AnyWidget):
    """A widget that keeps speaking the language in which it was made.

    Where widgets don't run (code hosts, untrusted notebooks) its `repr` and `_static_html` stand.
    """

    language = traitlets.Unicode(read_only=True).tag(sync=True)
    words: traitlets.Dict = traitlets.Dict(read_only=True).tag(sync=True)
    prefix = traitlets.Unicode("al-", read_only=True).tag(sync=True)
    """What the ids of the graph's boxes, ovals and arrows begin with."""

    def __init__(self) -> None:
        super().__init__()
        self.set_trait("language", get_language())

    def _static_html(self) -> str:
        raise NotImplementedError

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Speak the widget's language, even if another was chosen since it was made."""
        before = get_language()
        set_language(self.language)
        try:
            yield
        finally:
            set_language(before)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        with self._speaking():
            return {**data, "text/plain": repr(self), "text/html": self._static_html()}, metadata


def _joined(*names: str) -> str:
    return "\n".join((_HERE / name).read_text("utf-8") for name in names)
