"""An error of the lessons points at the learner's line: our own frames are hidden but the last.

IPython hides a frame with `__tracebackhide__`, the last one never.
"""

from collections.abc import Callable
from types import TracebackType

import pytest

from autograd_lessons import engine as torch


def leaf() -> torch.Tensor:
    return torch.tensor([2.0], requires_grad=True)


def keep_untracked() -> None:
    torch.tensor([1.0]).retain_grad()


def update_recorded() -> None:
    w = leaf()
    w -= 0.1


def update_by_method() -> None:
    leaf().sub_(0.1)


def freeze_in_the_middle() -> None:
    (leaf() ** 2).requires_grad = False


def change_a_saved_value() -> None:
    x = leaf()
    y = x**2
    x.detach()[0] = 30.0
    y.backward()


def backward_without_a_record() -> None:
    with torch.no_grad():
        y = leaf() ** 2
    y.backward()


def backward_of_argmax() -> None:
    leaf().argmax().backward()


def backward_twice() -> None:
    y = leaf() ** 2
    y.backward()
    y.backward()


def frames(traceback: TracebackType | None) -> list[tuple[str, bool]]:
    """The engine's functions in a traceback, and whether each is hidden."""
    found = []
    while traceback is not None:
        frame = traceback.tb_frame
        if frame.f_globals["__name__"].startswith("autograd_lessons.engine"):
            hidden = frame.f_locals.get("__tracebackhide__", False)
            found.append((frame.f_code.co_qualname, hidden))
        traceback = traceback.tb_next
    return found


@pytest.mark.parametrize(
    "program",
    [
        keep_untracked,
        update_recorded,
        update_by_method,
        freeze_in_the_middle,
        change_a_saved_value,
        backward_without_a_record,
        backward_of_argmax,
        backward_twice,
    ],
)
def test_only_the_last_frame_of_ours_shows(program: Callable[[], None]) -> None:
    with pytest.raises(RuntimeError) as raised:
        program()
    ours = frames(raised.value.__traceback__)
    assert ours
    assert [name for name, hidden in ours[:-1] if not hidden] == []
