import torch
from torch import autograd


class MyFunc(autograd.Function):
    @staticmethod
    def forward(ctx, inp):
        return inp.clone()

    @staticmethod
    def backward(ctx, gO):
        raise RuntimeError("Some error in backward")
        return gO.clone()


def run_fn(a):
    out = MyFunc.apply(a)
    return out.sum()


inp = torch.rand(10, 10, requires_grad=True)
out = run_fn(inp)
try:
    out.backward()
except RuntimeError as e:
    print(e)
x = torch.tensor([0.0, 1.0], requires_grad=True)
y = torch.sqrt(x) * 0
z = (y / y).sum()
z.backward()
print(x.grad)
x.grad = None
import warnings

with warnings.catch_warnings(record=True):
    warnings.simplefilter("always")
    with autograd.detect_anomaly():
        loss = (torch.sqrt(x * 0) * 0).sum()
        try:
            loss.backward()
        except RuntimeError as e:
            print(e)
torch.autograd.set_detect_anomaly(True)
print(torch.is_anomaly_enabled())
torch.autograd.set_detect_anomaly(False)
print(torch.isnan(x.grad).any() if x.grad is not None else None)
