import torch
import torch.nn.functional as F

torch.manual_seed(1)
w = torch.zeros(1, 1, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
meta_lr, inner_lr = 0.05, 0.1
optimizer = torch.optim.SGD([w, b], lr=meta_lr)


def model(x, params):
    return F.linear(x, params[0], params[1])


for it in range(5):
    meta_loss = 0.0
    for task in range(3):
        slope = torch.rand(1) * 2
        x = torch.randn(6, 1)
        y = slope * x
        fast = [w, b]
        for _ in range(2):
            loss = F.mse_loss(model(x[:3], fast), y[:3])
            grads = torch.autograd.grad(loss, fast, create_graph=True)
            fast = [p - inner_lr * g for p, g in zip(fast, grads)]
        meta_loss = meta_loss + F.mse_loss(model(x[3:], fast), y[3:])
    optimizer.zero_grad()
    meta_loss.backward()
    print(it, f"{meta_loss.item():.4f}", f"{w.grad.item():.4f}", f"{b.grad.item():.4f}")
    optimizer.step()
print(w, b)
from collections import OrderedDict

net = torch.nn.Sequential(
    OrderedDict(
        [("l1", torch.nn.Linear(1, 4)), ("relu", torch.nn.ReLU()), ("l2", torch.nn.Linear(4, 1))]
    )
)
fast_weights = OrderedDict(net.named_parameters())
print(list(fast_weights))


def functional_forward(x, weights):
    x = F.linear(x, weights["l1.weight"], weights["l1.bias"])
    x = F.relu(x)
    return F.linear(x, weights["l2.weight"], weights["l2.bias"])


x = torch.ones(2, 1)
print(torch.equal(functional_forward(x, fast_weights), net(x)))
loss = functional_forward(x, fast_weights).sum()
g = torch.autograd.grad(loss, fast_weights.values(), create_graph=True)
print([t.shape for t in g])
from torch.func import functional_call

print(torch.equal(functional_call(net, dict(net.named_parameters()), (x,)), net(x)))
