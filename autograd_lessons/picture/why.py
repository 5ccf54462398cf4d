"""`why`: why a tensor has no gradient, in words, with the picture of the place."""

import html
import inspect
from collections.abc import Mapping
from textwrap import indent
from typing import Any

from autograd_lessons.language import text

from .causes import Finding, find
from .collect import collected
from .cuts import Unrecorded
from .draw import Picture
from .names import caller_names, checked_names
from .neighbourhood import around
from .paths import in_graph
from .tensors import Tensor, is_tensor, place
from .told import Told

_VALUES = (bool, int, float, list)


class Reason:
    """Why a tensor has no gradient, or not the one expected, in the language chosen then.

    `cause` is a key that stays the same in every language; `verdict` says it in a sentence, `seen`
    what shows it, `todo` what to do about it, `code` how (or ""). `picture` is the place in the
    graph, None where nothing is known of it.
    """

    def __init__(
        self, cause: str, texts: Mapping[str, str], code: str, picture: Picture | None
    ) -> None:
        self.cause = cause
        self.verdict, self.seen, self.todo = (texts[key] for key in ("verdict", "seen", "todo"))
        self.code = code
        self.picture = picture
        self._labels = text("why.seen_label"), text("why.todo_label")

    def __repr__(self) -> str:
        seen, todo = self._labels
        lines = [self.verdict, f"{seen}: {self.seen}", f"{todo}: {self.todo}"]
        return "\n".join(lines + ([indent(self.code, "    ")] if self.code else []))

    def _repr_html_(self) -> str:
        seen, todo = self._labels
        parts = [
            f"<p><strong>{html.escape(self.verdict)}</strong></p>",
            f"<p>{html.escape(seen)}: {html.escape(self.seen)}</p>",
            f"<p>{html.escape(todo)}: {html.escape(self.todo)}</p>",
        ]
        if self.code:
            parts.append(f"<pre><code>{html.escape(self.code)}</code></pre>")
        if self.picture is not None:
            parts.append(f"<p>{self.picture._repr_html_()}</p>")
        return f"<div>{''.join(parts)}</div>"

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}


def why(
    tensor: Any, root: Tensor | None = None, *, names: Mapping[str, Tensor] | None = None
) -> Reason:
    """Say why `tensor` has no gradient, or why `backward()` from it fails, and what to do.

    `why(x)` finds among the caller's variables what was computed from `x`; `why(x, y)` asks about
    the gradient that `y` should have brought to `x`. `names` are the tensors' names; without them,
    those of the caller's variables. What was computed inside of `watch` can be told for certain;
    otherwise a cut path leaves no trace, and the possible causes are named. Nothing is changed:
    no `.grad`, no graph, and no hook runs.

    Also takes a Python number or list: these have no graph. Raises TypeError for anything else.
    """
    if root is not None and not is_tensor(root):
        raise TypeError(f"why() takes a tensor as root, not {type(root).__name__}")
    if names is None:
        frame = inspect.currentframe()
        names = caller_names(frame.f_back) if frame and frame.f_back else {}
    names = checked_names(names)
    if not is_tensor(tensor):
        return _of_value(tensor, names)
    return _of_tensor(find(tensor, root, names), tensor, names)


def _of_value(value: Any, names: Mapping[str, Tensor]) -> Reason:
    kind = type(value)
    if kind not in _VALUES and kind.__module__ != "numpy":
        raise TypeError(f"why() takes a tensor, not {kind.__name__}")
    told = Told(Finding("number", facts={"type": kind.__name__}), None, names)
    return Reason("number", told.texts(), "", None)


def _of_tensor(finding: Finding, tensor: Tensor, names: Mapping[str, Tensor]) -> Reason:
    told = Told(finding, tensor, names)
    return Reason(finding.cause, told.texts(), told.code, _picture(finding, tensor, names))


def _picture(finding: Finding, tensor: Tensor, names: Mapping[str, Tensor]) -> Picture:
    roots = [tensor] if finding.of is None or finding.of is tensor else [finding.of, tensor]
    if len(roots) == 2 and in_graph(tensor, roots[0]):
        roots.pop()
    collector = collected(roots, names)
    at = finding.at
    key = collector.ghosts.get(at) if isinstance(at, Unrecorded) else collector.keys.get(at)
    places = [collector.add_box(tensor) if tensor.is_leaf else collector.key_at(*place(tensor))]
    return Picture(around(collector.graph, places if key is None else [key]))
