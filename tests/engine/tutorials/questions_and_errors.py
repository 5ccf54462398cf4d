import torch
import torch.nn as nn

torch.manual_seed(0)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", e)


w = torch.randn(2, requires_grad=True)
attempt(lambda: w.numpy())
attempt(lambda: w.detach().numpy().shape)
attempt(lambda: w.__iadd__(1))
attempt(lambda: (w * 2).backward())
attempt(lambda: torch.tensor([1, 2], requires_grad=True))
attempt(lambda: w.sum().backward(torch.ones(2)))
attempt(lambda: torch.tensor(w))
attempt(lambda: nn.Linear(2, 3)(torch.ones(3)))
attempt(lambda: nn.Linear(2, 3)(torch.ones(2, dtype=torch.double)))
attempt(lambda: nn.CrossEntropyLoss()(torch.randn(2, 3), torch.tensor([0, 3])))
attempt(lambda: nn.CrossEntropyLoss()(torch.randn(2, 3), torch.tensor([0.0, 1.0])))
attempt(lambda: nn.BCELoss()(torch.tensor([1.5]), torch.tensor([1.0])))
attempt(lambda: nn.MSELoss()(torch.randn(3, 1), torch.randn(3)).shape)
attempt(lambda: torch.ones(2, 3) @ torch.ones(2, 3))
attempt(lambda: torch.ones(2) + torch.ones(3))
attempt(lambda: torch.cat([torch.ones(2, 2), torch.ones(3, 3)]))
attempt(lambda: torch.ones(6).view(4, 2))
attempt(lambda: torch.ones(2, 3).t().view(-1))
attempt(lambda: torch.optim.SGD([], lr=0.1))
attempt(lambda: torch.optim.SGD([w * 2], lr=0.1))
attempt(lambda: torch.optim.SGD(w, lr=0.1))
attempt(lambda: torch.optim.SGD([w], lr=-1))
attempt(lambda: torch.stack([1, 2]))
attempt(lambda: bool(torch.ones(2)))
attempt(lambda: torch.ones(2).item())
attempt(lambda: torch.autograd.grad(w.sum(), torch.ones(1, requires_grad=True)))
attempt(lambda: torch.autograd.grad(w, w))
attempt(lambda: nn.Embedding(3, 2)(torch.tensor([3])))
attempt(lambda: nn.Embedding(3, 2)(torch.tensor([1.0])))
attempt(lambda: nn.Conv2d(1, 1, 3)(torch.ones(1, 2, 4, 4)))
attempt(lambda: nn.BatchNorm1d(3)(torch.ones(1, 3)))
attempt(lambda: nn.Module()(1))
attempt(lambda: setattr(nn.Linear(1, 1), "weight", torch.ones(1, 1)))
attempt(lambda: nn.Linear(1, 1).foo)
attempt(lambda: torch.nn.Sequential(nn.ReLU)(torch.ones(1)))


class NoSuper(nn.Module):
    def __init__(self):
        self.fc = nn.Linear(1, 1)


attempt(NoSuper)
x = torch.ones(2, requires_grad=True)
y = x.exp()
z = y.sum()
y += 1
attempt(z.backward)
y = x.exp()
z = (y * y).sum()
y.mul_(2)
attempt(z.backward)
y = x**2
z = y.sum()
z.backward()
attempt(z.backward)
h = torch.zeros(1)
rnn = nn.Linear(1, 1)
opt = torch.optim.SGD(rnn.parameters(), lr=0.1)
for step in range(2):
    h = torch.tanh(rnn(h + 1))
    opt.zero_grad()
    attempt(lambda: h.sum().backward())
    attempt(opt.step)
net = nn.Sequential(nn.Linear(2, 2), nn.ReLU(inplace=True), nn.Sigmoid())
o = net[2](torch.ones(1, 2, requires_grad=True) * 1)
o += 1
attempt(o.sum().backward)
v = torch.randn(3, requires_grad=True)
v[0] if v[0] > 100 else None
attempt(lambda: v.__setitem__(0, 1.0))
attempt(lambda: v[:2].add_(1))
c = v.clone()
c[0] = 5.0
c.sum().backward()
print(v.grad)
with torch.no_grad():
    v[0] = 5.0
print(v[0])
print(v.grad.data_ptr() == v.grad.data_ptr(), torch.equal(v.grad, torch.tensor([0.0, 1.0, 1.0])))
attempt(lambda: torch.nn.functional.one_hot(torch.tensor([0, 2]), 2))
attempt(lambda: torch.multinomial(torch.tensor([0.0, 0.0]), 1))
attempt(lambda: torch.nn.functional.cross_entropy(torch.randn(3), torch.randn(4)))
attempt(lambda: torch.load("/nonexistent/model.pt"))
attempt(lambda: torch.ones(2).cuda())
attempt(lambda: torch.device("gpu"))
attempt(lambda: w.backwards())
attempt(lambda: torch.zeros(2, 2)[2])
attempt(lambda: torch.zeros(2, 2)[0, 0, 0])
attempt(lambda: torch.randn(2, 2).mean(dim=2))
attempt(lambda: torch.arange(4).mean())
attempt(lambda: torch.arange(3).softmax(0))
