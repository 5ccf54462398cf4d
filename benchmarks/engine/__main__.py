"""How fast the engine is, as ratios to PyTorch and to NumPy, with other libraries beside it.

    python -m benchmarks.engine
    python -m benchmarks.engine --case network --json network.json

Libraries that are not installed are left out: `pip install -e ".[benchmark]"` brings them.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from .cases import CASES
from .cases.case import Case, Outcomes
from .libraries import CONTESTANTS, PACKAGES, versions
from .outcome import Figure, Outcome, Unable
from .pairs import CAREFUL, QUICK, Effort
from .table import markdown, write_readmes


def main() -> None:
    options = _options()
    if missing := [PACKAGES[name] for name in PACKAGES if name not in versions()]:
        print(f"Not installed, so left out: {', '.join(missing)}", file=sys.stderr)

    rows = {}
    for case in [case for case in CASES if options.case in (None, case.name)]:
        print(f"{case.name} …", file=sys.stderr, flush=True)
        rows[case.name] = _measured(case, QUICK if options.quick else CAREFUL)
    print(markdown(rows, "en"))
    if options.json:
        figures = {"versions": versions(), "cases": {name: _plain(rows[name]) for name in rows}}
        options.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", "utf-8")
    if options.readme:
        write_readmes(rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine")
    parser.add_argument("--case", choices=[case.name for case in CASES], help="only this one")
    parser.add_argument("--quick", action="store_true", help="as few runs as possible")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    parser.add_argument("--readme", action="store_true", help="put the table into the READMEs")
    options = parser.parse_args()
    if options.readme and (options.case or options.quick):
        parser.error("--readme takes the whole table, measured with care")
    return options


def _measured(case: Case, effort: Effort) -> Outcomes:
    try:
        return case.outcomes(effort)
    except Unable as why:  # the reference cannot: there is nothing to measure against
        return dict.fromkeys(CONTESTANTS, why)


def _plain(outcomes: Outcomes) -> dict[str, Any]:
    return {name: _plain_outcome(outcome) for name, outcome in outcomes.items()}


def _plain_outcome(outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, Figure):
        return {"ratio": outcome.ratio, **outcome.details}
    return {"reason": outcome.text("en")}


if __name__ == "__main__":
    main()
