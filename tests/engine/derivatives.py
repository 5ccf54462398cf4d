"""A function of one tensor on the engine and on PyTorch: value, node, two derivatives."""

import numpy as np
import torch as pytorch

from autograd_lessons import engine
from tests.engine.test_operations import results

RTOL = {"float32": 8e-6, "float64": 4e-13}


def assert_same_derivatives(function, values, dtype, rtol=1.0):
    """`function(library, x)` gives the same on both; `rtol` scales the tolerance."""
    got, expected = (results(t, function, values, dtype) for t in (engine, pytorch))
    assert got["node"] == expected["node"]
    assert got.keys() >= {"value", "gradient"}
    for what, right in expected.items():
        if isinstance(right, str):
            continue
        mine, theirs = got[what].numpy(force=True), right.numpy(force=True)
        assert mine.dtype == theirs.dtype, what
        assert mine.shape == theirs.shape, what
        tolerance = RTOL[dtype] * rtol
        np.testing.assert_allclose(mine, theirs, rtol=tolerance, atol=tolerance, err_msg=what)


def gradient_node(t, function, values):
    """The name of the operation that made the gradient."""
    x = t.tensor(values, requires_grad=True)
    y = function(t, x)
    (grad,) = t.autograd.grad((y * y).sum(), x, create_graph=True)
    return type(grad.grad_fn).__name__
