"""What all tests of the engine need."""

from collections.abc import Iterator

import pytest
import torch as pytorch

from autograd_lessons import engine

pytorch.set_num_threads(1)  # several threads add in another order, each a part


@pytest.fixture(autouse=True)
def every_warning() -> Iterator[None]:
    """PyTorch and the engine give some warnings once in a process: here every time."""
    for library in (engine, pytorch):
        library.set_warn_always(True)
    yield
    for library in (engine, pytorch):
        library.set_warn_always(False)
    pytorch.set_default_device(None)  # a device chosen by a line changes what PyTorch records
