"""Whether a function gets the engine's tensors or PyTorch's."""

import functools
import math

import pytest
import torch as pytorch

from autograd_lessons import engine
from autograd_lessons import engine as torch
from autograd_lessons.widgets.library import library_of

factor = pytorch.tensor(2.0)


def ours(x):
    return torch.sin(x) * math.pi


def theirs(x):
    return pytorch.sin(x)


def through_another(x):
    return theirs(x) + 1


def inside(x):
    return (lambda z: pytorch.exp(z))(x)


def recursive(x):
    return x if x > 0 else recursive(x + 1)


def closed(module):
    def f(x):
        return module.sin(x)

    return f


class Model(pytorch.nn.Module):
    def forward(self, x):
        return x * 2


class Callable:
    def __init__(self, module):
        self.module = module

    def __call__(self, x):
        return self.module.sin(x)

    def method(self, x):
        return self.module.sin(x)


@pytest.mark.parametrize(
    "f",
    [
        ours,
        recursive,
        lambda x: x**2,
        torch.sin,
        closed(engine),
        functools.partial(lambda a, x: a * x, 2),
        Callable(engine),
        Callable(engine).method,
        abs,
    ],
)
def test_the_engine_is_the_usual_one(f):
    assert library_of(f, [1.0]) is engine


@pytest.mark.parametrize(
    "f",
    [
        theirs,
        through_another,
        inside,
        lambda x: x * factor,
        pytorch.sin,
        pytorch.nn.functional.relu,
        pytorch.nn.ReLU(),
        Model(),
        closed(pytorch),
        functools.partial(lambda a, x: a * x, factor),
        functools.partial(theirs),
        Callable(pytorch),
        Callable(pytorch).method,
        lambda x, module=pytorch: module.sin(x),
    ],
)
def test_who_names_pytorch_gets_pytorch(f):
    assert library_of(f, [1.0]) is pytorch


def test_an_input_decides(library):
    assert library_of(lambda x: x, [library.tensor(1.0)]) is library


def test_a_class_of_ones_own_is_of_the_library_that_it_derives_from() -> None:
    class Through(pytorch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x

        @staticmethod
        def backward(ctx, grad):
            return grad

    class Ours(engine.autograd.Function):
        pass

    assert library_of(lambda x: Through.apply(x), []) is pytorch
    assert library_of(lambda x: Ours.apply(x), []) is engine
