"""Losses as modules: what `functional` calls `mse_loss` is here `MSELoss()`."""

from typing import Any

from ...tensor import Tensor
from .. import functional
from ..functions.losses import legacy
from .settings import WithSettings

_REDUCTION = {"size_average": None, "reduce": None, "reduction": "mean"}


class _Loss(WithSettings, **_REDUCTION):
    """Weights are buffers; the first two settings are old, and become a `reduction`."""

    reduction: str
    weight: Tensor | None

    def _set(self, settings: dict[str, Any]) -> None:
        old = settings.pop("size_average"), settings.pop("reduce")
        self.reduction = legacy(*old, settings.pop("reduction"))
        for name in ("weight", "pos_weight"):
            if name in settings:
                self.register_buffer(name, settings.pop(name))
        super()._set(settings)


class MSELoss(_Loss):
    """(x - t)², or the mean or sum of that."""

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.mse_loss(input, target, reduction=self.reduction)


class L1Loss(_Loss):
    """|x - t|, or the mean or sum of that."""

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.l1_loss(input, target, reduction=self.reduction)


class SmoothL1Loss(_Loss, **_REDUCTION, beta=1.0):
    """A parabola near 0, |x - t| - β/2 further out."""

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.smooth_l1_loss(input, target, reduction=self.reduction, beta=self.beta)


class HuberLoss(_Loss):
    """A parabola near 0, a line of slope δ further out."""

    def __init__(self, reduction: str = "mean", delta: float = 1.0) -> None:
        if not isinstance(delta, float | int):
            raise TypeError(f"delta must be a float or int, got: {type(delta)}")
        super().__init__(reduction=reduction)
        self.delta = delta

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.huber_loss(input, target, reduction=self.reduction, delta=self.delta)


class KLDivLoss(_Loss, **_REDUCTION, log_target=False):
    """The Kullback-Leibler divergence, for inputs that are logarithms."""

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.kl_div(
            input, target, reduction=self.reduction, log_target=self.log_target
        )


class BCELoss(_Loss, weight=None, **_REDUCTION):
    """The cross-entropy of probabilities for yes or no."""

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.binary_cross_entropy(
            input, target, weight=self.weight, reduction=self.reduction
        )


class BCEWithLogitsLoss(_Loss, weight=None, **_REDUCTION, pos_weight=None):
    """`BCELoss` of the sigmoid."""

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.binary_cross_entropy_with_logits(
            input, target, self.weight, pos_weight=self.pos_weight, reduction=self.reduction
        )


_WITH_CLASSES = {
    "weight": None, "size_average": None, "ignore_index": -100, "reduce": None, "reduction": "mean",
}  # fmt: skip


class NLLLoss(_Loss, **_WITH_CLASSES):
    """The negative log-likelihood of the right classes, for inputs that are logarithms."""

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.nll_loss(
            input, target, self.weight, ignore_index=self.ignore_index, reduction=self.reduction
        )


class CrossEntropyLoss(NLLLoss, **_WITH_CLASSES, label_smoothing=0.0):
    """`NLLLoss` of the log-softmax."""

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.cross_entropy(
            input,
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )


class MarginRankingLoss(_Loss, margin=0.0, **_REDUCTION):
    """The first of two scores is to be greater, or the second, by a margin."""

    def forward(self, input1: Tensor, input2: Tensor, target: Tensor) -> Tensor:
        return functional.margin_ranking_loss(
            input1, input2, target, self.margin, reduction=self.reduction
        )


class CosineEmbeddingLoss(_Loss, margin=0.0, **_REDUCTION):
    """Two vectors are to have one direction, or not."""

    def forward(self, input1: Tensor, input2: Tensor, target: Tensor) -> Tensor:
        return functional.cosine_embedding_loss(
            input1, input2, target, self.margin, reduction=self.reduction
        )


class HingeEmbeddingLoss(_Loss, margin=1.0, **_REDUCTION):
    """A distance is to be small, or greater than a margin."""

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.hinge_embedding_loss(input, target, self.margin, reduction=self.reduction)


class TripletMarginLoss(_Loss, margin=1.0, p=2.0, eps=1e-6, swap=False, **_REDUCTION):
    """The positive is to be nearer to the anchor than the negative, by a margin."""

    def _set(self, settings: dict[str, Any]) -> None:
        super()._set(settings)
        if self.margin <= 0:
            raise ValueError(
                "TripletMarginLoss: expected margin to be greater than 0, got "
                f"{self.margin} instead"
            )

    def forward(self, anchor: Tensor, positive: Tensor, negative: Tensor) -> Tensor:
        shape = {"p": self.p, "eps": self.eps, "swap": self.swap}
        return functional.triplet_margin_loss(
            anchor, positive, negative, margin=self.margin, reduction=self.reduction, **shape
        )


class GaussianNLLLoss(_Loss):
    """How unlikely the target is for a normal distribution of this mean and variance."""

    def __init__(self, *, full: bool = False, eps: float = 1e-6, reduction: str = "mean") -> None:
        super().__init__(reduction=reduction)
        self.full, self.eps = full, eps

    def forward(self, input: Tensor, target: Tensor, var: Any) -> Tensor:
        settings = {"full": self.full, "eps": self.eps, "reduction": self.reduction}
        return functional.gaussian_nll_loss(input, target, var, **settings)
