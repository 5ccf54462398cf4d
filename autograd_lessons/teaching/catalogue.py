"""Where a lesson's texts and checkers are, by the id of a prediction or an exercise."""

import re
from difflib import get_close_matches
from typing import Any

from autograd_lessons.language import entry

_ID = re.compile(r"(\d+)\.(\d+)\.(\w+)")


def lesson_of(id: str) -> str:
    """Return the lesson's file stem: ``lesson_2_1`` for ``2.1.slope``.

    Raises ValueError for an id that is not a lesson's number and a name.
    """
    found = _ID.fullmatch(id) if isinstance(id, str) else None
    if found is None:
        raise ValueError(
            f"{id!r} is no id: write a lesson's number and a name, such as '2.1.slope'"
        )
    return f"lesson_{found[1]}_{found[2]}"


def key_of(kind: str, id: str) -> str:
    """Return the catalogue key of the prediction or exercise (`kind` is the plural) named `id`."""
    return f"{lesson_of(id)}.{kind}.{id.rpartition('.')[2]}"


def table_of(kind: str, id: str) -> dict[str, Any]:
    """Return the texts of the prediction or exercise named `id`.

    Raises ValueError, naming near ones, where there is none.
    """
    try:
        found: dict[str, Any] = entry(key_of(kind, id))
    except KeyError:
        raise unknown(kind, id) from None
    return found


def unknown(kind: str, id: str) -> ValueError:
    """Return the error for an id that nothing has."""
    lesson, number = lesson_of(id), id.rpartition(".")[0]
    try:
        known = [f"{number}.{name}" for name in entry(f"{lesson}.{kind}")]
    except KeyError:
        return ValueError(f"lesson {number} has no {kind}")
    near = get_close_matches(id, known, n=1)
    advice = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
    return ValueError(f"no {kind} with the id {id!r}: {advice}")
