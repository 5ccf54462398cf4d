import copy
from collections import OrderedDict

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.func import functional_call

torch.manual_seed(7)
net = nn.Sequential(OrderedDict(l1=nn.Linear(1, 8), act=nn.Tanh(), l2=nn.Linear(8, 1)))
opt = torch.optim.Adam(net.parameters(), lr=1e-2)


def sample():
    a, phase = torch.rand(1) * 4 + 0.1, torch.rand(()) * torch.pi
    x = torch.rand(10, 1) * 10 - 5
    return x, a * torch.sin(x + phase)


for step in range(3):
    opt.zero_grad(set_to_none=False)
    outer = []
    for task in range(2):
        (xs, ys), (xq, yq) = sample(), sample()
        weights = OrderedDict(net.named_parameters())
        for k in range(2):
            loss = F.mse_loss(functional_call(net, weights, xs), ys)
            grads = torch.autograd.grad(loss, weights.values(), create_graph=True)
            weights = OrderedDict((n, w - 0.01 * g) for (n, w), g in zip(weights.items(), grads))
        outer.append(F.mse_loss(functional_call(net, weights, xq), yq))
    total = torch.stack(outer).mean()
    total.backward()
    gn = torch.sqrt(sum(p.grad.pow(2).sum() for p in net.parameters()))
    opt.step()
    print(step, f"{total.item():.4f} {gn:.4f}", total.grad_fn)
fast = copy.deepcopy(net)
inner = torch.optim.SGD(fast.parameters(), lr=0.02)
x, y = sample()
for i in range(3):
    inner.zero_grad()
    F.mse_loss(fast(x), y).backward()
    inner.step()
F.mse_loss(fast(x), y).backward()
for p, q in zip(net.parameters(), fast.parameters()):
    if p.grad is None:
        p.grad = torch.zeros_like(p)
    p.grad.add_(q.grad.data)
with torch.no_grad():
    for p, q in zip(net.parameters(), fast.parameters()):
        p.add_((q - p) * 0.1)
print(net.l2.weight)
lr = torch.tensor(0.1, requires_grad=True)
w = torch.tensor([1.0, -2.0], requires_grad=True)
data = torch.tensor([[1.0, 2.0], [0.5, -1.0]])
cur = w
for t in range(3):
    l = (data @ cur).pow(2).mean()
    (g,) = torch.autograd.grad(l, cur, create_graph=True)
    cur = cur - lr * g
final = (data @ cur).pow(2).mean()
hyper, init = torch.autograd.grad(final, (lr, w))
print(final, hyper, init)
x = torch.randn(3, requires_grad=True)
first = torch.autograd.grad((x**3).sum(), x, create_graph=True)[0]
(first * torch.tensor([1.0, 0.0, 2.0])).sum().backward()
print(torch.allclose(x.grad, 6 * x.detach() * torch.tensor([1.0, 0.0, 2.0])))
state = {k: v.clone() for k, v in net.state_dict().items()}
net.load_state_dict({k: state[k] * 0.5 for k in state})
print({k: (v / state[k]).mean().item() for k, v in net.state_dict().items()})


class Learner(nn.Module):
    def __init__(self):
        super().__init__()
        self.vars = nn.ParameterList()
        self.vars_bn = nn.ParameterList([nn.Parameter(torch.zeros(2), requires_grad=False)])
        w = nn.Parameter(torch.ones(4, 2))
        nn.init.kaiming_normal_(w)
        self.vars.append(w)
        self.vars.append(nn.Parameter(torch.zeros(4)))

    def forward(self, x, vars=None):
        if vars is None:
            vars = self.vars
        return F.linear(x, vars[0], vars[1])

    def parameters(self):
        return self.vars


m = Learner()
print(m, len(m.parameters()))
grad = torch.autograd.grad(m(torch.ones(1, 2)).sum(), m.parameters(), create_graph=True)
fast_weights = list(map(lambda p: p[1] - 0.1 * p[0], zip(grad, m.parameters())))
print(m(torch.ones(1, 2), fast_weights).shape, fast_weights[1])
