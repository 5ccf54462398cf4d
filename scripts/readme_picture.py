"""Draw docs/graph.svg, the picture of the READMEs' first example: `make picture`."""

from pathlib import Path

from autograd_lessons import draw
from autograd_lessons import engine as torch

TARGET = Path(__file__).parents[1] / "docs" / "graph.svg"


def picture() -> str:
    """The picture as SVG, the same bytes each time."""
    x = torch.tensor(2.0, requires_grad=True)
    y = x**2
    z = 3 * y
    z.backward()
    return draw(z).svg


if __name__ == "__main__":
    TARGET.write_text(picture() + "\n", encoding="utf-8")
