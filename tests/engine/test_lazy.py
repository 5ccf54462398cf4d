"""What is loaded when it is first asked for: all of it is there, and nothing before."""

import subprocess
import sys

import pytest
import torch as pytorch

from autograd_lessons import engine

NAMES = sorted(name for name in dir(engine) if not name.startswith("_"))
METHODS = sorted(name for name in vars(engine.Tensor) if not name.startswith("_"))


def loaded_by(program: str) -> set[str]:
    """The engine's modules that a program loads in a process of its own."""
    code = f"""
from autograd_lessons import engine
{program}
import sys
print(*(name.removeprefix("autograd_lessons.engine.") for name in sys.modules
        if name.startswith("autograd_lessons.engine.")))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_loads_no_operation() -> None:
    loaded = loaded_by("")
    assert "tensor" in loaded
    assert not {"operation", "backward", "printing", "random"} & loaded
    assert not [name for name in loaded if name.startswith(("operations", "nn"))]


@pytest.mark.parametrize(
    ("program", "module"),
    [
        ("engine.sin(engine.ones(2))", "operations.functions"),
        ("engine.ones(2).sin()", "operations.functions"),
        ("engine.ones(2) + 1", "operations.arithmetic"),
        ("x = engine.ones(2); x += 1", "inplace.values"),
        ("-engine.ones(2)", "operations.arithmetic"),
        ("list(engine.ones(2))", "operations.joining"),
        ("repr(engine.ones(2))", "printing"),
        ("engine.ones(2).T", "facts"),
        ("engine.nn.Linear(1, 1)", "nn"),
    ],
)
def test_a_module_comes_with_its_first_use(program: str, module: str) -> None:
    assert module in loaded_by(program)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_there(name: str) -> None:
    assert getattr(engine, name, ...) is getattr(engine, name)


@pytest.mark.parametrize("name", METHODS)
def test_every_method_is_there_and_pytorch_has_it(name: str) -> None:
    assert hasattr(engine.Tensor, name)
    assert hasattr(pytorch.Tensor, name)


def test_unknown_names_are_errors() -> None:
    with pytest.raises(AttributeError, match="module 'torch' has no attribute 'sine'"):
        _ = engine.sine
    with pytest.raises(AttributeError, match="'Tensor' object has no attribute 'sine'"):
        engine.ones(1).sine()
