import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.checkpoint import checkpoint

torch.manual_seed(0)
x = torch.ones(2, 3, 4, 4, requires_grad=True)
print(
    F.dropout2d(x).grad_fn.name(),
    F.dropout2d(x)[:, :, 0, 0],
    nn.Dropout2d(0.3),
    nn.Dropout1d(0.3)(torch.ones(2, 3, 2)),
)
for a in ((1, 1), (1, 2, 0, 1), (-1, 1), (-1, -1, 2, 0), (1, 1, 1, 1, 1, 1, 1, 1)):
    y = F.pad(x, a, value=2.0)
    (g,) = torch.autograd.grad((y**3).sum(), x, create_graph=True)
    print(y.shape, y.grad_fn.name(), g.sum(), torch.autograd.grad((g**2).sum(), x)[0].sum())
for a in ((1,), (1,) * 10, (-3, -3)):
    try:
        F.pad(x, a)
    except RuntimeError as e:
        print(e)
print(nn.ZeroPad2d(1), nn.ConstantPad2d((1, 2, 3, 4), 3.5), nn.ZeroPad2d(1)(x).shape)
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(3, 3), nn.Tanh(), nn.Dropout(0.5), nn.Linear(3, 1))
x = torch.randn(2, 3, requires_grad=True)
calls = []


def block(t):
    calls.append(1)
    return net(t)


torch.manual_seed(7)
y = checkpoint(block, x, use_reentrant=False)
print(y, len(calls))
y.sum().backward()
print(x.grad, len(calls), net[0].weight.grad)


def seed_everything(seed):
    torch.manual_seed(seed)
    torch.cuda.manual_seed(seed)
    torch.cuda.manual_seed_all(seed)
    torch.backends.cudnn.deterministic = True
    torch.backends.cudnn.benchmark = False
    torch.use_deterministic_algorithms(True)


seed_everything(42)
print(torch.rand(2), torch.__version__[:6], torch.version.cuda)
