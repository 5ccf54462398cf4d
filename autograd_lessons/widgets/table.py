"""A table of texts, as the labs show it: on the page, as static HTML and as plain text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

# A cell of text: notebooks set what is in cells to the right, as numbers are.
CELL = '<td style="text-align: left">'


@dataclass(frozen=True)
class Table:
    """Rows of texts below the names of their columns; the first text of a row is its name.

    `changed` are the places (row, column) of what is to be noticed.
    """

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    changed: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    def sent(self) -> dict[str, object]:
        """Return what the page needs: lab.js."""
        return {
            "caption": self.caption,
            "columns": list(self.columns),
            "rows": [list(row) for row in self.rows],
            "changed": sorted(map(list, self.changed)),
        }

    def html(self) -> str:
        """Return the table for places where widgets don't run."""
        head = "".join(f'<th scope="col">{escape(column)}</th>' for column in self.columns)
        body = "".join(
            "<tr>" + "".join(self._cell(row, column) for column in range(len(texts))) + "</tr>"
            for row, texts in enumerate(self.rows)
        )
        caption = f"<caption>{escape(self.caption)}</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def plain(self) -> str:
        """Return the table as lines of text."""
        lines = [list(self.columns), *map(list, self.rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        padded = (map(str.ljust, line, widths) for line in lines)
        return "\n".join("  ".join(line).rstrip() for line in padded)

    def _cell(self, row: int, column: int) -> str:
        said = escape(self.rows[row][column])
        if column == 0:
            return f'<th scope="row" style="text-align: left">{said}</th>'
        return (
            f"{CELL}<b>{said}</b></td>" if (row, column) in self.changed else f"{CELL}{said}</td>"
        )


def changed_between(before: Table, after: Table) -> frozenset[tuple[int, int]]:
    """Return the places where two tables of the same tensors differ."""
    pairs = (
        ((row, column), before.rows[row][column] != text)
        for row, texts in enumerate(after.rows)
        for column, text in enumerate(texts)
    )
    return frozenset(place for place, differs in pairs if differs)
