import torch

x = torch.tensor(2.0, requires_grad=True)
y = x**4
for n in range(1, 6):
    if not y.requires_grad:
        break
    (y,) = torch.autograd.grad(y, x, create_graph=True)
    print(f"d^{n}y/dx^{n} = {y.item()}  {y}")


# Hessian-vector product
def hvp(f, x, v):
    (g,) = torch.autograd.grad(f(x), x, create_graph=True)
    return torch.autograd.grad((g * v).sum(), x)[0]


x = torch.tensor([1.0, 2.0], requires_grad=True)
print(hvp(lambda t: t[0] ** 2 * t[1] + t[1].exp(), x, torch.tensor([1.0, 0.0])))
(g,) = torch.autograd.grad(x.prod() * x.sum(), x, create_graph=True)
H = torch.stack([torch.autograd.grad(g[i], x, retain_graph=True)[0] for i in range(2)])
print(H)
# gradient penalty
torch.manual_seed(0)
D = torch.nn.Sequential(torch.nn.Linear(2, 4), torch.nn.LeakyReLU(0.2), torch.nn.Linear(4, 1))
real = torch.randn(3, 2)
fake = torch.randn(3, 2)
alpha = torch.rand(3, 1)
interpolates = (alpha * real + (1 - alpha) * fake).requires_grad_(True)
d = D(interpolates)
gradients = torch.autograd.grad(
    outputs=d,
    inputs=interpolates,
    grad_outputs=torch.ones_like(d),
    create_graph=True,
    retain_graph=True,
    only_inputs=True,
)[0]
gp = ((gradients.norm(2, dim=1) - 1) ** 2).mean()
gp.backward()
print(f"{gp.item():.5f}", D[0].weight.grad.shape)
print(D[2].bias.grad)
# mixed partials
x = torch.tensor(1.0, requires_grad=True)
y = torch.tensor(2.0, requires_grad=True)
f = torch.sin(x * y)
(fx,) = torch.autograd.grad(f, x, create_graph=True)
(fxy,) = torch.autograd.grad(fx, y)
print(fx, fxy)
y = x**3
y.backward(create_graph=True)
print(x.grad)
g = x.grad
x.grad = None
g.backward()
print(x.grad)
