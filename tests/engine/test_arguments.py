"""PyTorch's signatures, for the errors of wrong arguments, are those of the installed PyTorch."""

import subprocess
import sys
from pathlib import Path

from autograd_lessons import engine


def test_signatures_are_up_to_date():
    root = Path(__file__).parents[2]
    script = root / "scripts" / "signatures.py"
    command = [sys.executable, "-W", "ignore", str(script)]
    found = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root).stdout
    known = (Path(engine.__file__).parent / "signatures.txt").read_text(encoding="utf-8")
    assert known == found, "run scripts/signatures.py > autograd_lessons/engine/signatures.txt"
