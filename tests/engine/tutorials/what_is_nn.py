import math
import torch
import torch.nn.functional as F
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset
from pathlib import Path

torch.manual_seed(0)
x_train, y_train = torch.rand(64, 16), torch.randint(0, 4, (64,))
x_train, y_train = map(torch.tensor, (x_train.numpy(), y_train.numpy()))
n, c = x_train.shape
print(x_train[0, :4], y_train[:5], n, c, y_train.min(), y_train.max())
weights = torch.randn(16, 4) / math.sqrt(16)
weights.requires_grad_()
bias = torch.zeros(4, requires_grad=True)


def log_softmax(x):
    return x - x.exp().sum(-1).log().unsqueeze(-1)


def model(xb):
    return log_softmax(xb @ weights + bias)


def nll(input, target):
    return -input[range(target.shape[0]), target].mean()


def accuracy(out, yb):
    preds = torch.argmax(out, dim=1)
    return (preds == yb).float().mean()


xb, yb = x_train[:8], y_train[:8]
preds = model(xb)
print(preds[0], preds.shape, nll(preds, yb), accuracy(preds, yb))
for epoch in range(2):
    for i in range((n - 1) // 8 + 1):
        xb, yb = x_train[i * 8 : i * 8 + 8], y_train[i * 8 : i * 8 + 8]
        loss = nll(model(xb), yb)
        loss.backward()
        with torch.no_grad():
            weights -= weights.grad * 0.5
            bias -= bias.grad * 0.5
            weights.grad.zero_()
            bias.grad.zero_()
print(nll(model(xb), yb), accuracy(model(xb), yb))


class Logistic(nn.Module):
    def __init__(self):
        super().__init__()
        self.weights = nn.Parameter(torch.randn(16, 4) / math.sqrt(16))
        self.bias = nn.Parameter(torch.zeros(4))

    def forward(self, xb):
        return xb @ self.weights + self.bias


model = Logistic()
for p in model.parameters():
    print(p.shape, p.requires_grad)
with torch.no_grad():
    for p in model.parameters():
        p -= 0.1 * torch.ones_like(p)
    model.zero_grad()


class Lambda(nn.Module):
    def __init__(self, func):
        super().__init__()
        self.func = func

    def forward(self, x):
        return self.func(x)


def preprocess(x):
    return x.view(-1, 1, 4, 4)


class WrappedDataLoader:
    def __init__(self, dl, func):
        self.dl, self.func = dl, func

    def __len__(self):
        return len(self.dl)

    def __iter__(self):
        for b in self.dl:
            yield self.func(*b)


model = nn.Sequential(
    Lambda(preprocess),
    nn.Conv2d(1, 8, 3, stride=2, padding=1),
    nn.ReLU(),
    nn.AdaptiveAvgPool2d(1),
    Lambda(lambda x: x.view(x.size(0), -1)),
    nn.Linear(8, 4),
)
print(model)


def loss_batch(model, loss_func, xb, yb, opt=None):
    loss = loss_func(model(xb), yb)
    if opt is not None:
        loss.backward()
        opt.step()
        opt.zero_grad()
    return loss.item(), len(xb)


import numpy as np

dl = WrappedDataLoader(
    DataLoader(TensorDataset(x_train, y_train), batch_size=16, shuffle=True), lambda x, y: (x, y)
)
opt = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
for epoch in range(3):
    model.train()
    for xb, yb in dl:
        loss_batch(model, F.cross_entropy, xb, yb, opt)
    model.eval()
    with torch.no_grad():
        losses, nums = zip(*[loss_batch(model, F.cross_entropy, xb, yb) for xb, yb in dl])
    val_loss = np.sum(np.multiply(losses, nums)) / np.sum(nums)
    print(epoch, f"{val_loss:.5f}")
