import torch
from torch import nn
import torch.nn.functional as F

torch.manual_seed(0)
a, b, c = (torch.randn(4, 3, requires_grad=True) for _ in range(3))
t = torch.tensor([1.0, -1.0, 1.0, -1.0])
v = torch.rand(4, 3, requires_grad=True)
for m, args in (
    (nn.TripletMarginLoss(), (a, b, c)),
    (nn.TripletMarginLoss(margin=0.5, p=1, swap=True, reduction="none"), (a, b, c)),
    (nn.MarginRankingLoss(margin=0.3), (a[:, 0], b[:, 0], t)),
    (nn.CosineEmbeddingLoss(margin=-0.5), (a, b, t)),
    (nn.HingeEmbeddingLoss(), (F.pairwise_distance(a, b), t)),
    (nn.GaussianNLLLoss(), (a, b, v)),
    (nn.GaussianNLLLoss(full=True, reduction="sum"), (a, b, v)),
    (nn.CosineEmbeddingLoss(reduction="sum"), (a, b, t)),
):
    out = m(*args)
    print(m, type(m), out)
    print(torch.autograd.grad(out.sum(), [a, b], retain_graph=True))
try:
    nn.TripletMarginLoss(margin=0)
except ValueError as e:
    print(e)
try:
    F.gaussian_nll_loss(a, b, -v)
except ValueError as e:
    print(e)
