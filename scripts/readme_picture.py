"""Draw the READMEs' examples as docs/graph.en.svg, docs/cut.ko.svg, …: `make picture`."""

from pathlib import Path

from autograd_lessons import Picture, draw, get_language, set_language, watch
from autograd_lessons import engine as torch

DOCS = Path(__file__).parents[1] / "docs"
LANGUAGES = ("en", "ko")


def graph() -> Picture:
    """The graph of the first example."""
    x = torch.tensor(2.0, requires_grad=True)
    y = x**2
    y.retain_grad()
    z = x * y
    z.backward()

    return draw(z)


def cut() -> Picture:
    """The path that `argmax` cut."""
    scores = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)
    with watch():
        best = scores.argmax().float()

    return draw(best)


PICTURES = {"graph": graph, "cut": cut}


def picture(name: str, language: str) -> str:
    """The picture as SVG with its texts in one language: the same bytes each time."""
    before = get_language()
    set_language(language)
    try:
        return PICTURES[name]().svg
    finally:
        set_language(before)


if __name__ == "__main__":
    for name in PICTURES:
        for language in LANGUAGES:
            svg = picture(name, language) + "\n"
            (DOCS / f"{name}.{language}.svg").write_text(svg, encoding="utf-8")
