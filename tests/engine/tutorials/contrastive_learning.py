import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(21)


def info_nce(feats, temperature=0.5):
    cos_sim = F.cosine_similarity(feats[:, None, :], feats[None, :, :], dim=-1)
    self_mask = torch.eye(cos_sim.shape[0], dtype=torch.bool, device=cos_sim.device)
    cos_sim.masked_fill_(self_mask, -9e15)
    pos_mask = self_mask.roll(shifts=cos_sim.shape[0] // 2, dims=0)
    cos_sim = cos_sim / temperature
    nll = -cos_sim[pos_mask] + torch.logsumexp(cos_sim, dim=-1)
    comb = torch.cat([cos_sim[pos_mask][:, None], cos_sim.masked_fill(pos_mask, -9e15)], dim=-1)
    rank = comb.argsort(dim=-1, descending=True).argmin(dim=-1)
    return nll.mean(), (rank == 0).float().mean(), 1 + rank.float().mean()


enc = nn.Sequential(nn.Linear(5, 8), nn.ReLU(inplace=True), nn.Linear(8, 4))
opt = torch.optim.AdamW(enc.parameters(), lr=5e-3, weight_decay=1e-4)
sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=4, eta_min=1e-4)
base = torch.randn(4, 5)
for it in range(4):
    views = torch.cat([base + 0.1 * torch.randn_like(base) for _ in range(2)], dim=0)
    loss, top1, rank = info_nce(enc(views))
    opt.zero_grad()
    loss.backward()
    opt.step()
    sched.step()
    print(it, f"{loss.item():.4f}", top1, rank, f"{sched.get_last_lr()[0]:.6f}")


class ContrastiveLoss(nn.Module):
    def __init__(self, margin=2.0):
        super().__init__()
        self.margin = margin

    def forward(self, a, b, label):
        d = F.pairwise_distance(a, b, keepdim=True)
        return torch.mean(
            (1 - label) * torch.pow(d, 2)
            + label * torch.pow(torch.clamp(self.margin - d, min=0.0), 2)
        )


a, p, n = enc(base), enc(base + 0.1), enc(torch.randn(4, 5))
print(
    ContrastiveLoss()(a, n, torch.ones(4, 1)),
    nn.TripletMarginLoss(margin=1.0, p=2)(a, p, n),
    nn.CosineEmbeddingLoss()(a, n, -torch.ones(4)),
)
xs = F.normalize(enc(base), p=2, dim=1)
sim = xs @ xs.T
sim.fill_diagonal_(float("-inf"))
print(sim.softmax(1).diag(), sim.argmax(1))
iu = torch.triu_indices(4, 4, offset=1)
print(iu, torch.cdist(xs, xs)[iu[0], iu[1]].shape)
a1, b1 = torch.randn(3, 2, requires_grad=True), torch.randn(4, 2)
D = torch.cdist(a1, b1)
D.min(dim=1).values.sum().backward()
print(D, a1.grad)
sq = (a1[:, None] - b1[None]).pow(2).sum(-1)
print(torch.allclose(sq.sqrt(), D, atol=1e-5), torch.tril_indices(3, 3).shape)
h = F.hinge_embedding_loss(torch.tensor([0.5, 2.0]), torch.tensor([1.0, -1.0]))
m = F.margin_ranking_loss(
    torch.tensor([1.0, 2.0]), torch.tensor([2.0, 0.0]), torch.tensor([1.0, 1.0]), margin=0.5
)
print(h, m)
z1, z2 = torch.randn(6, 3), torch.randn(6, 3)
z1n, z2n = (z1 - z1.mean(0)) / z1.std(0), (z2 - z2.mean(0)) / z2.std(0)
cc = z1n.T @ z2n / 6
off = cc.flatten()[:-1].view(2, 4)[:, 1:].flatten()
print(torch.diagonal(cc).add(-1).pow(2).sum() + 0.005 * off.pow(2).sum(), cc.shape)
k = F.kl_div(F.log_softmax(z1 / 2, 1), F.softmax(z2 / 2, 1), reduction="batchmean") * 4
print(k, F.kl_div(F.log_softmax(z1, -1), F.log_softmax(z2, -1), log_target=True, reduction="sum"))
