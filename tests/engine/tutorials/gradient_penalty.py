import torch
import torch.nn as nn
from torch import autograd

torch.manual_seed(0)
G = nn.Sequential(nn.Linear(2, 16), nn.LeakyReLU(0.2), nn.Linear(16, 2))
D = nn.Sequential(nn.Linear(2, 16), nn.LeakyReLU(0.2), nn.Linear(16, 1))
one = torch.tensor(1, dtype=torch.float)
mone = one * -1
print(one, mone)
opt_d = torch.optim.RMSprop(D.parameters(), lr=5e-3)
opt_g = torch.optim.Adam(G.parameters(), lr=5e-3, betas=(0.0, 0.9))


def calc_gradient_penalty(netD, real, fake, LAMBDA=10):
    alpha = torch.rand(real.size(0), 1)
    alpha = alpha.expand(real.size())
    interpolates = alpha * real + ((1 - alpha) * fake)
    interpolates = autograd.Variable(interpolates, requires_grad=True)
    disc = netD(interpolates)
    gradients = autograd.grad(
        outputs=disc,
        inputs=interpolates,
        grad_outputs=torch.ones(disc.size()),
        create_graph=True,
        retain_graph=True,
        only_inputs=True,
    )[0]
    return ((gradients.norm(2, dim=1) - 1) ** 2).mean() * LAMBDA


for it in range(3):
    for p in D.parameters():
        p.requires_grad = True
    for _ in range(2):
        real = torch.randn(8, 2) * 0.2 + 1
        with torch.no_grad():
            z = torch.randn(8, 2)
        fake = autograd.Variable(G(z).data)
        D.zero_grad()
        D_real = D(real).mean()
        D_real.backward(mone)
        D_fake = D(fake).mean()
        D_fake.backward(one)
        gp = calc_gradient_penalty(D, real.data, fake.data)
        gp.backward()
        cost = D_fake - D_real + gp
        opt_d.step()
    for p in D.parameters():
        p.requires_grad = False
    G.zero_grad()
    loss = D(G(torch.randn(8, 2))).mean()
    loss.backward(mone)
    opt_g.step()
    print(
        f"{cost.item():.4f} {-loss.item():.4f} {gp.item():.4f}",
        [p.grad is None for p in D.parameters()][:1],
    )
for p in D.parameters():
    p.data.clamp_(-0.01, 0.01)
print(max(p.abs().max() for p in D.parameters()))
bce = nn.BCEWithLogitsLoss()
real_labels, fake_labels = torch.ones(8, 1), torch.zeros(8, 1)
for p in D.parameters():
    p.requires_grad_(True)
real = torch.randn(8, 2)
real.requires_grad_()
d = D(real)
r1 = torch.autograd.grad(d.sum(), real, create_graph=True)[0].pow(2).reshape(8, -1).sum(1).mean()
loss = bce(d, real_labels) + bce(D(G(torch.randn(8, 2)).detach()), fake_labels) + 5.0 * r1
loss.backward()
print(
    f"{loss.item():.4f}",
    D[0].weight.grad[0],
    G[0].weight.grad is None or G[0].weight.grad.abs().sum() > 0,
)
hinge = torch.relu(1.0 - d).mean() + torch.relu(1.0 + D(G(torch.randn(8, 2)))).mean()
print(hinge.shape, hinge.grad_fn)
