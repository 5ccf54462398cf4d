import torch
import torch.nn as nn
import torch.nn.functional as F

x = torch.linspace(-3.5, 3.5, 8, requires_grad=True)
for act in [
    nn.ReLU(),
    nn.LeakyReLU(0.2),
    nn.ELU(),
    nn.SELU(),
    nn.GELU(approximate="tanh"),
    nn.SiLU(),
    nn.Mish(),
    nn.Softplus(),
    nn.Softsign(),
    nn.Tanh(),
    nn.Sigmoid(),
    nn.LogSigmoid(),
    nn.Hardtanh(),
    nn.ReLU6(),
    nn.Hardswish(),
    nn.Hardsigmoid(),
    nn.Tanhshrink(),
    nn.CELU(),
    nn.PReLU(),
]:
    x.grad = None
    y = act(x)
    y.sum().backward()
    print(act, y.detach(), x.grad, y.grad_fn.name())
act_fn_by_name = {"sigmoid": torch.sigmoid, "relu": F.relu, "mish": F.mish, "hs": F.hardswish}
for k, f in act_fn_by_name.items():
    print(k, f(x))
print(F.glu(torch.randn(2, 4, generator=torch.Generator().manual_seed(0))))


class Swish(nn.Module):
    def forward(self, x):
        return x * torch.sigmoid(x)


def get_grads(act_fn, x):
    x = x.clone().requires_grad_()
    out = act_fn(x)
    out.sum().backward()
    return x.grad


print(get_grads(Swish(), torch.linspace(-5, 5, 5)))
