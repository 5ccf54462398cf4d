"""`draw`: the graph that a program built, as a picture."""

import base64
import html
import inspect
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from .collect import collected
from .details import detailed
from .dot import Direction
from .graph import Graph
from .layout import laid_out, size
from .names import caller_names, checked_names
from .png import png_of
from .render import Renderer
from .style import PAGE_WIDTH
from .summary import drawable
from .svg import dressed
from .tensors import Tensor, is_tensor
from .watch import Results
from .words import alt_text, plain_text


class Picture:
    """A graph as it was when it was drawn: as data (`graph`), as `dot` and as `svg`.

    A notebook shows it as an image with its description, a terminal as text.
    """

    def __init__(
        self,
        graph: Graph,
        direction: Direction | None = None,
        renderer: Renderer = "wasm",
        *,
        legend: bool = False,
    ) -> None:
        self.graph = drawable(graph)
        self.dot, svg = laid_out(self.graph, direction, renderer)
        self.svg = dressed(svg, self.graph, prefix="", legend=legend)
        self._alt = alt_text(self.graph)

    def save(self, path: str | PathLike[str]) -> None:
        """Write the picture to a file: ``picture.save("graph.svg")`` or ``"graph.png"``.

        Raises ValueError for another ending, and ImportError where PNG needs what is not installed.
        """
        target = Path(path)
        ending = target.suffix.lower()
        if ending == ".svg":
            target.write_text(self.svg, encoding="utf-8")
        elif ending == ".png":
            target.write_bytes(png_of(self.svg))
        else:
            raise ValueError(f"cannot save {target.name!r}: a name must end in .svg or .png")

    def __repr__(self) -> str:
        return plain_text(self.graph)

    def _repr_html_(self) -> str:
        # An <img>: notebooks that are not trusted show no SVG, neither inline nor as an output.
        data = base64.b64encode(self.svg.encode()).decode()
        # Shrunk to the page's width, a very wide graph could not be read: it is scrolled.
        most = "none" if size(self.svg)[0] > PAGE_WIDTH else "100%"
        return (
            f'<img alt="{html.escape(self._alt)}" style="max-width:{most}" '
            f'src="data:image/svg+xml;base64,{data}">'
        )

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}


def draw(
    *roots: Tensor,
    names: Mapping[str, Tensor] | None = None,
    results: Results | None = None,
    direction: Direction | None = None,
    renderer: Renderer = "wasm",
    saved: bool = False,
    derivatives: bool = False,
    legend: bool = False,
) -> Picture:
    """Draw the graph that `roots` were made by, with values and ``.grad`` as they are now.

    `names` are the tensors' names; without them, those of the caller's variables. `results` is
    what `watch` saw: with it, results without a name have boxes, too. The graph runs from left to
    right (`direction` ``"LR"``) or top to bottom (``"TB"``), without it the way that fits a page.
    `renderer` ``"dot"`` is the system's Graphviz. `saved` shows what operations keep for backward,
    `derivatives` on each edge the local derivative of the operation that it leads to,
    `legend` what the shapes and signs mean. Of a graph of more than 200 nodes the first and the
    last operations are drawn, and how many are left out.

    Raises TypeError for anything but tensors.
    """
    if not roots:
        raise TypeError("draw() needs at least one tensor: draw(y)")
    for root in roots:
        if not is_tensor(root):
            raise TypeError(f"draw() takes tensors, not {type(root).__name__}")
    if results is not None and not isinstance(results, Results):
        kind = type(results).__name__
        raise TypeError(
            f"results must be what watch() gives, as in `with watch() as r`, not {kind}"
        )
    if names is None:
        names = _names_of_caller()
    collector = collected(roots, checked_names(names), results)
    graph = detailed(collector, saved=saved, derivatives=derivatives)
    return Picture(graph, direction, renderer, legend=legend)


def _names_of_caller() -> Mapping[str, Any]:
    frame = inspect.currentframe()
    caller = frame.f_back.f_back if frame and frame.f_back else None
    return caller_names(caller) if caller else {}
