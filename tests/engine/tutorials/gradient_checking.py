import torch
from torch.autograd import gradcheck, gradgradcheck

torch.manual_seed(0)
input = (
    torch.randn(20, 20, dtype=torch.double, requires_grad=True),
    torch.randn(30, 20, dtype=torch.double, requires_grad=True),
)
linear = torch.nn.functional.linear
test = gradcheck(linear, input, eps=1e-6, atol=1e-4)
print(test)


class Wrong(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**2

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * x


x = torch.tensor([1.0, 2.0], dtype=torch.double, requires_grad=True)
try:
    gradcheck(Wrong.apply, (x,))
except RuntimeError as e:
    print(e)
print(gradcheck(Wrong.apply, (x,), raise_exception=False))
print(gradgradcheck(torch.sin, (x,)))
xf = torch.tensor([1.0, 2.0], requires_grad=True)
try:
    print(gradcheck(torch.sin, (xf,)))
except Exception as e:
    print(type(e).__name__)


# by hand
def numerical(f, x, eps=1e-6):
    g = torch.zeros_like(x)
    for i in range(x.numel()):
        d = torch.zeros_like(x)
        d.view(-1)[i] = eps
        g.view(-1)[i] = (f(x + d) - f(x - d)) / (2 * eps)
    return g


f = lambda t: (t.tanh() * t).sum()
x = torch.randn(3, dtype=torch.double, requires_grad=True)
f(x).backward()
with torch.no_grad():
    n = numerical(f, x)
print(x.grad)
print(torch.allclose(n, x.grad), torch.dist(n, x.grad).item() < 1e-8)
