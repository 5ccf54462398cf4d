import math

import torch
import torch.nn as nn

torch.manual_seed(0)


class AffineCoupling(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("mask", mask)
        self.s = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 2), nn.Tanh())
        self.t = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 2))

    def forward(self, x):
        xm = x * self.mask
        s, t = self.s(xm) * (1 - self.mask), self.t(xm) * (1 - self.mask)
        return xm + (1 - self.mask) * (x * s.exp() + t), s.sum(-1)

    def inverse(self, y):
        ym = y * self.mask
        s, t = self.s(ym) * (1 - self.mask), self.t(ym) * (1 - self.mask)
        return ym + (1 - self.mask) * ((y - t) * torch.exp(-s))


class LinearFlow(nn.Module):
    def __init__(self):
        super().__init__()
        q = torch.linalg.qr(torch.randn(2, 2))[0]
        self.W = nn.Parameter(q * torch.sign(torch.diagonal(q)))

    def forward(self, x):
        return x @ self.W, torch.slogdet(self.W)[1].expand(x.shape[0])


flows = nn.ModuleList(
    [
        AffineCoupling(torch.tensor([1.0, 0.0])),
        LinearFlow(),
        AffineCoupling(torch.tensor([0.0, 1.0])),
    ]
)
x = torch.randn(16, 2) @ torch.tensor([[1.0, 0.5], [0.0, 0.5]]) + 1
opt = torch.optim.Adam(flows.parameters(), lr=1e-2)
for it in range(3):
    z, logdet = x, 0
    for f in flows:
        z, ld = f(z)
        logdet = logdet + ld
    logp = -0.5 * (z**2 + math.log(2 * math.pi)).sum(-1) + logdet
    loss = -logp.mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
    print(it, f"{loss.item():.4f}", f"{torch.det(flows[1].W).abs().item():.4f}")
c = flows[0]
y, ld = c(x[:1])
print(torch.allclose(c.inverse(y), x[:1], atol=1e-6))
J = torch.autograd.functional.jacobian(lambda v: c(v.unsqueeze(0))[0].squeeze(0), x[0])
print(torch.allclose(torch.logdet(J), ld[0], atol=1e-5), torch.linalg.slogdet(J).sign)
A = torch.tensor([[4.0, 1.0], [1.0, 3.0]], requires_grad=True)
val = torch.logdet(A)
val.backward()
print(val, A.grad, torch.linalg.inv(A.detach()).T)
w, V = torch.linalg.eigh(A.detach())
print(w, (V @ torch.diag(w) @ V.T - A.detach()).abs().max() < 1e-5)
S = A.detach().clone().requires_grad_()
torch.linalg.eigvalsh(S).max().backward()
print(S.grad)
U, D, Vh = torch.linalg.svd(A.detach())
print(D, torch.linalg.norm(A, ord="nuc"))
P = torch.linalg.pinv(torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
print(P, torch.linalg.matrix_power(A.detach(), 3))
