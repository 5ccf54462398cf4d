"""Spread, order, norms, picking, triangles, einsum and others: value, node and two derivatives."""

import numpy as np
import pytest

from tests.engine.derivatives import assert_same_derivatives

VECTOR = [-2.5, -1.0, 0.3, 1.0, 2.5, 7.0]
TIES = [1.0, 3.0, -1.0, 3.0, 1.0, -3.0]
ZEROS = [2.0, 0.0, -1.5, 0.0, 3.0]
ONE_ZERO = [2.0, 0.0, -1.5]
MATRIX = [[1.0, -2.0, 3.0], [0.5, 0.25, -1.5]]
CUBE = np.linspace(-2, 2, 24).round(2).reshape(2, 3, 4).tolist()
SCALAR = 1.7
INF = float("inf")


def other(t, x):
    """Another tensor of the same shape, made from x."""
    return x.flip(0) * 0.5 + 0.7 if x.ndim else x * 0.5 + 0.7


# Where a dimension is named, it is the first or the last: for any number of dimensions.
ANY_SHAPE = {
    "prod": lambda t, x: x.prod(),
    "prod 0": lambda t, x: x.prod(0),
    "prod last, kept": lambda t, x: t.prod(x, -1, True),
    "var": lambda t, x: (x * x).var(correction=0),
    "var 0": lambda t, x: x.var(0, correction=0),
    "std last": lambda t, x: x.std(dim=-1, correction=0, keepdim=True),
    "var_mean": lambda t, x: sum(t.var_mean(x, correction=0)),
    "var_mean, variance": lambda t, x: t.var_mean(x, -1, correction=0)[0],
    "std_mean, mean": lambda t, x: t.std_mean(x, -1, correction=0)[1] ** 2,
    "std_mean": lambda t, x: t.std_mean(x, correction=0)[0],
    "amax": lambda t, x: x.amax(),
    "amax last": lambda t, x: x.amax(-1) ** 2,
    "amin 0, kept": lambda t, x: t.amin(x, 0, keepdim=True) ** 2,
    "median": lambda t, x: x.median() ** 2,
    "median 0": lambda t, x: x.median(0).values ** 2,
    "median last, kept": lambda t, x: t.median(x, -1, True)[0] ** 2,
    "logsumexp": lambda t, x: x.logsumexp(-1),
    "logsumexp 0, kept": lambda t, x: t.logsumexp(x, 0, True),
    "cumsum": lambda t, x: x.cumsum(-1) ** 2,
    "cumprod": lambda t, x: x.cumprod(0),
    "sort": lambda t, x: x.sort().values ** 2,
    "sort, descending": lambda t, x: t.sort(x, 0, True)[0] ** 2,
    "sort, stable": lambda t, x: x.sort(dim=0, stable=True)[0] ** 2,
    "topk": lambda t, x: x.topk(1).values ** 2,
    "smallest": lambda t, x: x.topk(1, 0, largest=False)[0] ** 2,
    "norm": lambda t, x: x.norm(),
    "norm 1": lambda t, x: x.norm(1),
    "norm 3": lambda t, x: x.norm(3, -1),
    "norm 1.5": lambda t, x: x.norm(1.5, -1, True),
    "norm .5": lambda t, x: x.norm(0.5),
    "norm -1": lambda t, x: x.norm(-1),
    "norm inf": lambda t, x: x.norm(INF),
    "norm -inf": lambda t, x: t.norm(x, -INF, 0),
    "vector_norm": lambda t, x: t.linalg.vector_norm(x, dim=0),
    "linalg.norm": lambda t, x: t.linalg.norm(x),
    "fro": lambda t, x: x.norm("fro"),
    "logaddexp": lambda t, x: t.logaddexp(x, other(t, x)),
    "atan2": lambda t, x: t.atan2(x, other(t, x)),
    "hypot": lambda t, x: t.hypot(x, other(t, x)),
    "erf": lambda t, x: x.erf(),
    "erfc": lambda t, x: t.erfc(x),
    "asinh": lambda t, x: x.asinh(),
    "acosh": lambda t, x: t.acosh(x * x + 1.5),
    "atanh": lambda t, x: t.atanh(x / 9),
    "select": lambda t, x: x.select(0, 1) ** 2 if x.ndim else x,
    "scatter": lambda t, x: (x * x).scatter(-1, x.argsort(-1), other(t, x)) ** 2,
    "scatter a number": lambda t, x: (
        x.scatter(-1, x.argsort(-1)[..., :1], 2.0) ** 2 if x.ndim else x
    ),
    "scatter_add": lambda t, x: (x * x).scatter_add(-1, x.argsort(-1), other(t, x)) ** 2,
    "frac": lambda t, x: x.frac() * x,
    "fmod": lambda t, x: x.fmod(1.25) * x,
    "fmod of tensors": lambda t, x: t.fmod(x * x, other(t, x)),
    "fmax": lambda t, x: t.fmax(x, other(t, x)) ** 2,
    "fmin": lambda t, x: x.fmin(other(t, x)) ** 2,
    "lerp": lambda t, x: t.lerp(x * x, other(t, x), 0.25),
    "lerp beyond": lambda t, x: t.lerp(x * x, other(t, x), 1.75),
    "lerp of tensors": lambda t, x: x.lerp(other(t, x), x),
    "nan_to_num": lambda t, x: x.nan_to_num() ** 2,
    "masked_fill": lambda t, x: x.masked_fill(x > 0.5, 3.0) ** 2,
    "masked_fill from a tensor": lambda t, x: x.masked_fill(x > 0.5, x.amax() * 2) ** 2,
    "masked_select": lambda t, x: x.masked_select(x > 0.5) ** 2,
    "flip": lambda t, x: x.flip(-1) * x,
    "roll": lambda t, x: x.roll(1) * x,
    "roll last": lambda t, x: x.roll(-2, 0) * x if x.ndim else x,
    "repeat": lambda t, x: x.repeat(*(2,) * (x.ndim + 1)) ** 2,
    "tile": lambda t, x: t.tile(x, (2,)) ** 2,
    "ravel": lambda t, x: x.ravel() ** 2,
    "broadcast_to": lambda t, x: x.broadcast_to((2, *x.shape)) ** 2,
    "diag_embed": lambda t, x: t.diag_embed(x, 1) ** 2 if x.ndim else x,
    "index_select": lambda t, x: x.index_select(0, t.tensor([0, 0])) ** 2 if x.ndim else x,
    "narrow": lambda t, x: x.narrow(0, 1, 1) ** 2 if x.ndim else x,
    "gather": lambda t, x: x.gather(-1, x.argsort(-1)) ** 2,
    "take": lambda t, x: x.take(t.tensor([[0, -1], [0, 0]])) ** 2,
    "take_along_dim": lambda t, x: t.take_along_dim(x, t.tensor([0, 0])) ** 2 if x.ndim else x,
    "hstack": lambda t, x: t.hstack([x, x * 2]) ** 2,
    "vstack": lambda t, x: t.vstack([x, x * 2]) ** 2,
    "dstack": lambda t, x: t.dstack([x, x * 2]) ** 2,
    "atleast_3d": lambda t, x: t.atleast_3d(x) ** 2,
    "unflatten": lambda t, x: x.unflatten(-1, (1, -1)) ** 2 if x.ndim else x,
    "addcmul": lambda t, x: t.addcmul(x, other(t, x), x * x, value=-0.3),
    "addcdiv": lambda t, x: x.addcdiv(x, x * x + 1, value=2),
    "addcmul in place": lambda t, x: (x * x).addcmul_(x, other(t, x)),
    "rsub": lambda t, x: t.rsub(x, other(t, x), alpha=3) ** 2,
    "rsub from a number": lambda t, x: t.rsub(x, 2, alpha=1.5) ** 2,
    "column_stack": lambda t, x: t.column_stack([x, x * 2]) ** 2,
    "add, alpha": lambda t, x: t.add(x * x, other(t, x), alpha=-0.3) ** 2,
    "sub, alpha": lambda t, x: x.sub(x * x, alpha=3) ** 2,
    "add a number, alpha": lambda t, x: x.add(2, alpha=3) ** 2,
    "sub from a number": lambda t, x: t.sub(2, x) ** 2,
    "div from a number": lambda t, x: t.div(2, x),
    "mul a number": lambda t, x: t.mul(2, x) ** 2,
    "div, no rounding": lambda t, x: t.div(x, other(t, x), rounding_mode=None),
    "div, floor": lambda t, x: x.div(0.4, rounding_mode="floor") * x,
    "div, trunc": lambda t, x: t.div(x, other(t, x), rounding_mode="trunc") * x,
    "round, decimals": lambda t, x: x.round(decimals=1) * x,
    "einsum, square": lambda t, x: t.einsum("...,...->...", x, x),
    "einsum, sum": lambda t, x: t.einsum("...i,...i->...", x, other(t, x)) if x.ndim else x,
    "lerp in place": lambda t, x: (x * x).lerp_(x, 0.3),
    "add in place, alpha": lambda t, x: (x * x).add_(x, alpha=-0.1) ** 2,
    "masked_fill in place": lambda t, x: (x * x).masked_fill_(x > 1, 0) ** 2,
    "cumprod in place": lambda t, x: (x * x).cumprod_(0),
}
IS_MATRIX = {
    "var of rows": lambda t, x: x.var(1) ** 2,
    "std of all": lambda t, x: x.std((0, 1)),
    "std, biased": lambda t, x: t.std(x, 1, False),
    "norm of rows": lambda t, x: x.norm(dim=1) ** 2,
    "norm of both": lambda t, x: x.norm(dim=(0, 1)),
    "matrix norm 1": lambda t, x: t.linalg.norm(x, 1),
    "matrix norm inf": lambda t, x: t.linalg.matrix_norm(x, INF),
    "matrix norm -1": lambda t, x: t.linalg.norm(x, -1, keepdim=True) ** 2,
    "matrix norm 2": lambda t, x: t.linalg.norm(x.double(), 2),
    "matrix norm -2": lambda t, x: t.linalg.matrix_norm(x.double(), -2, keepdim=True) ** 2,
    "nuclear norm": lambda t, x: x.double().norm("nuc"),
    "gated": lambda t, x: t.nn.functional.glu(x.t(), 1) if x.shape[0] % 2 == 0 else x,
    "logit": lambda t, x: t.logit(x.sigmoid()) ** 2,
    "logit, kept": lambda t, x: (x.sigmoid()).logit(0.2) * x,
    "singular values": lambda t, x: t.linalg.svdvals(x.double().t()) ** 3,
    "sum, as double": lambda t, x: x.sum(0, dtype=t.float64) ** 2,
    "mean, as double": lambda t, x: x.mean(dtype=t.float64) ** 2,
    "prod, as double": lambda t, x: x.prod(1, dtype=t.float64),
    "cumprod, as double": lambda t, x: x.cumprod(1, dtype=t.float64),
    "norm, as double": lambda t, x: x.norm(3, 1, dtype=t.float64),
    "amax of both": lambda t, x: x.amax((0, 1)) ** 2,
    "logsumexp of both": lambda t, x: x.logsumexp((0, 1)),
    "cumsum 0": lambda t, x: t.cumsum(x, 0) ** 2,
    "cumprod 1": lambda t, x: x.cumprod(1) * x,
    "topk 2": lambda t, x: x.topk(2, 1)[0] ** 2,
    "tril": lambda t, x: x.tril() ** 2,
    "triu": lambda t, x: t.triu(x, 1) ** 2,
    "diag": lambda t, x: x.diag(1) ** 2,
    "diag of a vector": lambda t, x: x[0].diag(-1) ** 2,
    "diagonal": lambda t, x: x.diagonal(-1) ** 2,
    "trace": lambda t, x: x.trace() ** 2,
    "addmm": lambda t, x: t.addmm(x[:, 0], x, x.t(), beta=2, alpha=0.5),
    "addmm, plain": lambda t, x: (x @ x.t()).addmm(x, x.t()),
    "outer": lambda t, x: t.outer(x[0], x[:, 1]) ** 2,
    "cross": lambda t, x: x.cross(x.flip(0), 1) ** 2,
    "linalg.cross": lambda t, x: t.linalg.cross(x[0], x[1]),
    "cross, broadcast": lambda t, x: t.linalg.cross(x[:1] * 2, x),
    "movedim": lambda t, x: x.movedim(0, 1) ** 2,
    "swapaxes": lambda t, x: t.swapaxes(x, 0, 1) ** 2,
    "contiguous": lambda t, x: x.t().contiguous() ** 2,
    "ravel, copied": lambda t, x: x.t().ravel() ** 2,
    "fliplr": lambda t, x: x.fliplr() * x,
    "flipud": lambda t, x: t.flipud(x) * x,
    "roll both": lambda t, x: x.roll((1, 2), (0, 1)) * x,
    "index_select 1": lambda t, x: t.index_select(x, 1, t.tensor([2, 0, 2])) ** 2,
    "gather some": lambda t, x: x.gather(0, t.tensor([[0, 1], [1, 1], [0, 0]])) ** 2,
    "take_along_dim 1": lambda t, x: x.take_along_dim(t.tensor([[2, 2]]), 1) ** 2,
    "masked_select, broadcast": lambda t, x: x.masked_select(x[0] > 0) ** 2,
    "masked_fill, broadcast": lambda t, x: x[0].masked_fill(x > 0, 2.0) * x,
    "atan2, broadcast": lambda t, x: t.atan2(x, x[0]),
    "lerp, broadcast": lambda t, x: t.lerp(x[0], x, x[:, :1]),
    "add, broadcast": lambda t, x: t.add(x[0], x, alpha=2) ** 2,
    "addcmul, broadcast": lambda t, x: t.addcmul(x[0], x, x[:, :1]),
    "rsub, broadcast": lambda t, x: t.rsub(x[0], x, alpha=2) ** 2,
    "einsum, matrices": lambda t, x: t.einsum("ij,kj->ik", x, x),
    "einsum, transposed": lambda t, x: t.einsum("ij->ji", x) ** 2,
    "einsum, columns": lambda t, x: t.einsum("ij->j", x) ** 2,
    "einsum, all": lambda t, x: t.einsum("ij,ij->", x, x),
    "einsum, trace": lambda t, x: t.einsum("ii", x[:, :2]) ** 2,
    "einsum, diagonal": lambda t, x: t.einsum("ii->i", x[:, 1:]) ** 2,
    "einsum, outer": lambda t, x: t.einsum("i,j->ij", x[0], x[1]),
    "einsum, three": lambda t, x: t.einsum("ij,kj,kl->il", x, x, x),
    "einsum, implied": lambda t, x: t.einsum("ba,bc", x, x),
    "einsum, batch": lambda t, x: t.einsum("bij,bjk->bik", x[None], x.t()[None]),
    "einsum, lists": lambda t, x: t.einsum(x, [0, 1], x, [0, 2], [1, 2]),
    "einsum, bilinear": lambda t, x: t.einsum("bi,ij,bj->b", x[:, :2], x[:, 1:], x[:, :2]),
}
SHAPES = {"scalar": SCALAR, "vector": VECTOR, "matrix": MATRIX, "cube": CUBE, "ties": TIES}
CASES = [
    (name, f, kind, values) for name, f in ANY_SHAPE.items() for kind, values in SHAPES.items()
]
CASES += [(name, f, "matrix", MATRIX) for name, f in IS_MATRIX.items()]
CASES += [
    (name, ANY_SHAPE[name], kind, values)
    for name in ("prod", "prod 0", "cumprod", "norm", "norm 1", "norm 3", "logsumexp")
    for kind, values in {"zeros": ZEROS, "one zero": ONE_ZERO, "nothing else": [0.0, 0.0]}.items()
]


@pytest.mark.parametrize(
    ("function", "kind", "values"),
    [case[1:] for case in CASES],
    ids=[f"{case[0]}, {case[2]}" for case in CASES],
)
def test_same_as_pytorch(function, kind, values):
    for dtype in ("float32", "float64") if kind in ("vector", "matrix") else ("float64",):
        assert_same_derivatives(function, values, dtype, rtol=4.0)
