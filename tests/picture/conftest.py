"""Every test that asks for `torch` runs on the engine and on real PyTorch."""

from collections.abc import Iterator
from types import ModuleType

import pytest
import torch as pytorch

from autograd_lessons import engine
from autograd_lessons.language import set_language


@pytest.fixture(params=[engine, pytorch], ids=["engine", "pytorch"])
def torch(request: pytest.FixtureRequest) -> ModuleType:
    module: ModuleType = request.param
    return module


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")
