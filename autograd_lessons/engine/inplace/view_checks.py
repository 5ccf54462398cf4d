"""Which changes in place must not be recorded, and what becomes of views behind their back.

A view that one operation made together with others, that was made without recording, or in a custom
function, has no place in a graph of its own that could be made anew when its memory changes.
"""

from collections.abc import Iterable
from typing import Any

from ..grad_mode import mode
from ..node import Source, edge_at
from ..tensor import Tensor

_LEAF = "a leaf Variable that requires grad is being used in an in-place operation."
_MODE = (
    " Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your "
    "code by moving both the view and the inplace either both inside the {} block (if you don't "
    "want the inplace to be tracked) or both outside (if you want the inplace to be tracked)."
)
_WHY = {
    "no_grad": _MODE.format("no_grad"),
    "inference": _MODE.format("inference_mode"),
    "several": " This view is the output of a function that returns multiple views. Such functions "
    "do not allow the output views to be modified inplace. You should replace the inplace "
    "operation by an out-of-place one.",
    "function": " This view was created inside a custom Function (or because an input was returned "
    "as-is) and the autograd logic to handle view+inplace would override the custom backward "
    "associated with the custom Function, leading to incorrect gradients. This behavior is "
    "forbidden. You can fix this by cloning the output of the custom Function.",
}


class Stale:
    """In the place of a view's source, once its memory was changed: whoever asks for it, to record
    an operation or to see the node, gets a RuntimeError."""

    outputs = 1

    def __init__(self, before: Source, message: str) -> None:
        self.before, self.message = before, message

    def __bool__(self) -> bool:
        raise RuntimeError(self.message)

    @property
    def shows_saved(self) -> bool:
        raise RuntimeError(self.message)


def _origin(view: Tensor) -> tuple[Source, str | None]:
    """The source of a view, and how it was made if changes in place don't get along with that."""
    source: Any = view._source
    if type(source) is Stale:
        source = source.before
    return source, view._made_in


def _message(source: Source, made: str, changed: str) -> str:
    node, output = edge_at(source)
    maker = "" if node is None else node.name().partition("Backward")[0]
    inference = made == "inference"
    if inference or made == "no_grad" or node is None:
        start = f"Output {output} of {maker} is a view of a view which" if maker else "A view"
        way = "inference" if inference else "no_grad"
        then = "in normal mode" if inference else "with grad mode enabled"
        text = f"{start} was created in {way} mode and {changed} modified inplace {then}."
    else:
        text = f"Output {output} of {maker} is a view and {changed} modified inplace."
    return text + _WHY[made]


def check(target: Tensor, others: Iterable[Any] = ()) -> None:
    """RuntimeError where an in-place operation must not be recorded: on a leaf that requires grad,
    on a view of one, and on views as above."""
    if not mode.enabled:
        return
    if not target._requires_grad and not any(getattr(each, "_requires_grad", 0) for each in others):
        return
    base = target._base
    if base is not None:
        source, made = _origin(target)
        if made is not None:
            raise RuntimeError(_message(source, made, "is being"))
        if target._requires_grad and base._source is None:
            raise RuntimeError(f"a view of {_LEAF}")
    if target._requires_grad and target._source is None:
        raise RuntimeError(_LEAF)


def forget(view: Tensor) -> bool:
    """Whether a view is one of those above; then its source is of no use any more."""
    source, made = _origin(view)
    if made is None:
        return False
    changed = "its base or another view of its base has been"
    view._source = Stale(source, _message(source, made, changed))  # type: ignore[assignment]
    return True
