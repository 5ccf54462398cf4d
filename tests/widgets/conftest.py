from collections.abc import Iterator

import pytest
import torch

from autograd_lessons import engine, get_language, set_language


@pytest.fixture(params=[engine, torch], ids=["engine", "torch"])
def library(request):
    """The module that a learner's function computes with."""
    return request.param


@pytest.fixture(params=["ko", "en"])
def language(request) -> Iterator[str]:
    before = get_language()
    set_language(request.param)
    yield request.param
    set_language(before)
