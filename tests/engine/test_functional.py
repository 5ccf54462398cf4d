"""`nn.functional` and softmax: values, gradients and second derivatives are PyTorch's."""

from typing import Any

import pytest
import torch as pytorch

from autograd_lessons import engine
from tests.engine.derivatives import assert_same_derivatives, gradient_node

MATRIX = [[1.0, -2.0, 3.0], [0.5, 0.0, -1.5]]
FLAT = [-2.5, -1.0, -0.5, 0.3, 1.0, 2.5, 7.0]
KINKS = [-6.0, -1.0, -0.0, 0.0, 1.0, 2.0, 6.0, 20.0, 21.0]
LARGE = [-1e4, -200.0, -50.0, 50.0, 200.0, 1e4]
SPECIAL = [0.0, 1.0, float("inf"), -float("inf"), float("nan")]
SINGLE = 0.7
EMPTY: list[list[float]] = [[], []]
CUBE = [[[1.0, 2.0], [0.0, -1.0]], [[0.5, 0.5], [3.0, -2.0]], [[0.0, 1.0], [4.0, 1.5]]]
CHANCES = [[0.1, 0.2, 0.7], [0.5, 0.9, 0.4]]


def target(t, like=None):
    """Other values, of the same shape and type as MATRIX."""
    return t.tensor([[0.5, -1.0, 3.0], [2.0, 0.25, -2.0]], dtype=like.dtype)


def half(t, x):
    return t.tensor(CHANCES, dtype=x.dtype)


ELEMENTWISE = {
    "relu": lambda f, x: f.relu(x),
    "leaky_relu": lambda f, x: f.leaky_relu(x, 0.2),
    "elu": lambda f, x: f.elu(x),
    "elu 2": lambda f, x: f.elu(x, alpha=2.0),
    "elu negative": lambda f, x: f.elu(x, -1.0),
    "elu in place": lambda f, x: f.elu(x.clone(), 1.5, inplace=True),
    "selu": lambda f, x: f.selu(x),
    "selu in place": lambda f, x: f.selu(x.clone(), inplace=True),
    "celu": lambda f, x: f.celu(x, 2.0),
    "celu in place": lambda f, x: f.celu(x.clone(), 0.5, inplace=True),
    "softsign": lambda f, x: f.softsign(x),
    "tanhshrink": lambda f, x: f.tanhshrink(x),
    "leaky_relu in place": lambda f, x: f.leaky_relu(x.clone(), 0.1, True),
    "relu in place": lambda f, x: f.relu(x.clone(), True),
    "gelu": lambda f, x: f.gelu(x),
    "gelu tanh": lambda f, x: f.gelu(x, approximate="tanh"),
    "silu": lambda f, x: f.silu(x),
    "silu in place": lambda f, x: f.silu(x * 1, inplace=True),
    "hardswish": lambda f, x: f.hardswish(x),
    "softplus": lambda f, x: f.softplus(x),
    "softplus 2": lambda f, x: f.softplus(x, beta=2, threshold=2),
    "hardtanh": lambda f, x: f.hardtanh(x),
    "hardtanh bounds": lambda f, x: f.hardtanh(x, -2, 0.5),
    "hardtanh in place": lambda f, x: f.hardtanh(x * 1, inplace=True),
    "relu6": lambda f, x: f.relu6(x),
    "logsigmoid": lambda f, x: f.logsigmoid(x),
    "sigmoid": lambda f, x: f.sigmoid(x),
    "tanh": lambda f, x: f.tanh(x),
    "softmax": lambda f, x: f.softmax(x, -1),
    "log_softmax": lambda f, x: f.log_softmax(x, dim=-1),
    "softmin": lambda f, x: f.softmin(x, 0),
    "dropout off": lambda f, x: f.dropout(x * 2, training=False),
    "dropout all": lambda f, x: f.dropout(x, 1.0),
    "normalize": lambda f, x: f.normalize(x, dim=-1),
}
INPUTS = {
    "flat": FLAT, "kinks": KINKS, "large": LARGE, "special": SPECIAL,
    "matrix": MATRIX, "cube": CUBE, "single": SINGLE, "empty": EMPTY,
}  # fmt: skip


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_activations(name):
    function = ELEMENTWISE[name]
    for which, values in INPUTS.items():
        if which in ("large", "special") and name in ("gelu", "gelu tanh", "normalize"):
            continue  # inf - inf and 0 * inf, in another order
        for dtype in ("float32", "float64"):
            assert_same_derivatives(
                lambda t, x: function(t.nn.functional, x), values, dtype, rtol=100
            )


def case(function):
    """`function(t, f, x)`, f being `nn.functional`."""
    return lambda t, x: function(t, t.nn.functional, x)


LOSSES: dict[str, Any] = {
    f"{name} {reduction}{extra}": (lambda t, f, x, n=name, r=reduction, e=extra: getattr(f, n)(
        x, target(t, x), reduction=r, **eval(f"dict({e})")  # noqa: S307
    ))
    for name, extras in {
        "mse_loss": [""],
        "l1_loss": [""],
        "smooth_l1_loss": ["", " beta=0.3", " beta=0.0", " beta=2"],
        "huber_loss": ["", " delta=0.3", " delta=2"],
    }.items()
    for extra in extras
    for reduction in ("mean", "sum", "none")
}  # fmt: skip
OTHERS = {
    "mse to target": lambda t, f, x: f.mse_loss(target(t, x), x),
    "huber to target": lambda t, f, x: f.huber_loss(target(t, x), x, reduction="sum"),
    "smooth to target": lambda t, f, x: f.smooth_l1_loss(target(t, x), x, reduction="none"),
    "mse to both": lambda t, f, x: f.mse_loss(x, x * x),
    "smooth to both": lambda t, f, x: f.smooth_l1_loss(x, x * x),
    "huber to both": lambda t, f, x: f.huber_loss(x, x * x, delta=0.5),
    "mse weight": lambda t, f, x: f.mse_loss(x, target(t, x), weight=half(t, x)),
    "mse weight none": lambda t, f, x: f.mse_loss(
        x, target(t, x), reduction="none", weight=half(t, x)
    ),
    "l1 weight": lambda t, f, x: f.l1_loss(x, target(t, x), weight=half(t, x)),
    "huber weight": lambda t, f, x: f.huber_loss(x, target(t, x), weight=half(t, x)),
    "logits": lambda t, f, x: f.binary_cross_entropy_with_logits(x, half(t, x)),
    "logits none": lambda t, f, x: f.binary_cross_entropy_with_logits(
        x, half(t, x), reduction="none"
    ),
    "logits weights": lambda t, f, x: f.binary_cross_entropy_with_logits(
        x,
        half(t, x),
        weight=t.tensor([1.0, 2.0, 3.0], dtype=x.dtype),
        pos_weight=t.tensor([0.5, 2.0, 3.0], dtype=x.dtype),
        reduction="sum",
    ),
    "logits to both": lambda t, f, x: f.binary_cross_entropy_with_logits(
        x, x.sigmoid(), pos_weight=t.tensor([0.5, 2.0, 3.0], dtype=x.dtype)
    ),
    "bce": lambda t, f, x: f.binary_cross_entropy(x.sigmoid(), half(t, x)),
    "bce none": lambda t, f, x: f.binary_cross_entropy(
        x.sigmoid(), half(t, x), t.tensor([1.0, 2.0, 3.0], dtype=x.dtype), reduction="none"
    ),
    "bce to target": lambda t, f, x: f.binary_cross_entropy(half(t, x), x.sigmoid()),
    "bce to both": lambda t, f, x: f.binary_cross_entropy(x.sigmoid(), (x * 2).sigmoid()),
    "kl sum": lambda t, f, x: f.kl_div(x, half(t, x), reduction="sum"),
    "kl batchmean": lambda t, f, x: f.kl_div(x, half(t, x), reduction="batchmean"),
    "kl none": lambda t, f, x: f.kl_div(x, half(t, x), reduction="none"),
    "kl log": lambda t, f, x: f.kl_div(x, x * 2, reduction="none", log_target=True),
    "kl to target": lambda t, f, x: f.kl_div(half(t, x), x.sigmoid(), reduction="sum"),
    "linear": lambda t, f, x: f.linear(x, target(t, x)),
    "linear bias": lambda t, f, x: f.linear(x, target(t, x), t.ones(2, dtype=x.dtype)),
    "linear weight": lambda t, f, x: f.linear(target(t, x), x, x[:, 0]),
    "linear vector": lambda t, f, x: f.linear(x[0], target(t, x), x[:, 1]),
    "linear batch": lambda t, f, x: f.linear(x[None], target(t, x), x[:, 1]),
    "linear batch bias": lambda t, f, x: f.linear(x[None], target(t, x), x[1, :2]),
    "linear vector bias": lambda t, f, x: f.linear(x[0], target(t, x), t.ones(2, dtype=x.dtype)),
    "linear batch no bias": lambda t, f, x: f.linear(x[None], target(t, x)),
    "layer_norm": lambda t, f, x: f.layer_norm(x, (3,)),
    "layer_norm all": lambda t, f, x: f.layer_norm(x, [2, 3], eps=0.1),
    "layer_norm weights": lambda t, f, x: f.layer_norm(x, (3,), x[0] * x[0], x[1]),
    "layer_norm of constants": lambda t, f, x: f.layer_norm(
        target(t, x), (3,), x[0] ** 2, x[1] ** 2
    ),
    "batch_norm": lambda t, f, x: f.batch_norm(x.t(), None, None, training=True),
    "batch_norm weights": lambda t, f, x: f.batch_norm(
        x.t()[:, :, None] * target(t, x).t()[..., None], None, None, x[:, 0], x[:, 1], True
    ),
    "batch_norm known": lambda t, f, x: f.batch_norm(
        x * x,
        t.ones(3, dtype=x.dtype),
        t.full((3,), 2.0, dtype=x.dtype),
        x[0] * 2,
        x[1] * 1,
    ),
    "normalize 1": lambda t, f, x: f.normalize(x, p=1, dim=0),
    "normalize 3": lambda t, f, x: f.normalize(x, p=3.0, eps=3.0),
    "cosine_similarity": lambda t, f, x: f.cosine_similarity(x, target(t, x)),
    "cosine_similarity row": lambda t, f, x: f.cosine_similarity(x, x[0] * x[0], dim=-1),
    "embedding": lambda t, f, x: f.embedding(t.tensor([[1, 0], [1, 1]]), x) ** 2,
    "embedding padding": lambda t, f, x: f.embedding(t.tensor([1, 0, 1]), x, padding_idx=-2) ** 2,
    "embedding frequency": lambda t, f, x: f.embedding(
        t.tensor([1, 0, 1]), x, scale_grad_by_freq=True
    ),
    "softmax 0": lambda t, f, x: t.softmax(x, 0) ** 2,
    "softmax dtype": lambda t, f, x: x.softmax(dim=1, dtype=t.float64),
    "log_softmax 0": lambda t, f, x: x.log_softmax(0) ** 2,
}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", LOSSES | OTHERS)
def test_losses_and_layers(name, dtype):
    # Normalizing divides by small differences: few digits of float32's are left.
    rtol = 50 if "norm" in name or "bce" in name else 1
    assert_same_derivatives(case((LOSSES | OTHERS)[name]), MATRIX, dtype, rtol=rtol)


CLASSES = [
    "torch.tensor([1, 2])",
    "torch.tensor([0, -100])",
    "torch.tensor([2, 2])",
    "torch.softmax(torch.tensor([[1.0, 2.0, 3.0], [0.5, 0.0, 1.0]], dtype=x.dtype), 1)",
]
OPTIONS = [
    "",
    "reduction='sum'",
    "reduction='none'",
    "weight=torch.tensor([1.0, 2.0, 0.5], dtype=x.dtype)",
    "weight=torch.tensor([1.0, 2.0, 0.5], dtype=x.dtype), reduction='none'",
    "label_smoothing=0.1",
    "label_smoothing=0.3, weight=torch.tensor([1.0, 2.0, 0.5], dtype=x.dtype)",
    "label_smoothing=0.3, weight=torch.tensor([1.0, 2.0, 0.5], dtype=x.dtype), reduction='sum'",
    "label_smoothing=0.2, reduction='none'",
]


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("classes", CLASSES)
def test_cross_entropy(classes, options):
    def loss(t, x):
        return eval(  # noqa: S307
            f"f.cross_entropy(x, {classes}, {options})",
            {"torch": t, "f": t.nn.functional, "x": x},
        )

    for dtype in ("float32", "float64"):
        assert_same_derivatives(loss, MATRIX, dtype)


IMAGES = {
    "vector": lambda t, f, x: f.cross_entropy(x[0], t.tensor(1)),
    "vector none": lambda t, f, x: f.nll_loss(x[0], t.tensor(2), reduction="none"),
    "signal": lambda t, f, x: f.cross_entropy(x[None], t.tensor([[0, 1, 1]])),
    "signal none": lambda t, f, x: f.cross_entropy(
        x[None], t.tensor([[0, 1, 1]]), reduction="none"
    ),
    "image": lambda t, f, x: f.nll_loss(
        x[None, :, :, None], t.tensor([[[0], [1], [-100]]]), t.tensor([1.0, 2.0], dtype=x.dtype)
    ),
    "image smoothed": lambda t, f, x: f.cross_entropy(
        x[None, :, :, None], t.tensor([[[0], [1], [-100]]]), label_smoothing=0.5
    ),
    "volume": lambda t, f, x: f.cross_entropy(
        x[None, :, :, None, None], t.tensor([[[[0]], [[1]], [[1]]]])
    ),
}


@pytest.mark.parametrize("name", IMAGES)
def test_losses_of_images(name):
    assert_same_derivatives(case(IMAGES[name]), MATRIX, "float64")


ONE_NODE = {
    "softmax": lambda t, f, x: f.softmax(x, 1),
    "log_softmax": lambda t, f, x: f.log_softmax(x, 1),
    "elu": lambda t, f, x: f.elu(x),
    "gelu": lambda t, f, x: f.gelu(x),
    "silu": lambda t, f, x: f.silu(x),
    "softplus": lambda t, f, x: f.softplus(x),
    "hardtanh": lambda t, f, x: f.hardtanh(x),
    "logsigmoid": lambda t, f, x: f.logsigmoid(x),
    "layer_norm": lambda t, f, x: f.layer_norm(x, (3,)),
    "batch_norm": lambda t, f, x: f.batch_norm(x, None, None, training=True),
    "cross_entropy": lambda t, f, x: f.cross_entropy(x, t.tensor([1, 2])),
    "nll_loss": lambda t, f, x: f.nll_loss(x, t.tensor([1, 2])),
    "mse_loss": lambda t, f, x: f.mse_loss(x, target(t, x)),
    "smooth_l1_loss": lambda t, f, x: f.smooth_l1_loss(x, target(t, x)),
    "huber_loss": lambda t, f, x: f.huber_loss(x, target(t, x)),
    "bce with logits": lambda t, f, x: f.binary_cross_entropy_with_logits(x, half(t, x)),
    "bce": lambda t, f, x: f.binary_cross_entropy(x * 0 + 0.5, half(t, x)),
}


@pytest.mark.parametrize("name", ONE_NODE)
def test_derivatives_are_one_operation(name):
    got, expected = (gradient_node(t, case(ONE_NODE[name]), MATRIX) for t in (engine, pytorch))
    assert got == expected


@pytest.mark.parametrize("size", [1, 9])
@pytest.mark.parametrize(("one", "two"), [(0.0, -0.0), (-0.0, 0.0)])
def test_signs_of_zeros(one, two, size):
    def signs(t):
        x, y = t.full((size,), one), t.full((size,), two)
        made = [x.relu(), x.clamp(min=two), x.clamp(max=two), t.maximum(x, y), t.minimum(x, y)]
        return [(1 / each).tolist() for each in [*made, t.nn.functional.hardtanh(x, 0.0, 6.0)]]

    assert signs(engine) == signs(pytorch)


def test_third_derivatives():
    def third(t, function):
        x = t.tensor([0.3, -0.7, 1.2], dtype=t.float64, requires_grad=True)
        y = (function(t.nn.functional, x) ** 2).sum()
        for _ in range(3):
            (grad,) = t.autograd.grad(y, x, create_graph=True)
            y = (grad * grad).sum()
        return grad.tolist()

    for function in (
        lambda f, x: f.softmax(x, 0),
        lambda f, x: f.log_softmax(x, 0),
        lambda f, x: f.gelu(x),
        lambda f, x: f.gelu(x, approximate="tanh"),
        lambda f, x: f.softplus(x),
        lambda f, x: f.logsigmoid(x),
        lambda f, x: f.elu(x),
        lambda f, x: f.silu(x),
    ):
        assert third(engine, function) == pytest.approx(third(pytorch, function), rel=1e-8)
