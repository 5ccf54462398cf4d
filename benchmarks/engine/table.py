"""The outcomes as a Markdown table in a language, and its place in the READMEs."""

import platform
from pathlib import Path

from .cases import CASES
from .cases.case import Case, Outcomes
from .libraries import CONTESTANTS, NUMPY, versions
from .outcome import Figure

ROOT = Path(__file__).resolve().parents[2]
READMES = {"en": ROOT / "README.md", "ko": ROOT / "README.ko.md"}
START, END = "<!-- benchmark: written by --readme -->\n", "<!-- /benchmark -->\n"
HEADINGS = {
    "en": ("Case", "At most", "NumPy by hand", "Measured with"),
    "ko": ("항목", "목표(이하)", "직접 작성한 NumPy", "측정 환경:"),
}


def markdown(rows: dict[str, Outcomes], language: str) -> str:
    """The table of the cases measured: `rows` are their outcomes by the case's name."""
    case, limit, by_hand, measured = HEADINGS[language]
    heads = [case, limit, *(by_hand if name == NUMPY else name for name in CONTESTANTS)]
    lines = [_line(heads), _line(["---", "---", *("---:" for _ in CONTESTANTS)])]
    lines += [_row(one, rows[one.name], language) for one in CASES if one.name in rows]
    releases = {"Python": platform.python_version(), **versions()}
    with_what = ", ".join(f"{name} {version}" for name, version in releases.items())
    return "\n".join([*lines, "", f"{measured} {with_what}."]) + "\n"


def _row(case: Case, outcomes: Outcomes, language: str) -> str:
    cells = [case.titles[language], case.target(language)]
    for name in CONTESTANTS:
        match outcomes.get(name):
            case Figure(ratio):
                cells.append(f"{ratio:.2f}")
            case None:
                cells.append("–")
            case why:
                cells.append(why.text(language))
    return _line(cells)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def between_markers(text: str) -> str:
    """What stands in a README between the markers."""
    return _parts(text)[1]


def with_table(text: str, table: str) -> str:
    """A README with that between its markers."""
    before, _, after = _parts(text)
    return f"{before}{START}\n{table}\n{END}{after}"


def _parts(text: str) -> tuple[str, str, str]:
    before, rest = text.split(START)
    inside, after = rest.split(END)
    return before, inside, after


def write_readmes(rows: dict[str, Outcomes]) -> None:
    for language, path in READMES.items():
        text = with_table(path.read_text("utf-8"), markdown(rows, language))
        path.write_text(text, "utf-8")
