import torch

x = torch.tensor([1.0], requires_grad=True)
with torch.no_grad():
    y = x * 2
print(y.requires_grad, y.is_inference())
with torch.inference_mode():
    z = x * 2
    print(z.is_inference(), torch.is_inference_mode_enabled())
print(z.requires_grad)
try:
    w = z * x
    w.backward()
except RuntimeError as e:
    print(e)
try:
    z.add_(1)
except RuntimeError as e:
    print(e)


@torch.no_grad()
def doubler(x):
    return x * 2


print(doubler(x).requires_grad)


@torch.inference_mode()
def tripler(x):
    return x * 3


print(tripler(x).requires_grad)
is_train = False
with torch.set_grad_enabled(is_train):
    y = x * 2
print(y.requires_grad)
_ = torch.set_grad_enabled(True)
y = x * 2
print(y.requires_grad)
with torch.no_grad():
    with torch.enable_grad():
        y = x * 2
    p = torch.nn.Parameter(torch.rand(2, generator=torch.Generator().manual_seed(0)))
print(y.requires_grad, p.requires_grad)


@torch.enable_grad
def f(x):
    return x * 2


with torch.no_grad():
    print(f(x).requires_grad)
a = x.detach()
a[0] = 7.0
print(x, a)
b = x.detach().clone()
b[0] = 1.0
print(x)
y = x**2
x.detach().zero_()
try:
    y.backward()
except RuntimeError as e:
    print(e)
print(torch.is_grad_enabled())
with torch.inference_mode(mode=False):
    print((x * 2).requires_grad)
model = torch.nn.Linear(1, 1)
model.eval()
print(model(x).requires_grad, model.training)
