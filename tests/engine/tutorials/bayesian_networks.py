import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(11)


class BayesLinear(nn.Module):
    def __init__(self, i, o, prior=1.0):
        super().__init__()
        self.mu = nn.Parameter(torch.zeros(o, i).normal_(0, 0.1))
        self.rho = nn.Parameter(torch.full((o, i), -3.0))
        self.prior = prior

    def forward(self, x):
        sigma = F.softplus(self.rho)
        eps = torch.randn_like(sigma)
        self.kl = (
            torch.log(self.prior / sigma) + (sigma**2 + self.mu**2) / (2 * self.prior**2) - 0.5
        ).sum()
        return F.linear(x, self.mu + sigma * eps)


net = nn.Sequential(BayesLinear(2, 8), nn.ELU(), BayesLinear(8, 1))
opt = torch.optim.Adam(net.parameters(), lr=0.02)
x = torch.linspace(-1, 1, 12).unsqueeze(1)
x = torch.cat([x, torch.ones_like(x)], 1)
y = x[:, :1] ** 2
for it in range(4):
    opt.zero_grad()
    nll = F.gaussian_nll_loss(net(x), y, torch.full_like(y, 0.1))
    kl = sum(m.kl for m in net.modules() if isinstance(m, BayesLinear))
    loss = nll + kl / 100
    loss.backward()
    opt.step()
    print(f"{it} {loss.item():.4f} {kl.item():.3f}")
with torch.no_grad():
    samples = torch.stack([net(x) for _ in range(5)])
print(samples.mean(0)[:3].T, samples.std(0)[:3].T, samples.var(dim=0, unbiased=False).max() > 0)
mc = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Dropout(0.5), nn.Linear(16, 1))
mc.eval()
for m in mc.modules():
    if m.__class__.__name__.startswith("Dropout"):
        m.train()
print(torch.stack([mc(x[:2]) for _ in range(4)]).std(dim=0), [m.training for m in mc])
logits = torch.tensor([[1.0, 2.0, 0.5]], requires_grad=True)
for tau in (1.0, 0.5):
    torch.manual_seed(0)
    y = F.gumbel_softmax(logits, tau=tau, hard=False)
    print(y, F.gumbel_softmax(logits, tau=tau, hard=True))
mu, logvar = torch.zeros(2, requires_grad=True), torch.zeros(2, requires_grad=True)
std = torch.exp(0.5 * logvar)
zs = mu + torch.randn(4, 2) * std
elbo = -(zs**2).sum(1).mean() - (-0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp()))
elbo.backward()
print(mu.grad, logvar.grad)
p = torch.tensor(0.3, requires_grad=True)
b = torch.bernoulli(torch.full((20,), 0.3))
logprob = b * torch.log(p) + (1 - b) * torch.log1p(-p)
score = torch.autograd.grad(logprob.sum(), p)[0]
print(b.sum(), score)
u = torch.rand(5)
s = (
    torch.sigmoid((torch.log(u) - torch.log(1 - u) + torch.logit(p)) / 0.5)
    if hasattr(torch, "logit")
    else u
)
print(s)
temp = nn.Parameter(torch.ones(1) * 1.5)
lb = torch.optim.LBFGS([temp], lr=0.05, max_iter=10)
lg, lab = torch.randn(20, 3) * 4, torch.randint(0, 3, (20,))


def ev():
    lb.zero_grad()
    l = F.cross_entropy(lg / temp, lab)
    l.backward()
    return l


lb.step(ev)
print(temp)
probs, preds = F.softmax(lg / temp, 1).max(1)
bins = torch.linspace(0, 1, 4)
for lo, hi in zip(bins[:-1], bins[1:]):
    m = probs.gt(lo.item()) * probs.le(hi.item())
    print(m.float().mean(), preds[m].eq(lab[m]).float().mean() if m.any() else None)
