"""Draw the first example of each README as docs/graph.en.svg, docs/graph.ko.svg: `make picture`."""

from pathlib import Path

from autograd_lessons import draw, get_language, set_language
from autograd_lessons import engine as torch

DOCS = Path(__file__).parents[1] / "docs"
LANGUAGES = ("en", "ko")


def picture(language: str) -> str:
    """The picture as SVG with its texts in one language: the same bytes each time."""
    x = torch.tensor(2.0, requires_grad=True)
    y = x**2
    y.retain_grad()
    z = x * y
    z.backward()

    before = get_language()
    set_language(language)
    try:
        return draw(z).svg
    finally:
        set_language(before)


if __name__ == "__main__":
    for language in LANGUAGES:
        (DOCS / f"graph.{language}.svg").write_text(picture(language) + "\n", encoding="utf-8")
