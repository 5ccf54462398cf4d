"""Printed tensors against real PyTorch, letter by letter."""

from contextlib import contextmanager

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograd_lessons.engine import printing
from autograd_lessons.engine.printing import get_printoptions, set_printoptions, tensor_repr

FLOATS = ["float32", "float64"]
INTEGERS = ["int64", "int32", "int16", "int8", "uint8"]
SPECIAL = [0.0, -0.0, np.nan, np.inf, -np.inf, 1.0, -1.0]

thorough = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


@contextmanager
def print_options(**options):
    """Sets both libraries' options for a while."""
    torch.set_printoptions(profile="default")
    set_printoptions(profile="default")
    try:
        torch.set_printoptions(**options)
        set_printoptions(**options)
        yield
    finally:
        torch.set_printoptions(profile="default")
        set_printoptions(profile="default")


def as_tensor(array):
    return torch.tensor(array.tolist(), dtype=getattr(torch, array.dtype.name)).reshape(array.shape)


def assert_prints_the_same(array):
    assert tensor_repr(array) == repr(as_tensor(array))


@st.composite
def numbers(draw, dtype):
    """A strategy for numbers of one sort, as one tensor's numbers often are."""
    if dtype == "bool":
        return st.booleans()
    if dtype in INTEGERS:
        info = np.iinfo(dtype)
        return draw(
            st.sampled_from(
                [st.integers(0, 9), st.integers(int(info.min), int(info.max)), st.integers(0, 120)]
            )
        )
    width = int(dtype.removeprefix("float"))
    bound = draw(st.sampled_from([1e-5, 1e-4, 1e-3, 1.0, 8.0, 1000.0, 99999.0, 1e8, 2e8, 1e30]))
    bound = float(np.dtype(dtype).type(bound))
    ordinary = st.floats(-bound, bound, width=width)
    whole = st.integers(-int(bound), int(bound)).map(float)
    sort = draw(
        st.sampled_from([ordinary, whole, st.floats(width=width), st.integers(-20, 20).map(float)])
    )
    return draw(st.sampled_from([sort, st.one_of(sort, st.sampled_from(SPECIAL))]))


shapes = st.one_of(
    hnp.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=4),
    hnp.array_shapes(min_dims=1, max_dims=2, min_side=1, max_side=45),
    st.sampled_from(
        [
            (1000,),
            (1001,),
            (501, 2),
            (2, 501),
            (7, 11, 13),
            (1, 1, 1001),
            (2, 3, 4, 5, 9),
            (143, 1, 7),
        ]
    ),
)


@st.composite
def arrays(draw):
    dtype = draw(st.sampled_from([*FLOATS, *FLOATS, *FLOATS, *INTEGERS, "bool"]))
    elements = draw(numbers(dtype))
    array = draw(hnp.arrays(dtype, draw(shapes), elements=elements, fill=elements))
    return np.asarray(array)


options = st.fixed_dictionaries(
    {},
    optional={
        "precision": st.integers(0, 10),
        "threshold": st.sampled_from([0, 1, 5, 100, float("inf")]),
        "edgeitems": st.integers(0, 5),
        "linewidth": st.sampled_from([1, 10, 20, 37, 80, 120]),
        "profile": st.sampled_from(["default", "short", "full"]),
        "sci_mode": st.sampled_from([None, True, False]),
    },
)


@thorough
@given(arrays())
def test_any_array(array):
    assert_prints_the_same(array)


@thorough
@given(arrays(), options)
def test_any_array_with_any_options(array, chosen):
    with print_options(**chosen):
        assert_prints_the_same(array)


@thorough
@given(arrays().filter(lambda array: array.dtype.kind == "f"), st.integers(1, 130))
def test_gradient_suffixes_break_lines_alike(array, linewidth):
    leaf = as_tensor(array).requires_grad_()
    with print_options(linewidth=linewidth):
        assert tensor_repr(array, requires_grad=True) == repr(leaf)
        made = leaf.clone()
        assert tensor_repr(array, requires_grad=True, grad_fn_name="CloneBackward0") == repr(made)


@pytest.mark.parametrize("dtype", [*FLOATS, *INTEGERS, "bool"])
@pytest.mark.parametrize("shape", [(), (1,), (0,), (0, 3), (2, 0, 4), (3,), (1, 1)])
@pytest.mark.parametrize("default", FLOATS)
def test_dtype_and_size_are_named_when_they_cannot_be_seen(dtype, shape, default):
    array = np.ones(shape, dtype)
    torch.set_default_dtype(getattr(torch, default))
    try:
        expected = repr(as_tensor(array))
    finally:
        torch.set_default_dtype(torch.float32)
    assert tensor_repr(array, default_dtype=default) == expected


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([1.0], "tensor([1.])"),
        (0.1, "tensor(0.1000)"),
        ([1.0, np.nan, -np.inf], "tensor([1., nan, -inf])"),
        ([-0.0], "tensor([-0.])"),
        ([1e-5, 1.0], "tensor([1.0000e-05, 1.0000e+00])"),
        ([1.0, 1001.0], "tensor([1.0000e+00, 1.0010e+03])"),
        ([1.0, 999.5], "tensor([  1.0000, 999.5000])"),
    ],
)
def test_texts_known_by_heart(values, text):
    array = np.asarray(values, np.float32)
    assert tensor_repr(array) == text
    assert_prints_the_same(array)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(
    "edge",
    [[1000.0, 1.0], [1e8], [1e-4], [5e-5, 0.5], [3e-45, 1.0], [3.4e38, 1e-38], [1 / 3, 1000 / 3]],
)
def test_borders_of_scientific_notation(edge, dtype, sign):
    exact = np.asarray(edge, dtype) * np.dtype(dtype).type(sign)
    for array in (exact, np.nextafter(exact, np.inf), np.nextafter(exact, -np.inf)):
        assert_prints_the_same(np.asarray(array, dtype))


def test_only_the_shown_numbers_decide_the_form():
    array = np.ones(2001, np.float32)
    array[1000] = 1e-9
    assert tensor_repr(array) == "tensor([1., 1., 1.,  ..., 1., 1., 1.])"
    assert_prints_the_same(array)


def test_views_print_as_their_copies():
    array = np.arange(3000, dtype=np.float32).reshape(3, 10, 100)
    view = array.transpose(2, 0, 1)[::-2]
    assert tensor_repr(view) == tensor_repr(view.copy()) == repr(torch.from_numpy(view.copy()))


@given(st.lists(options, max_size=4))
def test_options_follow_pytorch_call_by_call(calls):
    with print_options():
        for chosen in calls:
            torch.set_printoptions(**chosen)
            set_printoptions(**chosen)
            assert get_printoptions() == torch._tensor_str.get_printoptions()


def test_unknown_profile_changes_nothing_but_sci_mode():
    with print_options(precision=2, sci_mode=True):
        torch.set_printoptions(profile="nonsense")
        set_printoptions(profile="nonsense")
        assert get_printoptions() == torch._tensor_str.get_printoptions()


def test_options_returned_are_a_copy():
    get_printoptions()["precision"] = 9
    assert printing.get_printoptions()["precision"] == 4
