"""Tutorials as people write them for PyTorch: with imports swapped the engine prints it all."""

from pathlib import Path

import pytest

from tests.engine.oracle import assert_same

FILES = sorted((Path(__file__).parent / "tutorials").glob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_same_as_pytorch(file: Path) -> None:
    done = assert_same(file.read_text(encoding="utf-8"))
    assert done["raised"] is None, "it does not run to its end"
