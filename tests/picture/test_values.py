"""Values and gradients as short texts."""

import warnings
from types import ModuleType
from typing import Any

import pytest
import torch as pytorch

from autograd_lessons.picture import NOT_KEPT, grad_text, number_text, value_text
from autograd_lessons.picture.values import ROOM, one_line

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2.0, "2"),
        (0.5, "0.5"),
        (0.1, "0.1"),
        (-1.23449, "-1.234"),
        (-0.0, "-0"),
        (9999.7, "10000"),
        (123456.7, "123457"),
        (999999.7, "1e+06"),
        (-1.5e30, "-1.5e+30"),
        (1.23456e-5, "1.235e-05"),
        (NAN, "nan"),
        (-INF, "-inf"),
        (7, "7"),
        (True, "True"),
        ([1.0, 3.0, 3.0], "[1, 3, 3]"),
        ([1.0], "[1]"),
        ([], "[]"),
        ([NAN, INF], "[nan, inf]"),
        ([[1.0, 2.0, 3.0]], "[[1, 2, 3]]"),
        ([[1.0, 2.0], [3.0, 4.5]], "[[1,   2],\n [3, 4.5]]"),
        ([[-1.0], [10.0], [NAN]], "[[ -1],\n [ 10],\n [nan]]"),
        ([[True, False]] * 2, "[[True, False],\n [True, False]]"),
        ([[[1, 2], [3, 4]]], "[[[1, 2], [3, 4]]]"),
        ([[7] * 10] * 4, "[[" + "],\n [".join([", ".join("7" * 10)] * 4) + "]]"),
        ([[0.123456] * 6] * 2, "shape (2, 6)\n0.1235 … 0.1235"),
        ([[1.0, 2.0]] * 5, "shape (5, 2)\n1 … 2"),
        ([float(n) for n in range(10)], "shape (10,)\n0 … 9"),
        ([True] * 10, "shape (10,)\nTrue … True"),
        ([NAN] + [1.0] * 10, "shape (11,)\nnan … nan"),
        ([-INF, INF] * 5, "shape (10,)\n-inf … inf"),
    ],
)
def test_value_text(torch: ModuleType, value: Any, expected: str) -> None:
    assert value_text(torch.tensor(value)) == expected


def test_empty_matrix_shows_its_shape(torch: ModuleType) -> None:
    assert value_text(torch.tensor([]).reshape(0, 3)) == "shape (0, 3)"
    assert value_text(torch.tensor([]).reshape(1, 0)) == "shape (1, 0)"


def test_values_of_tensors_that_require_grad(torch: ModuleType) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    assert value_text(x * 2) == "[2, 4]"


@pytest.mark.parametrize(
    "tensor",
    [
        pytorch.zeros(2, device="meta"),
        pytorch.zeros(20, 20, device="meta"),
        pytorch.zeros(2, 20, dtype=pytorch.complex64),
        pytorch.eye(20).to_sparse(),
    ],
    ids=["meta", "large meta", "complex", "sparse"],
)
def test_values_that_cannot_be_read_or_ordered(tensor: Any) -> None:
    assert value_text(tensor) == f"shape {tuple(tensor.shape)}"


def test_large_values_show_shape_and_range(torch: ModuleType) -> None:
    zeros = torch.zeros(300, 200, requires_grad=True)
    assert value_text(zeros) == "shape (300, 200)\n0 … 0"


def test_value_on_one_line() -> None:
    assert one_line("[[ -1],\n [ 10],\n [nan]]") == "[[-1], [10], [nan]]"
    assert one_line("shape (5, 2)\n1 … 2") == "shape (5, 2) 1 … 2"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1234567890, "1234567890"),
        (12345678901, "1.235e+10"),
        (-(10**400), "-401 digits"),
        (1 + 2j, "1+2j"),
    ],
)
def test_number_text(number: complex, expected: str) -> None:
    assert number_text(number) == expected


def test_numbers_fit_their_room() -> None:
    extremes = [3.4028e38, 1.1755e-38, 999999.4, 9999.4, 0.00012345, 1234567890]
    for number in extremes:
        assert len(number_text(number)) <= ROOM
        assert len(number_text(-number)) <= ROOM + isinstance(number, int)


def test_grad_text_never_warns(torch: ModuleType) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = (x * 3).sum()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert [grad_text(each) for each in (x, y, x.detach())] == ["None", NOT_KEPT, "None"]
        y.retain_grad()
        assert grad_text(y) == "None"
        y.backward()
        assert [grad_text(each) for each in (x, y)] == ["[3, 3]", "1"]
