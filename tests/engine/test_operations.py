"""Every operation: its value, gradient and second derivative are PyTorch's."""

import numpy as np
import pytest
import torch as pytorch

from autograd_lessons import engine

FLAT = [-2.5, -1.0, -0.0, 0.0, 0.3, 1.0, 2.5, 7.0]
INSIDE = [-0.9, -0.5, 0.0, 0.25, 0.9]
POSITIVE = [0.1, 0.5, 1.0, 2.0, 9.0]
SPECIAL = [0.0, -0.0, 1.0, -1.0, float("inf"), -float("inf"), float("nan"), 1e-30, 1e30]
MATRIX = [[1.0, -2.0, 3.0], [0.5, 0.0, -1.5]]

ONE_INPUT = {
    "neg": lambda t, x: -x,
    "abs": lambda t, x: abs(x),
    "reciprocal": lambda t, x: t.reciprocal(x),
    "square": lambda t, x: t.square(x),
    "sqrt": lambda t, x: x.sqrt(),
    "rsqrt": lambda t, x: x.rsqrt(),
    "exp": lambda t, x: t.exp(x),
    "exp2": lambda t, x: t.exp2(x),
    "expm1": lambda t, x: t.expm1(x),
    "log": lambda t, x: t.log(x),
    "log2": lambda t, x: t.log2(x),
    "log10": lambda t, x: t.log10(x),
    "log1p": lambda t, x: t.log1p(x),
    "sin": lambda t, x: t.sin(x),
    "cos": lambda t, x: t.cos(x),
    "tan": lambda t, x: t.tan(x),
    "asin": lambda t, x: t.asin(x),
    "acos": lambda t, x: t.acos(x),
    "atan": lambda t, x: t.atan(x),
    "sinh": lambda t, x: t.sinh(x),
    "cosh": lambda t, x: t.cosh(x),
    "tanh": lambda t, x: t.tanh(x),
    "sigmoid": lambda t, x: t.sigmoid(x),
    "relu": lambda t, x: t.relu(x),
    "leaky_relu": lambda t, x: t.nn.functional.leaky_relu(x, 0.1),
    "sign": lambda t, x: t.sign(x),
    "floor": lambda t, x: t.floor(x),
    "ceil": lambda t, x: t.ceil(x),
    "round": lambda t, x: t.round(x),
    "trunc": lambda t, x: t.trunc(x),
    "clamp": lambda t, x: x.clamp(-1, 1),
    "clamp min": lambda t, x: x.clamp(min=0),
    "clamp max": lambda t, x: t.clamp(x, max=0.5),
    "clone": lambda t, x: x.clone(),
    "add number": lambda t, x: x + 2,
    "number add": lambda t, x: 2.5 + x,
    "sub number": lambda t, x: x - 2,
    "number sub": lambda t, x: 2 - x,
    "mul number": lambda t, x: x * -3,
    "number mul": lambda t, x: 0.5 * x,
    "div number": lambda t, x: x / 3,
    "number div": lambda t, x: 3 / x,
    "remainder": lambda t, x: x % 2,
    "pow 0": lambda t, x: x**0,
    "pow 1": lambda t, x: x**1,
    "pow 2": lambda t, x: x**2,
    "pow 3": lambda t, x: x**3,
    "pow 4": lambda t, x: x**4,
    "pow -1": lambda t, x: x**-1,
    "pow -2": lambda t, x: x**-2,
    "pow .5": lambda t, x: x**0.5,
    "pow -.5": lambda t, x: x**-0.5,
    "pow 2.5": lambda t, x: t.pow(x, 2.5),
    "number pow": lambda t, x: 2**x,
    "0 pow": lambda t, x: 0**x,
    "x pow x": lambda t, x: x**x,
    "x mul x": lambda t, x: x * x,
    "x div x": lambda t, x: x / x,
    "maximum self": lambda t, x: t.maximum(x, -x),
    "minimum self": lambda t, x: t.minimum(x, -x),
    "where": lambda t, x: t.where(x > 0, x, x * 2),
    "where number": lambda t, x: t.where(x > 0, x.sqrt(), 0.0),
    "double": lambda t, x: x.double() * 2,
    "sum": lambda t, x: x.sum(),
    "mean": lambda t, x: t.mean(x),
    "max": lambda t, x: x.max(),
    "min": lambda t, x: x.min(),
    "flatten": lambda t, x: x.flatten() * 2,
    "reshape": lambda t, x: x.reshape(-1, 1) ** 2,
    "unsqueeze": lambda t, x: x.unsqueeze(0) * x,
    "squeeze": lambda t, x: x.unsqueeze(1).squeeze(),
    "squeeze dim": lambda t, x: x.unsqueeze(1).squeeze(1),
    "expand": lambda t, x: x.unsqueeze(0).expand(2, *x.shape) ** 2,
    "select": lambda t, x: x[0] ** 2,
    "select last": lambda t, x: x[-1],
    "slice": lambda t, x: x[1:] * 2,
    "step": lambda t, x: x[::2] ** 2,
    "all": lambda t, x: x[:],
    "ellipsis": lambda t, x: x[..., 0],
    "none": lambda t, x: x[None] * 2,
    "mask": lambda t, x: x[x > 0] ** 2,
    "list": lambda t, x: x[[0, 0, 1]] ** 2,
    "tensor index": lambda t, x: x[t.tensor([1, 0, 1])] * 3,
    "argmax index": lambda t, x: x.flatten()[x.argmax()],
}
MATRIX_INPUT = {
    "cat": lambda t, x: t.cat([x, x * 2]) ** 2,
    "cat 1": lambda t, x: t.cat([x, x[:, :1].detach(), x], dim=-1) ** 2,
    "stack": lambda t, x: t.stack([x, x**2], dim=1) ** 2,
    "unbind": lambda t, x: x.unbind(1)[1] ** 2,
    "unbind of one": lambda t, x: x[:1].unbind()[0] ** 2,
    "split of one": lambda t, x: x.split(len(x))[0] ** 2,
    "unbind all": lambda t, x: sum(row**2 for row in x),
    "split": lambda t, x: x.split(2, dim=1)[0] ** 2,
    "split sizes": lambda t, x: t.split(x, [1, 2], 1)[1] ** 2,
    "chunk": lambda t, x: t.chunk(x, 2, dim=1)[1] ** 2,
    "t": lambda t, x: x.t() ** 2,
    "T": lambda t, x: x.T * 2,
    "transpose": lambda t, x: x.transpose(0, 1) ** 2,
    "permute": lambda t, x: x.permute(1, 0) ** 2,
    "sum 0": lambda t, x: x.sum(0) ** 2,
    "sum 1 keepdim": lambda t, x: x.sum(1, keepdim=True) ** 2,
    "sum axis": lambda t, x: t.sum(x, axis=-1) ** 2,
    "sum both": lambda t, x: x.sum((0, 1)) ** 2,
    "mean 0": lambda t, x: x.mean(0) ** 2,
    "mean 1 keepdim": lambda t, x: x.mean(dim=1, keepdim=True) ** 2,
    "max 0": lambda t, x: x.max(0).values ** 2,
    "max 1 keepdim": lambda t, x: x.max(1, keepdim=True)[0] ** 2,
    "min 1": lambda t, x: x.min(1)[0],
    "mm": lambda t, x: x @ x.t(),
    "mv": lambda t, x: x @ x[0],
    "vm": lambda t, x: x[:, 0] @ x,
    "dot": lambda t, x: x[0] @ x[1],
    "bmm": lambda t, x: (x[None] @ x.t()[None]) ** 2,
    "broadcast batch": lambda t, x: x.expand(2, 2, 3) @ x.t(),
    "row": lambda t, x: x[1, 1:] ** 2,
    "column": lambda t, x: x[:, 1] ** 2,
    "pairs": lambda t, x: x[[0, 1, 0], [2, 2, 2]] ** 2,
    "rows and list": lambda t, x: x[:, [0, 0, 2]] ** 2,
    "broadcast": lambda t, x: x * x[0] + x[:, :1],
    "view": lambda t, x: x.view(3, 2) @ x,
    "copying reshape": lambda t, x: x.t().reshape(-1) ** 2,
}
CASES = (
    [(name, f, FLAT) for name, f in ONE_INPUT.items()]
    + [(f"{name}, inside", f, INSIDE) for name, f in ONE_INPUT.items() if name in ("asin", "acos")]
    + [(f"{name}, positive", f, POSITIVE) for name, f in ONE_INPUT.items()]
    + [(f"{name}, special", f, SPECIAL) for name, f in ONE_INPUT.items()]
    + [(f"{name}, matrix", f, MATRIX) for name, f in (ONE_INPUT | MATRIX_INPUT).items()]
)


def results(t, function, values, dtype):
    """Value, node name, gradient for a weighted sum, and the gradient of that gradient's square."""
    x = t.tensor(values, dtype=getattr(t, dtype), requires_grad=True)
    y = function(t, x)
    weights = t.arange(1.0, y.numel() + 1).reshape(tuple(y.shape))
    found = {"value": y.detach(), "node": type(y.grad_fn).__name__, "repr": repr(y)}
    total = (y * weights).sum()
    (first,) = t.autograd.grad(total, x, create_graph=True)
    found["gradient"] = first.detach()
    if first.requires_grad:
        second = t.autograd.grad((first**2).sum(), x, allow_unused=True)[0]
        found["second"] = t.zeros(1) if second is None else second
    (found["plain gradient"],) = t.autograd.grad(function(t, x), x, weights.to(y.dtype))
    return found


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(("name", "function", "values"), CASES, ids=[case[0] for case in CASES])
def test_same_as_pytorch(name, function, values, dtype):
    got, expected = (results(t, function, values, dtype) for t in (engine, pytorch))
    assert got.keys() >= {"value", "gradient"}
    for what, right in expected.items():
        if isinstance(right, str):
            if what == "node":
                assert got[what] == right
            continue
        mine, theirs = got[what].numpy(), right.numpy(force=True)
        assert mine.dtype == theirs.dtype, what
        assert mine.shape == theirs.shape, what
        rtol = {"float32": 2e-6, "float64": 1e-13}[dtype]
        if name.startswith("relu") and what == "value":
            np.testing.assert_array_equal(np.signbit(mine), np.signbit(theirs))
        np.testing.assert_allclose(mine, theirs, rtol=rtol * 4, atol=rtol / 10, err_msg=what)
